"""Only the greatest credit for each thing and month, or day: by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Lines" is a service that Provider supplies to Customer for GBP 100.00 a month for each Circuit.

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Circuit: a Circuit
- Opened: time
- Answered: time, if any
- Resolved: time, if any

"Outage" means the time from Opened to Resolved of each Fault.
"Uptime" means the percentage of the time in a month that is not Outage.

## Service

### Answers

Provider shall ensure that each Fault is Answered within 1 hour after it is Opened.
For each Fault that is late, Provider shall credit Customer GBP 10.00.

### Repairs

For each full hour of an Outage, Provider shall credit Customer GBP 2.00.

### Uptime

Provider shall keep Uptime of each Circuit at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer 25% of the Lines fee for that Circuit for that month.

## Credits

Credits add up.
{sentence}
"""
# All three are answered late (GBP 10.00 each); they last 10 hours, 2 hours, and a minute. Both circuits are below their level (GBP 25.00) or not.
RECORDS = {
    "circuits": "Name\nA\nB\n",
    "faults": """Number, Circuit, Opened, Answered, Resolved
1, A, 2026-01-05 10:00, 2026-01-05 12:00, 2026-01-05 20:00
2, A, 2026-01-05 21:00, 2026-01-05 23:00, 2026-01-05 23:00
3, A, 2026-01-06 10:00, 2026-01-06 12:00, 2026-01-06 12:00
4, B, 2026-01-06 10:00, 2026-01-06 12:00, 2026-01-06 10:01
""",
}


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("", 40 + 20 + 4 + 4 + 25),
        # The greatest for A is its month's, for B that for its answer.
        ("If a Circuit leads to several credits, only the greatest is due.", 25 + 10),
        # For A on the 5th 20 (10 hours), on the 6th 10; the month's stands apart; for B 10.
        ("If a Circuit leads to several credits in a day, only the greatest is due.", 20 + 10 + 25 + 10),
        ("If a Fault leads to several credits, only the greatest is due.", 20 + 10 + 10 + 10 + 25),
    ],
)
def test_the_greatest(sentence: str, due: int) -> None:
    plan = said.plan_of(TEXT.format(sentence=sentence))
    assert said.paid(said.settled(plan, RECORDS, "2026-02-28")) == {"2026-01": Fraction(due)}


def test_longer_windows_are_not_compared() -> None:
    sentence = "If a Circuit leads to several credits in a quarter, only the greatest is due."
    assert "N030" in said.codes(TEXT.format(sentence=sentence))
