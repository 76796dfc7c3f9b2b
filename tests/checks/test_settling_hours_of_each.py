"""What is counted by the hour "of that Lift": each lift that the lead tells has hours of its own, and is paid for by them. By the
evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

import pytest

from tests.checks import said

TEXT = """## Services

"Lift Care" is a service that Provider supplies to Customer for GBP 1,200.00 a month.

## Records

A "Lift" is a record that Provider keeps in "Register", with:

- Name: text

A "Breakdown" is a record that Provider keeps in "Desk", with:

- Lift: a Lift
- Reported: time
- Repaired: time

## Definitions

"Standstill" means the time from Reported to Repaired of each Breakdown.
"Lift Uptime" means the percentage of the time in a month that is not Standstill.

## Service levels

### Uptime

Provider shall keep Lift Uptime of each Lift at or above 99% in each month.
{consequence}
"""
# 1% of January is 7 hours 26 minutes: North stood still for 3 hours, South for 24, and East for 10.
RECORDS = {
    "lifts": "Name\nNorth\nSouth\nEast\n",
    "breakdowns": """Lift,Reported,Repaired
North,2026-01-05 09:00,2026-01-05 12:00
South,2026-01-10 10:00,2026-01-11 10:00
East,2026-01-20 10:00,2026-01-20 20:00
""",
}


@pytest.mark.parametrize(
    ("consequence", "due"),
    [
        ("If Provider does not, for each full hour of Standstill of that Lift in that month, Provider shall credit Customer GBP 5.00.", 170),
        ("If Provider does not, Provider shall credit Customer GBP 5.00 for each full hour of Standstill of that Lift in that month.", 170),
        ("If Provider does not, for each full hour by which the total Standstill of that Lift in a month exceeds 9 hours, Provider shall credit Customer GBP 5.00.", 80),
        ("If Lift Uptime of a Lift in a month is below 99%, for each full hour of Standstill of that Lift in that month, Provider shall credit Customer GBP 5.00.", 170),
        ("If Provider does not, for each full hour of Standstill of a Lift in that month, Provider shall credit Customer GBP 5.00.", 170),
    ],
)  # fmt: skip
def test_each_lift_has_hours_of_its_own(consequence: str, due: int) -> None:
    assert (
        said.paid(said.settled(said.plan_of(TEXT.format(consequence=consequence)), RECORDS, "2026-02-28"))["2026-01"]
        == due
    )
