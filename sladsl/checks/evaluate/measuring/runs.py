"""Counts in rolling windows: the longest runs of stretches of days in which so many items lie."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from sladsl.checks.evaluate.measuring.belonging import first_day_of_run, in_order
from sladsl.checks.evaluate.measuring.conditions import bound_value
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.model.algebra import HasCount
from sladsl.model.moments import WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Comparator, Comparison, Quantity
from sladsl.time.zones import date_of


@node
class Run:
    """`at`: the first instant after the moment at which the needed number was reached; `items`: all of the run, by time."""

    at: int
    items: tuple[Item | Piece, ...]


def runs_of(counted: HasCount, scope: Scope) -> tuple[Run, ...]:
    """Of the items of whatever the scope binds, in windows that start on every day or, where they do not slide, in each window."""
    spec = counted.spec
    assert spec is not None
    world = scope.world
    items = in_order(counted.selection, scope)
    need = _needed(counted.comparison, scope)
    if need is None or need < 1:
        return ()
    if not spec.sliding:
        return _in_blocks(items, need, spec, scope)
    days = [date_of(at, world.zone) for at, _ in items]
    runs: list[
        tuple[date, int, int, int]
    ] = []  # last start of the run's windows, first item, last item, item that completed it
    for last in range(need - 1, len(items)):
        first = last - need + 1
        starts = first_day_of_run(days[last], spec)
        if starts > days[first]:
            continue
        if runs and starts <= runs[-1][0] + timedelta(days=1):
            runs[-1] = (days[first], runs[-1][1], last, runs[-1][3])
        else:
            runs.append((days[first], first, last, last))
    return tuple(
        Run(items[completed][0] + 1, tuple(item for _, item in items[first : last + 1]))
        for _, first, last, completed in runs
    )


def _in_blocks(items: list[tuple[int, Item | Piece]], need: int, spec: WindowSpec, scope: Scope) -> tuple[Run, ...]:
    out = []
    world = scope.world
    for window in world.windows(spec, world.term.start, min(world.term.end, world.as_of)):
        inside = [one for one in items if window.start <= one[0] < window.end]
        if len(inside) >= need:
            out.append(Run(inside[need - 1][0] + 1, tuple(item for _, item in inside)))
    return tuple(out)


def _needed(comparison: Comparison, scope: Scope) -> int | None:
    """The least whole number that fulfils "at least n" or "more than n"; a right on few items is no count to reach."""
    least = None
    for bound in comparison.bounds:
        limit = bound.limit.value if isinstance(bound.limit, Quantity) else bound_value(bound.limit, scope)
        if limit is None:
            return None
        match bound.comparator:
            case Comparator.AT_LEAST | Comparator.EXACTLY:
                least = -(-limit // 1)
            case Comparator.MORE_THAN:
                least = limit // 1 + 1
            case Comparator.AT_MOST | Comparator.LESS_THAN:
                raise NotImplementedError("a right on at most so many items in a sliding window")
    return int(Fraction(least)) if least is not None else None
