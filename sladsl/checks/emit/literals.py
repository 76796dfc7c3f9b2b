"""Numbers, quantities and windows as Python literals."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.source import Call, call, decimal, fraction, text
from sladsl.model import moments as m
from sladsl.model.quantities import Comparator, Dimension, Quantity, Rounding

COMPARATORS = {
    Comparator.AT_LEAST: "at_least",
    Comparator.AT_MOST: "at_most",
    Comparator.MORE_THAN: "more_than",
    Comparator.LESS_THAN: "less_than",
    Comparator.EXACTLY: "exactly",
}


TIMES = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


def number(value: Fraction) -> str:
    digits = decimal(value)
    return f'number("{digits}")' if digits is not None else fraction(value)


def ratio(value: Fraction) -> str:
    """A share as a percentage, a multiple as a number."""
    digits = decimal(value * 100)
    return f'percent("{digits}")' if digits is not None and value <= 1 else number(value)


def time(value: Fraction, unit: str = "") -> str:
    """A length of time in the unit in which it is written, or in the largest that divides it."""
    names = [unit] if unit in TIMES else [one for one in ("hour", "minute", "second") if value % TIMES[one] == 0]
    for name in names:
        digits = decimal(value / TIMES[name])
        if digits is not None:
            return f'{"full_days" if name == "day" else name + "s"}("{digits}")'
    digits = decimal(value)
    return f'seconds("{digits}")' if digits is not None else fraction(value)


def quantity(given: Quantity) -> str:
    match given.unit.dimension:
        case Dimension.PERCENT:
            digits = decimal(given.value * 100)
            return f'percent("{digits}")' if digits is not None else fraction(given.value)
        case Dimension.TIME:
            return time(given.value, given.unit.name)
        case Dimension.NUMBER | Dimension.MONEY | Dimension.PHYSICAL | Dimension.UNIT:
            return number(given.value)
        case _:
            assert_never(given.unit.dimension)


def rounding(given: Rounding) -> tuple[str, str]:
    return text(given.mode.value), fraction(given.step)


def spec(given: m.WindowSpec) -> Call:
    return call(
        "Spec",
        text(given.unit.value),
        kind=text(given.kind.value) if given.kind is not m.WindowKind.PLAIN else None,
        count=str(given.count) if given.count != 1 else None,
        sliding="True" if given.sliding else None,
    )
