"""Rights that hang on several months of one thing count each month as its levels do: for the time in which it is in service."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.checks.statement import State
from tests.checks.said import RULES, plan_of, settled, states

BODY = """
## Services

"Transport" is a service that Provider supplies to Customer for GBP 100.00 a month for each Circuit.

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text
- Start: date
- End: date, if any

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Circuit: a Circuit
- Opened: time
- Closed: time, if any

## Definitions

"Outage" means the time from Opened to Closed of each Fault.
"Uptime" means the percentage of the time in a month that is not Outage.

## Service levels

### Uptime

Provider shall keep Uptime of each Circuit at or above 99.5% in each month.
If Uptime of a Circuit is below 99.5% in {months}, Customer may terminate Transport for that Circuit by notice.
"""
# 6 of 744 hours are 99.2%, 3 are 99.6%; of the 240 hours from 21 January on 3 are 98.75%.
FAULTS = """Number, Circuit, Opened, Closed
F1, A, 2026-01-25T08:00, 2026-01-25T11:00
F2, A, 2026-02-10T08:00, 2026-02-10T14:00
F3, B, 2026-01-25T08:00, 2026-01-25T11:00
F4, B, 2026-02-10T08:00, 2026-02-10T14:00
F5, C, 2026-03-02T08:00, 2026-03-02T11:00
F6, C, 2026-02-10T08:00, 2026-02-10T14:00
"""
CIRCUITS = "Name, Start, End\nA, 2026-01-21,\nB, 2025-06-01,\nC, 2025-06-01, 2026-03-10"


@pytest.mark.parametrize("months", ["2 consecutive months", "2 of any 3 consecutive months"])
def test_each_month_of_a_right_counts_for_the_time_in_service(months: str) -> None:
    plan = plan_of(BODY.format(months=months))
    statement = settled(plan, {"Circuit": CIRCUITS, "Fault": FAULTS}, "2026-05-31")
    shown = states(statement, "Uptime")
    assert shown["2026-01"] == {"A": "missed", "B": "met", "C": "met"}
    assert shown["2026-03"] == {"A": "met", "B": "met", "C": "missed"}
    assert [(right.group, right.arisen) for right in statement.rights] == [("A", "2026-02-28"), ("C", "2026-03-31")]


def test_days_that_are_as_many_as_a_february_has_are_no_month() -> None:
    """6 hours are 0.89% of 28 days, and 0.83% of 43,200 minutes."""
    body = BODY.format(months="2 consecutive months").split("### Uptime")[0]
    body = body.replace("in a month", "in 28 consecutive days")
    body += "### Uptime\n\nProvider shall keep Uptime at or above 99.15% in any 28 consecutive days.\n"
    plan = plan_of(body, rules=f"{RULES}\nA month counts as 43,200 minutes.")
    fault = "Number, Circuit, Opened, Closed\nF, A, 2026-02-10T08:00, 2026-02-10T14:00"
    statement = settled(plan, {"Circuit": CIRCUITS, "Fault": fault}, "2026-02-28")
    (missed,) = [one for one in statement.windows[1].duties if one.state is State.MISSED]
    assert (missed.value, missed.first, missed.last) == (1 - Fraction(360, 40_320), "2026-01-14", "2026-02-28")
