"""What is unusual in records is counted, and what hangs on it is what a settlement without it gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from sladsl import settle
from sladsl.checks.statement import Flaw, FlawChange, FlawKind, Statement
from sladsl.checks.statement_json import as_json, schema
from sladsl.checks.statement_text import statement_text

TEXT = """# Line Agreement

## Parties

"Carrier" means "Line Ltd", of "1 Dock Street, Leeds, England".
"Customer" means "Salt Ltd", of "2 Mill Lane, York, England".

## Term

This agreement takes effect on 1 January 2026 and continues for 12 months.
Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
A missing Sample counts as a failure.
This agreement follows the Standard Interpretation Rules, edition 1.
Public holidays are the bank holidays of England.

## Records

"Line" is a service that Carrier supplies to Customer for GBP 1,000.00 a month.

A "Sample" is a record that Carrier collects from "Monitor" in each hour, with:

- Time: time
- Outcome: success or failure

A "Visit" is a record that Carrier keeps in "Desk", with:

- Number: text
- Start: time
- End: time

## Levels

"Presence" means the time from Start to End of each Visit.
"Hours on Site" means the total Presence in a month.
"Success" means the percentage of the Samples in a month that have Outcome success.

### Success

Carrier shall keep Success at or above 99% in each month.
For each full percentage point by which Success in a month falls short of 99%, Carrier shall credit Customer GBP 10.00.

### Visits

Carrier shall keep Hours on Site at or above 2 hours in each month.
If Carrier does not, Carrier shall credit Customer GBP 7.00.
"""
VISITS = ["V-1,2026-02-03T10:00:00Z,2026-02-03T12:00:00Z"]


def samples(failing: int = 0) -> list[str]:
    """A row for each hour of February 2026; the first ones fail."""
    hours = ((day, hour) for day in range(1, 29) for hour in range(24))
    return [
        f"2026-02-{day:02d}T{hour:02d}:00:00Z,{'failure' if n < failing else 'success'}"
        for n, (day, hour) in enumerate(hours)
    ]


def settled(tmp_path: Path, rows: list[str], visits: list[str] = VISITS) -> Statement:
    (tmp_path / "samples.csv").write_text("\n".join(["Time,Outcome", *rows, ""]), "utf-8")
    (tmp_path / "visits.csv").write_text("\n".join(["Number,Start,End", *visits, ""]), "utf-8")
    found = settle(TEXT, tmp_path, first=date(2026, 2, 1), last=date(2026, 2, 28), as_of=date(2026, 3, 5))
    assert found.statement is not None, found.findings
    return found.statement


def due(statement: Statement) -> Fraction:
    return sum((amount for _, _, amount in statement.windows[0].totals), Fraction(0))


def change(amount: Fraction, otherwise: Fraction) -> tuple[FlawChange, ...]:
    return (FlawChange("February 2026", "Carrier", "Customer", amount, otherwise),)


def test_records_in_order_have_no_flaws(tmp_path: Path) -> None:
    statement = settled(tmp_path, samples())
    assert statement.flaws == ()
    assert "flaws" not in as_json(statement)
    assert "Unusual" not in statement_text(statement)


def test_rows_that_are_missing_and_what_hangs_on_them(tmp_path: Path) -> None:
    rows = samples()
    statement = settled(tmp_path, rows[:100] + rows[140:])
    assert due(statement) == 40  # 40 of 672 hours are 5.95%
    assert statement.flaws == (
        Flaw(
            "Sample",
            FlawKind.MISSING,
            40,
            ("2026-02-05 04:00 to 2026-02-06 20:00",),
            'the agreement said "A missing Sample is left out."',
            change(Fraction(40), Fraction(0)),
        ),
    )
    text = " ".join(statement_text(statement).split())
    assert "40 rows that are due and missing (2026-02-05 04:00 to 2026-02-06 20:00)" in text
    assert "for February 2026 Carrier would owe Customer GBP 0.00 instead of GBP 40.00" in text


def test_further_rows_where_one_is_due(tmp_path: Path) -> None:
    rows = samples(13)
    double = [row.replace(":00:00Z", ":05:00Z") for row in rows[:7]]
    statement = settled(tmp_path, sorted(rows + double))
    [flaw] = statement.flaws
    assert (flaw.kind, flaw.count, flaw.first[0]) == (FlawKind.SEVERAL, 7, "samples.csv:3")
    mended = settled(tmp_path, rows)
    assert due(mended) != due(statement)
    assert flaw.changes == change(due(statement), due(mended))


def test_times_that_go_back(tmp_path: Path) -> None:
    rows = samples(7)
    rows[300], rows[200] = rows[200], rows[300]
    statement = settled(tmp_path, rows)
    kinds = {flaw.kind: flaw for flaw in statement.flaws}
    assert kinds[FlawKind.BACK].count == 2
    assert settled(tmp_path, list(reversed(samples()))).flaws == ()


def test_rows_that_stand_twice_and_rows_that_overlap(tmp_path: Path) -> None:
    visits = ["V-1,2026-02-03T10:00:00Z,2026-02-03T11:10:00Z", "V-2,2026-02-03T11:00:00Z,2026-02-03T12:00:00Z"]
    statement = settled(tmp_path, samples(), visits)
    [flaw] = statement.flaws
    assert (flaw.kind, flaw.count, flaw.first) == (FlawKind.OVERLAP, 1, ("visits.csv:3",))
    assert flaw.changes == change(Fraction(0), Fraction(7))
    twice = settled(tmp_path, samples(), [*VISITS, *VISITS]).flaws
    assert [(one.kind, one.count) for one in twice] == [(FlawKind.TWICE, 1), (FlawKind.OVERLAP, 1)]
    assert all(one.changes == () for one in twice)


def test_rows_outside_the_term_change_nothing(tmp_path: Path) -> None:
    early = "V-0,2025-11-03T10:00:00Z,2025-11-03T12:00:00Z"
    [flaw] = settled(tmp_path, samples(), [early, *VISITS]).flaws
    assert (flaw.kind, flaw.first, flaw.changes) == (FlawKind.OUTSIDE, ("visits.csv:2",), ())


def test_flaws_fulfil_the_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    told = as_json(settled(tmp_path, samples()[50:] + samples()[:3]))
    assert told["flaws"]
    jsonschema.validate(told, schema())
