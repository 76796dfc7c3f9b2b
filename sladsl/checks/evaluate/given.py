"""Values that a worked example gives to measures and counts."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate import (
    clock,
    rows,
)
from sladsl.checks.evaluate.measured import Measured as Measured
from sladsl.checks.evaluate.scope import Scope
from sladsl.model.algebra import (
    CountOf,
    Measure,
    NamedMeasure,
    Selection,
)


def given_value(node: Measure, scope: Scope) -> Fraction | None:
    """The value that a worked example gives to the measure, or to the number of a selection, in the supplied window."""
    if isinstance(node, CountOf):
        return given_count(node.selection, scope)
    for event in scope.world.given:
        if _same(event.measure, node) and _is_its_window(event, scope) and _is_bound(event.bound, scope):
            return event.value
    return None


def given_count(selection: Selection, scope: Scope) -> Fraction | None:
    for event in scope.world.given:
        if (
            isinstance(event.measure, CountOf)
            and event.measure.selection.name == selection.name
            and event.measure.selection.where == selection.where
            and _is_its_window(event, scope)
            and _is_bound(event.bound, scope)
        ):
            return event.value
    return None


def _same(given: Measure, node: Measure) -> bool:
    """A named measure is the same in every window and for every group: these are told apart by the event."""
    if isinstance(given, NamedMeasure) and isinstance(node, NamedMeasure):
        return given.name == node.name
    return given == node


def _is_its_window(event: object, scope: Scope) -> bool:
    first, unit = event.first, event.unit  # type: ignore[attr-defined]
    window = scope.world.once(("given", first, unit), lambda: clock.starting(unit, first, scope.world))
    return window is not None and window.stretch == scope.window.stretch


def _is_bound(bound: tuple[tuple[str, str], ...], scope: Scope) -> bool:
    return all(name in scope.bound and rows.key_of(scope.bound[name], scope.world) == key for name, key in bound)
