"""What definitions of measures mean, with their windows and units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    Done,
    Except,
    ExtremeOf,
    FieldIs,
    InTime,
    Lasts,
    MeasureState,
    NamedMeasure,
    NamedPeriod,
    NotSo,
    OfField,
    OfPeriod,
    OnlyPieces,
    Operator,
    OverWindows,
    Rounded,
    Scope,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    Within,
)
from sladsl.model.consequences import AllFees, NamedAmount, ShareOf
from sladsl.model.moments import Around, Length, LengthBasis, Neighbour, Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import (
    NUMBER,
    PERCENT,
    Bound,
    Comparator,
    Comparison,
    Dimension,
    Quantity,
    Rounding,
    RoundingMode,
    Unit,
)
from tests.model.small import codes, defined, told

MONTHLY = Supplied()
TIMESHEETS = Selection("Timesheet", None, MONTHLY)


def test_a_month_in_a_definition_is_the_window_that_is_supplied() -> None:
    assert defined('"X" means the total Worked of the Timesheets in a month.') == OfField(
        Aggregate.TOTAL, ("Worked",), TIMESHEETS
    )
    assert defined(
        '"X" means the percentage of the time in a month, except Fault, that is not Downtime.'
    ) == ShareOfTime(NamedPeriod("Downtime"), True, (NamedPeriod("Fault"),))


def test_those_rows_are_of_the_same_window() -> None:
    found = defined(
        '"X" means the total Worked of the Timesheets in a month, divided by the total Worked of those Timesheets.'
    )
    total = OfField(Aggregate.TOTAL, ("Worked",), TIMESHEETS)
    assert found == Arithmetic(Operator.OVER, total, total)


def test_what_is_counted_is_the_relative_clause() -> None:
    tickets = Selection("Ticket", FieldIs("Priority", ("1",)), MONTHLY)
    assert defined('"X" means the percentage of the Tickets with Priority 1 in a month that are Answered in time.') == (
        ShareOfRecords(tickets, InTime("Ticket", "Answered"))
    )
    assert defined(
        '"X" means the percentage of the Urgent Tickets in a month that are not Resolved.'
    ) == ShareOfRecords(tickets, NotSo(Done("Ticket", "Resolved")))


@pytest.mark.parametrize(
    "text",
    [
        "the average Rate of the 5-minute intervals in a month",
        "the average Rate over the 5-minute intervals of a month",
        "the average over the 5-minute intervals of a month of Rate",
    ],
)
def test_an_average_of_averages_is_said_in_three_ways(text: str) -> None:
    rate = '"Rate" means the percentage of the Probes in a 5-minute interval that have Outcome failure.\n'
    agreement, errors = told("No credit is due for this clause.", definitions=f'{rate}"X" means {text}.\n')
    assert errors == ()
    body = next(d.body for d in agreement.definitions if d.name == "X")
    assert body == OverWindows(Aggregate.AVERAGE, NamedMeasure("Rate"), interval=300)


def test_over_days_and_over_two_windows() -> None:
    assert defined('"X" means the highest Hours of the days in a month.') == OverWindows(
        Aggregate.HIGHEST, NamedMeasure("Hours"), WindowSpec(WindowUnit.DAY)
    )
    assert defined('"X" means the average Uptime of that month and the preceding month.') == OverWindows(
        Aggregate.AVERAGE, NamedMeasure("Uptime"), windows=(Supplied(), Neighbour(-1, 1, WindowUnit.MONTH))
    )


def test_a_longer_window_is_the_one_that_holds_the_month() -> None:
    found = defined('"X" means Hours in a month, divided by Hours in that year.')
    assert found == Arithmetic(Operator.OVER, NamedMeasure("Hours"), NamedMeasure("Hours", (), Around(WindowUnit.YEAR)))


def test_of_several_shorter_windows_none_is_meant() -> None:
    assert codes("", definitions='"X" means Hours in a month, divided by Hours in that day.\n') == ["N039"]


def test_time_during_a_period() -> None:
    assert defined('"X" means the total Downtime during Season.') == OfPeriod(
        Aggregate.TOTAL, Within(NamedPeriod("Downtime"), NamedPeriod("Season"))
    )
    assert defined('"X" means the longest Downtime outside Season.') == OfPeriod(
        Aggregate.LONGEST, Except(NamedPeriod("Downtime"), (NamedPeriod("Season"),))
    )
    assert codes("", definitions='"X" means Uptime during Season.\n') == ["N086"]


def test_lengths_of_pieces() -> None:
    assert defined('"X" means the average duration of the Faults in a month.') == OfPeriod(
        Aggregate.AVERAGE, NamedPeriod("Fault")
    )
    hour = Comparison((Bound(Comparator.AT_LEAST, Quantity(Fraction(3600), Unit(Dimension.TIME, "hour"))),))
    assert defined('"X" means the total duration of the Faults in a month that last at least 1 hour.') == OfPeriod(
        Aggregate.TOTAL, OnlyPieces(NamedPeriod("Fault"), "Fault", Lasts("Fault", hour))
    )
    assert codes("", definitions='"X" means the average duration of the Timesheets in a month.\n') == ["N057"]


def test_minutes_in_which_a_measure_is_so() -> None:
    found = defined('"X" means the percentage of the minutes in a month in which Uptime is below 1%.')
    below = Comparison((Bound(Comparator.LESS_THAN, Quantity(Fraction(1, 100), PERCENT)),))
    minute = Length(Fraction(60), LengthBasis.ELAPSED, "minute")
    assert found == ShareOfUnits(minute, MeasureState(NamedMeasure("Uptime"), below))


def test_numbers_stand_beside_measures() -> None:
    found = defined('"X" means 100 minus the number of Tickets in a month.')
    count = CountOf(Selection("Ticket", None, MONTHLY))
    assert found == Arithmetic(Operator.MINUS, Constant(Quantity(Fraction(100), NUMBER)), count)


def test_the_greater_of_two() -> None:
    found = defined('"X" means the greater of (a) Uptime in a month and (b) 99%.')
    assert found == ExtremeOf(True, NamedMeasure("Uptime"), Constant(Quantity(Fraction(99, 100), PERCENT)))


def test_what_lacks_or_is_beyond_is_never_less_than_nothing() -> None:
    """ "the amount by which": the difference, or nothing, in the unit of what is measured."""
    mark = Constant(Quantity(Fraction(160 * 3600), Unit(Dimension.TIME, "hour")))
    hours = NamedMeasure("Hours")
    short = defined('"X" means the amount by which Hours in a month falls short of 160 hours.')
    beyond = defined('"X" means the amount by which Hours in a month exceeds 160 hours.')
    assert isinstance(short, ExtremeOf)
    assert isinstance(beyond, ExtremeOf)
    assert (short.greater, short.left) == (True, Arithmetic(Operator.MINUS, mark, hours))
    assert (beyond.greater, beyond.left) == (True, Arithmetic(Operator.MINUS, hours, mark))
    assert isinstance(short.right, Constant)
    assert (short.right.quantity.value, short.right.quantity.unit.dimension) == (0, Dimension.TIME)


def test_the_unit_that_is_shown_is_that_of_a_later_rounding() -> None:
    agreement, errors = told(
        "No credit is due for this clause.",
        definitions='"X" means the total Downtime in a month, in minutes, rounded down to 1 decimal place.\n',
    )
    assert errors == ()
    found = next(d for d in agreement.definitions if d.name == "X")
    assert found.unit == Unit(Dimension.TIME, "minute")
    assert found.body == Rounded(
        OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime")), Rounding(RoundingMode.DOWN, Fraction(6))
    )


def test_a_group_that_is_supplied_and_one_that_is_not() -> None:
    circuits = '"Load" means the number of Tickets in a month.\n'
    agreement, errors = told(
        "No credit is due for this clause.", definitions=f'{circuits}"X" means Load of a Circuit in a month.\n'
    )
    assert errors == ()
    found = next(d.body for d in agreement.definitions if d.name == "X")
    assert found == NamedMeasure("Load", (Scope("Circuit"),))
    assert codes("", definitions=f'{circuits}"X" means Load of each Circuit in a month.\n') == ["N083"]
    assert codes("", definitions='"X" means Hours of a Circuit in a month.\n') == ["N082"]


def test_amounts_are_no_measures() -> None:
    assert defined('"X" means 10% of the fees for a month.') == ShareOf(Fraction(1, 10), AllFees())
    agreement, errors = told(
        "No credit is due for this clause.", definitions='"Pool" means 10% of the fees for a month.\n"X" means Pool.\n'
    )
    assert errors == ()
    assert next(d.body for d in agreement.definitions if d.name == "X") == NamedAmount("Pool")
    assert codes("", definitions='"X" means 10% of the fees for a month plus 5%.\n') == ["N095"]


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("Downtime in a month", "N016"),
        ("Points", "N094"),
        ("the 95th percentile of Downtime in a month", "N096"),
        ("the percentage of the Tickets in a month", "N091"),
        ("Uptime plus Hours", "D012"),
        ("the total Number of the Tickets in a month", "N070"),
        ("Uptime, in minutes", "N011"),
        ("Uptime, counted in full", "N011"),
        ("Hours, rounded up to the full hour, up to 4 hours in a month", "N011"),
    ],
)
def test_what_is_no_measure(definition: str, code: str) -> None:
    assert codes("", definitions=f'"X" means {definition}.\n') == [code]
