"""Who speaks of billing months, or of fiscal quarters, says on which day they begin: no rule for the months of the calendar answers that."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sladsl
from sladsl.model.worked import RowEvent
from sladsl.worked_examples import run_examples
from tests.checks import said

BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month for each Server.

A "Server" is a record that Provider keeps in "Inventory", with:

- Name: text
- Disks: number
- Spare: yes or no

An "Incident" is a record that Provider keeps in "Desk", with:

- Server: a Server
- Start: time
- End: time, if any

"Downtime" means the time from Start to End of each Incident.

### Downtime

Provider shall keep the total Downtime of each Server at or below 4 hours in each {window}.
If Provider does not, Provider shall credit Customer GBP 50.00.
"""
DAYS = {
    "monthly billing cycle": ("month", ["billing:1", "billing:15"]),
    "fiscal quarter": ("quarter", ["fiscal:4-1", "fiscal:2-1"]),
    "fiscal year": ("year", ["fiscal:4-1", "fiscal:2-1"]),
}


def contradicted(body: str, rules: str = said.RULES) -> list[str]:
    """What `check` finds wrong, and the worked examples that do not hold; one has to be there."""
    checked = sladsl.check(said.text_of(body, rules))
    ran, findings = run_examples(checked)
    wrong = [one.message for one in (*checked.findings, *findings)]
    assert wrong or ran
    return wrong


@pytest.mark.parametrize("window", DAYS)
def test_the_day_stays_open_whatever_the_rules_say_of_the_calendar(window: str) -> None:
    name, days = DAYS[window]
    (reading,) = (one for one in said.plan_of(BODY.format(window=window)).readings if one.slot.name == name)
    assert reading.value is None
    assert [one.value for one in reading.slot.admissible] == days


def test_a_month_that_is_called_nothing_else_is_one_of_the_calendar() -> None:
    (reading,) = (one for one in said.plan_of(BODY.format(window="month")).readings if one.slot.name == "month")
    assert reading.value == "calendar"


@pytest.mark.parametrize(("day", "due"), [(1, "GBP 50.00"), (15, "GBP 0.00")])
def test_the_day_decides(day: int, due: str) -> None:
    """3 hours on 14 June and 2 hours on 16 June: 5 hours of one billing month, or 3 and 2 hours of two."""
    rules = f"{said.RULES}\nA month is a billing month that starts on day {day}."
    example = """
## Worked examples

### Five hours

Given an Incident of a Server from 14 June 2026 10:00 to 14 June 2026 13:00 and another from 16 June 2026 10:00 to 16 June 2026 12:00:
Provider shall credit Customer {} for June 2026.
"""
    assert contradicted(BODY.format(window="monthly billing cycle") + example.format(due), rules) == []


@pytest.mark.parametrize(
    ("said_of_it", "field", "value"), [("Disks 2", "Disks", Fraction(2)), ("Spare yes", "Spare", True)]
)
def test_a_thing_is_told_by_a_number_and_by_yes_or_no(said_of_it: str, field: str, value: object) -> None:
    example = f"""
## Worked examples

### Two

Given that the total Downtime of a Server with {said_of_it} is 5 hours in June 2026:
Provider shall credit Customer GBP 50.00 for June 2026.
"""
    body = BODY.format(window="month") + example
    assert contradicted(body) == []
    told = said.plan_of(body).examples[0].events[0]
    assert isinstance(told, RowEvent)
    assert dict(told.fields)[field] == value
