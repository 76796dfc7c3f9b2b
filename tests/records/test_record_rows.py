"""Rows: what is said of bad ones, references between records, and setting rows aside."""

from __future__ import annotations

import csv
import hashlib
import io
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.findings import Finding, Severity
from sladsl.records.fingerprint import fingerprints
from sladsl.records.read import read_records
from sladsl.records.rules import RULES
from sladsl.records.set_aside import render_set_aside
from sladsl.records.table import Records
from tests.records.record_schema import PROBE, SCHEMA

Read = Callable[..., tuple[Records, tuple[Finding, ...]]]
Codes = Callable[[tuple[Finding, ...]], list[str]]

HEADER = "Time,Location,Outcome,Latency\n"


def test_a_bad_value_is_told_in_full(read: Read) -> None:
    _, findings = read({"probes.csv": HEADER + "2026-03-05T10:00Z,London,sucess,5\n"})
    assert len(findings) == 1
    found = findings[0]
    assert found.code == "R013"
    assert found.severity is Severity.ERROR
    assert found.message == '"sucess" in column 3 "Outcome" of Probe: expected success or failure.'
    assert "success" in found.hint
    assert found.place is not None
    assert Path(found.place.file).name == "probes.csv"
    assert (found.place.line, found.place.column, found.place.end_column) == (2, 26, 32)


def test_all_bad_values_of_a_row_are_told(read: Read, codes: Codes) -> None:
    _, findings = read({"probes.csv": HEADER + "2026-03-29T01:30,Paris,,-1\n"})
    assert codes(findings) == ["R009", "R013", "R007", "R011"]


def test_up_to_a_number_and_then_how_many_more(read: Read, codes: Codes) -> None:
    rows = "2026-03-05T10:00Z,London,x,\n" * 7 + "short\n"
    _, findings = read({"probes.csv": HEADER + rows}, most_findings=5)
    assert codes(findings) == ["R013"] * 5 + ["R021"]
    assert "3 more" in findings[-1].message
    assert [f.place.line for f in findings if f.place] == [2, 3, 4, 5, 6, 7]


TICKETS = "Number,Reported,Waiting\nT1,2026-03-05T10:00Z,\nT2,2026-03-05T10:00Z,\n"
VISITS = "Visit number,Ticket,Work start,Work end\n"


def test_references(read: Read, codes: Codes) -> None:
    files = {"trouble tickets.csv": TICKETS, "visits.csv": VISITS + "V1,T1,2026-03-05,\nV2,T3,2026-03-05,\n"}
    _, findings = read(files)
    assert codes(findings) == ["R017"]
    assert "T3" in findings[0].message
    assert "trouble tickets.csv" in findings[0].message


def test_a_reference_to_a_record_that_is_not_known(read: Read) -> None:
    _, findings = read({"visits.csv": VISITS + "V1,T9,2026-03-05,\n"})
    assert findings == ()


def test_a_reference_to_a_bad_row_is_not_told_twice(read: Read, codes: Codes) -> None:
    files = {"trouble tickets.csv": TICKETS + "T3,never,\n", "visits.csv": VISITS + "V1,T3,2026-03-05,\n"}
    _, findings = read(files)
    assert codes(findings) == ["R008"]


def test_keys_that_are_referred_to_are_distinct(read: Read, codes: Codes) -> None:
    _, findings = read({"trouble tickets.csv": TICKETS + "T1,2026-03-06T10:00Z,\n"})
    assert codes(findings) == ["R018", "R018"]
    assert "Line 4" in findings[0].hint
    assert "Line 2" in findings[1].hint


def test_nothing_ends_before_it_starts(read: Read, codes: Codes) -> None:
    _, findings = read({"visits.csv": VISITS + "V1,T1,2026-03-05,2026-03-04\nV2,T1,2026-03-05,2026-03-05\n"})
    assert codes(findings) == ["R016"]
    assert "2026-03-05" in findings[0].message


def test_spans_that_the_agreement_names(read: Read, codes: Codes) -> None:
    rows = "Number,Reported,Waiting,Month\nT1,2026-03-05T10:00Z,,2026-03\n"
    _, findings = read({"trouble_tickets.csv": rows}, spans={"Visit": (("Work Start", "Work End"),)})
    assert findings == ()
    _, findings = read(
        {"visits.csv": VISITS + "V1,T1,2026-03-05,2026-03-04\n"}, spans={"Visit": (("Work Start", "Work End"),)}
    )
    assert codes(findings) == ["R016"]


def test_setting_aside_takes_along_what_refers_to_it(read: Read, codes: Codes) -> None:
    files = {
        "trouble tickets.csv": TICKETS + "T3,never,\nragged\n",
        "visits.csv": VISITS + "V1,T3,2026-03-05,\nV2,T1,2026-03-05,\n",
        "invoices.csv": "Visit,Amount\nV1,5\nV2,6\n",
    }
    records, findings = read(files, set_aside=True)
    assert codes(findings) == ["R020"] * 3
    assert {f.severity for f in findings} == {Severity.WARNING}
    assert records.set_aside == {"Trouble Ticket": 2, "Visit": 1, "Invoice": 1}
    assert list(records["Invoice"].columns["Visit"]) == ["V2"]
    rows = list(csv.DictReader(io.StringIO(render_set_aside(records.rows_set_aside))))
    assert [(row["Record"], row["File"], row["Line"], row["Row"]) for row in rows] == [
        ("Invoice", "invoices.csv", "2", "V1,5"),
        ("Trouble Ticket", "trouble tickets.csv", "4", "T3,never,"),
        ("Trouble Ticket", "trouble tickets.csv", "5", "ragged"),
        ("Visit", "visits.csv", "2", "V1,T3,2026-03-05,"),
    ]
    assert all(row["Reasons"] for row in rows)


def test_repeated_keys_are_all_set_aside(read: Read) -> None:
    records, _ = read({"trouble tickets.csv": TICKETS + "T1,2026-03-06T10:00Z,\n"}, set_aside=True)
    assert list(records["Trouble Ticket"].columns["Number"]) == ["T2"]


LINES = st.sampled_from(
    [
        "2026-03-05T10:00:00Z,London,success,5",
        "2026-03-05 10:00,new york,failure,",
        "2026-03-29T01:30,London,success,5",
        "x,London,success,5",
        "2026-03-05T10:00:00Z,Paris,success,5",
        '"2026-03-05T10:00:00Z","London",success,"1,5"',
        "too,few",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("records")
    (folder / "probes.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines))
    kept, _ = read_records(folder, SCHEMA, "Europe/London", "GBP", set_aside=True)
    aside = {row.line: row.raw for row in kept.rows_set_aside}
    assert sorted([*kept["Probe"].lines, *aside]) == list(range(2, len(lines) + 2))
    assert all(lines[line - 2] == raw for line, raw in aside.items())
    strict, findings = read_records(folder, SCHEMA, "Europe/London", "GBP", most_findings=1000)
    assert {f.place.line for f in findings if f.place} == set(aside)
    assert strict["Probe"].columns == kept["Probe"].columns


def test_fingerprints_are_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_bytes(b"a\r\n")
    (tmp_path / "Probes.csv").write_bytes(b"b")
    found = fingerprints(tmp_path, SCHEMA)
    assert [(f.record, f.file, f.size) for f in found] == [("Probe", "Probes.csv", 1), ("Visit", "visits.csv", 3)]
    assert found[1].sha256 == hashlib.sha256(b"a\r\n").hexdigest()


def test_every_code_in_the_sources_has_a_rule() -> None:
    import re

    import sladsl.records as room

    sources = "".join(path.read_text() for path in Path(room.__path__[0]).glob("*.py") if path.name != "rules.py")
    assert set(re.findall(r'"(R\d{3})"', sources)) == set(RULES)


@pytest.mark.benchmark
def test_a_month_of_probes_costs_few_times_its_csv(tmp_path: Path) -> None:
    start = datetime(2026, 3, 1)
    rows = (
        f"{(start + timedelta(minutes=n)).isoformat()}Z,{('London', 'Frankfurt', 'New York')[n % 3]},success,{n * 7919 % 900}"
        for n in range(44_640)
    )
    (tmp_path / "probes.csv").write_text(HEADER + "\n".join(rows) + "\n")
    text = (tmp_path / "probes.csv").read_text()

    def best(work: Callable[[], object]) -> float:
        times = []
        for _ in range(7):
            before = time.process_time()
            work()
            times.append(time.process_time() - before)
        return min(times)

    alone = best(lambda: list(csv.reader(io.StringIO(text, newline=""))))
    ours = best(lambda: read_records(tmp_path, (PROBE,), "Europe/London", "GBP"))
    assert ours < 4 * alone


@given(
    st.sampled_from(["probes.csv", "probes.jsonl", "probes.parquet"]),
    st.one_of(st.binary(max_size=60), st.text(alphabet='Time,LocationOutcome\n"{}:;', max_size=80).map(str.encode)),
    st.booleans(),
)
def test_no_file_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes, whole: bool
) -> None:
    folder = tmp_path_factory.mktemp("records")
    (folder / name).write_bytes((HEADER.encode() if whole and name.endswith("csv") else b"") + data)
    records, findings = read_records(folder, SCHEMA, "Europe/London", "GBP")
    assert "Probe" in records or findings
