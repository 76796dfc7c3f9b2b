""" "If any Request in a month is late" once, "For each Request that is late" for each: by the evaluator and by the emitted checks."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sladsl
from tests.checks import said

TEXT = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 100.00 a month for each Circuit.
A "Point" is a unit.

## Records

A "Circuit" is a record that Provider keeps in "Plan", with:

- Name: text

A "Request" is a record that Provider keeps in "Desk", with:

- Number: text
- Circuit: a Circuit
- Received: time
- Answered: time, if any
- Price: money

A Request belongs to the month in which it is Received.

A "Service Report" is a record that Provider sends to Customer, with:

- Month: month
- Sent: date

## Service levels

### Answers

Provider shall ensure that each Request is Answered within 4 hours after it is Received.

{sentence}

### Reports

Provider shall send a Service Report to Customer within 10 days after the end of each month.

{reports}
"""
CIRCUITS = "Name\nA\nB\n"
REQUESTS = """Number,Circuit,Received,Answered,Price
1,A,2026-01-10 20:00,2026-01-11 21:00,100.00
2,A,2026-01-11 20:00,2026-01-11 20:30,200.00
3,B,2026-01-12 20:00,2026-01-13 21:00,300.00
4,B,2026-01-20 20:00,2026-01-20 21:00,400.00
5,A,2026-02-10 20:00,2026-02-11 21:00,500.00
6,A,2026-03-10 20:00,2026-03-10 21:00,600.00
7,A,2026-04-30 21:00,2026-05-01 09:00,700.00
"""
REPORTS = """Month,Sent
2026-01,2026-02-05
2026-02,2026-03-20
2026-04,2026-05-09
"""
RECORDS = {"circuits": CIRCUITS, "requests": REQUESTS, "service-reports": REPORTS}


def paid(sentence: str, reports: str = "", as_of: str = "2026-06-30") -> dict[str, Fraction]:
    plan = said.plan_of(TEXT.format(sentence=sentence, reports=reports))
    return said.paid(said.settled(plan, RECORDS, as_of))


@pytest.mark.parametrize(
    ("lead", "due"),
    [
        ("For each Request that is late", {"2026-01": 100, "2026-02": 50, "2026-04": 50}),
        ("For each Request not Answered in time", {"2026-01": 100, "2026-02": 50, "2026-04": 50}),
        ("If any Request in a month is late", {"2026-01": 50, "2026-02": 50, "2026-04": 50}),
        ("If any Request in a month not Answered in time", {"2026-01": 50, "2026-02": 50, "2026-04": 50}),
        ("If at least 2 Requests in a month are late", {"2026-01": 50}),
        ("If at least 2 Requests are late", {"2026-01": 50}),
        ("If at least 2 Requests are late, and the number of Requests in a month is at least 1", {"2026-01": 50}),
        ("For each Circuit that has at least 2 Requests in a month", {"2026-01": 100}),
        ("If any Circuit has at least 2 Requests in a month", {"2026-01": 50}),
    ],
)
def test_for_each_or_once(lead: str, due: dict[str, int]) -> None:
    assert paid(f"{lead}, Provider shall credit Customer GBP 50.00.") == due


def test_an_amount_of_the_row_is_due_for_each() -> None:
    sentence = "If a Request is late, Provider shall credit Customer 10% of its Price."
    assert paid(sentence) == {"2026-01": 40, "2026-02": 50, "2026-04": 70}


def test_an_amount_of_what_rows_belong_to_is_due_for_each_of_those() -> None:
    """Two Requests of one Circuit that are late bring the fee of that Circuit once."""
    sentence = (
        "If any Request in a month is late, Provider shall credit Customer 10% of the Hosting fee for that Circuit."
    )
    assert paid(sentence) == {"2026-01": 20, "2026-02": 10, "2026-04": 10}


def test_of_a_document_there_is_one_a_month() -> None:
    """That for March was never sent, and has no row; that for February came late."""
    reports = "If a Service Report is late, Provider shall credit Customer GBP 7.00."
    assert paid("", reports, "2026-05-31") == {"2026-02": 7, "2026-03": 7}


@pytest.mark.parametrize(
    ("sentence", "each", "once"),
    [
        (
            "If a Request is late, Provider shall credit Customer GBP 50.00.",
            "For each Request that is late, ",
            "If any Request in a month is late, ",
        ),
        (
            "If any Request is late by more than 2 hours, Provider shall extend the term by 1 day at no charge.",
            "For each Request that is late by more than 2 hours, ",
            "If any Request in a month is late by more than 2 hours, ",
        ),
        (
            "If a Request of a Circuit not Answered in time, Provider incurs 2 Points.",
            "For each Request of a Circuit not Answered in time, ",
            "If any Request of a Circuit in a month not Answered in time, ",
        ),
        (
            "If a Circuit has at least 3 Requests in a month, Provider shall credit Customer GBP 50.00.",
            "For each Circuit that has at least 3 Requests in a month, ",
            "If any Circuit has at least 3 Requests in a month, ",
        ),
    ],
)
def test_both_ways_of_saying_it_are_offered_and_can_be_said(sentence: str, each: str, once: str) -> None:
    text = said.text_of(TEXT.format(sentence=sentence, reports=""), rules="")
    (finding,) = (one for one in sladsl.check(text).findings if one.code == "N157")
    assert finding.hint == f'Write "{each}…", or "{once}…" for once.'
    for offered in (each, once):
        what = sentence.partition(", ")[2]
        said.plan_of(TEXT.format(sentence=offered + what, reports=""))
