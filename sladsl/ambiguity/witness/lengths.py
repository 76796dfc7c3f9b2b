"""Lengths of time and numbers at which a clause changes its mind, and the round figures beside them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from sladsl.ambiguity.witness.cones import Cone
from sladsl.model.algebra import CountedBeyond, Lasts, Runs, UpTo
from sladsl.model.consequences import Exceeds, UnitTrigger
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.quantities import Bound, Dimension, Quantity

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_MINUTES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 105)
_HOURS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40, 48)
_DAYS = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24, 25, 28, 30)
ROUND = tuple(
    sorted({*(SECOND * n for n in (1, 5, 10, 15, 30)), *(MINUTE * n for n in _MINUTES), *(HOUR * n for n in _HOURS), *(DAY * n for n in _DAYS)})
)  # fmt: skip
"""Lengths that people like, in microseconds."""


def limits_in(cone: Cone) -> tuple[Quantity, ...]:
    """Every quantity with which something is compared: levels, rows of tables, conditions, steps of units. Each once."""
    forms = {one.name: one.value for one in cone.plan.form_values}
    found: dict[tuple[Fraction, Dimension], Quantity] = {}

    def add(limit: Quantity | str | None) -> None:
        quantity = forms.get(limit) if isinstance(limit, str) else limit
        if quantity is not None:
            found.setdefault((quantity.value, quantity.unit.dimension), quantity)

    for node in cone.nodes:
        match node:
            case Bound(limit=limit):
                add(limit)
            case Exceeds(limit=limit):
                add(limit)
            case UnitTrigger(step=step, quantity=Exceeds(limit=Quantity() as limit, short=short)):
                sign = -1 if short else 1
                for steps in (1, 2):
                    add(Quantity(limit.value + sign * steps * step.value, limit.unit))
            case UnitTrigger(step=step):
                add(step)
            case _:
                pass
    return tuple(found.values())


def shortest_in(cone: Cone) -> tuple[int, ...]:
    """The lengths that a stretch must have to count, or of which a part does not count, in microseconds."""
    found: set[int] = set()
    for node in cone.nodes:
        match node:
            case Runs(shortest=Length(amount=amount, basis=LengthBasis.ELAPSED)):
                found.add(int(amount * SECOND))
            case CountedBeyond(length=Length(amount=amount, basis=LengthBasis.ELAPSED)):
                found.add(int(amount * SECOND))
            case Lasts(comparison=comparison):
                found |= {
                    int(bound.limit.value * SECOND)
                    for bound in comparison.bounds
                    if isinstance(bound.limit, Quantity) and bound.limit.unit.dimension is Dimension.TIME
                }
            case _:
                pass
    return tuple(sorted(found))


def allowed_in(cone: Cone) -> tuple[int, ...]:
    """The most time that something may last and still not count, in microseconds."""
    return tuple(
        sorted(
            {
                int(node.length.amount * SECOND)
                for node in cone.nodes
                if isinstance(node, UpTo) and node.length.basis is LengthBasis.ELAPSED
            }
        )
    )


def marks(limits: Iterable[Quantity], length: int) -> tuple[int, ...]:
    """The lengths of time, in microseconds, at which a share of a window of this length or a total of time comes to a limit, from the
    shortest."""
    found: set[Fraction] = set()
    for limit in limits:
        if limit.unit.dimension is Dimension.PERCENT and 0 <= limit.value <= 1:
            # whether it is a share of what works or of what fails: failures are the lesser part
            found.add(min(limit.value, 1 - limit.value) * length)
        elif limit.unit.dimension is Dimension.TIME and limit.value > 0:
            found.add(limit.value * SECOND)
    return tuple(sorted({int(one) for one in found if 0 < one < length}))


def above(length: int) -> int:
    """The shortest round length beyond this one."""
    return next((one for one in ROUND if one > length), length + DAY)


def closely_above(length: int, step: int) -> int:
    """The first whole step, of minutes at the least, beyond this length."""
    return (length // step + 1) * step


def below(length: int) -> int:
    return next((one for one in reversed(ROUND) if one < length), length // 2)


def between(low: int, high: int) -> int | None:
    """The roundest length strictly between two others: whole days before hours before quarters of an hour before minutes; of those equally
    round the one nearest to the middle."""
    middle = (low + high) // 2
    for unit in (DAY, 6 * HOUR, HOUR, 30 * MINUTE, 15 * MINUTE, 10 * MINUTE, 5 * MINUTE, MINUTE, 30 * SECOND, SECOND):
        near = middle // unit * unit
        fits = [one for one in (near, near + unit, near - unit) if low < one < high]
        if fits:
            return min(fits, key=lambda one: abs(one - middle))
    return None


def lengths_beside(all_marks: tuple[int, ...]) -> tuple[int, ...]:
    """Round lengths between each two neighbouring marks and beyond the last, from the shortest."""
    edges = (0, *all_marks, 2 * all_marks[-1] if all_marks else 2 * HOUR)
    found = (between(a, b) for a, b in pairwise(edges))
    return tuple(sorted({one for one in found if one}))


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the least denominator strictly between two others (the Stern-Brocot tree)."""
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1)
    if low == whole:
        # between 0 and what is left of `high`
        rest = high - whole
        return whole + Fraction(1, rest.denominator // rest.numerator + 1)
    inner = simplest_between(1 / (high - whole), 1 / (low - whole))
    return whole + 1 / inner


def unroundness(times: Iterable[int]) -> int:
    """How far these times of the clock or lengths, in microseconds, are from those that people like: 0 for whole hours."""
    return sum(_unround(one) for one in times)


def _unround(time: int) -> int:
    for cost, unit in enumerate((HOUR, 30 * MINUTE, 15 * MINUTE, 5 * MINUTE, MINUTE, SECOND)):
        if time % unit == 0:
            return cost
    return 8
