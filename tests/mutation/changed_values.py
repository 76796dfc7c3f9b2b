"""What stands instead of a single value of a plan: its neighbours, one for each way in which a sentence can be wrong by the least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sladsl.model.algebra import Aggregate, DayHours, FieldIs, Operator, Quantifier, Quorum, WeeklyHours
from sladsl.model.consequences import ByLateness, CapScope, Ledger, LedgerKind, Pay, Steps, UnitTrigger
from sladsl.model.moments import Length, LengthBasis, LimitKind, WindowKind, WindowSpec, WindowUnit
from sladsl.model.quantities import SECONDS_IN, Bound, Comparator, Dimension, Quantity, Rounding, RoundingMode, Unit

Change = tuple[str, Any]
"""The kind of mutation, and what stands instead."""

_BESIDE: tuple[tuple[StrEnum, tuple[StrEnum, ...]], ...] = (
    (Comparator.AT_LEAST, (Comparator.MORE_THAN, Comparator.AT_MOST)),
    (Comparator.AT_MOST, (Comparator.LESS_THAN, Comparator.AT_LEAST)),
    (Comparator.MORE_THAN, (Comparator.AT_LEAST, Comparator.LESS_THAN)),
    (Comparator.LESS_THAN, (Comparator.AT_MOST, Comparator.MORE_THAN)),
    (Comparator.EXACTLY, (Comparator.AT_LEAST, Comparator.AT_MOST)),
    (Aggregate.TOTAL, (Aggregate.AVERAGE, Aggregate.HIGHEST)),
    (Aggregate.AVERAGE, (Aggregate.MEDIAN, Aggregate.TOTAL)),
    (Aggregate.MEDIAN, (Aggregate.AVERAGE,)),
    (Aggregate.HIGHEST, (Aggregate.LOWEST, Aggregate.AVERAGE)),
    (Aggregate.LOWEST, (Aggregate.HIGHEST, Aggregate.AVERAGE)),
    (Aggregate.LONGEST, (Aggregate.TOTAL,)),
    (Aggregate.NUMBER, (Aggregate.TOTAL,)),
    (Operator.PLUS, (Operator.MINUS,)),
    (Operator.MINUS, (Operator.PLUS,)),
    (Operator.TIMES, (Operator.OVER,)),
    (Operator.OVER, (Operator.TIMES,)),
    (Quorum.EVERY, (Quorum.SOME,)),
    (Quorum.SOME, (Quorum.EVERY,)),
    (Quantifier.EACH, (Quantifier.SOME,)),
    (Quantifier.SOME, (Quantifier.EACH, Quantifier.NO)),
    (Quantifier.NO, (Quantifier.SOME,)),
    (Steps.FULL, (Steps.STARTED, Steps.PRO_RATA)),
    (Steps.STARTED, (Steps.FULL, Steps.PRO_RATA)),
    (Steps.PRO_RATA, (Steps.FULL, Steps.STARTED)),
    (LimitKind.WITHIN, (LimitKind.AT_LEAST_AFTER,)),
    (LimitKind.AT_LEAST_BEFORE, (LimitKind.AT_MOST_BEFORE,)),
    (LimitKind.AT_MOST_BEFORE, (LimitKind.AT_LEAST_BEFORE,)),
    (LimitKind.AT_LEAST_AFTER, (LimitKind.WITHIN,)),
    (RoundingMode.HALF_UP, (RoundingMode.UP, RoundingMode.DOWN)),
    (RoundingMode.UP, (RoundingMode.HALF_UP,)),
    (RoundingMode.DOWN, (RoundingMode.HALF_UP,)),
    (WindowUnit.MINUTE, (WindowUnit.HOUR,)),
    (WindowUnit.HOUR, (WindowUnit.DAY,)),
    (WindowUnit.DAY, (WindowUnit.WEEK, WindowUnit.HOUR)),
    (WindowUnit.WEEK, (WindowUnit.DAY, WindowUnit.MONTH)),
    (WindowUnit.MONTH, (WindowUnit.QUARTER, WindowUnit.WEEK)),
    (WindowUnit.QUARTER, (WindowUnit.MONTH, WindowUnit.YEAR)),
    (WindowUnit.YEAR, (WindowUnit.QUARTER,)),
    (LengthBasis.DAYS, (LengthBasis.BUSINESS_DAYS,)),
    (LengthBasis.BUSINESS_DAYS, (LengthBasis.DAYS,)),
    (LengthBasis.CALENDAR, (LengthBasis.ELAPSED,)),
    (LengthBasis.MONTHS, (LengthBasis.DAYS,)),
    (LedgerKind.SHORTFALL, (LedgerKind.EXCESS,)),
    (LedgerKind.EXCESS, (LedgerKind.SHORTFALL,)),
    (CapScope.ALL, (CapScope.CLAUSE,)),
    (WindowKind.CALENDAR, (WindowKind.CONTRACT,)),
    (WindowKind.CONTRACT, (WindowKind.CALENDAR,)),
)
_NEIGHBOURS = {(type(one), one): others for one, others in _BESIDE}
"""By the kind as well: members of two kinds are equal where their words are."""
_OTHER_UNIT = {"millisecond": "second", "second": "minute", "minute": "hour", "hour": "minute", "day": "hour"}
_OTHER_VERB = {"credit": "refund", "refund": "credit", "pay": "credit"}


def kind_of(field: str, value: object) -> str:
    """The family of a change of a value in a field, as the report counts it."""
    match value:
        case Comparator():
            return "comparison"
        case WindowUnit() | WindowKind():
            return "window"
        case RoundingMode():
            return "rounding"
        case Steps():
            return "steps"
        case Operator():
            return "sign"
        case LengthBasis():
            return "day count"
        case LimitKind():
            return "comparison"
        case Quorum() | Quantifier():
            return "quantifier"
        case bool():
            return "window" if field == "sliding" else "order"
        case _:
            return "bound"


def changed(node: object, field: str, value: object) -> Iterator[Change]:
    """What can stand in this field instead, for values that are no nodes."""
    if isinstance(value, bool):
        if value or not _is_a_word_more(node, field):
            yield kind_of(field, value), not value
    elif isinstance(value, StrEnum):
        for other in _NEIGHBOURS.get((type(value), value), ()):
            yield kind_of(field, value), other
    elif isinstance(value, Fraction):
        yield from _fractions(node, field, value)
    elif isinstance(value, int):
        yield from _whole(node, field, value)
    elif isinstance(value, date):
        yield "bound", value + timedelta(days=1)
        yield "bound", value - timedelta(days=1)
    elif isinstance(node, Pay) and field == "verb":
        yield "verb", _OTHER_VERB[str(value)]


def _is_a_word_more(node: object, field: str) -> bool:
    """Flags of words that the sentence does not have, and that would say nothing in it: "sliding" of a single unit, "instead" of nothing,
    days of lateness where nothing is late."""
    match node:
        case WindowSpec(count=count) if field == "sliding":
            return count == 1
        case UnitTrigger(quantity=quantity):
            return not isinstance(quantity, ByLateness)
        case Ledger(most=None):
            return field == "most_in_all"
        case _:
            return field == "instead"


def _fractions(node: object, field: str, value: Fraction) -> Iterator[Change]:
    match node:
        case Quantity(unit=unit):
            grain = _grain(unit, value)
            yield from _around(value, grain)
            other = _in_another_unit(unit, value)
            if other is not None:
                yield "unit", other
            if value:
                yield "sign", -value
        case Length(unit=unit, basis=basis):
            grain = SECONDS_IN["second"] if basis in (LengthBasis.ELAPSED, LengthBasis.CALENDAR) else Fraction(1)
            yield from _around(value, grain)
            if basis in (LengthBasis.ELAPSED, LengthBasis.CALENDAR):
                yield "unit", value * SECONDS_IN[_OTHER_UNIT[unit]] / SECONDS_IN[unit]
            elif basis is LengthBasis.MONTHS:
                yield "unit", value * 12
        case Rounding():
            yield "rounding", value * 10
            yield "rounding", value / 10
        case _ if field == "ratio":
            yield from _around(value, Fraction(1, 100))
            yield "unit", value / 100
            yield "sign", -value
        case _:
            yield from _around(value, Fraction(1))


def _around(value: Fraction, grain: Fraction) -> Iterator[Change]:
    yield "bound", value + grain
    if value > grain:
        yield "bound", value - grain


def _grain(unit: Unit, value: Fraction) -> Fraction:
    """The least by which people write such a figure apart from its neighbour."""
    match unit.dimension:
        case Dimension.PERCENT:
            return Fraction(1, 10_000)
        case Dimension.MONEY:
            return Fraction(1, 100)
        case Dimension.TIME:
            return SECONDS_IN["millisecond" if unit.name == "millisecond" else "second"]
        case _:
            return Fraction(1) if value.denominator == 1 else Fraction(1, 100)


def _in_another_unit(unit: Unit, value: Fraction) -> Fraction | None:
    match unit.dimension:
        case Dimension.PERCENT:
            return value * 100
        case Dimension.TIME:
            return value * SECONDS_IN[_OTHER_UNIT[unit.name]] / SECONDS_IN[unit.name]
        case Dimension.NUMBER:
            return value / 100
        case _:
            return None


def _whole(node: object, field: str, value: int) -> Iterator[Change]:
    kind = "window" if field in ("count", "of", "carried_windows") else "bound"
    if field == "offset":
        yield "order", -value
    if isinstance(node, Bound) or (isinstance(node, UnitTrigger) and not value):
        return  # "after the first 0" says nothing
    if field in ("count", "nth", "every", "least", "of", "carried_windows", "fails", "passes", "seconds", "interval"):
        if value:
            yield kind, value + 1
        if value > 1:
            yield kind, value - 1
        return
    yield kind, value + 1
    yield kind, value - 1


def changed_hours(node: WeeklyHours) -> Iterator[tuple[str, str, WeeklyHours]]:
    """Words, kind and what stands instead: a day more or less, an edge earlier or later by a minute, holidays."""
    for number, hours in enumerate(node.entries):
        days, start, end = hours.days, hours.start, hours.until

        def made(entry: DayHours, at: int = number) -> WeeklyHours:
            return WeeklyHours((*node.entries[:at], entry, *node.entries[at + 1 :]), node.except_holidays)

        yield "a day more", "window", made(replace(hours, days=(*days, max(days) + 1)))
        yield "a day less", "window", made(replace(hours, days=days[:-1]))
        for step in (-1, 1):
            yield f"opens {step:+} minute", "bound", made(replace(hours, start=start + step))
            yield f"closes {step:+} minute", "bound", made(replace(hours, until=end + step))
    yield "holidays the other way", "order", WeeklyHours(node.entries, not node.except_holidays)


def changed_choice(node: FieldIs, choices: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The choices of its field that could stand there instead."""
    for choice in choices:
        if choice not in node.values:
            yield (choice,)


def other_zones(zone: str) -> Iterator[str]:
    """The neighbour that keeps other clocks, and the zone that forgets summer time."""
    yield "Asia/Kolkata"
    if zone != "UTC":
        yield "UTC"
