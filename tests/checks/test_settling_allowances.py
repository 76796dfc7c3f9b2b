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


@pytest.mark.parametrize(
    ("most", "paid"),
    [
        (", up to 3 hours", {"2026-01": 100, "2026-02": 225, "2026-03": 270, "2026-05": 765}),
        (", up to 40% of the allowance", {"2026-01": 100, "2026-02": 135, "2026-03": 270, "2026-05": 675}),
        (", up to 3 hours in each month", {"2026-01": 100, "2026-02": 225, "2026-03": 270, "2026-05": 765}),
    ],
)
def test_no_more_is_carried_over_than_that(most: str, paid: dict[str, int]) -> None:
    """Of the 6 hours of January, and of the 9 of April, 3 or 4."""
    plan = said.plan_of(BODY.format(CARRIED.replace(".", f"{most}."), "hour", ", pro rata"))
    assert said.paid(said.settled(plan, {"jobs": JOBS, "visits": VISITS}, "2026-05-31")) == paid


@pytest.mark.parametrize(("most", "paid"), [("2 hours in each month", 450), ("7 hours in all", 270)])
def test_of_each_month_or_in_all(most: str, paid: int) -> None:
    """6, 2 and 1 hours are left: 2, 2 and 1 of them, or 7 in all; in April 10 are beyond the allowance."""
    until = f"The unused part of Support is carried over until it is used, up to {most}, the oldest first."
    jobs = JOBS.splitlines()[0] + "".join(
        f"\n{n},2026-0{n}-05 00:00,2026-0{n}-05 {hours:02}:00" for n, hours in enumerate((4, 8, 9, 20), 1)
    )
    plan = said.plan_of(BODY.format(until, "hour", ", pro rata"))
    assert said.paid(said.settled(plan, {"jobs": jobs, "visits": "Day\n"}, "2026-04-30")) == {"2026-04": paid}


def test_visits_that_are_carried_over() -> None:
    """Of the 2 Visits of February 1 is carried over; of 4 in March 1 is beyond."""
    carried = "The unused part of Visits is carried over to the following month, up to 1 Visit.\n"
    visits = "Day\n2026-01-05\n2026-01-06\n" + "".join(f"2026-03-0{n}\n" for n in range(1, 5))
    plan = said.plan_of(BODY.format(CARRIED, "hour", ", pro rata") + carried)
    assert said.paid(said.settled(plan, {"jobs": "Number,Started,Ended\n", "visits": visits}, "2026-03-31")) == {
        "2026-03": 50
    }


SHORT = """## Services and records

A "Timesheet" is a record that Provider keeps in "Desk", with:

- Day: date
- Worked: hours

"Hours Worked" means the total Worked of the Timesheets in a month.

### Capacity

Provider shall keep Hours Worked at or above 10 hours in each month.
A shortfall in Hours Worked is carried over to the following 2 months{}.
An excess in Hours Worked is set off against a shortfall that is carried over, the oldest first.
An excess that is not set off lapses.
A shortfall that is open at the end of the term lapses.
For each hour of a shortfall that lapses, pro rata, Provider shall refund Customer GBP 10.00.
"""


@pytest.mark.parametrize(
    ("most", "paid"),
    [
        ("", {"2026-03": 60}),
        (", up to 5 hours in each month", {"2026-01": 30, "2026-03": 30}),
        (", up to 9 hours in all", {"2026-02": 30, "2026-03": 60}),
    ],
)
def test_what_cannot_be_carried_over_lapses_at_once(most: str, paid: dict[str, int]) -> None:
    """8 hours lack in January and 4 in February; March has 12, of which 2 make good the oldest."""
    sheets = "Day,Worked\n2026-01-05,2\n2026-02-05,6\n2026-03-05,12\n2026-04-05,14\n"
    plan = said.plan_of(SHORT.format(most))
    assert said.paid(said.settled(plan, {"timesheets": sheets}, "2026-04-30")) == paid


@pytest.mark.parametrize("most", ["up to 5 hours", "up to 40% of the allowance", "up to 5 visits in all"])
def test_a_limit_that_could_be_either_or_is_of_something_else(most: str) -> None:
    assert {"N163", "D012"} & set(said.codes(SHORT.format(f", {most}")))
