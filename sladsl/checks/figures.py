"""Figures: exact numbers as text, for statements and explanations.

A finite decimal is written as one; anything else keeps its exact fraction, so that no reader pays from a rounded figure.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sladsl.model.quantities import SECONDS_IN, Bound, Comparison, Dimension, Quantity, Unit
from sladsl.time.zones import local


def exact(value: Fraction) -> str:
    """ "99.95", or "1/3" where no finite decimal exists."""
    digits = _finite_digits(value.denominator)
    return f"{value.numerator}/{value.denominator}" if digits is None else _decimal(value, digits)


def grouped(value: Fraction, least_digits: int = 0) -> str:
    """ "1,200.00": with separators of thousands and at least so many decimals; a fraction stays one, with its size: "1/3 (about 0.3333)"."""
    digits = _finite_digits(value.denominator)
    if digits is None:
        return f"{value.numerator}/{value.denominator} (about {_about(value)})"
    return _with_separators(_decimal(value, max(digits, least_digits)))


def in_unit(value: Fraction, unit: Unit) -> Fraction:
    """The number to show: a ratio becomes a percentage, seconds become the named unit of time."""
    match unit.dimension:
        case Dimension.PERCENT:
            return value * 100
        case Dimension.TIME:
            return value / SECONDS_IN.get(unit.name, Fraction(1))
        case _:
            return value


def figure(value: Fraction, unit: Unit | None) -> str:
    """ "99.9%", "GBP 400.00", "6.5 hours", "3 Points", "12"; a value without finite decimals as "99.7984% (exactly …)"."""
    if unit is None:
        return grouped(value)
    number = in_unit(value, unit)
    match unit.dimension:
        case Dimension.PERCENT:
            digits = _finite_digits(number.denominator)
            if digits is None or len(shown := _decimal(number, digits)) > 12:
                return f"{_about(number)}% ({number.numerator}/{number.denominator} percent)"
            return f"{shown}%"
        case Dimension.MONEY:
            if _finite_digits(number.denominator) is None:
                return f"{unit.name} {_about(number, 2)} (exactly {number.numerator}/{number.denominator})"
            return f"{unit.name} {grouped(number, 2)}"
        case Dimension.NUMBER:
            return grouped(number)
        case Dimension.TIME:
            return f"{grouped(number)} {unit.name or 'second'}{'' if number == 1 else 's'}"
        case _:
            return f"{grouped(number)} {unit.name}{'' if number == 1 or not unit.name else 's'}"


def quantity(given: Quantity) -> str:
    return figure(given.value, given.unit)


def comparison(given: Comparison) -> str:
    """ "at least 99.0% but less than 99.9%"."""
    return " but ".join(bound(one) for one in given.bounds)


def bound(given: Bound) -> str:
    limit = given.limit if isinstance(given.limit, str) else quantity(given.limit)
    return f"{given.comparator} {limit}"


def local_time(instant: int, zone: str) -> str:
    """ "2026-03-05 10:00", to the second where there are seconds."""
    moment: datetime = local(instant, zone)
    return moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second or moment.microsecond else "%Y-%m-%d %H:%M")


def plural(count: int, singular: str, many: str = "") -> str:
    """ "1 row", "2 rows"."""
    return f"{count:,} {singular if count == 1 else many or singular + 's'}"


def _finite_digits(denominator: int) -> int | None:
    """Decimals that the fraction needs; None where they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def _decimal(value: Fraction, digits: int) -> str:
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole, rest = divmod(scaled, 10**digits)
    sign = "-" if value.numerator < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _about(value: Fraction, digits: int = 4) -> str:
    """So many decimals, half away from zero."""
    size = 10**digits
    scaled = (abs(value) * 2 * size + 1) // 2
    return _with_separators(_decimal(Fraction(scaled, size) * (1 if value >= 0 else -1), digits))


def _with_separators(number: str) -> str:
    sign = "-" if number.startswith("-") else ""
    whole, dot, rest = number.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}"
