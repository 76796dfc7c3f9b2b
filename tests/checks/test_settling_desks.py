"""Help desks between departments: a table of times in the hours of a calendar, the clock that stands still, no credits anywhere."""

from __future__ import annotations

from functools import cache

import pytest

from sladsl.checks.plan import Plan
from tests.checks import said

BODY = """## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Priority: urgent, standard or project
- Opened: time
- Resolved: time, if any
- On Hold: periods

"Desk Hours" are Monday to Friday from 07:30 to 17:30, except public holidays.

### Tickets

Provider shall ensure that each Ticket is Resolved within the following times of Desk Hours after it is Opened, not counting its On Hold:

| Priority | Resolved   |
| -------- | ---------- |
| urgent   | 4 hours    |
| standard | {} |
| project  | not applicable |

{}
"""
CREDIT = "For each Ticket not Resolved in time, Provider shall credit Customer GBP 10.00."


@cache
def desk() -> Plan:
    return said.plan_of(BODY.format("2 business days", CREDIT))


@pytest.mark.parametrize(
    ("ticket", "amount"),
    [
        # Friday 17:25: 5 minutes on Friday, the rest on Monday until 11:25.
        ("urgent,2026-03-06T17:25,2026-03-09T11:25,", 0),
        ("urgent,2026-03-06T17:25,2026-03-09T11:26,", 10),
        # On hold from 08:00 to 09:00 on Monday: until 12:25.
        ("urgent,2026-03-06T17:25,2026-03-09T12:25,2026-03-09T08:00/2026-03-09T09:00", 0),
        # 2 business days after Friday end with Tuesday.
        ("standard,2026-03-06T17:25,2026-03-10T23:00,", 0),
        ("standard,2026-03-06T17:25,2026-03-11T08:00,", 10),
        ("project,2026-03-06T17:25,2026-12-11T08:00,", 0),
    ],
)
def test_times_of_a_table_in_the_hours_of_a_calendar(ticket: str, amount: int) -> None:
    plan = desk()
    records = {"tickets": f"Number,Priority,Opened,Resolved,On Hold\n1,{ticket}\n"}
    assert said.paid(said.settled(plan, records, "2026-03-31")) == ({"2026-03": amount} if amount else {})


def test_days_are_not_counted_in_the_hours_of_a_calendar() -> None:
    assert "N131" in said.codes(BODY.format("2 days", CREDIT))


@pytest.mark.parametrize(
    ("sentence", "code", "found"),
    [
        ("", "A002", True),
        ("No credit is due under this agreement.", "A002", False),
        (f"{CREDIT}\nNo credit is due under this agreement.", "N140", True),
    ],
)
def test_no_credit_is_due_anywhere(sentence: str, code: str, found: bool) -> None:
    assert (code in said.codes(BODY.format("8 hours", sentence))) is found


def test_the_window_may_follow_the_mark() -> None:
    share = (
        '"Speed" means the percentage of the Tickets in a month that are Resolved within 1 calendar day after it is Opened.\n'
        "For each full percentage point by which Speed {}, Provider shall credit Customer GBP 1.00."
    )
    one, other = (
        said.plan_of(BODY.format("8 hours", share.format(order))).consequences[0].trigger
        for order in ("falls short of 90% in a month", "in a month falls short of 90%")
    )
    assert one == other
