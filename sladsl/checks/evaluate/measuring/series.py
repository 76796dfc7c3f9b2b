"""A measure in thousands of intervals at once: "the 5-minute intervals in a month". Rows are selected once and shared out by their times.

Only for measures whose value follows from the rows of the interval alone; others are worked out interval by interval, to the same value.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from sladsl.checks.evaluate.measuring import aggregates, clock, columns, given, masks, rows
from sladsl.checks.evaluate.measuring.evidence import Source
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.model.algebra import (
    Arithmetic,
    Constant,
    CountOf,
    Measure,
    NamedMeasure,
    OfField,
    Operator,
    Selection,
    ShareOfRecords,
)
from sladsl.model.moments import Supplied
from sladsl.records.table import Table
from sladsl.time.stretches import Stretch

Values = list[Fraction | None]


def values(node: Measure, units: Sequence[Stretch], scope: Scope) -> Values | None:
    """The value in each unit, by start, as the supplied window; None where this way does not lead to it."""
    if not units:
        return None
    if given.speaks_of(node, scope):
        return given.in_units(node, units, scope)
    match node:
        case NamedMeasure(name, scopes, Supplied()) if not scopes:
            definition = scope.world.definition(name)
            return values(definition.body, units, scope) if definition is not None else None  # type: ignore[arg-type]
        case Constant(quantity):
            return [quantity.value] * len(units)
        case Arithmetic(operator, left, right):
            a, b = values(left, units, scope), values(right, units, scope)
            return None if a is None or b is None else [_of(operator, x, y) for x, y in zip(a, b, strict=True)]
        case CountOf(selection):
            found = _Rows.of(selection, units, scope)
            return None if found is None else [Fraction(high - low) for low, high in found.spans]
        case ShareOfRecords(selection, that):
            found = _Rows.of(selection, units, scope)
            if found is None or not masks.is_plain(that, scope.world):
                return None
            held = masks.mask(that, found.table, scope.world)
            sums = [0, *accumulate(1 if held[row] else 0 for row in found.rows)]
            return [Fraction(sums[high] - sums[low], high - low) if high > low else None for low, high in found.spans]
        case OfField(aggregate, (field,), selection, percentile):
            found = _Rows.of(selection, units, scope)
            if found is None:
                return None
            numbers = columns.scaled(found.table, field)
            mine = [numbers.values[row] for row in found.rows]
            parts = ([v for v in mine[low:high] if v is not None] for low, high in found.spans)
            return [aggregates.aggregate(aggregate, part, numbers.scale, percentile, scope.world) for part in parts]
        case _:
            return None


def is_idle(node: Measure, scope: Scope) -> bool:
    """Whether a share of records has no row in the whole supplied window, so that it has no value in any part of it either."""
    world = scope.world
    if given.speaks_of(node, scope):
        return False
    match node:
        case NamedMeasure(name, (), Supplied()):
            definition = world.definition(name)
            return definition is not None and is_idle(definition.body, scope)  # type: ignore[arg-type]
        case ShareOfRecords(selection, _) if rows.period_of(selection, world) is None:
            windows = [link.window for link in rows.chain(selection, world) if link.window is not None]
            if windows != [Supplied()] or world.is_sampled(rows.record_of(selection, world)):
                return False
            found = rows.rows_of(selection, scope)
            return found.table is not None and not (found.yes or found.pending or found.open)
        case _:
            return False


def sources(node: Measure, scope: Scope) -> tuple[Source, ...]:
    """The rows of the whole window that such measures look at."""
    match node:
        case NamedMeasure(name):
            definition = scope.world.definition(name)
            return sources(definition.body, scope) if definition is not None else ()  # type: ignore[arg-type]
        case Arithmetic(_, left, right):
            return (*sources(left, scope), *sources(right, scope))
        case CountOf(selection) | ShareOfRecords(selection, _) | OfField(selection=selection):
            found = rows.rows_of(selection, scope)
            return (Source(found.table, found.yes),) if found.table is not None else ()
        case _:
            return ()


def _of(operator: Operator, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    match operator:
        case Operator.PLUS:
            return left + right
        case Operator.MINUS:
            return left - right
        case Operator.TIMES:
            return left * right
        case Operator.OVER:
            return left / right if right else None


class _Rows:
    """The rows of a selection in all of the units, by time; `spans` are the places in it at which each unit starts and ends."""

    def __init__(self, table: Table, of: Sequence[int], times: Sequence[int], units: Sequence[Stretch]) -> None:
        self.table, self.rows = table, of
        self.spans = [(bisect_left(times, start), bisect_left(times, end)) for start, end in units]

    @classmethod
    def of(cls, selection: Selection, units: Sequence[Stretch], scope: Scope) -> _Rows | None:
        world = scope.world
        if rows.period_of(selection, world) is not None:
            return None
        links = rows.chain(selection, world)
        supplied = [link.window for link in links if link.window is not None]
        if not supplied or any(window != Supplied() for window in supplied):
            return None
        if any(link.where is not None and not masks.is_plain(link.where, world) for link in links):
            return None
        record = rows.record_of(selection, world)
        hull = clock.of_stretch((units[0][0], units[-1][1]), "", world)
        found = rows.rows_of(selection, scope.over(hull))
        if found.table is None or found.weights is not None or not record.belongs:
            return None
        if any(life.record == record.name for life in world.plan.lives):
            return None
        column = found.table.columns[record.belongs]
        times: list[int] = []
        for row in found.yes:
            at = columns.instant_of_value(column[row], world.zone)
            # A month has no place among the intervals.
            if at is None or isinstance(column[row], tuple):
                return None
            times.append(at)
        return cls(found.table, found.yes, times, units)
