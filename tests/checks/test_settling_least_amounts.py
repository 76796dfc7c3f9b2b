"""A least amount for what is counted in steps: by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Care" is a service that Provider supplies to Customer for GBP 400.00 a month.

## Records

A "Visit" is a record that Provider keeps in "Desk", with:

- Number: text
- Started: time
- Ended: time, if any
- Due: time

"Job" means the time from Started to Ended of each Visit.

## Service

### Visits

Provider shall ensure that each Visit is Ended by its Due.

{sentence}
"""
# 20 and 130 minutes in January, 90 in February; the second ends 2 hours and 10 minutes late.
VISITS = """Number, Started, Ended, Due
1, 2026-01-05 10:00, 2026-01-05 10:20, 2026-01-05 12:00
2, 2026-01-06 10:00, 2026-01-06 12:10, 2026-01-06 10:00
3, 2026-02-06 10:00, 2026-02-06 11:30, 2026-02-06 11:00
"""
EACH, TOGETHER = {"item limit/Visits": "each"}, {"item limit/Visits": "together"}


def paid(sentence: str, readings: dict[str, str] | None = None) -> dict[str, Fraction]:
    plan = said.plan_of(TEXT.format(sentence=sentence))
    return said.paid(said.settled(plan, {"visits": VISITS}, "2026-03-31", readings or {}))


@pytest.mark.parametrize(
    "sentence",
    [
        "For each started 15 minutes of a Job, Customer shall pay Provider GBP 16.00, at least GBP 75.00.",
        "For each started 15 minutes of a Job, Customer shall pay Provider GBP 16.00, but not less than GBP 75.00.",
        "Customer shall pay Provider GBP 16.00 for each started 15 minutes of a Job, at least GBP 75.00.",
        "Customer shall pay Provider GBP 16.00 for each started 15 minutes of a Job, up to GBP 900.00, no less than GBP 75.00.",
    ],
)
def test_for_each_visit_or_for_all_of_a_month(sentence: str) -> None:
    # 2, 9 and 6 quarters of an hour: 32, 144 and 96 pounds.
    assert paid(sentence, EACH) == {"2026-01": 75 + 144, "2026-02": 96}
    assert paid(sentence, TOGETHER) == {"2026-01": 32 + 144, "2026-02": 96}


def test_the_least_of_a_month_is_reached_once() -> None:
    sentence = "For each started 15 minutes of a Job, Customer shall pay Provider GBP 16.00, at least GBP 100.00."
    assert paid(sentence, TOGETHER) == {"2026-01": 176, "2026-02": 100}
    assert paid(sentence.replace("100.00", "150.00"), TOGETHER) == {"2026-01": 176, "2026-02": 150}
    assert paid(sentence.replace("100.00", "200.00"), TOGETHER) == {"2026-01": 200, "2026-02": 200}


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        # Full hours: 0, 2 and 0 are late. What comes to nothing stays nothing.
        (
            "For each full hour by which a Visit is late, Provider shall credit Customer GBP 10.00, at least GBP 25.00.",
            {"2026-01": 25},
        ),
        (
            "For each started hour by which a Visit is late, Provider shall credit Customer GBP 10.00, at least GBP 15.00.",
            {"2026-01": 30, "2026-02": 15},
        ),
        # Not counted: each time.
        (
            'If Provider misses clause "Visits" in a month, Provider shall credit Customer 5% of the Care fee for that month, at least GBP 30.00.',
            {"2026-01": 30, "2026-02": 30},
        ),
        (
            'If Provider misses clause "Visits" in a month, Provider shall credit Customer GBP 5.00, at least 2% of the Care fee for that month.',
            {"2026-01": 8, "2026-02": 8},
        ),
    ],
)
def test_other_amounts(sentence: str, due: dict[str, int]) -> None:
    assert paid(sentence, EACH if "each" in sentence.split(",")[0] else {}) == due


def test_whether_it_holds_for_each_is_asked() -> None:
    sentence = "For each started 15 minutes of a Job, Customer shall pay Provider GBP 16.00, at least GBP 75.00."
    assert "D010" in said.codes(TEXT.format(sentence=sentence), "A month is a calendar month.")
