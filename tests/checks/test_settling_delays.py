"""How much an act is late whose time limit does not run at all hours: on the clock, or in the hours in which the limit runs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.model.readings import Readings
from tests.checks import said

BODY = """## Services and records

"Support Hours" are Monday to Friday from 08:00 to 18:00.

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Opened: time
- Resolved: time, if any
- Waiting: periods

### Repair

Provider shall ensure that each Ticket is Resolved within {limit} after it is Opened{pause}.
{sentence}
"""
HOURS = "8 hours of Support Hours"
UNITS = "For each started hour by which a Ticket is late, Provider shall credit Customer GBP 10.00."
AT_LEAST = "For each Ticket that is late by more than 4 hours, Provider shall credit Customer GBP 10.00."
# Monday 2 March 2026 at 09:00: due at 17:00. Resolved on Tuesday at 09:30: 16.5 hours, of which 2.5 are Support Hours.
LATE = {"tickets": "Number,Opened,Resolved,Waiting\nT1,2026-03-02T09:00,2026-03-03T09:30,\n"}
# Waiting from 18:00 until 08:00 after the limit has passed at 10:00, which does not move it.
WAITED = {
    "tickets": "Number,Opened,Resolved,Waiting\nT1,2026-03-02T09:00,2026-03-03T09:30,2026-03-02T18:00/2026-03-03T08:00\n"
}


def due(sentence: str, limit: str, pause: str, records: dict[str, str], reading: str) -> Fraction:
    plan = said.plan_of(BODY.format(sentence=sentence, limit=limit, pause=pause))
    return said.paid(said.settled(plan, records, "2026-04-30", {"delay": reading})).get("2026-03", Fraction(0))


@pytest.mark.parametrize(("reading", "amount"), [("all hours", 170), ("while it runs", 30)])
def test_hours_of_a_calendar(reading: str, amount: int) -> None:
    assert due(UNITS, HOURS, "", LATE, reading) == amount


@pytest.mark.parametrize(("reading", "amount"), [("all hours", 240), ("while it runs", 100)])
def test_time_that_does_not_count(reading: str, amount: int) -> None:
    assert due(UNITS, "1 calendar hour", ", not counting its Waiting", WAITED, reading) == amount


@pytest.mark.parametrize(("reading", "amount"), [("all hours", 10), ("while it runs", 0)])
def test_late_by_more_than_a_time(reading: str, amount: int) -> None:
    assert due(AT_LEAST, HOURS, "", LATE, reading) == amount


@pytest.mark.parametrize(
    ("sentence", "limit", "pause", "asked"),
    [
        (UNITS, HOURS, "", True),
        (AT_LEAST, HOURS, "", True),
        (UNITS, "1 calendar hour", ", not counting its Waiting", True),
        (UNITS, "8 calendar hours", "", False),
        (UNITS.replace("started hour", "started business day"), HOURS, "", False),
        ("For each Ticket that is late, Provider shall credit Customer GBP 10.00.", HOURS, "", False),
    ],
)
def test_it_is_asked_where_it_matters(sentence: str, limit: str, pause: str, asked: bool) -> None:
    rules = "A business day is Monday to Friday." if "business" in sentence else ""
    found = said.codes(BODY.format(sentence=sentence, limit=limit, pause=pause), rules)
    assert ("A035" in found) is asked


def test_a_sentence_of_the_contract_says_it() -> None:
    told = BODY.format(sentence=UNITS + "\nA delay is counted only while its time limit runs.", limit=HOURS, pause="")
    plan = said.plan_of(told)
    assert Readings(plan.readings, {}).value("delay") == "while it runs"
    assert said.paid(said.settled(plan, LATE, "2026-04-30")) == {"2026-03": 30}
