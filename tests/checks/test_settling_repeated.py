"""What is sent again and again until something is done: by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

LAST, FIXED = {"repeated act": "from last"}, {"repeated act": "fixed times"}
TEXT = """## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Priority: 1, 2 or 3
- Opened: time
- Resolved: time, if any

An "Update" is a record that Provider sends to Customer, with:

- Ticket: a Ticket
- Sent: time, if any

## Definitions

"Urgent Ticket" means a Ticket with Priority 1.
"Sent Count" means the number of the Updates in a month that are Sent.
"Missing Count" means the number of the Updates in a month that are not Sent.
{hours}

## Service

### Updates

{updates}

{follows}
"""
EVERY = "For each Urgent Ticket, Provider shall send an Update to Customer every 2 hours from when it is Opened until it is Resolved."
EACH = "For each Update that is late, Provider shall credit Customer GBP 50.00."
TICKETS = """Number, Priority, Opened, Resolved
T1, 1, 2026-03-02T10:00, 2026-03-02T18:30
T2, 2, 2026-03-02T10:00, 2026-03-02T18:30
"""


def text_of(updates: str, follows: str) -> str:
    hours = '"Desk Hours" are Monday to Friday from 09:00 to 17:00.' if "Desk Hours" in updates else ""
    return TEXT.format(updates=updates, follows=follows, hours=hours)


def paid(
    sent: str,
    readings: dict[str, str],
    *,
    follows: str = EACH,
    updates: str = EVERY,
    tickets: str = TICKETS,
    as_of: str = "2026-03-31",
) -> dict[str, Fraction]:
    plan = said.plan_of(text_of(updates, follows))
    rows = "\n".join(f"T{one}" for one in sent.split("; ") if one)
    return said.paid(said.settled(plan, {"tickets": tickets, "updates": f"Ticket, Sent\n{rows}"}, as_of, readings))


def times(*clocks: str, ticket: str = "1") -> str:
    return "; ".join(f"{ticket}, 2026-03-02T{clock}" for clock in clocks)


@pytest.mark.parametrize(
    ("sent", "from_last", "fixed"),
    [
        # Every 2 hours, and the last at 18:00: the ticket is resolved before the next.
        (times("12:00", "14:00", "16:00", "18:00"), 0, 0),
        # Early by an hour, then on the old times: 13:00 was due, and 14:00 came; from the start, one in each of the 2 hours is enough.
        (times("11:00", "14:00", "16:00", "18:00"), 1, 0),
        # None after 12:00: the one that was due at 14:00 is missing; from the start, those of 16:00 and 18:00 as well.
        (times("12:00"), 1, 3),
        # Late by half an hour: that it is late, and the next is due at 14:30; from the start, none is sent until 12:00, and two until 14:00.
        (times("12:30", "14:00", "16:00", "18:00"), 1, 1),
        # Two at once are one.
        (times("12:00", "12:00", "14:00", "16:00", "18:00"), 0, 0),
        # Before it is opened, and after it is resolved, nothing counts; nor does what is sent for another.
        (times("09:00", "19:00") + "; " + times("12:00", "14:00", ticket="2"), 1, 4),
        # None at all.
        ("", 1, 4),
    ],
)
def test_early_late_and_missing(sent: str, from_last: int, fixed: int) -> None:
    assert paid(sent, LAST).get("2026-03", 0) == 50 * from_last
    assert paid(sent, FIXED).get("2026-03", 0) == 50 * fixed


def test_what_was_not_sent_is_late_until_it_is_no_longer_owed() -> None:
    hourly = "For each full hour by which an Update is late, Provider shall credit Customer GBP 1.00."
    # Due at 12:00 and sent at 15:00; due at 17:00, and missing until 18:30.
    assert paid(times("15:00"), LAST, follows=hourly) == {"2026-03": 3 + 1}
    # Due at 12:00, 14:00 and 18:00; the first two are late until the third is sent, and the last for half an hour.
    assert paid(times("15:00"), FIXED, follows=hourly) == {"2026-03": 3 + 1}


def test_a_ticket_that_is_open() -> None:
    tickets = "Number, Priority, Opened, Resolved\nT1, 1, 2026-03-31T10:00,\n"
    sent = "1, 2026-03-31T12:00"
    # In March 14:00 is missing; from the start 16:00, 18:00, 20:00, 22:00 are, too, and 00:00 belongs to April, as do 12 more of that day.
    assert paid(sent, LAST, tickets=tickets, as_of="2026-04-30") == {"2026-03": 50}
    assert paid(sent, FIXED, tickets=tickets, as_of="2026-04-01")["2026-03"] == 50 * 5


def test_hours_of_a_calendar_and_business_days() -> None:
    in_hours = EVERY.replace("2 hours", "4 hours of Desk Hours")
    tickets = "Number, Priority, Opened, Resolved\nT1, 1, 2026-03-06T15:00, 2026-03-10T12:00\n"
    # From Friday 15:00: due on Monday at 11:00 and at 15:00, on Tuesday at 11:00.
    sent = "1, 2026-03-09T11:00; 1, 2026-03-09T15:00"
    assert paid(sent, LAST, updates=in_hours, tickets=tickets) == {"2026-03": 50}
    daily = EVERY.replace("2 hours", "business day")
    # Friday is not counted: due by the end of Monday; the ticket is resolved before the end of Tuesday.
    assert paid("", LAST, updates=daily, tickets=tickets) == {"2026-03": 50}
    assert paid("1, 2026-03-09T23:00", LAST, updates=daily, tickets=tickets) == {}


def test_intervals_by_a_table() -> None:
    table = """For each Ticket, Provider shall send an Update to Customer at the following intervals from when it is Opened until it is Resolved:

| Priority | Interval       |
| 1        | 2 hours        |
| 2        | 4 hours        |
| 3        | not applicable |
"""
    tickets = TICKETS + "T3, 3, 2026-03-02T10:00, 2026-03-02T18:30\n"
    assert paid("", FIXED, updates=table, tickets=tickets) == {"2026-03": 50 * (4 + 2)}
    assert paid(
        times("12:00", "14:00", "16:00", "18:00") + "; " + times("14:00", ticket="2"),
        FIXED,
        updates=table,
        tickets=tickets,
    ) == {"2026-03": 50}


@pytest.mark.parametrize(
    ("follows", "due"),
    [
        # 2 of 4 are in time: 12:00 and 14:00.
        ('If Provider misses clause "Updates" in a month, Provider shall credit Customer GBP 10.00.', 10),
        ('If Provider misses clause "Updates" for a Ticket in a month, Provider shall credit Customer GBP 10.00.', 10),
        ("If Provider does not, Provider shall credit Customer GBP 10.00.", 20),
        (
            "If Missing Count is more than 1 in a month, Provider shall credit Customer GBP 10.00.",
            10,
        ),
        (
            "If Sent Count is exactly 2 in a month, Provider shall credit Customer GBP 10.00.",
            10,
        ),
        (
            "### Share\n\nProvider shall ensure that at least 95% of the Updates in each month are Sent in time.\n"
            "If Provider does not, Provider shall credit Customer GBP 45.00.",
            45,
        ),
    ],
)
def test_what_follows(follows: str, due: int) -> None:
    assert paid(times("12:00", "14:00"), FIXED, follows=follows) == {"2026-03": due}


def test_states() -> None:
    plan = said.plan_of(text_of(EVERY, EACH))
    records = {"tickets": TICKETS, "updates": "Ticket, Sent\nT1, 2026-03-02T12:00"}
    found = said.settled(plan, records, "2026-03-31", FIXED)
    assert said.states(found, "Updates") == {"2026-01": {"": "met"}, "2026-02": {"": "met"}, "2026-03": {"": "missed"}}


def test_the_reading_is_asked_for() -> None:
    rules = "A month is a calendar month.\nA time limit includes its last moment.\nThe term counts the day on which it takes effect.\nCredits are due without a claim."
    text = text_of(EVERY, EACH)
    assert "A039" in said.codes(text, rules)
    assert "A039" not in said.codes(
        text, rules + "\nAn act that is due again and again is due at fixed times, whenever it was last done."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("For each Urgent Ticket, ", ""),
        ("- Ticket: a Ticket\n", ""),
        ("- Sent: time, if any\n", "- Sent: time\n"),
        ("every 2 hours", "every 0 hours"),
    ],
)
def test_what_cannot_be_settled(old: str, new: str) -> None:
    text = text_of(EVERY, EACH)
    assert "N215" in said.codes(text.replace(old, new))
