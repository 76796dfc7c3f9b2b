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
    together = _together(windows[0], column, relation, ends, scope.world)
    return Reach(column, asked, together if asked in together else (asked,))


def _together(window: Window, column: Column, relation: Relation, ends: Places, world: World) -> tuple[Places, ...]:
    """The windows of its kind over all that the relation holds; none where they overlap."""
    for spec in world.once(("engines", "specs"), lambda: tuple(_specs(world))):

        def find(spec: WindowSpec = spec) -> tuple[frozenset[Window], tuple[Places, ...]]:
            found = world.windows(spec, ends[0], ends[1] + 1)
            if len(found) > _MOST_TOGETHER:
                return frozenset(), ()
            places = tuple(places_in(column, one, world.zone) for one in found)
            apart = all(a[1] <= b[0] and a[0] < a[1] for a, b in pairwise(places))
            return frozenset(found), places if apart else ()

        found, places = world.once(("engines", "windows", relation.name, column.name, spec, ends), find)
        if window in found:
            return places
    return ()


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
