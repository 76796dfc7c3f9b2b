"""Predicates that a row alone decides, as masks of a whole table: a byte for each row, so that masks are joined as two numbers are.

What several predicates have in common (each of a hundred service levels asks for a priority) is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import compress
from operator import and_, or_
from typing import TypeVar

from sladsl.checks.evaluate.measuring import columns
from sladsl.checks.evaluate.measuring.columns import InTimeOrder
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import AllHold, AnyHolds, Done, FieldCompares, FieldIs, NotSo, Predicate
from sladsl.model.quantities import Bound, Comparator, Quantity
from sladsl.model.schema import FieldKind
from sladsl.records.table import Table, Value

_T = TypeVar("_T")


def is_plain(predicate: Predicate, world: World) -> bool:
    """Whether the row alone decides: no window, nothing bound, no time limit."""
    return world.of_plan(predicate, "plain", lambda: _is_plain(predicate, world))


def _is_plain(predicate: Predicate, world: World) -> bool:
    match predicate:
        case FieldIs(bound=bound):
            return not bound
        case FieldCompares(comparison=comparison):
            return all(
                isinstance(bound.limit, Quantity) or world.form_value(bound.limit) for bound in comparison.bounds
            )
        case Done(record=record, field=field, limit=limit):
            return limit is None and (record, field) not in world.deemed
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            return all(is_plain(part, world) for part in parts)
        case NotSo(part=part):
            return is_plain(part, world)
        case _:
            return False


def mask(predicate: Predicate, table: Table, world: World) -> bytes:
    """For each row of the table 1 where a plain predicate holds, and 0 where it does not."""
    return world.once_for(predicate, ("mask", id(table)), lambda: _mask(predicate, table, None, world))


def picked(predicate: Predicate, rows: Sequence[int], table: Table, world: World) -> Sequence[int]:
    """Those of the rows for which a plain predicate holds."""
    if not rows:
        return rows
    if len(rows) * _FEW < len(table):
        return list(compress(rows, _mask(predicate, table, rows, world)))
    held = mask(predicate, table, world)
    if isinstance(rows, range) and rows.step == 1:
        return list(compress(rows, held[rows.start : rows.stop]))
    return [row for row in rows if held[row]]


_FEW = 64
"""Of a table with more than so many times the rows that are asked for, only these are looked at."""


def in_time_order(predicates: Sequence[Predicate], table: Table, field: str, world: World) -> InTimeOrder:
    """The rows with a time for which plain predicates hold, by it."""
    whole = columns.in_time_order(table, field, world)
    if not predicates:
        return whole
    held = _whole(and_, [mask(one, table, world) for one in predicates], table, world)

    def make() -> InTimeOrder:
        flags = bytes(map(held.__getitem__, whole.rows))
        return InTimeOrder(list(compress(whole.rows, flags)), list(compress(whole.times, flags)))

    return table.once(("order", field, world.zone, held), make)


def _whole(by: Callable[[int, int], int], masks: list[bytes], table: Table, world: World) -> bytes:
    """Masks of a table, joined once. They are known by their identity: each is kept, and what says the same is the same."""
    if len(masks) == 1:
        return masks[0]
    key = ("mask", by.__name__, tuple(map(id, masks)))
    return world.once_for(table, key, lambda: _joined(by, masks, by is and_, len(table)))


def _mask(predicate: Predicate, table: Table, rows: Sequence[int] | None, world: World) -> bytes:
    """`rows`: those that are looked at; None: all, whose masks are kept."""

    def of(values: Sequence[_T]) -> Sequence[_T]:
        return values if rows is None else [values[row] for row in rows]

    def once(key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        return make() if rows is not None else table.once(("mask", *key), make)

    def joined(by: Callable[[int, int], int], parts: Sequence[Predicate]) -> bytes:
        if rows is None:
            return _whole(by, [mask(part, table, world) for part in parts], table, world)
        return _joined(by, [_mask(part, table, rows, world) for part in parts], by is and_, size)

    size = len(table) if rows is None else len(rows)
    match predicate:
        case FieldIs(field=field, values=values):
            wanted = wanted_values(values, table.record.field(field))
            return once((field, wanted), lambda: _among(of(table.columns[field]), wanted))
        case FieldCompares(field=field, comparison=comparison):
            numbers = columns.scaled(table, field)
            parts = []
            for bound in comparison.bounds:
                limit = plain_limit(bound, world)
                if limit is None:
                    return bytes(size)
                by, edge = bound.comparator, limit * numbers.scale
                parts.append(once((field, by, edge), lambda by=by, edge=edge: _against(of(numbers.values), by, edge)))  # type: ignore[misc]
            return _joined(and_, parts, True, size)
        case Done(field=field):
            kind = table.record.field(field)
            if kind is not None and kind.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH):
                # What is done after the as-of time is not done yet.
                instants = (columns.instant_of_value(value, world.zone) for value in of(table.columns[field]))
                return bytes([at is not None and at < world.as_of for at in instants])
            return bytes([value is not None and value is not False for value in of(table.columns[field])])
        case AllHold(parts=several):
            return joined(and_, several)
        case AnyHolds(parts=several):
            return joined(or_, several)
        case NotSo(part=part):
            return (mask(part, table, world) if rows is None else _mask(part, table, rows, world)).translate(_SWAPPED)
        case _:
            raise TypeError(f"not a plain predicate: {predicate}")


_SWAPPED = bytes((1, 0)) + bytes(254)


def _joined(by: Callable[[int, int], int], masks: list[bytes], none: bool, size: int) -> bytes:
    """`none`: what holds of a row where there is nothing to join."""
    if not masks:
        return bytes([none]) * size
    return reduce(by, (int.from_bytes(each, "little") for each in masks)).to_bytes(size, "little")


def _among(column: Sequence[Value], wanted: frozenset[Value]) -> bytes:
    if len(wanted) == 1:
        (only,) = wanted
        return bytes([value == only for value in column])
    return bytes([value in wanted for value in column])


def wanted_values(values: tuple[str, ...], field: object) -> frozenset[Value]:
    """The values of a predicate as they stand in a column of the field's kind."""
    if getattr(field, "kind", None) is FieldKind.YES_NO:
        return frozenset(value in ("yes", "true") for value in values)
    return frozenset(values)


def plain_limit(bound: Bound, world: World) -> Fraction | None:
    """The limit of a bound that does not depend on a scope."""
    if isinstance(bound.limit, Quantity):
        return bound.limit.value
    value = world.form_value(bound.limit)
    return value.value.value if value is not None and value.value is not None else None


def _against(values: Sequence[int | None], comparator: Comparator, edge: Fraction) -> bytes:
    # An integer is at least x just where it is at least the next integer above x.
    floor = edge.numerator // edge.denominator
    ceiling = -(-edge.numerator // edge.denominator)
    match comparator:
        case Comparator.AT_LEAST:
            return bytes([value is not None and value >= ceiling for value in values])
        case Comparator.AT_MOST:
            return bytes([value is not None and value <= floor for value in values])
        case Comparator.MORE_THAN:
            return bytes([value is not None and value > floor for value in values])
        case Comparator.LESS_THAN:
            return bytes([value is not None and value < ceiling for value in values])
        case Comparator.EXACTLY:
            return bytes([floor == ceiling and value == floor for value in values])
