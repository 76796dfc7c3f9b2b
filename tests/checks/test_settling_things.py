"""What is asked of each thing ("for a Rack"), how many Points there are, and time limits by a numbered day or a time of day: by the
evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Colocation" is a service that Provider supplies to Customer for GBP 900.00 a month for each Rack.

## Records

A "Rack" is a record that Provider keeps in "Plan", with:

- Name: text

A "Power Event" is a record that Provider keeps in "Plan", with:

- Rack: a Rack
- Start: time
- End: time, if any

A "Fault" is a record that Provider keeps in "Desk", with:

- Rack: a Rack
- Kind: power or network
- Effort: hours
- Reported: time
- Due Date: date
- Repaired: time, if any

A "Point" is a unit.

## Definitions

"Outage" means the time from Start to End of each Power Event.
"Uptime" means the percentage of the time in a month that is not Outage.
"Score" means 100 minus the number of Points in a month.

## Service levels

### Power

Provider shall keep Uptime of each Rack at or above 99.9% in each month.
If Provider does not, Provider incurs 3 Points.

### Repair

Provider shall ensure that each Fault is Repaired {limit}.
For each Fault not Repaired in time, Provider incurs 2 Points.

### Trial

{trial}
"""
RECORDS = {
    "racks": "Name\nR1\nR2\n",
    # R1 is down for more than 0.1% of the time in January, February and April, R2 in February.
    "power-events": """Rack,Start,End
R1,2026-01-05 10:00,2026-01-05 12:00
R1,2026-02-05 10:00,2026-02-05 12:00
R2,2026-02-05 10:00,2026-02-07 12:00
R1,2026-04-05 10:00,2026-04-05 12:00
""",
    # Those of 6 January and 3 March are repaired too late: of R1 and of R2.
    "faults": """Rack,Kind,Effort,Reported,Due Date,Repaired
R1,power,2,2026-01-06 10:00,2026-01-20,2026-01-06 15:00
R1,network,3,2026-02-06 10:00,2026-02-20,2026-02-06 13:00
R2,power,4,2026-03-03 10:00,2026-03-20,2026-03-03 15:00
""",
}
HOURS = "within 4 hours after it is Reported"


def statement(trial: str, limit: str = HOURS, as_of: str = "2026-05-31") -> said.Statement:
    return said.settled(said.plan_of(TEXT.format(limit=limit, trial=trial)), RECORDS, as_of)


@pytest.mark.parametrize(
    ("lead", "due"),
    [
        # Each Rack by itself, although the amount speaks of none.
        ("If Uptime of a Rack in a month is below 95%", {"2026-02": 10}),
        ("If Uptime of a Rack in a month is below 99.9%", {"2026-01": 10, "2026-02": 20, "2026-04": 10}),
        ('If Provider misses clause "Power" in a month', {"2026-01": 10, "2026-02": 10, "2026-04": 10}),
        ('If Provider misses clause "Power" for a Rack in a month', {"2026-01": 10, "2026-02": 20, "2026-04": 10}),
        ('If Provider misses clause "Power" for each Rack in a month', {"2026-01": 10, "2026-02": 20, "2026-04": 10}),
        ('If Provider misses clause "Power" for a Rack in 2 consecutive months', {"2026-02": 10}),
        ('If Provider misses clause "Power" for a Rack in 3 of any 4 consecutive months', {"2026-04": 10}),
        ('If Provider has missed clause "Power" for a Rack in 2 consecutive months', {"2026-02": 10, "2026-03": 10}),
        # A Fault is that of its Rack: of R1 in January, of R2 in March.
        ('If Provider misses clause "Repair" for a Rack in a month', {"2026-01": 10, "2026-03": 10}),
        ('If Provider misses clause "Repair" for a Rack in 2 of any 3 consecutive months', {}),
    ],
)
def test_of_each_thing(lead: str, due: dict[str, int]) -> None:
    found = said.paid(statement(f"{lead}, Provider shall credit Customer GBP 10.00."))
    assert {month: amount for month, amount in found.items() if month < "2026-05"} == {
        **due,
        **({"2026-04": 10} if "has missed" in lead else {}),
    }


def test_a_fee_of_the_thing_for_which_a_clause_is_missed() -> None:
    trial = (
        'If Provider misses clause "Repair" for a Rack in a month, '
        "Provider shall credit Customer 10% of the Colocation fee for that Rack for that month."
    )
    assert said.paid(statement(trial)) == {"2026-01": 90, "2026-03": 90}


def test_a_right_for_one_thing() -> None:
    trial = (
        'If Provider misses clause "Power" for a Rack in 3 of any 6 consecutive months, '
        "Customer may terminate Colocation for that Rack by at least 30 days' notice."
    )
    (right,) = statement(trial).rights
    assert (right.group, right.arisen[:10]) == ("R1", "2026-04-30")


def test_a_clause_that_is_not_told_apart_is_not_missed_for_one_thing() -> None:
    trial = 'If Provider misses clause "Trial" for a Rack in a month, Provider shall credit Customer GBP 10.00.'
    owed = "Provider shall keep the number of Faults at or below 5 in each month.\n"
    assert "N082" in said.codes(TEXT.format(limit=HOURS, trial=owed + trial))


@pytest.mark.parametrize(
    ("trial", "due"),
    [
        # January 3 + 2, February 3 + 3, March 2, April 3 Points.
        ("If the number of Points in a month is more than 4", {"2026-01": 10, "2026-02": 10}),
        ("If the number of Points of Provider in a month is more than 4", {"2026-01": 10, "2026-02": 10}),
        ("If the number of Points of Customer in a month is more than 4", {}),
        ("If the number of Points in a quarter is more than 12", {"2026-03": 10}),
        ("If the number of Points in any 3 consecutive months is at least 13", {"2026-03": 10}),
        ("If the number of Points is at least 3 in 2 consecutive months", {"2026-02": 10}),
        ("If Score in a month is below 95", {"2026-02": 10}),
    ],
)
def test_the_number_of_points(trial: str, due: dict[str, int]) -> None:
    assert said.paid(statement(f"{trial}, Provider shall credit Customer GBP 10.00.")) == due


def test_a_table_by_points() -> None:
    trial = """If the number of Points in a month is at least 3, Provider shall credit Customer the following amounts:

| the number of Points   | Credit    |
| ---------------------- | --------- |
| at least 3 but below 6 | GBP 5.00  |
| at least 6             | GBP 20.00 |
"""
    assert said.paid(statement(trial)) == {"2026-01": 5, "2026-02": 20, "2026-04": 5}


@pytest.mark.parametrize(
    "trial",
    [
        "Provider shall keep the number of Points at or below 10 in each quarter.",
        "If the number of Points in a month is more than 4, Provider incurs 1 Point.",
        "If Score in a month is below 95, Provider incurs 1 Point.",
        'If the number of Points in a month is more than 4, clause "Power" counts as missed in that month.',
    ],
)
def test_points_do_not_decide_what_is_missed(trial: str) -> None:
    assert "N214" in said.codes(TEXT.format(limit=HOURS, trial=trial))


@pytest.mark.parametrize(
    ("limit", "late"),
    [
        # Reported at 10:00 on Tuesday 6 January, Friday 6 February and Tuesday 3 March; repaired at 15:00, 13:00 and 15:00 of these
        # days. The Due Date is the 20th.
        ("by the end of the next business day after it is Reported", {}),
        ("by the start of the next business day after it is Reported", {}),
        ("by the next day after it is Reported", {}),
        ("by the 14th day before its Due Date", {}),
        ("by the 15th day before its Due Date", {"2026-01": 1, "2026-02": 1}),
        ("by 14:00 on the 14th day before its Due Date", {"2026-01": 1}),
        ("by 13:00 on the 14th day before its Due Date", {"2026-01": 1}),
        ("by the end of the 10th business day before its Due Date", {}),
        ("by the 11th business day before its Due Date", {"2026-01": 1, "2026-02": 1}),
        ("by 12:59 on the 10th business day before its Due Date", {"2026-01": 1, "2026-02": 1}),
    ],
)
def test_numbered_days_and_times_of_day(limit: str, late: dict[str, int]) -> None:
    trial = "Provider shall keep the number of Faults at or below 5 in each month."
    found = statement(trial, limit)
    points = {
        window.first[:7]: sum((one.count for one in window.points if one.clause == "Repair"), Fraction(0)) / 2
        for window in found.windows
    }
    assert {month: count for month, count in points.items() if count} == late


def test_what_a_row_has_is_joined() -> None:
    trial = (
        "For each Fault with Kind power and an Effort of more than 2 hours, Provider shall credit Customer GBP 10.00."
    )
    assert said.paid(statement(trial)) == {"2026-03": 10}
    trial = (
        "For each Fault with an Effort of more than 2 hours and Kind network, Provider shall credit Customer GBP 10.00."
    )
    assert said.paid(statement(trial)) == {"2026-02": 10}


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        # R1 is down for 2 of 744 hours in January, 2 of 672 in February and 2 of 720 in April; R2 for 50 of 672 in February.
        ("If the average Uptime of the Racks in a month is below 99.9%", {"2026-01": 10, "2026-02": 10, "2026-04": 10}),
        ("If the average Uptime of the Racks in a month is below 99.8%", {"2026-02": 10}),
        ("If the lowest Uptime of the Racks in a month is below 99.8%", {"2026-01": 10, "2026-02": 10, "2026-04": 10}),
        ("If the highest Uptime of the Racks in a month is below 99.8%", {"2026-02": 10}),
        ("If the median Uptime of the Racks in a quarter is below 99%", {"2026-03": 10}),
        ("If Mean Uptime in a month is below 99.8%", {"2026-02": 10}),
        ("For each full percentage point by which Mean Uptime in a month falls short of 99%", {"2026-02": 20}),
    ],
)
def test_an_average_over_things(sentence: str, due: dict[str, int]) -> None:
    text = TEXT.replace(
        '"Score" means', '"Mean Uptime" means the average Uptime of the Racks in a month.\n"Score" means'
    ).format(limit=HOURS, trial=f"{sentence}, Provider shall credit Customer GBP 10.00.")
    assert said.paid(said.settled(said.plan_of(text), RECORDS, "2026-05-31")) == due


def test_an_average_over_things_that_come_and_go() -> None:
    """R3 is in service from 16 February, for 13 days of February, of which it is down for one; R2 for the first two weeks of January."""
    text = TEXT.replace(
        '- Name: text\n\nA "Power', '- Name: text\n- Start: date\n- End: date, if any\n\nA "Power'
    ).format(
        limit=HOURS,
        trial="Provider shall keep the average Uptime of the Racks at or above 98% in each month.",
    )
    records = {
        **RECORDS,
        "racks": "Name,Start,End\nR1,2026-01-01,\nR2,2026-01-01,2026-01-14\nR3,2026-02-16,\n",
        "power-events": "Rack,Start,End\nR3,2026-02-20 00:00,2026-02-21 00:00\nR1,2026-02-01 00:00,2026-02-01 07:00\n",
    }
    found = said.settled(said.plan_of(text), records, "2026-03-31")
    values = {window.first[:7]: one.value for window in found.windows for one in window.duties if one.clause == "Trial"}
    assert values == {
        "2026-01": 1,
        "2026-02": (1 - Fraction(7, 672) + 1 - Fraction(1, 13)) / 2,
        "2026-03": 1,
    }


def test_what_a_miss_calls_for_is_no_part_of_the_miss() -> None:
    """A plan that is called for in the clause that was missed; it was sent for the second month only, on 5 March."""
    text = TEXT.replace(
        'A "Point" is a unit.',
        'A "Plan" is a record that Provider sends to Customer, with:\n\n- Month: month\n- Sent: time\n\nA "Point" is a unit.',
    ).format(
        limit=HOURS,
        trial="Provider shall keep the number of Power Events at or below 1 in each month.\n"
        'If Provider misses clause "Trial" in a month, Provider shall send a Plan to Customer within 10 days after the end of that month.\n'
        'If Provider misses clause "Trial" in a month, Provider shall credit Customer GBP 10.00.',
    )
    found = said.settled(
        said.plan_of(text), {**RECORDS, "plans": "Month,Sent\n2026-02,2026-03-05 10:00\n"}, "2026-05-31"
    )
    assert said.paid(found) == {"2026-02": 10}


def test_a_stretch_that_the_sentence_does_not_introduce() -> None:
    sentence = (
        "For each started hour of Outage of a Rack in a month, "
        "Provider shall credit Customer the Colocation fee for the time of that Outage."
    )
    assert "N033" in said.codes(TEXT.format(limit=HOURS, trial=sentence))


def test_an_hour_of_the_fee() -> None:
    """Two hours down in January, February and April, fifty in February: 900 a month are 900/744 an hour in January."""
    sentence = (
        "For each started hour of Outage of a Rack in a month, "
        "Provider shall credit Customer 1 hour of the Colocation fee for that Rack for that month."
    )
    found = said.paid(statement(sentence))
    rounded = {"2026-01": "2.42", "2026-02": "69.64", "2026-04": "2.50"}
    assert found == {month: Fraction(amount) for month, amount in rounded.items()}
