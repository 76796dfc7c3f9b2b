"""Whole agreements of other trades, settled by the evaluator and the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

from tests.checks import said

GRITTING = """## Services

"Gritting" is a service that Provider supplies to Customer for GBP 6,000.00 a month.

## Records

A "Round" is a record that Provider keeps in "Depot Log", with:

- Number: text
- Ordered: time
- Finished: time, if any
- Length: number

A "Forecast" is a record that Customer sends to Provider, with:

- Day: date
- Sent: time

## Definitions

"Winter Season" is 1 November to 31 March of each year.
"Miles" means the total Length of the Rounds in a month.

## Service levels

### Rounds

Provider shall ensure that each Round is Finished within 3 hours after it is Ordered.

For each started 30 minutes by which a Round is late, Provider shall credit Customer GBP 40.00, up to GBP 200.00.

If Customer misses clause "Forecasts" in a month, Provider is excused from clause "Rounds" in that month.

### Forecasts

Customer shall deliver at least 2 Forecasts to Provider in each month.

### Miles

Provider shall keep Miles at or above 100 in each month.

A shortfall in Miles is carried over to the following month.
An excess in Miles is set off against a shortfall that is carried over, the oldest first.
"""
ROUNDS = """Number,Ordered,Finished,Length
1,2026-01-10 20:00,2026-01-10 23:00,60
2,2026-01-11 20:00,2026-01-11 23:00:01,50
3,2026-02-11 20:00,2026-02-12 05:00,90
4,2026-03-11 20:00,2026-03-12 05:00,120
5,2026-03-29 00:30,2026-03-29 05:00,10
"""
FORECASTS = """Day,Sent
2026-01-02,2026-01-01 10:00
2026-01-05,2026-01-04 10:00
2026-02-05,2026-02-04 10:00
2026-03-05,2026-03-04 10:00
2026-03-06,2026-03-05 10:00
"""


def test_gritting_of_roads() -> None:
    """Round 1 ends at the last moment, 2 a second after it. In February the customer sends one forecast too few. In March, 4 is six hours
    late (480, cut to 200), and 5, across the change of the clocks, half an hour (from 04:30 to 05:00)."""
    plan = said.plan_of(GRITTING)
    statement = said.settled(plan, {"rounds": ROUNDS, "forecasts": FORECASTS}, "2026-03-31")
    assert said.paid(statement) == {"2026-01": 40, "2026-03": 200 + 40}
    assert statement.carried_over == ()


LIFTS = """## Services

"Care" is a service that Provider supplies to Customer for GBP 300.00 a month for each Lift.

## Records

A "Lift" is a record that Provider keeps in "Register", with:

- Name: text
- Class: passenger or goods
- Start: date
- End: date, if any

A Lift that is in service for part of a month counts for that part, with its fee in proportion to days.

A "Stop" is a record that Provider keeps in "Register", with:

- Number: text
- Lift: a Lift
- Reported: time
- Freed: time, if any

## Definitions

"Standstill" means the time from Reported to Freed of each Stop.
"Travel Time" means the percentage of the time in a month that is not Standstill.

## Service levels

### Running

Provider shall keep Travel Time of each Lift at the following level in each month:

| Class     | Travel Time    |
| --------- | -------------- |
| passenger | at least 99%   |
| goods     | at least 95%   |

If Provider does not, Provider shall credit Customer 20% of the Care fee for that Lift for that month.

### Freeing

Provider shall ensure that each Stop is Freed within 4 hours after it is Reported.

For each full hour by which a Stop is late, Provider shall credit Customer 1% of the Care fee for that month, up to 10% of that fee.

### Ending

If Travel Time of a Lift is below 99% in 2 consecutive months, Customer may terminate Care for that Lift by at least 30 days' notice, given within 20 days after the end of the last of those months.

## Caps

Credits for a month shall not exceed 25% of the fees for that month.
"""
REGISTER = {
    "lifts": "Name,Class,Start,End\nP,passenger,2025-01-01,\nG,goods,2026-02-15,\n",
    "stops": """Number,Lift,Reported,Freed
1,P,2026-01-10 08:00,2026-01-10 20:00
2,P,2026-02-10 08:00,2026-02-10 10:00
3,G,2026-02-20 00:00,2026-02-21 12:00
4,P,2026-03-31 22:00,2026-04-01 23:00
""",
}


def test_maintenance_of_lifts() -> None:
    """January: P runs for 732 of 744 hours (60), and stop 1 is 8 hours late (24): cut to 25% of 300. February: G, in service for 14 of 28
    days, stands for 36 of 336 hours (20% of 150), and stop 3 is 32 hours late (10% of 150). March: stop 4 is 21 hours late (10% of 300);
    of it, 2 hours are in March and 23 in April (60)."""
    statement = said.settled(said.plan_of(LIFTS), REGISTER, "2026-04-30")
    assert said.paid(statement) == {"2026-01": 75, "2026-02": 30 + 15, "2026-03": 30, "2026-04": 60}
    assert statement.rights == ()


CRANES = """## Services

"Hire" is a service that Provider supplies to Customer for GBP 8,000.00 a quarter.

## Records

A "Crane" is a record that Provider keeps in "Fleet", with:

- Name: text

A "Breakdown" is a record that Provider keeps in "Fleet", with:

- Number: text
- Crane: a Crane
- Began: time
- Ended: time, if any

A "Service Sheet" is a record that Provider sends to Customer, with:

- Month: month
- Sent: date

A "Lift Hour Sheet" is a record that Customer keeps in "Site", with:

- Day: date
- Used: hours

A "Point" is a unit.

## Definitions

"Idle Time" means the time from Began to Ended of each Breakdown.
"Lifting" means the total Used of the Lift Hour Sheets in a month.

## Service levels

### Breakdowns

For each started 2 hours of an Idle Time, Provider shall credit Customer GBP 100.00, up to GBP 350.00.

### Totals

For each full hour by which the total Idle Time in a month exceeds 5 hours, Provider shall credit Customer GBP 10.00, up to GBP 60.00.

### Sheets

Provider shall send a Service Sheet to Customer within 3 business days after the end of each month.

If Provider does not, Provider incurs 2 Points.
For each started business day by which a Service Sheet is late, Provider incurs 1 Point.
For each Point in a month, Provider shall credit Customer 0.5% of the Hire fee for that month, up to 2% of that fee.

### Hours

Customer may use up to 40 hours of Lifting in each month.
The unused part of Lifting is carried over to the following 2 months.
For each full hour of Lifting used beyond the allowance, Customer shall pay Provider GBP 55.00.

## Caps

Credits under clause "Breakdowns" for a month shall not exceed GBP 600.00.
"""
SITE = {
    "cranes": "Name\nK1\nK2\n",
    "breakdowns": """Number,Crane,Began,Ended
1,K1,2026-01-05 08:00,2026-01-05 13:30
2,K2,2026-01-05 09:00,2026-01-05 20:00
3,K1,2026-02-27 09:00,2026-02-27 10:00
""",
    "service-sheets": "Month,Sent\n2026-01,2026-02-09\n2026-02,2026-03-04\n",
    "lift-hour-sheets": "Day,Used\n2026-01-05,30\n2026-02-05,60\n2026-03-05,44.5\n",
}


def test_hire_of_cranes() -> None:
    """January: 3 steps (300) and 6 (600, cut to 350) come to 650, cut to 600; together they stand for 12 hours, 7 beyond 5 (70, cut to 60);
    the sheet is due on 4 February and comes on the 9th, three business days late: 5 points, of a third of the quarter's fee 2.5%, cut
    to 2%. February: one step; 20 hours beyond the allowance, 10 of them carried over. March: the sheet is due on 7 April, after Easter,
    and open on the 8th: 3 points; 4.5 hours beyond."""
    statement = said.settled(said.plan_of(CRANES), SITE, "2026-04-08")
    assert said.paid(statement) == {
        "2026-01": 600 + 60 + Fraction("53.33"),
        "2026-02": 100 + 550,
        "2026-03": 40 + 220,
    }
