"""A quantity that was given from outside the text (an order-form value), in words. Figures of the text itself stay as written."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity


def figure(given: Quantity) -> str:
    """ "99.95%", "GBP 1,200.00", "4 hours", "3 Points". Exact: what has no finite decimal is a fraction ("1/3")."""
    value, unit = given.value, given.unit
    match unit.dimension:
        case Dimension.PERCENT:
            return f"{_number(value * 100)}%"
        case Dimension.MONEY:
            return f"{unit.name} {_number(value, 2)}"
        case Dimension.NUMBER:
            return _number(value)
        case Dimension.TIME:
            name = unit.name or "second"
            return _counted(value / SECONDS_IN.get(name, Fraction(1)), name)
        case Dimension.PHYSICAL | Dimension.UNIT:
            return _counted(value, unit.name)


def _counted(number: Fraction, name: str) -> str:
    return f"{_number(number)} {name}{'' if number == 1 or name.endswith('s') else 's'}"


def _number(value: Fraction, least: int = 0) -> str:
    """With separators of thousands and at least so many decimals."""
    digits = next((n for n in range(least, 40) if (value * 10**n).denominator == 1), None)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(int(value * 10**digits)), 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}.{rest:0{digits}d}" if digits else f"{sign}{whole:,}"
