"""Windows as places of a column: which rows belong, and which other windows are best measured with the one that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlglot import exp

from sladsl.checks.engines.columns import Column, Stored, place, places_in, timed
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.time.windows import Window

Places = tuple[int, int]
_MOST_TOGETHER = 4000
"""Windows in one query: their edges are a tree of comparisons."""


@dataclass(frozen=True)
class Reach:
    """`asked` is one of `together`, which follow one another without overlap; None: every row, whenever it is."""

    column: Column | None
    asked: Places | None
    together: tuple[Places, ...] = ()

    @property
    def parted(self) -> bool:
        return len(self.together) > 1

    @cached_property
    def edges(self) -> Sequence[int]:
        return sorted({edge for places in self.together for edge in places})


def reach_of(windows: Sequence[Window], relation: Relation, scope: Scope, ends: Places | None) -> Reach:
    """`ends`: the first and last instant in the relation. Rows must belong to all of the windows."""
    belongs = relation.record.belongs
    if not windows or not belongs:
        return Reach(None, None)
    column = timed(relation.column(belongs), relation.record.name)
    zone = scope.world.zone
    ranges = [places_in(column, window, zone) for window in windows]
    asked = (max(low for low, _ in ranges), min(high for _, high in ranges))
    if len(windows) > 1 or ends is None:
        return Reach(column, asked, (asked,))
    siblings = _siblings(windows[0], ends, scope.world)
    together = tuple(places_in(column, window, zone) for window in siblings)
    apart = all(a[1] <= b[0] and a[0] < a[1] for a, b in pairwise(together))
    return Reach(column, asked, together if asked in together and apart else (asked,))


def _siblings(window: Window, ends: Places, world: World) -> tuple[Window, ...]:
    """The windows of its kind over all that the relation holds."""
    for spec in world.once(("engines", "specs"), lambda: tuple(_specs(world))):

        def find(spec: WindowSpec = spec) -> tuple[Window, ...]:
            return world.windows(spec, ends[0], ends[1] + 1)

        found = world.once(("engines", "windows", spec, ends), find)
        if window in found and len(found) <= _MOST_TOGETHER:
            return found
    return (window,)


def _specs(world: World) -> Iterator[WindowSpec]:
    """Months, and whatever other windows the agreement is settled in."""
    seen = {WindowSpec(WindowUnit.MONTH): None}
    for duty in world.plan.duties:
        spec = getattr(duty.kind, "window", None)
        if isinstance(spec, WindowSpec) and not spec.sliding and spec.unit not in (WindowUnit.MINUTE, WindowUnit.HOUR):
            seen.setdefault(spec)
    yield from seen


def within(reach: Reach, ends: Places | None) -> list[exp.Expr]:
    """That a row lies in one of the windows that are measured together; nothing where all rows do."""
    if reach.column is None or not reach.together:
        return []
    column = reach.column
    low, high = reach.together[0][0], reach.together[-1][1]
    out: list[exp.Expr] = []
    whole = ends is not None and column.stored in (Stored.MICROS, Stored.INSTANT)
    if not (whole and ends is not None and low <= ends[0]):
        out.append(exp.GTE(this=column.cell, expression=place(column, low)))
    if not (whole and ends is not None and high > ends[1]):
        out.append(exp.LT(this=column.cell, expression=place(column, high)))
    if not out and column.nulls:
        out.append(exp.Is(this=column.cell, expression=exp.Null()).not_())
    return out


def number_of(reach: Reach) -> exp.Expr:
    """The number of the stretch between two edges in which a row lies, by halves."""
    assert reach.column is not None
    return _halved(reach.column, reach.edges, 0, len(reach.edges) - 1)


def stretch_of(reach: Reach, number: int) -> Places:
    return reach.edges[number], reach.edges[number + 1]


def _halved(column: Column, edges: Sequence[int], low: int, high: int) -> exp.Expr:
    if high - low <= 1:
        return exp.Literal.number(low)
    middle = (low + high) // 2
    before = exp.LT(this=column.cell, expression=place(column, edges[middle]))
    # Built without the copies that the builder makes of every half.
    first = exp.If(this=before, true=_halved(column, edges, low, middle))
    return exp.Case(ifs=[first], default=_halved(column, edges, middle, high))
