"""The ten faults that the published Service Level Agreement template of the Accord Project was found to have: each cannot be written here,
or is a finding with a code."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from subprocess import run

import sladsl
from sladsl.checks.statement_json import as_json
from sladsl.findings import Finding, Severity
from sladsl.worked_examples import run_examples
from tests.corpus.contracts import FOLDER

PATH = FOLDER / "accord_project_sla.sla"
TEXT = PATH.read_text("utf-8")


def edited(*edits: tuple[str, str]) -> str:
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def found(*edits: tuple[str, str]) -> dict[str, Finding]:
    """The findings of the agreement with these edits, by their codes."""
    return {one.code: one for one in sladsl.check(edited(*edits)).findings}


def exported(folder: Path, months: int, charge: str, failures: tuple[str, ...], reported: int) -> Path:
    """Records of the first months of 2026, a probe an hour: failures at these hours, a charge a month, reports for the first `reported` months."""
    start, probes = datetime(2026, 1, 1), ["Time,Outcome"]
    end = datetime(2026, months + 1, 1)
    while start < end:
        said = "failure" if start.isoformat() in failures else "success"
        probes.append(f"{start.isoformat()}Z,{said}")
        start += timedelta(hours=1)
    tables = {
        "probes": probes,
        "customer_breaches": ["Start,End"],
        "force_majeure_events": ["Start,End"],
        "invoices": ["Month,Charge", *(f"2026-{month:02},{charge}" for month in range(1, months + 1))],
        "service_reports": [
            "Month,Sent",
            *(f"2026-{month:02},2026-{month + 1:02}-05T09:00Z" for month in range(1, reported + 1)),
        ],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


HOURLY = ('from "its monitors" in each minute', 'from "its monitors" in each hour')


def test_1_an_amount_is_not_taken_for_a_percentage() -> None:
    """There: "2.0 GBP" in the annex, and 2% of the charge in the program."""
    assert found(("| 2%     |", "| GBP 2.00 |"))["N155"].severity is Severity.ERROR
    text = edited(
        ("a share of the Monthly Charge for that month:", "the following amounts:"),
        ("| 2%     |", "| GBP 2.00 |"),
        ("| 3%     |", "| GBP 3.00 |"),
    )
    example = "### An amount\n\nGiven that Monthly Charge is GBP 10,000.00 in January 2026, and that Monthly Service Level is 99.7% in January 2026:\nSupplier shall credit Customer GBP 2.00 for January 2026.\n"
    ran, contradicted = run_examples(sladsl.check(text.partition("### Nothing missed")[0] + example))
    assert ran
    assert contradicted == ()


def test_2_rows_that_contradict_each_other_are_found() -> None:
    """There: 99.8% gives 2 and 99.9% gives 3, and the first can never apply."""
    told = found(
        ("| at least 98% but below 99.8% |", "| below 99.8% |"), ("| below 98%                    |", "| below 99.9% |")
    )
    assert "lies in two rows: one gives 2%, the other 3%" in told["D005"].message
    assert "99.85% meets the duty, and this row gives a credit for it" in told["H001"].message


def test_3_a_target_that_nobody_can_reach_is_found() -> None:
    assert (
        found(("at or above 99.8% in each month", "at or above 250% in each month"))["N073"].severity is Severity.ERROR
    )


def test_4_a_second_currency_is_found() -> None:
    told = found(
        ("a share of the Monthly Charge for that month:", "the following amounts:"),
        ("| 2%     |", "| GBP 2.00 |"),
        ("| 3%     |", "| EUR 3.00 |"),
    )
    assert told["D023"].severity is Severity.ERROR


def test_5_a_credit_is_one_amount_everywhere(tmp_path: Path) -> None:
    """There: 24.69 in the answer and 24.6912 in what is to be paid, in binary fractions."""
    folder = exported(tmp_path, 1, "1234.56", ("2026-01-10T10:00:00", "2026-01-10T11:00:00"), 1)
    text = edited(HOURLY)
    settled = sladsl.settle(text, folder, as_of=date(2026, 2, 28))
    assert settled.statement is not None, settled.findings
    (window,) = (one for one in settled.statement.windows if one.credits)
    assert [one.amount for one in window.credits] == [Fraction("24.69")]
    assert window.totals == (("Supplier", "Customer", Fraction("24.69")),)
    (shown,) = as_json(settled.statement)["windows"][0]["credits"]
    assert shown["amount"] == "24.69"
    compiled = sladsl.compile(text)
    (tmp_path / "checks.py").write_bytes(compiled.files["checks.py"])
    done = run(
        [sys.executable, "checks.py", ".", "--month", "2026-01", "--as-of", "2026-02-28", "--format", "json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["windows"][0]["credits"][0]["amount"] == "24.69", done.stderr


def test_6_a_percentage_names_its_base() -> None:
    """There: "shall not exceed: 10%", of what the text does not say."""
    assert [one.sentence for one in found(("10% of the Monthly Charge for that month", "10%"))["A003"].readings]


def test_7_nothing_has_the_name_of_another_and_tables_have_as_many_rows_as_one_likes() -> None:
    """There: both rows of the annex are called Priority 1, and there are two of them."""
    assert found(("### Reports", "### Availability"))["N108"].severity is Severity.ERROR
    third = ("| below 98%                    | 3%     |", "| at least 95% but below 98% | 3% |\n| below 95% | 4% |")
    assert [one.code for one in sladsl.check(edited(third)).findings if one.severity is not Severity.NOTE] == []


def test_8_history_deadlines_and_deemed_failures_are_settled(tmp_path: Path) -> None:
    """There: the caller hands in the credits of eleven months; reports and exclusions are prose."""
    failures = tuple(f"2026-{month:02}-10T{hour:02}:00:00" for month in (3, 4) for hour in (10, 11))
    folder = exported(tmp_path, 5, "100", failures, 4)
    twelve = (
        "Credits for any 12 consecutive months shall not exceed 10%",
        "Credits for any 12 consecutive months shall not exceed 0.75%",
    )
    settled = sladsl.settle(edited(HOURLY, twelve), folder, last=date(2026, 5, 31), as_of=date(2026, 6, 30))
    assert settled.statement is not None, settled.findings
    paid = {one.label: [credit.amount for credit in one.credits] for one in settled.statement.windows}
    # Three months allow GBP 2.25 and four GBP 3.00, of which March has had GBP 2.00.
    assert paid == {"January 2026": [], "February 2026": [], "March 2026": [2], "April 2026": [1], "May 2026": []}
    may = {one.clause: one.state.value for one in settled.statement.windows[-1].duties}
    assert may == {"Availability": "missed", "Reports": "missed"}


def test_9_the_author_may_word_the_text() -> None:
    """There: another word anywhere is an error that underlines the line and asks for the old one."""
    assert found(("against the next invoice", "against the following monthly invoice")) == {}
    assert (
        found(
            (
                "Supplier shall not withhold its consent to a fairer way of measuring.",
                "Supplier agrees to fairer ways of measuring.",
            )
        )
        == {}
    )
    comma = found(("at or above 99.8%", "at or above 99,8%"))["P004"]
    assert comma.hint == "Write `99.8%` if a fraction is meant."
    ten = found(
        (
            "not exceed 10% of the Monthly Charge for that month",
            "not exceed ten percent of the Monthly Charge for that month",
        )
    )["P001"]
    assert ten.place is not None
    assert ten.place.end_column - ten.place.column == len("ten")


def test_10_what_is_read_is_written_as_it_was() -> None:
    """There: the sample is not what is drafted from it, and its table is none."""
    assert sladsl.format(TEXT) == (TEXT, ())
    page = sladsl.render(TEXT, to="html")
    assert re.search(r"<th\b[^>]*>(?:<[^>]+>)*Monthly Service Level", page)
    assert sladsl.render(TEXT, to="html") == page
