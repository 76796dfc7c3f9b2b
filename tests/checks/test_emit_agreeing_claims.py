"""Claims, time limits and rights on which the evaluator and the emitted checks once differed: what is pending, early, overlapping, or open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said
from tests.checks.test_emit_agreeing import hosting, record

TICKETS = hosting(
    record('A "Ticket"', "Opened: time", "Resolved: time, if any"),
    then="""## Service levels

### Each

Provider shall ensure that each Ticket is Resolved within 10 business days after it is Opened.

### Share

Provider shall ensure that at least 90% of the Tickets in each month are Resolved in time.
If Provider does not, Provider shall credit Customer GBP 50.00.

### Speed

"Speed" means the percentage of the Tickets in a month that are Resolved in time.
If Speed in a month is below 50%, Provider shall credit Customer GBP 3.00.
""",
)


def tickets(*days: tuple[int, int | None]) -> dict[str, str]:
    rows = (f"2026-01-{a:02}T10:00,{f'2026-01-{b:02}T12:00' if b else ''}\n" for a, b in days)
    return {"tickets": "Opened,Resolved\n" + "".join(rows)}


@pytest.mark.parametrize(
    ("opened", "state"),
    [
        ([(5, None), (6, None), (30, None)], "missed"),  # one of three at most
        ([*[(n, n) for n in range(5, 23)], (30, None)], "met"),  # 18 of 19 at least
        ([*[(n, n) for n in range(5, 13)], (29, None), (30, None)], "pending"),  # 8 of 10 at least
        ([*[(n, n) for n in range(5, 14)], (6, None), (30, None)], "pending"),  # 9 or 10 of 11
    ],
)
def test_a_share_is_decided_where_no_row_that_still_runs_can_change_it(
    opened: list[tuple[int, int | None]], state: str
) -> None:
    statement = said.settled(said.plan_of(TICKETS), tickets(*opened), "2026-02-02", last="2026-01-31")
    assert said.states(statement, "Share")["2026-01"] == {"": state}


CLAIMED = hosting(
    record('An "Outage"', "Start: time", "End: time"),
    record('A "Claim"', "Received: time", "Valid: yes or no", held="Customer sends to Provider"),
    then="""## Definitions

"Downtime" means the time from Start to End of each Outage.

## Service levels

### Days

Provider shall keep the total Downtime at or below 1 hour in any 10 consecutive days.
If Provider does not, Provider shall credit Customer 10% of the Hosting fee for the 30 days before the Claim is Received.

## Credits

A credit for any 10 consecutive days is due only if a Claim with Valid yes is Received within 30 days after the end of those days.
""",
)


def test_an_amount_before_the_claim_is_that_before_the_claim_by_which_the_credit_is_claimed() -> None:
    """From 8 to 17 February the hour is lost. The claim of 20 February is not valid; of the 30 days before 10 March, 21 are of February and 9 of March."""
    records = {
        "outages": "Start,End\n2026-02-17T10:00,2026-02-17T13:00\n",
        "claims": "Received,Valid\n2026-02-20T10:00,no\n2026-03-10T10:00,yes\n",
    }
    statement = said.settled(said.plan_of(CLAIMED), records, "2026-05-01")
    assert said.paid(statement) == {"2026-02": Fraction("104.03")}


def test_misses_of_sliding_days_between_which_days_are_kept_are_two() -> None:
    """The outages of 1 and 16 January are missed in days that overlap, but 2 to 11 January are kept between them."""
    records = {
        "outages": "Start,End\n2026-01-01T10:00,2026-01-01T13:00\n2026-01-16T10:00,2026-01-16T13:00\n",
        "claims": "Received,Valid\n2026-01-12T10:00,yes\n2026-02-01T10:00,yes\n",
    }
    statement = said.settled(said.plan_of(CLAIMED), records, "2026-05-01")
    assert [one.amount for one in statement.windows[0].credits] == [Fraction("35.48"), Fraction("96.77")]


EARLY = hosting(
    record('A "Payslip"', "Made: time", "Found: time, if any", "Corrected: time, if any"),
    then="""## Service levels

### Correction

Provider shall ensure that at least 90% of the Payslips in each month are Corrected within 2 business days after it is Found.
""",
)


@pytest.mark.parametrize(("reading", "state"), [("allowed", "met"), ("not allowed", "missed")])
def test_an_act_before_a_time_limit_that_never_starts_is_early(reading: str, state: str) -> None:
    records = {"payslips": "Made,Found,Corrected\n2026-01-02T10:00,,2026-01-04T10:00\n"}
    statement = said.settled(said.plan_of(EARLY), records, "2026-02-02", {"early act": reading})
    assert said.states(statement, "Correction")["2026-01"] == {"": state}


SHARED = hosting(
    record('A "Visit"', "Time: time", "Outcome: served or failed"),
    record('An "Outage"', "Start: time", "End: time, if any"),
    then="""## Definitions

"Downtime" means the time from Start to End of each Outage.
"Affected Share" means the percentage of the Visits during Downtime that have Outcome failed.
"Errors" means the percentage of the Visits in a month that have Outcome failed.

## Service levels

### Errors

Provider shall keep Errors, outside Downtime, at or below 10% in each month.

### Share

For each Downtime, Provider shall credit Customer the Hosting fee for the time of that Downtime multiplied by Affected Share of that Downtime.
""",
)


def test_a_measure_of_a_stretch_of_time_is_measured_over_it_in_whatever_month_it_lies() -> None:
    """The outage counts in January; three of four visits come in February. Four hours of each month cost GBP 11.33."""
    records = {
        "outages": "Start,End\n2026-01-31T20:00,2026-02-01T04:00\n",
        "visits": "Time,Outcome\n2026-01-31T21:00,served\n2026-02-01T01:00,failed\n2026-02-01T02:00,failed\n2026-02-01T03:00,failed\n",
    }
    statement = said.settled(said.plan_of(SHARED), records, "2026-03-01")
    assert said.paid(statement) == {"2026-01": Fraction("8.50")}


@pytest.mark.parametrize(("reading", "states"), [("window end", ["met", "met"]), ("left out", ["missed", "met"])])
def test_a_row_in_a_stretch_that_is_left_out_since_it_has_not_ended_lies_outside(
    reading: str, states: list[str]
) -> None:
    records = {
        "outages": "Start,End\n2026-01-10T20:00,\n",
        "visits": "Time,Outcome\n2026-01-10T19:00,served\n2026-01-10T21:00,failed\n",
    }
    given = {"open period/Downtime": reading}
    statement = said.settled(said.plan_of(SHARED), records, "2026-03-01", given)
    months = said.states(statement, "Errors")
    assert [months[month][""] for month in ("2026-01", "2026-02")] == states


NOTICE = hosting(
    record('A "Port"', "Number: text"),
    record('A "Fault"', "Port: a Port", "Start: time", "End: time, if any"),
    then="""## Definitions

"Interruption" means the time from Start to End of each Fault.

## Service levels

### Monthly

Provider shall keep the total Interruption of each Port at or below 1 hour in each month.

### Often

If a Port has at least 2 Interruptions in any 30 consecutive days, Customer may terminate Hosting for that Port by at least 10 days' notice, given within 30 days after the end of the last of those Interruptions.

### Long

If Provider misses clause "Monthly" for a Port in 2 consecutive months, Customer may terminate Hosting for that Port by at least 10 days' notice.
""",
)


def test_rights_are_told_for_each_thing_and_run_from_the_end_of_what_has_ended() -> None:
    """Both Ports are down for the same months. The second Interruption of P1 has not ended."""
    faults = (
        "Port,Start,End\nP1,2026-01-10T10:00,2026-01-10T13:00\nP1,2026-02-05T10:00,\n"
        "P2,2026-01-10T10:00,2026-01-10T13:00\nP2,2026-02-05T10:00,2026-02-05T13:00\n"
    )
    records = {"ports": "Number\nP1\nP2\n", "faults": faults}
    statement = said.settled(said.plan_of(NOTICE), records, "2026-04-02")
    found = [(one.group, one.clause, one.arisen, one.lapses) for one in statement.rights]
    assert sorted(found, key=str) == [
        ("P1", "Long", "2026-02-28", ""),
        ("P1", "Often", "2026-02-05", ""),
        ("P2", "Long", "2026-02-28", ""),
        ("P2", "Often", "2026-02-05", "2026-03-07"),
    ]


def test_a_fault_without_length_touches_no_minute() -> None:
    records = {"ports": "Number\nP1\n", "faults": "Port,Start,End\nP1,2026-01-10T20:00:30,2026-01-10T20:00:30\n"}
    statement = said.settled(said.plan_of(NOTICE), records, "2026-02-02", {"partial minute": "touched"})
    assert [one.value for one in statement.windows[0].duties] == [0]
