"""Caps on the credits for one thing, in one window: by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Colocation" is a service that Provider supplies to Customer for GBP 100.00 a month for each Space.

## Records

A "Space" is a record that Provider keeps in "Floor Plan", with:

- Name: text

An "Incident" is a record that Provider keeps in "Desk", with:

- Number: text
- Space: a Space
- Start: time
- End: time, if any

## Definitions

"Outage" means the time from Start to End of each Incident.

## Service levels

### Outages

For each Outage, Provider shall credit Customer 10% of the Colocation fee for that Space for that month.

### Long outages

For each Outage that lasts more than 4 hours, Provider shall credit Customer 15% of the Colocation fee for that Space for that month.

## Caps

{caps}
"""
SPACES = "Name\nA\nB\n"
INCIDENTS = """Number,Space,Start,End
1,A,2026-01-10 10:00,2026-01-10 16:00
2,A,2026-01-12 10:00,2026-01-12 16:00
3,B,2026-01-13 10:00,2026-01-13 12:00
4,A,2026-02-12 10:00,2026-02-12 12:00
5,A,2026-03-12 10:00,2026-03-12 16:00
"""


@pytest.mark.parametrize(
    ("caps", "paid"),
    [
        # Of Space A 50 in January, of Space B 10; of A 10 in February and 25 in March.
        ("Credits for a month shall not exceed GBP 1,000.00.", {"2026-01": 60, "2026-02": 10, "2026-03": 25}),
        (
            "Credits for one Space for a month shall not exceed 20% of the Colocation fee for that Space for that month.",
            {"2026-01": 30, "2026-02": 10, "2026-03": 20},
        ),
        ("Credits for one Space for a quarter shall not exceed GBP 55.00.", {"2026-01": 60, "2026-02": 5}),
        (
            "Credits for one Space for any 2 consecutive months shall not exceed GBP 30.00.",
            {"2026-01": 40, "2026-03": 25},
        ),
        ("Credits for one Space for the term shall not exceed GBP 55.00.", {"2026-01": 60, "2026-02": 5}),
        (
            "Credits for one Outage for a month shall not exceed GBP 12.00.",
            {"2026-01": 34, "2026-02": 10, "2026-03": 12},
        ),
        (
            "Credits for one Space for a month shall not exceed GBP 40.00.\n"
            "Credits for a month shall not exceed GBP 45.00.",
            {"2026-01": 45, "2026-02": 10, "2026-03": 25},
        ),
    ],
)
def test_credits_for_one_thing_in_a_window(caps: str, paid: dict[str, int]) -> None:
    plan = said.plan_of(TEXT.format(caps=f"A quarter is a calendar quarter.\n{caps}"))
    given = {"cap order": "narrow first"} if any(one.slot.name == "cap order" for one in plan.readings) else {}
    statement = said.settled(plan, {"spaces": SPACES, "incidents": INCIDENTS}, "2026-04-30", given)
    assert said.paid(statement) == {month: Fraction(amount) for month, amount in paid.items()}


def test_the_statement_names_the_thing_and_the_window() -> None:
    caps = "Credits for one Space for a month shall not exceed GBP 40.00."
    plan = said.plan_of(TEXT.format(caps=caps))
    statement = said.settled(plan, {"spaces": SPACES, "incidents": INCIDENTS}, "2026-04-30")
    because = " ".join(" ".join(one.because) for one in statement.windows[0].credits)
    assert "credits for A in January 2026 do not exceed GBP 40.00" in because


MAINTAINED = TEXT.replace(
    "Start to End of each Incident.",
    'Start to End of each Incident, except Maintenance.\n"Maintenance" means the time from Start to End of each Notice.',
).replace(
    "## Definitions",
    'A "Notice" is a record that Provider sends to Customer, with:\n\n- Start: time\n- End: time\n\n## Definitions',
)
NOTICES = """Start,End
2026-01-10 11:00,2026-01-10 11:30
2026-03-12 09:00,2026-03-12 11:00
"""


@pytest.mark.parametrize("text", [TEXT, MAINTAINED], ids=["whole", "cut by maintenance"])
@pytest.mark.parametrize(
    ("thing", "paid"),
    [
        # Each of the three long outages gives 15 in place of 25, each of the two short ones 10.
        ("an Outage", {"2026-01": 40, "2026-02": 10, "2026-03": 15}),
        ("an Incident", {"2026-01": 40, "2026-02": 10, "2026-03": 15}),
        # Of the two long ones of Space A in January only one gives its 15.
        ("a Space", {"2026-01": 25, "2026-02": 10, "2026-03": 15}),
    ],
)
def test_only_the_greatest_of_the_credits_for_one_thing(text: str, thing: str, paid: dict[str, int]) -> None:
    plan = said.plan_of(text.format(caps=f"If {thing} leads to several credits, only the greatest is due."))
    records = {"spaces": SPACES, "incidents": INCIDENTS} | ({"notices": NOTICES} if text is MAINTAINED else {})
    statement = said.settled(plan, records, "2026-04-30")
    assert said.paid(statement) == {month: Fraction(amount) for month, amount in paid.items()}


def test_what_is_no_credit_is_due_besides_the_greatest() -> None:
    text = TEXT.replace("hours, Provider shall credit Customer 15%", "hours, Provider shall pay Customer 15%")
    plan = said.plan_of(text.format(caps="If an Outage leads to several credits, only the greatest is due."))
    statement = said.settled(plan, {"spaces": SPACES, "incidents": INCIDENTS}, "2026-04-30")
    assert said.paid(statement) == {"2026-01": Fraction(60), "2026-02": Fraction(10), "2026-03": Fraction(25)}


def test_an_outage_without_length_is_one_unless_it_lies_in_maintenance() -> None:
    """In January the one at the first moment of the month and the one after the maintenance; in March the only one lies in it."""
    plan = said.plan_of(MAINTAINED.format(caps="Credits for a month shall not exceed GBP 1,000.00."))
    incidents = """Number,Space,Start,End
1,A,2026-01-01 00:00,2026-01-01 00:00
2,A,2026-01-10 11:15,2026-01-10 11:15
3,A,2026-01-10 11:30,2026-01-10 11:30
4,B,2026-03-12 09:00,2026-03-12 09:00
"""
    statement = said.settled(plan, {"spaces": SPACES, "incidents": incidents, "notices": NOTICES}, "2026-04-30")
    assert said.paid(statement) == {"2026-01": Fraction(20)}
