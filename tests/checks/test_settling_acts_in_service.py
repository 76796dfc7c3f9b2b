"""Things that are acts, too, and what is due for one thing in the place of something else: by the evaluator and by the emitted checks,
against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Transport" is a service that Provider supplies to Customer for GBP 100.00 a month for each Circuit.

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text
- Ordered: time
- Committed: date
- Activated: date, if any
- Ceased: date, if any
- End: date, if any

A "Batch" is a record that Provider keeps in "Inventory", with:

- Number: text
- Taken: time
- Delivered: time, if any

## Definitions

"Circuit Count" means the number of the Circuits in a month.
A "Point" is a unit.

## Service

### Delivery

{sentences}
"""
DUTY = """Provider shall ensure that each Circuit is Activated by its Committed.
"Late Circuit" means a Circuit that is not Activated in time.
"On-Time Rate" means the percentage of the Circuits in a month that are Activated in time.
"""
# C1 is 3 days late; C2 was in time; C3, a day late, belongs to April by the day on which it was ordered.
CIRCUITS = """C1, 2026-03-02T10:00, 2026-03-10, 2026-03-13, ,
C2, 2026-03-03T10:00, 2026-03-12, 2026-03-12, ,
C3, 2026-04-01T10:00, 2026-04-10, 2026-04-11, ,"""


def paid(sentences: str, *, circuits: str = "", batches: str = "", as_of: str = "2026-06-30") -> dict[str, Fraction]:
    plan = said.plan_of(TEXT.format(sentences=sentences))
    rows = {
        "circuits": f"Name, Ordered, Committed, Activated, Ceased, End\n{circuits}",
        "batches": f"Number, Taken, Delivered\n{batches}",
    }
    return said.paid(said.settled(plan, rows, as_of))


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("For each full day by which a Circuit is late, Provider shall credit Customer GBP 1.00.", {"2026-03": 3, "2026-04": 1}),
        ("For each Circuit that is late, Provider shall credit Customer GBP 1.00.", {"2026-03": 1, "2026-04": 1}),
        ("For each Late Circuit, Provider shall credit Customer GBP 1.00.", {"2026-03": 1, "2026-04": 1}),
        ("For each Circuit that is late by more than 2 days, Provider shall credit Customer GBP 1.00.", {"2026-03": 1}),
        ("If any Circuit in a month is late, Provider shall credit Customer GBP 1.00.", {"2026-03": 1, "2026-04": 1}),
        # One of two in March, and the only one of April.
        (
            "For each full percentage point by which On-Time Rate in a month falls short of 100%, Provider shall credit Customer GBP 1.00.",
            {"2026-03": 50, "2026-04": 100},
        ),
        ("If Provider misses clause \"Delivery\" in a month, Provider shall credit Customer GBP 1.00.", {"2026-03": 1, "2026-04": 1}),
    ],
)  # fmt: skip
def test_a_thing_in_service_is_late_once(sentence: str, months: dict[str, int]) -> None:
    """Its fee runs from the day on which it is activated; that it was activated too late is paid for once."""
    assert paid(DUTY + sentence, circuits=CIRCUITS) == months


def test_how_many_are_in_service_is_counted_in_each_month() -> None:
    sentence = "For each Circuit in a month, Customer shall pay Provider GBP 1.00."
    counted = "If Circuit Count in a month is at least 3, Customer shall pay Provider GBP 1.00."
    assert paid(DUTY + sentence, circuits=CIRCUITS, as_of="2026-05-31") == {"2026-03": 2, "2026-04": 3, "2026-05": 3}
    assert paid(DUTY + counted, circuits=CIRCUITS, as_of="2026-05-31") == {"2026-04": 1, "2026-05": 1}


BATCH = "Provider shall ensure that each Batch is Delivered within 4 hours after it is Taken.\n"
# B1 is an hour late, B2 13 hours, B3 in time.
BATCHES = """B1, 2026-03-02T10:00, 2026-03-02T15:00
B2, 2026-03-03T10:00, 2026-03-04T03:00
B3, 2026-03-04T10:00, 2026-03-04T11:00"""


def test_what_is_due_instead_for_one_row_leaves_the_others() -> None:
    by_hour = (
        "For each full hour by which a Batch is late, Provider shall credit Customer GBP 1.00.\n"
        "For each Batch that is late by more than 12 hours, Provider shall credit Customer GBP 50.00 instead."
    )
    assert paid(BATCH + by_hour, batches=BATCHES) == {"2026-03": 1 + 50}
    in_points = (
        "For each Batch that is late, Provider incurs 1 Point.\n"
        "For each Batch that is late by more than 12 hours, Provider incurs 5 Points instead.\n"
        "For each Point in a month, Provider shall credit Customer GBP 1.00."
    )
    assert paid(BATCH + in_points, batches=BATCHES) == {"2026-03": 1 + 5}


def test_what_is_due_instead_in_a_month_stands_for_all_its_rows() -> None:
    once = (
        "For each Batch that is late, Provider shall credit Customer GBP 1.00.\n"
        "If any Batch in a month is late by more than 12 hours, Provider shall credit Customer GBP 50.00 instead."
    )
    assert paid(BATCH + once, batches=BATCHES) == {"2026-03": 50}
