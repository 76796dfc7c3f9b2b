"""Pieces and samples on which the evaluator and the emitted checks once differed: what has not ended, what speaks in an interval, what completes a number."""

from __future__ import annotations

import pytest

from tests.checks import said
from tests.checks.test_emit_agreeing import hosting, record

OFFICE = hosting(
    record('An "Outage"', "Start: time", "End: time, if any"),
    then=""""Office Hours" are Monday to Friday from 09:00 to 17:00.

## Definitions

"Downtime" means the time from Start to End of each Outage, within Office Hours.
"Long Downtime" means each Downtime that lasts at least 2 hours.

## Service levels

### Time

Provider shall keep the total Downtime at or below 4 hours in each month.

### Long

For each Long Downtime, Provider shall credit Customer GBP 10.00, up to 1 credit in a day.
""",
)
OUTAGES = {
    "outages": "Start,End\n2026-01-05T08:00,2026-01-05T12:00\n2026-01-29T15:00,\n2026-02-05T08:00,2026-02-05T12:00\n"
}
"""Friday, 30 January, is the last day with office hours of that month."""


@pytest.mark.parametrize(
    ("readings", "hours", "credited"),
    [
        ({}, [13, 160], {"2026-01": 20, "2026-02": 10}),
        ({"open period/Downtime": "left out"}, [3, 3], {"2026-01": 10, "2026-02": 10}),
        ({"straddling": "where it starts"}, [13, 3], {"2026-01": 20, "2026-02": 10}),
        ({"straddling": "where it ends"}, [3, 3], {"2026-01": 20, "2026-02": 10}),
        ({"piece belongs/Long Downtime": "end"}, [13, 160], {"2026-01": 20, "2026-02": 10}),
    ],
)
def test_what_has_not_ended_goes_on_when_the_office_opens_again(
    readings: dict[str, str], hours: list[int], credited: dict[str, int]
) -> None:
    """It runs to the end of the month that is settled, and not to the last closing of the office."""
    statement = said.settled(said.plan_of(OFFICE), OUTAGES, "2026-03-01", readings)
    found = [one.value for window in statement.windows for one in window.duties if one.duty == "Time 1"]
    assert found == [3600 * one for one in hours]
    assert said.paid(statement) == credited


REQUESTS = hosting(
    record('A "Request"', "Time: time", "Outcome: success or error"),
    then="""## Definitions

"Bad Minute" means each minute in which more than 5% of the Requests have Outcome error.

## Service levels

### Minutes

Provider shall keep the total Bad Minute at or below 0 minutes in each month.
""",
)


@pytest.mark.parametrize(("errors", "minutes"), [(1, 0), (2, 1)])
def test_a_share_of_the_rows_of_a_minute_counts_rows(errors: int, minutes: int) -> None:
    """One of twenty requests is 5%, and no more; two are."""
    rows = [f"2026-01-05T10:00:{n:02},{'error' if n < errors else 'success'}" for n in range(20)]
    statement = said.settled(said.plan_of(REQUESTS), {"requests": "Time,Outcome\n" + "\n".join(rows)}, "2026-02-01")
    assert [one.value for one in statement.windows[0].duties] == [60 * minutes]


@pytest.mark.parametrize(("reading", "minutes"), [("clock minute", 1), ("until next", 4), ("since preceding", 7)])
def test_a_sample_speaks_in_every_interval_that_it_reaches_into(reading: str, minutes: int) -> None:
    rows = "Time,Outcome\n2026-01-05T10:00,success\n2026-01-05T10:03:30,error\n2026-01-05T10:06:30,success\n2026-01-05T10:09,success\n"
    statement = said.settled(
        said.plan_of(REQUESTS), {"requests": rows}, "2026-02-01", {"sample speaks/Request": reading}
    )
    assert [one.value for one in statement.windows[0].duties] == [60 * minutes]


FAULTS = hosting(
    record('A "Fault"', "Time: time"),
    then="""## Service levels

### Faults

For each 3 Faults in any 12 consecutive months, each counted once, Provider shall credit Customer GBP 10.00.
""",
)


def test_a_number_may_be_complete_before_the_months_in_which_it_is_counted_are_over() -> None:
    """Three in the first two months of the term; the next three reach into the second year."""
    times = ("2026-01-05", "2026-02-05", "2026-02-06", "2026-03-01", "2026-12-20", "2027-02-28", "2027-03-01")
    faults = "Time\n" + "".join(f"{day}T10:00\n" for day in times)
    statement = said.settled(said.plan_of(FAULTS), {"faults": faults}, "2027-06-01")
    assert said.paid(statement) == {"2026-02": 10, "2027-02": 10}


CUTS = hosting(
    record('A "Cut"', "Promised: date", "Delivered: date, if any"),
    then="""## Service levels

### Cuts

Provider shall ensure that each Cut is Delivered by its Promised.
If a Cut is late by more than 15 days, Customer may terminate this agreement by notice.
""",
)


def test_a_right_arises_when_a_row_has_become_so_late_whichever_month_is_told() -> None:
    """In the month after those that are told, behind a change of the clock; and in one that is not over, of a row of that month."""
    cuts = {"cuts": "Promised,Delivered\n2026-03-23,2026-04-08\n2026-05-04,\n"}
    statement = said.settled(said.plan_of(CUTS), cuts, "2026-05-24", last="2026-03-31")
    assert [one.arisen for one in statement.rights] == ["2026-04-08", "2026-05-20"]


OUTAGES_BUT = hosting(
    record('An "Outage"', "Start: time", "End: time"),
    record('A "Works"', "Start: time", "End: time"),
    then="""## Definitions

"Maintenance" means the time from Start to End of each Works.
"Downtime" means the time from Start to End of each Outage, except Maintenance.

## Service levels

### Downtime

For each full hour of a Downtime, Provider shall credit Customer GBP 10.00.
""",
)


def test_of_what_an_absent_file_may_take_away_nothing_is_due_yet() -> None:
    """With the file of works, the three hours are two; without it nobody knows."""
    outages = {"outages": "Start,End\n2026-01-05T10:00,2026-01-05T13:00\n"}
    works = {"works": "Start,End\n2026-01-05T12:00,2026-01-05T14:00\n"}
    plan = said.plan_of(OUTAGES_BUT)
    assert said.paid(said.settled(plan, outages | works, "2026-02-01")) == {"2026-01": 20}
    assert said.paid(said.settled(plan, outages, "2026-02-01")) == {}
