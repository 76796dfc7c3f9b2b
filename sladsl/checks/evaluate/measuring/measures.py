"""Measures: the value of a measure in a scope."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import assert_never

from sladsl.checks.evaluate.measuring import (
    aggregates,
    clock,
    composing,
    evidence,
    given,
    lives,
    points,
    predicates,
    rows,
    series,
    spans,
    tallies,
    times,
)
from sladsl.checks.evaluate.measuring.measured import Measured as Measured
from sladsl.checks.evaluate.measuring.measured import together, unknown
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    ExtremeOf,
    ItemLength,
    ItemValue,
    LedgerBalance,
    Measure,
    NamedMeasure,
    OfField,
    OfPeriod,
    Operator,
    OverThings,
    OverWindows,
    Rounded,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    UnitsIncurred,
)
from sladsl.model.quantities import SECONDS_IN
from sladsl.time.windows import Window, windows_between

_SECOND = 1_000_000


def measure(node: Measure, scope: Scope) -> Measured:
    """The value in the base of its dimension: ratio, seconds, money, number. A value given by a worked example stands for any computed one."""
    if scope.world.given:
        found = given.given_value(node, scope)
        if found is not None:
            return Measured(found)
        parts = [measure(node, scope.over(window)) for window in given.shorter_windows(node, scope)]
        if parts:
            return replace(together(*parts), value=sum((part.value or Fraction(0) for part in parts), Fraction(0)))
    return _measure(node, scope)


def _measure(node: Measure, scope: Scope) -> Measured:
    world = scope.world
    match node:
        case OfField():
            return tallies.of_field(node, scope)
        case CountOf(selection):
            return tallies.count(selection, scope)
        case OfPeriod(window=ref):
            window = points.window_at(ref, scope)
            return times.of_period(node, scope.over(window)) if window is not None else Measured(None)
        case OverWindows():
            return _over_windows(node, scope)
        case ShareOfRecords():
            return tallies.share_of_records(node, scope)
        case ShareOfTime(window=ref):
            window = points.window_at(ref, scope)
            return times.share_of_time(node, scope.over(window)) if window is not None else Measured(None)
        case ShareOfUnits(window=ref):
            window = points.window_at(ref, scope)
            return times.share_of_units(node, scope.over(window)) if window is not None else Measured(None)
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, measure(left, scope), measure(right, scope))
        case Constant(quantity):
            return Measured(quantity.value)
        case NamedMeasure():
            return _named(node, scope)
        case Rounded(inner, rounding):
            of = measure(inner, scope)
            ends = [None if value is None else rounding.apply(value) for value in (of.value, of.least, of.most)]
            return replace(of, value=ends[0], least=ends[1], most=ends[2])
        case OverThings():
            return _over_things(node, scope)
        case ExtremeOf(greater, left, right):
            return _extreme(greater, measure(left, scope), measure(right, scope))
        case ItemValue(record, field):
            return tallies.item_value(record, field, scope)
        case ItemLength(name):
            piece = predicates.piece_called(name, scope)
            if piece is None:
                return Measured(None)
            return Measured(Fraction(piece.length, _SECOND), sources=evidence.of_pieces((piece,), world))
        case UnitsIncurred(unit, party, ref):
            if world.settled is None:
                raise RuntimeError("units before anything is settled")
            window = points.window_at(ref, scope)
            return Measured(None) if window is None else world.settled.units(unit, party, window)
        case LedgerBalance(ledger):
            if world.settled is None:
                raise RuntimeError("a ledger before anything is settled")
            return world.settled.balance(ledger, scope.window)
        case _:
            assert_never(node)


# --- of other measures -----------------------------------------------------------------------------------------------------------


def _arithmetic(operator: Operator, left: Measured, right: Measured) -> Measured:
    both = together(left, right)
    if not both.determined or left.value is None or right.value is None:
        return both
    a, b = left.value, right.value
    match operator:
        case Operator.PLUS:
            value: Fraction | None = a + b
        case Operator.MINUS:
            value = a - b
        case Operator.TIMES:
            value = a * b
        case Operator.OVER:
            value = a / b if b else None
        case _:
            assert_never(operator)
    return replace(both, value=value)


def _extreme(greater: bool, left: Measured, right: Measured) -> Measured:
    """One without a value is passed over."""
    both = together(left, right)
    values = [part.value for part in (left, right) if part.value is not None]
    return replace(both, value=(max if greater else min)(values)) if values and both.determined else both


def _named(node: NamedMeasure, scope: Scope) -> Measured:
    world = scope.world
    form = world.form_value(node.name)
    if form is not None:
        return Measured(form.value.value if form.value is not None else None)
    window = points.window_at(node.window, scope)
    if window is None:
        return Measured(None)
    inner = rows.scoped(node.scopes, scope.over(window))
    piece = next((p for each in node.scopes if (p := inner.piece(each.name)) is not None), None)
    if piece is not None and window is scope.window and piece.start < piece.end:
        # "Affected Share of that Outage": a measure of a stretch of time is measured over it.
        inner = inner.over(clock.of_stretch((piece.start, piece.end), "", world))
    definition = world.definition(node.name)
    if definition is None:
        raise KeyError(node.name)
    body: Measure = definition.body  # type: ignore[assignment]
    need = needs(body, world)
    if need.settled:
        return measure(body, inner)
    key = ("measure", inner.window if need.window else None, *composing.bound_key(need.names, inner))
    return world.once_for(definition, key, lambda: measure(body, inner))


class NothingSaid:
    """Told apart from "left out", which is said."""


NOTHING_SAID = NothingSaid()


def idle_value(node: Measure, world: World) -> Fraction | NothingSaid | None:
    """What an interval counts as in which the measure has no value, by the reading "idle interval"; None: it is left out."""
    if not isinstance(node, NamedMeasure) or not world.has_slot(f"idle interval/{node.name}"):
        return NOTHING_SAID
    said = world.reading("idle interval", node.name)
    if said == "left out":
        return None
    if said.endswith("%"):
        return Fraction(said[:-1].replace(",", "")) / 100
    number, _, unit = said.partition(" ")
    return Fraction(number.replace(",", "")) * SECONDS_IN.get(unit.removesuffix("s"), 1)


def _over_windows(node: OverWindows, scope: Scope) -> Measured:
    world = scope.world
    if not node.windows and node.aggregate is Aggregate.AVERAGE and series.is_idle(node.measure, scope):
        idle = idle_value(node.measure, world)
        return Measured(idle if isinstance(idle, Fraction) else None, sources=series.sources(node.measure, scope))
    windows = _windows_of(node, scope)
    at_once = None if node.windows else series.values(node.measure, [window.stretch for window in windows], scope)
    if at_once is not None:
        parts = [Measured(value) for value in at_once]
        parts[:1] = [replace(parts[0], sources=series.sources(node.measure, scope))]
    else:
        parts = [measure(node.measure, scope.over(window)) for window in windows]
    idle = idle_value(node.measure, world)
    values = [
        (idle if isinstance(idle, Fraction) else None) if part.value is None and not part.pending else part.value
        for part in parts
    ]
    both = together(*parts)
    if not both.determined:
        return both
    return replace(both, value=_taken(node, [value for value in values if value is not None], world))


def _over_things(node: OverThings, scope: Scope) -> Measured:
    """Of each row in service, in the part of the window in which it is."""
    window = points.window_at(node.window, scope)
    if window is None:
        return Measured(None)
    inner = scope.over(window)
    found = rows.select(node.selection, inner)
    if found.absent:
        return unknown(found.absent)
    each = (lives.groups_in_service(inner.group(node.selection.name, one)) for one in found.items)
    parts = [measure(node.measure, one) for one in each if one is not None]
    both = together(*parts)
    if not both.determined:
        return both
    return replace(both, value=_taken(node, [part.value for part in parts if part.value is not None], scope.world))


def _taken(node: OverWindows | OverThings, known: list[Fraction], world: World) -> Fraction | None:
    scale = max(1, _common([value.denominator for value in known])) if known else 1
    numbers = [value.numerator * (scale // value.denominator) for value in known]
    return aggregates.aggregate(node.aggregate, numbers, scale, node.percentile, world)


def _common(denominators: list[int]) -> int:
    return lcm(*set(denominators))


def _windows_of(node: OverWindows, scope: Scope) -> list[Window]:
    """Those that lie wholly within the supplied window."""
    world, window = scope.world, scope.window
    if node.windows:
        found = (points.window_at(ref, scope) for ref in node.windows)
        return [each for each in found if each is not None]
    if node.interval:
        return spans.interval_windows(node.interval * _SECOND, window.start, window.end, world)
    assert node.spec is not None
    kind = clock.kind_of(node.spec, world)
    return list(windows_between(kind, window.start, window.end, world.zone, whole=True))
