"""Credit tables as step functions, minutes, holidays and records."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sladsl.digest.facts import Steps
from tests.digest.contracts import digest

HOSTING = "examples/managed-hosting/contract.sla"


def of(name: str) -> tuple[Steps, ...]:
    return digest(name).steps


def test_a_table_as_a_step_function() -> None:
    (steps,) = of(HOSTING)
    assert steps.limits == (Fraction("0.95"), Fraction("0.99"), Fraction("0.999"))
    assert steps.at == (Fraction("0.25"), Fraction("0.1"), 0)
    assert steps.between == (1, Fraction("0.25"), Fraction("0.1"), 0)
    assert (steps.low, steps.high) == (0, 1)


def test_where_no_row_says_what_is_due_the_function_has_no_value() -> None:
    """Rows from 97.0% to 97.9% and from 98.0% to 98.9%."""
    (steps,) = of("tests/corpus/uk_model_services_contract.sla")
    between = dict(zip(zip(steps.limits, steps.limits[1:], strict=False), steps.between[1:], strict=False))
    assert between[Fraction("0.979"), Fraction("0.98")] is None
    assert between[Fraction("0.97"), Fraction("0.979")] == 2


def test_a_measure_in_whole_steps_has_no_values_between_them() -> None:
    (steps,) = of("tests/corpus/subscription_integer_ladder.sla")
    assert set(steps.between[1:-1]) == {None}


def test_minutes_of_months_of_each_length() -> None:
    """0.1% of 28 days is 40.32 minutes, of 31 days 44.64."""
    (one,) = digest(HOSTING).minutes
    limit, seconds = one.limits[0]
    assert limit == Fraction("0.999")
    assert [s / 60 for s in seconds] == [Fraction(x) for x in ("40.32", "41.76", "43.2", "44.64")]
    assert one.less


def test_holidays_of_the_term_are_those_on_which_they_are_kept() -> None:
    """26 December 2026 is a Saturday: Boxing Day is kept on the 28th (Banking and Financial Dealings Act 1971, Sch. 1)."""
    (england,) = digest(HOSTING).holidays
    assert (england.first, england.last) == (date(2026, 1, 1), date(2027, 12, 31))
    days = [day for day, _ in england.days]
    assert date(2026, 12, 28) in days
    assert date(2026, 12, 26) not in days
    assert england.cut  # it renews


def test_a_long_term_is_cut() -> None:
    (one, *_) = digest("tests/corpus/texas_dir.sla").holidays
    assert (one.last.year - one.first.year, one.cut) == (2, True)


def test_what_is_said_of_all_records_comes_first() -> None:
    of_all, *each = digest(HOSTING).kept
    assert of_all.record is None
    assert of_all.retained == of_all.access  # one sentence says both
    assert [one.record.name for one in each if one.record] == [
        "Probe",
        "Maintenance Notice",
        "Ticket",
        "Service Report",
    ]
