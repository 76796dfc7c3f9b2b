"""Allowances: what is used beyond them and beyond what was carried over to the month."""

from __future__ import annotations

import pytest

from tests.checks import said

BODY = """## Services

"Help" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

## Records

A "Job" is a record that Provider keeps in "Desk", with:

- Number: text
- Started: time
- Ended: time

A "Visit" is a record that Provider keeps in "Desk", with:

- Day: date

## Definitions

"Support" means the time from Started to Ended of each Job.

## Service levels

### Allowance

Customer may use up to 10 hours of Support in each month.
{}
For each {} of Support used beyond the allowance{}, Customer shall pay Provider GBP 90.00.

### Visits

Customer may use up to 2 Visits in each month.
For each Visit used beyond the allowance, Customer shall pay Provider GBP 50.00.
"""
CARRIED = "The unused part of Support is carried over to the following month."
JOBS = """Number,Started,Ended
1,2026-01-05 08:00,2026-01-05 12:00
2,2026-02-03 06:00,2026-02-03 21:30
3,2026-03-03 06:00,2026-03-03 19:00
4,2026-04-03 06:00,2026-04-03 07:00
5,2026-05-03 00:00,2026-05-03 21:30
"""
"""4 hours in January (6 left), 15.5 in February (0.5 of the 6 left, which lapses), 13 in March, 1 in April (9 left), 21.5 in May."""
VISITS = "Day\n2026-01-05\n2026-01-06\n2026-01-07\n2026-01-08\n2026-02-02\n"


@pytest.mark.parametrize(
    ("carried", "step", "pro_rata", "paid"),
    [
        (CARRIED, "hour", ", pro rata", {"2026-01": 100, "2026-03": 270, "2026-05": 225}),
        (CARRIED, "started hour", "", {"2026-01": 100, "2026-03": 270, "2026-05": 270}),
        (CARRIED, "full hour", "", {"2026-01": 100, "2026-03": 270, "2026-05": 180}),
        ("", "hour", ", pro rata", {"2026-01": 100, "2026-02": 495, "2026-03": 270, "2026-05": 1035}),
        (
            CARRIED.replace("following month", "following 4 months, the oldest first"),
            "hour",
            ", pro rata",
            {"2026-01": 100, "2026-03": 225, "2026-05": 225},
        ),
    ],
)
def test_what_is_used_beyond_an_allowance(carried: str, step: str, pro_rata: str, paid: dict[str, int]) -> None:
    """Carried over to 4 months, 0.5 hours of January cover half an hour of March, and 9 of April leave 2.5 in May."""
    plan = said.plan_of(BODY.format(carried, step, pro_rata))
    statement = said.settled(plan, {"jobs": JOBS, "visits": VISITS}, "2026-05-31")
    assert said.paid(statement) == paid


def test_beyond_an_allowance_that_nobody_has() -> None:
    body = BODY.format(CARRIED, "hour", ", pro rata")
    assert "N167" in said.codes(body.replace("Customer may use up to 2 Visits in each month.\n", ""))
    assert "N115" in said.codes(body.replace("Visit used beyond", "hour of Visit used beyond"))
