"""The records that a clean world with a few events would have exported: what is due is there and in order, and the events are rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from sladsl.checks.evaluate.examples.events import usual_value, world_of
from sladsl.checks.evaluate.measuring.spans import intervals
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.duties import Document
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind, Record
from sladsl.model.worked import Event, SampleEvent
from sladsl.records.table import Records, Table, Value

MOST_ROWS = 1_000_000
"""More rows of a sampled record are not made."""


class TooManyRows(Exception):
    """A record is sampled so often that its rows would fill a disk."""


def exported(
    plan: Plan, events: tuple[Event, ...], readings: Readings, needed: Iterable[str], first: int, last: int, now: int
) -> Records:
    """Tables of the records of the events and of those `needed`, samples from `first` to `last` (instants); of others nobody knows.

    Raises `TooManyRows`.
    """
    world = world_of(plan, events, readings, now)
    samples = tuple(one for one in events if isinstance(one, SampleEvent))
    tables = {name: world.records[name] for name in world.records}
    sampled = {one.record for one in samples}
    for record in plan.records:
        if record.name in sampled or (record.name in needed and record.name not in tables and record.cadence):
            told = tuple(one for one in samples if one.record == record.name)
            tables[record.name] = _samples(record, told, tables, world, first, last)
        elif record.name in needed and record.name not in tables:
            tables[record.name] = _documents(record, world, first, last)
    return Records(tables)


def _samples(
    record: Record, told: tuple[SampleEvent, ...], tables: Mapping[str, Table], world: World, first: int, last: int
) -> Table:
    """A row of each stream in each stretch of the cadence."""
    assert record.cadence is not None
    each = record.cadence.each
    streams = [dict(zip(each, key, strict=True)) for key in product(*(_values(record, name, tables) for name in each))]
    step = record.cadence.seconds * 1_000_000
    if (last - first) // step * len(streams) > MOST_ROWS:
        raise TooManyRows(record.name)
    usual = {field.name: None if field.optional else usual_value(record, field, world.plan) for field in record.fields}
    at: dict[str, list[Value]] = {field.name: [] for field in record.fields}
    made = next((one.made for one in told if one.made is not None), 0)
    for start, end in intervals(step, first, last, world.zone):
        if start < first or end > last:
            continue
        for stream in streams:
            row = {**usual, **stream, **_shown(record, told, stream, start)}
            if "" in row.values():
                continue
            row[record.belongs] = start + made
            for name, column in at.items():
                column.append(row[name])
    return Table(record, at, range(2, len(at[record.belongs]) + 2), "the example")


def _shown(record: Record, told: tuple[SampleEvent, ...], stream: Mapping[str, Value], at: int) -> dict[str, Value]:
    """What the events say of a stream at a moment; "" where no row is made."""
    found: dict[str, Value] = {}
    for one in told:
        if any(_is_other(record, name, key, stream) for name, key in one.bound):
            continue
        if any(a <= at < b for a, b in one.stretches):
            found[one.field] = one.value
        else:
            found.setdefault(one.field, one.otherwise)
    return found


def _is_other(record: Record, name: str, key: str, stream: Mapping[str, Value]) -> bool:
    field = record.reference_to(name)
    return field is not None and field.name in stream and key != "" and stream[field.name] != key


def _values(record: Record, name: str, tables: Mapping[str, Table]) -> list[Value]:
    """Every choice, or every row that a reference can mean."""
    field = record.field(name)
    if field is not None and field.kind is FieldKind.CHOICE:
        return [*field.choices]
    if field is not None and field.record in tables:
        table = tables[field.record]
        return [*table.columns[table.record.key]] or [f"{field.record} 1"]
    return [f"{field.record if field else name} 1"]


def _documents(record: Record, world: World, first: int, last: int) -> Table:
    """A document that is due for a window has been sent when the window ended; of anything else there was none."""
    due = next((one.kind for one in world.plan.duties if _sends(one.kind, record.name)), None)
    rows: list[dict[str, Value]] = []
    if isinstance(due, Document):
        months = next((field.name for field in record.fields if field.kind is FieldKind.MONTH), None)
        for window in world.windows(due.window, first, last):
            row = {f.name: None if f.optional else usual_value(record, f, world.plan, len(rows)) for f in record.fields}
            row[due.field] = window.end
            if months is not None:
                row[months] = (window.first.year, window.first.month)
            rows.append(row)
    columns = {field.name: [row[field.name] for row in rows] for field in record.fields}
    return Table(record, columns, range(2, len(rows) + 2), "the example")


def _sends(kind: object, record: str) -> bool:
    return isinstance(kind, Document) and kind.record == record
