"""The time behind a measure: which stretches count against the duty, which for it, and which are left out."""

from __future__ import annotations

from sladsl.checks.evaluate.exhibits.shown import Kind, Stretched
from sladsl.checks.evaluate.measuring import periods
from sladsl.checks.evaluate.measuring.points import window_at
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Except,
    ExtremeOf,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfPeriod,
    Period,
    Rounded,
    ShareOfTime,
    UpTo,
)
from sladsl.model.algebra import Within as Inside


def stretched(measure: Measure, outside: tuple[Period, ...], scope: Scope) -> tuple[Stretched, ...]:
    """In the supplied window of the scope; nothing for a measure that is made of no periods."""
    found: list[tuple[Period, Kind]] = []
    _collect(measure, scope, found)
    if not found:
        return ()
    found += [(period, Kind.LEFT_OUT) for period in outside]
    lanes: dict[tuple[str, Kind], Stretched] = {}
    for period, kind in found:
        name = _name(period, scope.world)
        one = Stretched(name, kind, periods.stretches(period, scope))
        lanes.setdefault((name, kind), one)
    return tuple(lanes.values())


def _collect(measure: Measure, scope: Scope, found: list[tuple[Period, Kind]]) -> None:
    world = scope.world
    match measure:
        case NamedMeasure(name=name, window=window):
            definition = world.definition(name)
            if definition is not None and window_at(window, scope) == scope.window:
                _collect(definition.body, scope, found)  # type: ignore[arg-type]
        case Rounded(measure=inner):
            _collect(inner, scope, found)
        case Arithmetic(left=left, right=right) | ExtremeOf(left=left, right=right):
            _collect(left, scope, found)
            _collect(right, scope, found)
        case ShareOfTime(period=period, outside=outside, left_out=left_out):
            found.append((period, Kind.COUNTED if outside else Kind.KEPT))
            found += [(one, Kind.LEFT_OUT) for one in (*left_out, *_removed(period, world))]
        case OfPeriod(aggregate=aggregate, period=period) if aggregate in _LENGTHS:
            found.append((period, Kind.COUNTED))
            found += [(one, Kind.LEFT_OUT) for one in _removed(period, world)]
        case _:
            return


_LENGTHS = (Aggregate.TOTAL, Aggregate.LONGEST, Aggregate.AVERAGE, Aggregate.NUMBER, Aggregate.HIGHEST)


def _body(period: Period, world: World) -> object:
    while isinstance(period, NamedPeriod):
        definition = world.definition(period.name)
        if definition is None:
            return period
        period = definition.body  # type: ignore[assignment]
    return period


def _removed(period: Period, world: World) -> list[Period]:
    """What the exceptions of a period leave out."""
    found: list[Period] = []
    body = _body(period, world)
    while isinstance(body, Except | Inside | UpTo):
        if isinstance(body, Except):
            found += body.removed
        body = _body(body.base, world)
    return found


def _name(period: Period, world: World) -> str:
    if isinstance(period, NamedPeriod):
        return period.name
    body = _body(period, world)
    if isinstance(body, Except):
        return _name(body.base, world)
    return ""
