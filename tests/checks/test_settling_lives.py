"""Service lives: a Circuit that is in service for part of a month is measured, and owed for, over that part."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

BODY = """## Services

"Transport" is a service that Provider supplies to Customer for GBP 1,200.00 a month for each Circuit.

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text
- Start: date
- End: date, if any

A Circuit that is in service for part of a month counts for that part, with its fee in proportion to days.

A "Fault" is a record that Provider keeps in "Desk", with:

- Circuit: a Circuit
- Reported: time
- Restored: time, if any

A "Sample" is a record that Provider keeps in "Meter", with:

- Circuit: a Circuit
- Taken: time
- Delay: milliseconds

## Definitions

"Downtime" means the time from Reported to Restored of each Fault.
"Uptime" means the percentage of the time in a month that is not Downtime.
"Mean Delay" means the average Delay of the Samples in a month.

## Service levels

### Uptime

Provider shall keep Uptime of each Circuit at or above 99.9% in each month.

If Provider does not, Provider shall credit Customer 10% of the Transport fee for that Circuit for that month.

For each full hour by which the total Downtime of a Circuit in a month exceeds 1 hour, Provider shall credit Customer GBP 1.00.

### Delay

Provider shall keep Mean Delay of each Circuit at or below 50 milliseconds in each month.

If Provider does not, Provider shall credit Customer GBP 7.00.
"""
RECORDS = {
    "circuits": "Name,Start,End\nA,2025-06-01,\nB,2026-02-10,\nC,2026-01-01,2026-03-15\n",
    "faults": """Circuit,Reported,Restored
B,2026-02-05 00:00,2026-02-11 01:00
A,2026-02-28 22:00,2026-03-01 02:00
C,2026-03-14 20:00,2026-03-20 00:00
""",
    "samples": """Circuit,Taken,Delay
B,2026-02-05 00:00,500
B,2026-02-15 00:00,10
A,2026-02-20 10:00,60
C,2026-03-10 10:00,40
C,2026-03-20 10:00,400
""",
}
"""B starts on 10 February and is down for 25 hours from then on; C ends with 15 March, its last 28 hours down."""


@pytest.mark.parametrize(
    ("part", "february", "march"),
    [
        # A: 120 + 1 + 7; B: 19 of 28 days of 120, and 24 hours. A: 120 + 1; C: 15 of 31 days of 120, and 27 hours.
        ("part", "233.43", "206.06"),
        # With the whole fee, the whole Downtime (145 and 124 hours) and all samples.
        ("whole", "399", "371"),
        ("left out", "128", "121"),
    ],
)
def test_a_circuit_is_measured_while_it_is_in_service(part: str, february: str, march: str) -> None:
    statement = said.settled(said.plan_of(BODY), RECORDS, "2026-04-30", {"group part/Circuit": part})
    assert said.paid(statement) == {"2026-02": Fraction(february), "2026-03": Fraction(march)}


def test_a_circuit_that_is_not_in_service_owes_nothing() -> None:
    states = said.states(said.settled(said.plan_of(BODY), RECORDS, "2026-04-30"), "Uptime")
    assert {month: sorted(groups) for month, groups in states.items()} == {
        "2026-01": ["A", "C"],
        "2026-02": ["A", "B", "C"],
        "2026-03": ["A", "B", "C"],
        "2026-04": ["A", "B"],
    }
