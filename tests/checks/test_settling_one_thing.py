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
