"""Quantities: exact numbers with their unit.

A value is a `Fraction` in the base of its dimension: a percentage as a ratio (99.9% is 999/1000), a time in seconds, money in
whole units of its currency, everything else in the unit that the contract names.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.model.node import node


class Dimension(StrEnum):
    NUMBER = "number"  # counts and plain numbers
    PERCENT = "percent"
    MONEY = "money"
    TIME = "time"  # elapsed time; base: seconds
    PHYSICAL = "physical"  # degrees, pounds: base is the named unit itself
    UNIT = "unit"  # a unit that the contract declares: a Point


@node
class Unit:
    """`name` is the unit to show: "" for numbers and percentages, the ISO code for money, "minute" or "hour" for times."""

    dimension: Dimension
    name: str = ""

    def agrees_with(self, other: Unit) -> bool:
        """Times agree in any unit; money only in one currency; physical and declared units only by name."""
        if self.dimension is not other.dimension:
            return False
        return self.dimension in (Dimension.NUMBER, Dimension.PERCENT, Dimension.TIME) or self.name == other.name


NUMBER = Unit(Dimension.NUMBER)
PERCENT = Unit(Dimension.PERCENT)
SECONDS = Unit(Dimension.TIME, "second")

SECONDS_IN = {
    "microsecond": Fraction(1, 1_000_000),
    "millisecond": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86_400),
    "week": Fraction(604_800),
}
"""Elapsed lengths. A day in the sense of the calendar is a `Length`, not one of these."""


@node
class Quantity:
    value: Fraction
    unit: Unit


class RoundingMode(StrEnum):
    HALF_UP = "half up"
    UP = "up"
    DOWN = "down"


@node
class Rounding:
    """To a multiple of `step`, in the base of the dimension; half up means away from zero at the half."""

    mode: RoundingMode
    step: Fraction

    def apply(self, value: Fraction) -> Fraction:
        steps = abs(value) / self.step
        whole = steps.numerator // steps.denominator
        rest = steps - whole
        if (self.mode is RoundingMode.UP and rest > 0) or (
            self.mode is RoundingMode.HALF_UP and rest >= Fraction(1, 2)
        ):
            whole += 1
        return whole * self.step * (1 if value >= 0 else -1)


def rounding_said(said: str, dimension: Dimension) -> Rounding | None:
    """The value of the reading "comparison" for a dimension: "MODE:STEP", the step in the base of the dimension or as "2 decimal places" of
    what is shown; None for "exact"."""
    if said == "exact":
        return None
    mode, _, step = said.partition(":")
    places, _, of = step.partition(" ")
    if of.startswith("decimal place"):
        size = Fraction(1, 10 ** int(places)) / (100 if dimension is Dimension.PERCENT else 1)
    else:
        size = Fraction(step)
    return Rounding(RoundingMode(mode), size)


class Comparator(StrEnum):
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    EXACTLY = "exactly"

    def holds(self, value: Fraction, limit: Fraction) -> bool:
        match self:
            case Comparator.AT_LEAST:
                return value >= limit
            case Comparator.AT_MOST:
                return value <= limit
            case Comparator.MORE_THAN:
                return value > limit
            case Comparator.LESS_THAN:
                return value < limit
            case Comparator.EXACTLY:
                return value == limit


@node
class Bound:
    """One comparison. `limit` is a quantity, or the name of an order-form value or of a measure defined elsewhere."""

    comparator: Comparator
    limit: Quantity | str

    def holds(self, value: Fraction, limit: Fraction) -> bool:
        return self.comparator.holds(value, limit)


@node
class Comparison:
    """All bounds hold: "at least 99.0% but below 99.9%" has two, "at or above 99.9%" one."""

    bounds: tuple[Bound, ...]
