"""Values that a worked example gives to measures and counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling import told
from sladsl.model.algebra import Aggregate, CountOf, Measure, NamedMeasure, OfField, OfPeriod, Selection
from sladsl.model.moments import WindowSpec
from sladsl.model.node import rewritten
from sladsl.model.worked import Bound, MeasureEvent, StretchEvent
from sladsl.time.stretches import Stretch
from sladsl.time.windows import Window


def given_value(node: Measure, scope: Scope) -> Fraction | None:
    """The value that a worked example gives to the measure, or to the number of a selection, in the supplied window."""
    if isinstance(node, CountOf):
        return given_count(node.selection, scope)
    for event in scope.world.given:
        if _same(event, node, scope.world) and _is_bound(event.bound, scope):
            found = _value_in(event, scope)
            if found is not None:
                return found
    return None


def speaks_of(node: Measure, scope: Scope) -> bool:
    """Whether an example gives a value to this measure, or to a number of records, in whichever window."""
    return any(_same(event, node, scope.world) or isinstance(event.measure, CountOf) for event in scope.world.given)


def in_units(node: Measure, units: Sequence[Stretch], scope: Scope) -> list[Fraction | None] | None:
    """The value in each unit where the events of the example give the measure for some time and for all other times, the first of them
    that does; None where they leave some out, or where a unit lies in both."""
    out: list[Fraction | None] = [None] * len(units)
    for event in reversed([event for event in scope.world.given if _same(event, node, scope.world)]):
        if not isinstance(event, StretchEvent) or not _is_bound(event.bound, scope):
            return None
        if event.otherwise is not None:
            out = [event.otherwise] * len(units)
        for first, last in event.stretches:
            low, high = bisect_right(units, first, key=lambda u: u[1]), bisect_left(units, last, key=lambda u: u[0])
            if low < high and (units[low][0] < first or units[high - 1][1] > last):
                return None
            out[low:high] = [event.value] * (high - low)
    return None if None in out else out


def shorter_windows(node: Measure, scope: Scope) -> tuple[Window, ...]:
    """The windows in which the supplied one is cut where a worked example gives the measure for shorter ones: twelve months of a total
    of which single months are given. Empty: the example gives none, or the measure is no total."""
    world, whole = scope.world, scope.window
    definition = world.definition(node.name) if isinstance(node, NamedMeasure) else None
    body = definition.body if definition is not None else node
    if not isinstance(body, CountOf) and not (
        isinstance(body, OfField | OfPeriod) and body.aggregate is Aggregate.TOTAL
    ):
        return ()
    named = [event.window for event in world.given if isinstance(event, MeasureEvent) and _same(event, node, world)]
    units = dict.fromkeys(one.unit for one in named if one.count == 1 and whole.first <= one.first <= whole.last)
    for unit in units:
        windows = tuple(
            window
            for window in world.windows(WindowSpec(unit), whole.start, whole.end)
            if whole.start <= window.start and window.end <= whole.end and window.stretch != whole.stretch
        )
        if windows:
            return windows
    return ()


def given_count(selection: Selection, scope: Scope) -> Fraction | None:
    for event in scope.world.given:
        if (
            isinstance(event.measure, CountOf)
            and event.measure.selection.name == selection.name
            and event.measure.selection.where == selection.where
            and _is_bound(event.bound, scope)
            and (found := _value_in(event, scope)) is not None
        ):
            return found
    return None


def _same(event: MeasureEvent | StretchEvent, node: Measure, world: World) -> bool:
    """A named measure is the same in every window and for every group: these are told apart by the event. It is the same as what it
    means, where a duty says that without the name."""
    given = event.measure
    if not isinstance(given, NamedMeasure):
        return given == node or (bool(event.bound) and _of_all(given, event.bound) == _of_all(node, event.bound))
    if isinstance(node, NamedMeasure):
        return given.name == node.name
    definition = world.definition(given.name)
    return definition is not None and definition.body == node


def _of_all(measure: Measure, bound: Bound) -> Measure:
    """Without the groups that are bound: "the total Outage of a Circuit" is the total Outage where a Circuit is spoken of."""
    names = {name for name, _ in bound}

    def without(one: Any) -> Any:
        scopes = getattr(one, "scopes", ())
        kept = tuple(scope for scope in scopes if scope.name not in names)
        return replace(one, scopes=kept) if len(kept) < len(scopes) else one

    return cast(Measure, rewritten(measure, without))


def _value_in(event: MeasureEvent | StretchEvent, scope: Scope) -> Fraction | None:
    """The value that the event gives for the supplied window."""
    if isinstance(event, MeasureEvent):
        window = told.window_named(event.window, scope.world)
        return event.value if window is not None and window.stretch == scope.window.stretch else None
    start, end = scope.window.stretch
    if any(first <= start and end <= last for first, last in event.stretches):
        return event.value
    touched = any(first < end and start < last for first, last in event.stretches)
    return None if touched else event.otherwise


def _is_bound(bound: Bound, scope: Scope) -> bool:
    return all(name in scope.bound and key in ("", rows.key_of(scope.bound[name], scope.world)) for name, key in bound)
