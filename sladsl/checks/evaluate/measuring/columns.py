"""Columns of a table, prepared once: exact integers for numbers, the order of time, rows by key.

A month of one-minute samples is read column by column; nothing here makes an object for a row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from math import lcm
from operator import le

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.node import node
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
