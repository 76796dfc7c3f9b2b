"""Conditions on which the evaluator and the emitted checks once differed: uncovered windows, absent files, rights joined by "or"."""

from __future__ import annotations

import pytest

from sladsl.checks.plan import Plan
from tests.checks import said


def record(name: str, *fields: str, held: str = 'Provider keeps in "Desk"') -> str:
    """`name` with its article and in quotes."""
    return f"{name} is a record that {held}, with:\n\n" + "".join(f"- {field}\n" for field in fields)


def hosting(*records: str, then: str) -> str:
    """A contract on a service, from its Services on: its records, and what stands after them."""
    service = '"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.\n'
    return "\n".join(("\n## Services and records\n", service, *records, then))


PROBED = hosting(
    record(
        'A "Probe"',
        "Time: time",
        "Outcome: success or failure",
        held='Provider collects from "Watchtower" in each hour',
    ),
    record('A "Rectification Plan"', "Month: month", "Sent: time", held="Provider sends to Customer"),
    then="""## Definitions

"Downtime" means each period in which every Probe has Outcome failure.
"Uptime" means the percentage of the time in a month that is not Downtime.

## Service levels

### Threshold failure

If Uptime in a month is below 96%, Provider shall send a Rectification Plan to Customer within 10 business days after the end of that month.
""",
)


def probed() -> Plan:
    return said.plan_of(PROBED)


def test_a_condition_on_a_measure_asks_whether_the_records_reach_over_the_window() -> None:
    """Probes that end on 20 February say nothing of February; before the first of them, nothing is known of January."""
    probes = "Time,Outcome\n" + "".join(
        f"2026-02-{day:02}T{hour:02}:00,success\n" for day in range(1, 21) for hour in range(24)
    )
    statement = said.settled(probed(), {"probes": probes, "rectification-plans": "Month,Sent\n"}, "2026-03-01")
    assert said.states(statement, "Threshold failure") == {
        "2026-01": {"": "undetermined"},
        "2026-02": {"": "undetermined"},
    }


def test_a_condition_on_a_measure_without_a_file_is_undetermined() -> None:
    statement = said.settled(probed(), {"rectification-plans": "Month,Sent\n"}, "2026-03-01")
    assert set(said.states(statement, "Threshold failure")["2026-02"].values()) == {"undetermined"}


TWO_GROUNDS = hosting(
    record('An "Outage"', "Start: time", "End: time"),
    record('A "Ticket"', "Opened: time", "Closed: time"),
    then="""## Definitions

"Downtime" means the time from Start to End of each Outage.
"Uptime" means the percentage of the time in a month that is not Downtime.

## Service levels

### Availability

Provider shall keep Uptime at or above 99.9% in each month.

### Tickets

Provider shall ensure that each Ticket is Closed within 4 hours after it is Opened.

### Right

If Provider misses clause "Availability" in 2 consecutive months, or Provider misses clause "Tickets" in 2 of any 4 consecutive months, Customer may terminate this agreement by notice.
""",
)


def test_months_are_spent_for_the_ground_on_which_a_right_has_arisen_and_no_other() -> None:
    outages = "Start,End\n" + "".join(f"2026-{month:02}-10T10:00,2026-{month:02}-10T15:00\n" for month in (1, 2, 7, 8))
    tickets = "Opened,Closed\n" + "".join(
        f"2026-{month:02}-11T10:00,2026-{month:02}-11T19:00\n" for month in (1, 2, 6, 7)
    )
    plan, found = said.plan_of(TWO_GROUNDS), {"outages": outages, "tickets": tickets}
    arisen = [one.arisen for one in said.settled(plan, found, "2026-09-01").rights]
    assert arisen == ["2026-02-28", "2026-02-28", "2026-07-31", "2026-08-31"]


BILLED = hosting(
    record('An "Incident"', "Start: time", "End: time"),
    record('A "Claim"', "Month: month", "Received: time", held="Customer sends to Provider"),
    record('A "Service Report"', "Month: month", "Sent: time", held="Provider sends to Customer"),
    record('A "Usage"', "Month: month", "Reads: number", held='Provider keeps in "Meter"'),
    then="""## Definitions

"Downtime" means the time from Start to End of each Incident.
"Uptime" means the percentage of the time in a month that is not Downtime.
"Total Reads" means the total Reads of the Usages in a month.

## Service levels

### Availability

Provider shall keep Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer GBP 50.00.

### Reads

Provider shall keep Total Reads at or above 10 in each month.

### Reports

Provider shall send a Service Report to Customer within 5 days after the end of each month.

## Credits

A credit for a month is due only if a Claim for that month is Received within 2 months after the end of that month.
""",
)


def test_a_month_means_the_billing_month_that_starts_in_it() -> None:
    """The month that is claimed, reported and metered as February is that from 15 February to 14 March, in which 10 March lies."""
    plan = said.plan_of(BILLED, said.RULES + "\nA month is a billing month that starts on day 15.")
    records = {
        "incidents": "Start,End\n2026-03-10T10:00,2026-03-10T15:00\n",
        "claims": "Month,Received\n2026-02,2026-04-01T10:00\n",
        "service-reports": "Month,Sent\n2026-02,2026-03-18T10:00\n",
        "usages": "Month,Reads\n2026-02,12\n",
    }
    statement = said.settled(plan, records, "2026-05-01")
    assert said.paid(statement) == {"2026-02": 50}
    kept = {clause: said.states(statement, clause) for clause in ("Reads", "Reports")}
    for months in kept.values():
        assert {month: months[month][""] for month in ("2026-02", "2026-03")} == {"2026-02": "met", "2026-03": "missed"}


LONG_ROWS = hosting(
    record('An "Incident"', "Start: time", "End: time, if any"),
    record('A "Visit"', "Time: time", "Effort: hours"),
    then="""## Definitions

"Downtime" means the time from Start to End of each Incident.
"Long Incident" means each Incident that lasts more than 4 hours.

## Service levels

### Long incidents

For each {incident}, Provider shall credit Customer GBP 50.00.

### Effort

For each full hour of a Visit, Provider shall credit Customer GBP 1.00.
""",
)


@pytest.mark.parametrize("incident", ["Incident that lasts more than 4 hours", "Long Incident"])
def test_a_row_lasts_as_long_as_the_period_that_is_made_of_it(incident: str) -> None:
    """The incident of 20 February has not ended: it has its length at the end of each window."""
    records = {
        "incidents": "Start,End\n2026-01-05T10:00,2026-01-05T18:00\n2026-01-06T10:00,2026-01-06T13:00\n"
        "2026-01-31T22:00,2026-02-01T13:00\n2026-02-20T10:00,\n",
        "visits": "Time,Effort\n2026-03-02T10:00,3.5\n",
    }
    statement = said.settled(said.plan_of(LONG_ROWS.format(incident=incident)), records, "2026-05-01")
    assert said.paid(statement) == {"2026-01": 100, "2026-02": 50, "2026-03": 3}


MINUTES = hosting(
    record('An "Outage"', "Start: time", "End: time"),
    record('A "Repair"', "Start: time", "End: time"),
    then="""## Definitions

"Downtime" means the time from Start to End of each Outage.
"Maintenance" means the time from Start to End of each Repair.
"Uptime" means the percentage of the time in a month, except Maintenance, that is not Downtime.

## Service levels

### Length

Provider shall keep the total Downtime at or below 1 minute in each month.

### Share

Provider shall keep Uptime at or above 99.99% in each month.
""",
)


@pytest.mark.parametrize(("reading", "seconds"), [("exact", 150), ("touched", 300), ("whole", 60)])
def test_minutes_that_are_partly_down_count_by_their_reading(reading: str, seconds: int) -> None:
    """Two outages that follow each other fill a minute together; a third lies in a maintenance of odd length, for the most part."""
    outages = """Start,End
2026-01-05T10:00:15,2026-01-05T10:01:30
2026-01-05T10:01:30,2026-01-05T10:02:30
2026-01-05T12:00:50,2026-01-05T12:01:05
"""
    records = {"outages": outages, "repairs": "Start,End\n2026-01-05T12:00:55,2026-01-05T12:01:20\n"}
    statement = said.settled(said.plan_of(MINUTES), records, "2026-02-01", {"partial minute": reading})
    length = next(one for one in statement.windows[0].duties if one.duty == "Length 1")
    assert length.value == seconds


@pytest.mark.parametrize("reading", ["where it starts", "where it ends"])
def test_what_is_left_out_of_a_period_that_counts_whole_may_lie_in_the_next_month(reading: str) -> None:
    outages = "Start,End\n2026-01-31T22:00,2026-02-01T04:00\n"
    repairs = "Start,End\n2026-01-31T21:00,2026-01-31T23:00\n2026-02-01T01:00,2026-02-01T02:00\n"
    records = {"outages": outages, "repairs": repairs}
    statement = said.settled(said.plan_of(MINUTES), records, "2026-03-01", {"straddling": reading})
    asked = statement.windows[0 if reading == "where it starts" else 1]
    missed = [one.state.value for one in asked.duties]
    assert missed == ["missed", "missed"]


RUNNING = hosting(
    record('A "Fault"', "Start: time", "End: time"),
    record('A "Ticket"', "Opened: time", "Closed: time, if any"),
    then="""A "Point" is a unit.

## Definitions

"Outage" means the time from Start to End of each Fault.
"Uptime" means the percentage of the time in a month that is not Outage.

## Service levels

### Availability

Provider shall keep Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer GBP 50.00.

### Hours

For each full hour of an Outage, Provider incurs 1 Point.
For each Point in a month, Provider shall credit Customer GBP 5.00.

### Tickets

Provider shall ensure that each Ticket is Closed within 4 hours after it is Opened.
For each Ticket that is late, Provider shall credit Customer GBP 10.00.

### Relief

If the number of Tickets in a month is more than 2, Provider is excused from clause "Availability" in that month.
""",
)


def test_in_a_month_that_is_not_over_nothing_is_due_and_nothing_decided_but_what_has_happened() -> None:
    """In January it is; in February the same has happened by the 12th."""
    outages = "Start,End\n2026-01-05T10:00,2026-01-05T15:30\n2026-02-05T10:00,2026-02-05T15:30\n"
    tickets = "Opened,Closed\n2026-01-07T10:00,2026-01-07T19:00\n2026-02-07T10:00,2026-02-07T19:00\n"
    records = {"faults": outages, "tickets": tickets}
    statement = said.settled(said.plan_of(RUNNING), records, "2026-02-12", last="2026-02-28")
    assert said.paid(statement) == {"2026-01": 50 + 5 * 5 + 10}
    january, february = statement.windows
    assert [one.count for one in january.points] == [5]
    assert february.points == ()
    assert said.states(statement, "Availability")["2026-02"] == {"": "pending"}
    assert set(said.states(statement, "Tickets")["2026-02"].values()) == {"missed"}


LAST_WEEK = hosting(
    record('A "Works"', "Start: time", "End: time"),
    then="""## Definitions

"Maintenance" means the time from Start to End of each Works.

## Service levels

### Weeks

Provider shall keep the total Maintenance at or below 4 hours in each week.
If Provider does not, Provider shall credit Customer GBP 50.00.

### Months

Provider shall keep the total Maintenance at or below 4 hours in each month and nothing follows from it.
If Provider does not, Provider shall credit Customer GBP 7.00.
""",
)


def test_the_week_that_the_term_cuts_is_settled_and_what_nothing_follows_from_is_not() -> None:
    """The record has no other name for several of them, and its file is called like it."""
    records = {"works": "Start,End\n2027-12-30T08:00,2027-12-30T18:00\n"}
    statement = said.settled(said.plan_of(LAST_WEEK), records, "2028-01-10", last="2027-12-31")
    assert said.paid(statement) == {"2027-12": 50}
    assert statement.windows[-1].duties[-1].last == "2027-12-31"
