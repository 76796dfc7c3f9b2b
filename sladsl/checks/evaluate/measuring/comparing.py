"""Comparisons: of a measured value with its limits, rounded as the contract says, and of lateness."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring import counting, measures
from sladsl.checks.evaluate.measuring import lateness as late_days
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth, truth_of
from sladsl.model.algebra import NamedMeasure
from sladsl.model.quantities import Bound, Comparator, Comparison, Dimension, Quantity, rounding_said

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.dues import Lateness
    from sladsl.checks.evaluate.measuring.measured import Measured


def limit_value(limit: Quantity | str, scope: Scope) -> Fraction | None:
    """The value of a quantity, an order-form value or a measure by name; None where it has none."""
    if isinstance(limit, Quantity):
        return limit.value
    form = scope.world.form_value(limit)
    if form is not None:
        return form.value.value if form.value is not None else None
    node = scope.world.once(("comparing", limit), lambda: NamedMeasure(limit))
    return measures.measure(node, scope).value


def exactly(value: Fraction | None, comparison: Comparison, scope: Scope) -> Truth:
    """Without rounding: for fields and lengths. Without a value, of either side, false."""
    if value is None:
        return Truth.FALSE
    for bound in comparison.bounds:
        limit = limit_value(bound.limit, scope)
        if limit is None or not bound.holds(value, limit):
            return Truth.FALSE
    return Truth.TRUE


def compares(measured: Measured, comparison: Comparison, scope: Scope) -> Truth:
    """See `conditions.compares`."""
    if not measured.determined:
        return Truth.UNDETERMINED
    if not measured.pending:
        return exactly(rounded(measured.value, comparison, scope), comparison, scope)
    if measured.least is None or measured.most is None:
        return Truth.PENDING
    # Between the two ends every value is possible, and one comparison cannot change its answer twice.
    answers = {
        (
            exactly(rounded(measured.least, one, scope), one, scope),
            exactly(rounded(measured.most, one, scope), one, scope),
        )
        for one in (Comparison((bound,)) for bound in comparison.bounds)
    }
    if any(bound.comparator is Comparator.EXACTLY for bound in comparison.bounds) and measured.least != measured.most:
        outside = all(limit_outside(bound, measured, scope) for bound in comparison.bounds)
        return Truth.FALSE if outside else Truth.PENDING
    if any(pair == (Truth.FALSE, Truth.FALSE) for pair in answers):
        return Truth.FALSE
    return Truth.TRUE if all(pair == (Truth.TRUE, Truth.TRUE) for pair in answers) else Truth.PENDING


def limit_outside(bound: Bound, measured: Measured, scope: Scope) -> bool:
    """Whether no value that the measure can still take is the limit."""
    limit = limit_value(bound.limit, scope)
    assert measured.least is not None
    assert measured.most is not None
    return limit is not None and not measured.least <= limit <= measured.most


def rounded(value: Fraction | None, comparison: Comparison, scope: Scope) -> Fraction | None:
    """By the reading "comparison"; whole numbers stay what they are, and it is not asked for them."""
    units = [bound.limit.unit.dimension for bound in comparison.bounds if isinstance(bound.limit, Quantity)]
    forms = [scope.world.form_value(bound.limit) for bound in comparison.bounds if isinstance(bound.limit, str)]
    units += [form.unit.dimension for form in forms if form is not None]
    dimension = units[0] if units else Dimension.NUMBER
    if value is None or (value.denominator == 1 and dimension is Dimension.NUMBER):
        return value
    rounding = rounding_said(scope.world.reading("comparison"), dimension)
    return value if rounding is None else rounding.apply(value)


def lateness(late: Lateness, by: Comparison, scope: Scope) -> Truth:
    """Late by a length that compares so: in days of the calendar or business days where the length is given in them."""
    world = scope.world
    for bound in by.bounds:
        limit = limit_value(bound.limit, scope)
        unit = bound.limit.unit.name if isinstance(bound.limit, Quantity) else "second"
        value = Fraction(late.counted, 1_000_000)
        if limit is None:
            return Truth.FALSE
        business = unit == "business day" and counting.business_days(world) is not None
        if business or unit == "calendar day" or (unit in ("day", "week") and world.reading("day") == "calendar"):
            count = late_days.days_late(late, world, business=business)
            # A day that has begun but not ended lies between the two numbers, and compares so.
            value, limit = Fraction(count.full + count.started, 2), limit / 86_400
        if not bound.holds(value, limit):
            return Truth.FALSE
    return truth_of(True)
