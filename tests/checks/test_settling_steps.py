"""Steps of lateness: some of them only, those by which something is early, months, and parts of days."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from sladsl.checks.plan import Plan
from tests.checks import said

BODY = """## Services and records

"Port Hours" are Monday to Saturday from 00:00 to 24:00, except public holidays.

A "Call" is a record that Provider keeps in "Port Log", with:

- Number: text
- Ready: time
- Price: amount
- Completed: time, if any

An "Invoice" is a record that Provider sends to Customer, with:

- Number: text
- Sent: date
- Price: amount
- Paid: date, if any

A "Time Entry" (plural "Time Entries") is a record that Provider keeps in "Desk", with:

- Started: time
- Worked: hours

### Calls

Provider shall ensure that each Call is Completed within {limit} after it is Ready.

### Invoices

Customer shall ensure that each Invoice is Paid within 15 days after it is Sent.

### Steps

{sentence}
"""


def due(sentence: str, records: dict[str, str], limit: str = "3 calendar days", **readings: str) -> Fraction:
    """What is due in all, by the evaluator and by the emitted checks."""
    settled = said.settled(plan_of(sentence, limit), records, "2026-05-31", readings)
    return sum(said.paid(settled).values(), Fraction(0))


@cache
def plan_of(sentence: str, limit: str) -> Plan:
    return said.plan_of(BODY.format(sentence=sentence, limit=limit))


def call(completed: str) -> dict[str, str]:
    """Ready on Monday 2 March 2026 at 06:00; its three days are over on Thursday at 06:00 by the clock, and at midnight by the calendar."""
    return {"calls": f"Number,Ready,Price,Completed\nC1,2026-03-02T06:00,1000,{completed}\n"}


LATE = "For each {}day{} by which a Call is late{}, Provider shall pay Customer GBP 100.00."


@pytest.mark.parametrize(
    ("before", "after", "completed", "steps"),
    [
        ("full ", "", "2026-03-16T00:00", 10),
        ("of the first 7 full ", "s", "2026-03-16T00:00", 7),
        ("of the first 7 full ", "s", "2026-03-09T00:00", 3),
        ("full ", " after the first 7", "2026-03-16T00:00", 3),
        ("full ", " after the first 7", "2026-03-09T00:00", 0),
        ("of the first 2 full ", "s after the first 7", "2026-03-16T00:00", 2),
        ("of the first 2 full ", "s after the first 7", "2026-03-14T00:00", 1),
        ("started ", " after the first 7", "2026-03-13T00:01", 1),
    ],
)
def test_only_some_of_the_steps(before: str, after: str, completed: str, steps: int) -> None:
    assert due(LATE.format(before, after, ""), call(completed)) == steps * 100


def test_parts_of_the_steps_that_are_meant() -> None:
    sentence = LATE.format("", " after the first 7", ", pro rata")
    assert due(sentence, call("2026-03-13T12:00")) == 50
    assert due(LATE.format("of the first 7 ", "s", ", pro rata"), call("2026-03-13T12:00")) == 700


@pytest.mark.parametrize(
    ("completed", "days"), [("2026-03-06T18:00", Fraction(3, 2)), ("2026-03-29T03:00", 23 + Fraction(20, 23))]
)
def test_parts_of_days_pro_rata(completed: str, days: Fraction) -> None:
    """Of a limit in hours, the days of the delay run from its hour, Thursday at 06:00. That until the 29th, when the clock
    changes, has 23 hours, of which 20 have passed at three."""
    assert due(LATE.format("", "", ", pro rata"), call(completed), "72 hours of Port Hours") == round(days * 100, 2)


def test_parts_of_business_days() -> None:
    """Due on Friday at 12:00 and done on Monday at 18:00: half of Friday and three quarters of Monday."""
    sentence = LATE.format("business ", "", ", pro rata")
    records = {"calls": "Number,Ready,Price,Completed\nC1,2026-03-06T06:00,1000,2026-03-09T18:00\n"}
    assert due(sentence, records, "6 calendar hours") == 125


EARLY = "For each {}day by which a Call is early{}, Provider shall pay Customer GBP 100.00."


@pytest.mark.parametrize(
    ("kind", "how", "completed", "amount"),
    [
        ("full ", "", "2026-03-03T12:00", 200),
        ("started ", "", "2026-03-03T12:00", 300),
        ("", ", pro rata", "2026-03-03T12:00", 250),
        ("full ", "", "2026-03-06T12:00", 0),
        ("full ", "", "", 0),
        ("of the first 1 full ", "", "2026-03-03T12:00", 100),
    ],
)
def test_time_that_is_saved(kind: str, how: str, completed: str, amount: int) -> None:
    """The limit ends at the end of Thursday 5 March."""
    assert due(EARLY.format(kind, how), call(completed)) == amount


@pytest.mark.parametrize(("reading", "hours"), [("all hours", 76), ("while it runs", 52)])
def test_hours_that_are_saved_of_a_calendar(reading: str, hours: int) -> None:
    """Ready on Friday at 06:00, due in 72 Port Hours, on Tuesday at 06:00, and done on Saturday at 02:00, 76 hours before; one day of
    them is a Sunday."""
    records = {"calls": "Number,Ready,Price,Completed\nC1,2026-03-06T06:00,1000,2026-03-07T02:00\n"}
    sentence = EARLY.format("full ", "").replace("day", "hour").replace("100.00", "1.00")
    assert due(sentence, records, "72 hours of Port Hours", delay=reading) == hours


INTEREST = (
    "For each {}month by which an Invoice is late{}, Customer shall pay Provider 1.5% of its Price, without limit."
)


@pytest.mark.parametrize(
    ("kind", "how", "paid", "amount"),
    [
        ("started ", "", "2026-03-18", 15),
        ("started ", "", "2026-04-17", 15),
        ("started ", "", "2026-04-18", 30),
        ("full ", "", "2026-04-16", 0),
        ("full ", "", "2026-04-17", 15),
        ("", ", pro rata", "2026-05-02", Fraction(225, 10)),
        ("started ", "", "2026-03-17", 0),
    ],
)
def test_months_of_lateness(kind: str, how: str, paid: str, amount: Fraction) -> None:
    """Sent on 2 March, due by the end of the 17th: paid on 17 April it is a month late, on 2 May a month and 15 of 30 days."""
    records = {"invoices": f"Number,Sent,Price,Paid\nI1,2026-03-02,1000,{paid}\n"}
    assert due(INTEREST.format(kind, how), records) == amount


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        (
            "For each of the first 10 hours by which the total Worked in a month exceeds 100 hours, Customer shall pay Provider GBP 50.00.",
            500,
        ),
        (
            "For each full hour after the first 10 by which the total Worked in a month exceeds 100 hours, Customer shall pay Provider GBP 60.00.",
            300,
        ),
        ("For each of the first 2 full hours of a Time Entry, Customer shall pay Provider GBP 5.00.", 10),
        ("For each started 30 minutes after the first 4 of a Time Entry, Customer shall pay Provider GBP 1.00.", 227),
    ],
)
def test_other_quantities_in_steps(sentence: str, amount: int) -> None:
    records = {"time-entries": "Started,Worked\n2026-03-02T09:00,115.5\n"}
    assert due(sentence, records) == amount


def test_what_cannot_grow_is_not_asked_for_its_limit() -> None:
    told = "For each of the first 7 full days by which a Call is late, Provider shall pay Customer 5% of its Price."
    assert "A008" not in said.codes(BODY.format(sentence=told, limit="3 calendar days"))
    told = "For each full day by which a Call is late, Provider shall pay Customer 5% of its Price."
    assert "A008" in said.codes(BODY.format(sentence=told, limit="3 calendar days"))


def test_a_part_of_a_step_is_no_step() -> None:
    told = "For each full day after the first 2.5 by which a Call is late, Provider shall pay Customer GBP 5.00."
    assert "N115" in said.codes(BODY.format(sentence=told, limit="3 calendar days"))


STAYS = """## Records

An "Engagement" is a record that Provider keeps in "Desk", with:

- Number: text
- Started: date
- Ended: date, if any
- Price: amount

"Stay" means the time from Started to Ended of each Engagement.

### Refunds

For each Stay, Provider shall refund Customer a share of its Price:

| Stay                                  | Share |
| ------------------------------------- | ----- |
| at most 14 days                       | 90%   |
| more than 14 days but at most 28 days | 50%   |
| more than 28 days                     | none  |
"""


def test_a_table_by_the_length_of_each_one() -> None:
    """6, 14, 21 and 41 days with the last: 90, 90, 50 and nothing, each by its own length and not by the sum of the month."""
    plan = said.plan_of(STAYS)
    assert "C011" not in said.codes(STAYS)
    rows = "1,2026-03-02,2026-03-07,100\n2,2026-03-02,2026-03-15,100\n3,2026-03-03,2026-03-23,100\n4,2026-03-04,2026-04-13,100"
    statement = said.settled(plan, {"engagements": f"Number,Started,Ended,Price\n{rows}\n"}, "2026-05-31")
    assert sum(said.paid(statement).values()) == 230


POINTS = """## Services and records

A "Failure Point" is a unit.

A "Failure" is a record that Provider keeps in "Desk", with:

- Reported: time
- Rectified: time, if any

A "Survey" is a record that Customer keeps in "Forms", with:

- Day: date
- Score: number

"Satisfaction" means the average Score of the Surveys in a month.

### Failures

Provider shall ensure that each Failure is Rectified within 2 calendar hours after it is Reported.
For each Failure not Rectified in time, Provider incurs 10 Failure Points.

### Money

{}
"""


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("For each Failure Point in a month, Provider shall credit Customer GBP 1.00.", 30),
        ("For each Failure Point after the first 12 in a month, Provider shall credit Customer GBP 1.00.", 18),
        ("For each Failure Point after the first 30 in a month, Provider shall credit Customer GBP 1.00.", 0),
        ("For each full 2 by which the number of Failures in a month exceeds 0, Provider shall credit Customer GBP 7.00.", 7),
        ("For each full point by which Satisfaction in a month falls short of 80, Provider shall credit Customer GBP 1.00.", 3),
        ("For each started 2 points after the first 1 by which Satisfaction in a month falls short of 80, Provider shall credit Customer GBP 1.00.", 1),
    ],
)  # fmt: skip
def test_points_and_plain_numbers(sentence: str, amount: int) -> None:
    """Three failures, 30 points; a score of 76.5, 3.5 short of 80."""
    failures = "".join(f"\n2026-03-0{n} 08:00,2026-03-0{n} 11:00" for n in (2, 3, 4))
    records = {"failures": f"Reported,Rectified{failures}\n", "surveys": "Day,Score\n2026-03-05,76.5\n"}
    assert sum(said.paid(said.settled(said.plan_of(POINTS.format(sentence)), records, "2026-03-31")).values()) == amount
