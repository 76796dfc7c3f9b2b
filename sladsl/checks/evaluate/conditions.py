"""Predicates of one row or piece, and conditions of a window."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.measures import Measured
from sladsl.checks.evaluate.scope import Happening, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.model.algebra import Condition, Predicate
from sladsl.model.quantities import Comparison


def truth(node: Predicate | Condition, scope: Scope) -> Truth:
    """A predicate speaks of the item bound last under its record's or period's name, a condition of the supplied window."""
    raise NotImplementedError


def compares(measured: Measured, comparison: Comparison, scope: Scope) -> Truth:
    """Rounded first by the reading "comparison". Without a value: false. Pending only where the rows that still run can change the answer."""
    raise NotImplementedError


def bound_value(limit: object, scope: Scope) -> Fraction | None:
    """The value of a quantity, an order-form value or a measure by name; None where it has none."""
    raise NotImplementedError


def happenings(node: Condition, scope: Scope) -> tuple[Happening, ...]:
    """The windows or items that fulfil the condition, by time: the months of `InWindows`, the Interruptions of `HasCount`."""
    raise NotImplementedError
