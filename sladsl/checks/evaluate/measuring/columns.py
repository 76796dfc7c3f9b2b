"""Columns of a table, prepared once: exact integers for numbers, the order of time, rows by key, and predicates as masks.

A month of one-minute samples is read column by column; nothing here makes an object for a row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import compress, islice
from math import lcm
from operator import le

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import AllHold, AnyHolds, Done, FieldCompares, FieldIs, NotSo, Predicate
from sladsl.model.node import node
from sladsl.model.quantities import Bound, Comparator, Quantity
from sladsl.model.schema import FieldKind
from sladsl.records.table import Table, Value
from sladsl.time.dates import ONE_DAY
from sladsl.time.zones import start_of_day


@node
class Scaled:
    """The numbers of a column times `scale`, as integers; None where it is empty."""

    values: Sequence[int | None]
    scale: int


def scaled(table: Table, field: str) -> Scaled:
    """Integers compare and add many times faster than fractions, and as exactly."""
    return table.once(("scaled", field), lambda: as_integers(table.columns[field]))


def as_integers(column: Sequence[Value]) -> Scaled:
    kinds = set(map(type, column))
    if kinds <= {int, type(None)}:
        return Scaled(column, 1)  # type: ignore[arg-type]
    scale = lcm(*{value.denominator for value in column if isinstance(value, Fraction)})
    return Scaled(
        [
            None
            if value is None
            else value * scale
            if type(value) is int
            else value.numerator * (scale // value.denominator)  # type: ignore[union-attr]
            for value in column
        ],
        scale,
    )


# --- time ------------------------------------------------------------------------------------------------------------------------


@node
class InTimeOrder:
    """Rows with a time, by it. `rows` is a range where the table is in order already."""

    rows: Sequence[int]
    times: Sequence[int]

    def between(self, start: int, end: int) -> Sequence[int]:
        return self.rows[bisect_left(self.times, start) : bisect_left(self.times, end)]


def in_time_order(table: Table, field: str, world: World) -> InTimeOrder:
    return table.once(("order", field, world.zone), lambda: _in_time_order(table.columns[field], world.zone))


def _in_time_order(column: Sequence[Value], zone: str) -> InTimeOrder:
    n = len(column)
    # Rows that stand for others come last and have no time.
    while n and column[n - 1] is None:
        n -= 1
    times: Sequence[int] = column[:n] if n < len(column) else column  # type: ignore[assignment]
    if n and set(map(type, times)) == {int}:
        if all(map(le, times, islice(times, 1, None))):
            return InTimeOrder(range(n), times)
        rows = sorted(range(n), key=times.__getitem__)
        return InTimeOrder(rows, [times[row] for row in rows])
    found = sorted((at, row) for row, value in enumerate(column) if (at := instant_of_value(value, zone)) is not None)
    return InTimeOrder([row for _, row in found], [at for at, _ in found])


def instants(table: Table, field: str, world: World) -> Sequence[int | None]:
    """For each row the instant of the time, or the start of the date or month, in a field."""
    of = table.record.field(field)
    if of is not None and of.kind is FieldKind.TIME:
        return table.columns[field]  # type: ignore[return-value]
    return table.once(
        ("instants", field, world.zone), lambda: [instant_of_value(value, world.zone) for value in table.columns[field]]
    )


def ends(table: Table, field: str, world: World) -> Sequence[int | None]:
    """For each row the instant at which what lasts until the time in a field ends: a date lasts the whole day."""
    of = table.record.field(field)
    if of is None or of.kind is not FieldKind.DATE:
        return instants(table, field, world)
    days = table.columns[field]
    return [start_of_day(day + ONE_DAY, world.zone) if isinstance(day, date) else None for day in days]


def instant_of_value(value: Value, zone: str) -> int | None:
    """The instant of a time, the start of a date or of a month."""
    match value:
        case bool() | None:
            return None
        case int():
            return value
        case date():
            return start_of_day(value, zone)
        case (int() as year, int() as month):
            return start_of_day(date(year, month, 1), zone)
        case _:
            return None


def rows_by_value(table: Table, field: str) -> Mapping[Value, Sequence[int]]:
    """The rows with each value, in the order of the table."""

    def make() -> Mapping[Value, Sequence[int]]:
        found: dict[Value, list[int]] = {}
        for row, value in enumerate(table.columns[field]):
            found.setdefault(value, []).append(row)
        return found

    return table.once(("rows", field), make)


def distinct(column: Sequence[Value]) -> list[Value]:
    """In the order in which they first stand."""
    return list(dict.fromkeys(column))


# --- predicates ------------------------------------------------------------------------------------------------------------------


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


def mask(predicate: Predicate, table: Table, world: World) -> Sequence[bool]:
    """For each row of the table whether a plain predicate holds."""
    return world.once_for(predicate, ("mask", id(table)), lambda: _mask(predicate, table, world))


def _mask(predicate: Predicate, table: Table, world: World) -> Sequence[bool]:
    match predicate:
        case FieldIs(field=field, values=values):
            column = table.columns[field]
            wanted = wanted_values(values, table.record.field(field))
            if len(wanted) == 1:
                (only,) = wanted
                return [value == only for value in column]
            return [value in wanted for value in column]
        case FieldCompares(field=field, comparison=comparison):
            numbers = scaled(table, field)
            parts = [_against(numbers, bound, world) for bound in comparison.bounds]
            return parts[0] if len(parts) == 1 else [all(each) for each in zip(*parts, strict=True)]
        case Done(field=field):
            of = table.record.field(field)
            if of is not None and of.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH):
                # What is done after the as-of time is not done yet.
                instants = (instant_of_value(value, world.zone) for value in table.columns[field])
                return [at is not None and at < world.as_of for at in instants]
            return [value is not None and value is not False for value in table.columns[field]]
        case AllHold(parts=inner):
            masks = [mask(part, table, world) for part in inner]
            return [all(each) for each in zip(*masks, strict=True)] if masks else [True] * len(table)
        case AnyHolds(parts=inner):
            masks = [mask(part, table, world) for part in inner]
            return [any(each) for each in zip(*masks, strict=True)] if masks else [False] * len(table)
        case NotSo(part=part):
            return [not value for value in mask(part, table, world)]
        case _:
            raise TypeError(f"not a plain predicate: {predicate}")


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


def _against(numbers: Scaled, bound: Bound, world: World) -> Sequence[bool]:
    limit = plain_limit(bound, world)
    if limit is None:
        return [False] * len(numbers.values)
    # An integer is at least x just where it is at least the next integer above x.
    edge = limit * numbers.scale
    floor = edge.numerator // edge.denominator
    ceiling = -(-edge.numerator // edge.denominator)
    values = numbers.values
    match bound.comparator:
        case Comparator.AT_LEAST:
            return [value is not None and value >= ceiling for value in values]
        case Comparator.AT_MOST:
            return [value is not None and value <= floor for value in values]
        case Comparator.MORE_THAN:
            return [value is not None and value > floor for value in values]
        case Comparator.LESS_THAN:
            return [value is not None and value < ceiling for value in values]
        case Comparator.EXACTLY:
            return [floor == ceiling and value == floor for value in values]


def picked(rows: Sequence[int], where: Sequence[bool]) -> Sequence[int]:
    """The rows of the mask."""
    if isinstance(rows, range) and rows.step == 1:
        return list(compress(rows, where[rows.start : rows.stop]))
    return [row for row in rows if where[row]]
