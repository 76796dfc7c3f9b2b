"""Findings on a screen and as JSON."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sladsl.findings import Finding, OfferedReading, Place, Severity, error, warning
from sladsl.report import render_json, render_text, summary

TEXT = "A month is\ta month.\nThe fee is GBP 5.\n  It is paid.\n"


def test_a_finding_with_its_line() -> None:
    found = error("S001", "Wrong unit.", Place("a.sla", 2, 12, 2, 17), label="money", hint="Write 5%.", clause="4.1")
    assert render_text([found], {"a.sla": TEXT}, colour=False) == (
        "error[S001]: Wrong unit.\n"
        " --> a.sla:2:12\n"
        "  |\n"
        "2 | The fee is GBP 5.\n"
        "  |            ^^^^^ money\n"
        "  = clause: 4.1\n"
        "  = help: Write 5%.\n"
        "\n"
        "1 error.\n"
    )


def test_readings_stand_as_sentences_to_paste() -> None:
    readings = (
        OfferedReading("calendar", "A month is a calendar month."),
        OfferedReading("thirty", "A month is 30 days."),
    )
    found = Finding(
        "A001",
        Severity.WARNING,
        "Open.",
        Place("a.sla", 1, 3, 1, 8),
        readings=readings,
        witness="On 1 March\nit differs.",
    )
    text = render_text([found], {"a.sla": TEXT}, colour=False)
    assert "  = write one of:\n      A month is a calendar month.\n      A month is 30 days.\n" in text
    assert "  = for example: On 1 March\n" in text
    assert "it differs." in text


def test_a_place_over_several_lines() -> None:
    text = render_text([error("S1", "m", Place("a.sla", 1, 3, 3, 5), label="all this")], {"a.sla": TEXT}, colour=False)
    assert text.splitlines()[3:8] == [
        "1 | A month is  a month.",
        "  |   ^^^^^^^^^^^^^^^^^^",
        "  :",
        "3 |   It is paid.",
        "  |   ^^ all this",
    ]


def test_without_the_text_the_place_is_named() -> None:
    text = render_text([error("R1", "m", Place("b.csv", 3, 1, 3, 2), label="expected a time")], {}, colour=False)
    assert " --> b.csv:3:1\n  = expected a time\n" in text


def test_places_beyond_the_text_break_nothing() -> None:
    for place in (
        Place("a.sla", 9, 1, 9, 2),
        Place("a.sla", 1, 99, 1, 120),
        Place("a.sla", 2, 3, 99, 1),
        Place("a.sla", 0, 0, 0, 0),
    ):
        assert "error[S1]: m" in render_text([error("S1", "m", place)], {"a.sla": TEXT}, colour=False)


def columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@given(
    st.text(alphabet="ab \t日é€한", max_size=12),
    st.text(alphabet="xy日\té", min_size=1, max_size=6),
    st.text(alphabet="ab日\t", max_size=5),
)
def test_carets_stand_under_the_place(before: str, within: str, after: str) -> None:
    line = f"{before}[{within}]{after}"
    place = Place("f", 1, len(before) + 1, 1, len(before) + len(within) + 3)
    shown, carets = render_text([error("S1", "m", place)], {"f": line}, colour=False).splitlines()[3:5]
    shown, carets = shown[4:], carets[4:]
    start = columns(shown[: shown.index("[")])
    end = columns(shown[: shown.index("]") + 1])
    assert carets == " " * start + "^" * (end - start)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 5000 + "[bad]" + "y" * 5000
    shown, carets = render_text(
        [error("S1", "m", Place("f", 1, 5001, 1, 5006))], {"f": line}, colour=False
    ).splitlines()[3:5]
    assert len(shown) < 200
    assert shown.index("[bad]") == carets.index("^^^^^")


def test_records_cannot_steer_the_terminal() -> None:
    evil = "\x1b[2J\u202eevil\x9b"
    found = error("R1", f"Value {evil}", Place("f", 1, 1, 1, 9), label=evil, hint=evil)
    text = render_text([found], {"f": evil + "\x07"}, colour=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_colour_only_where_asked() -> None:
    found = warning("S1", "m", Place("a.sla", 1, 1, 1, 2), label="l")
    coloured = render_text([found], {"a.sla": TEXT}, colour=True)
    assert "\x1b[1;33mwarning[S1]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text([found], {"a.sla": TEXT}, colour=False)


def test_the_order_is_that_of_the_places() -> None:
    found = [
        error("S2", "last", None),
        error("S1", "second", Place("a", 2, 1, 2, 2)),
        error("S3", "first", Place("a", 1, 1, 1, 2)),
    ]
    text = render_text(found, {}, colour=False)
    assert text == render_text(reversed(found), {}, colour=False)
    assert text.index("first") < text.index("second") < text.index("last")


def test_nothing_to_say() -> None:
    assert render_text([], {}, colour=True) == ""
    assert summary([]) == ""
    assert json.loads(render_json([])) == {"findings": []}


def test_the_last_line_counts() -> None:
    assert summary([error("a", "b", None)] * 2 + [warning("a", "b", None)]) == "2 errors, 1 warning."


def test_json_has_the_documented_keys() -> None:
    found = Finding(
        "A1",
        Severity.WARNING,
        "m",
        Place("a", 1, 2, 3, 4),
        clause="4.1",
        readings=(OfferedReading("n", "S."),),
        witness="w",
    )
    assert json.loads(render_json([found, error("B1", "é", None)])) == {
        "findings": [
            {
                "code": "A1",
                "severity": "warning",
                "message": "m",
                "file": "a",
                "line": 1,
                "column": 2,
                "end_line": 3,
                "end_column": 4,
                "paragraph": None,
                "clause": "4.1",
                "quotation": "",
                "readings": [{"name": "n", "sentence": "S.", "edit": None}],
                "witness": "w",
                "dispute": None,
                "label": "",
                "hint": "",
            },
            {
                "code": "B1",
                "severity": "error",
                "message": "é",
                "file": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "paragraph": None,
                "clause": "",
                "quotation": "",
                "readings": [],
                "witness": "",
                "dispute": None,
                "label": "",
                "hint": "",
            },
        ]
    }


def test_neither_rich_nor_duckdb_is_loaded_at_the_start() -> None:
    code = "import sys, sladsl.report, sladsl.records.read; print([m for m in ('rich', 'duckdb', 'typer') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
