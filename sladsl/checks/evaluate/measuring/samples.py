"""Sampled records: which row speaks for which time, and which rows are due and absent.

Rows of a file, missing rows and the stretches of a worked example all become *segments*: from here to there this row speaks. A row
that stands for missing ones, or for a stretch of an example, is a row of an extended table and weighs as many rows as it stands for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from operator import lt

from sladsl.checks.evaluate.measuring import columns, lives, spans, telling
from sladsl.checks.evaluate.measuring.held import far_holder
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.node import node
from sladsl.model.schema import FieldKind, Record
from sladsl.records.table import Table, Value
from sladsl.time.stretches import Stretch, Stretches, clip, subtract
from sladsl.time.zones import start_of_day

_QUARTER_HOUR = 900


@node
class Stream:
    """The rows of one combination of the values of the cadence's `each`, by time. `gaps`: where rows are due and absent, merged.
    `stand_in`: the row that stands for the missing ones. `told`: the segments of a worked example, instead of rows; `made`: how long after
    the start of its slot each row of them is made, None where the segments say for which time they stand."""

    rows: Sequence[int]
    times: Sequence[int]
    slots: Sequence[int]
    gaps: Stretches
    stand_in: int
    told: tuple[tuple[int, int, int], ...] = ()
    made: int | None = None


@node
class Samples:
    """`table` holds the rows of the file and, from row `real` on, those that stand for others."""

    record: Record
    table: Table
    real: int
    streams: tuple[Stream, ...]
    step: int
    """Microseconds from one due row to the next."""


class _Extended(Mapping[str, Sequence[Value]]):
    """The columns of a table with further rows; a column is put together when it is read."""

    def __init__(self, table: Table, more: Mapping[str, Sequence[Value]]) -> None:
        self._table, self._more = table, more
        self._made: dict[str, Sequence[Value]] = {}

    def __getitem__(self, name: str) -> Sequence[Value]:
        if name not in self._made:
            self._made[name] = [*self._table.columns[name], *self._more[name]]
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.columns)

    def __len__(self) -> int:
        return len(self._table.columns)


def samples_of(record: Record, world: World) -> Samples | None:
    """None: the record is absent."""
    return world.once(("samples", record.name), lambda: _samples(record, world))


def _samples(record: Record, world: World) -> Samples | None:
    table = world.table(record.name)
    if table is None:
        return None
    if (holder := far_holder(record.name, world)) is not None:
        return holder.samples(record, world)
    step = record.cadence.seconds * 1_000_000 if record.cadence else 0
    told = tuple(event for event in world.samples if event.record == record.name)
    if told:
        return telling.told(record, table, step, told, world)
    order = columns.in_time_order(table, record.belongs, world) if record.belongs else columns.InTimeOrder((), ())
    if record.cadence is None:
        parts = _by_key(record, table, order, order.times, world)
        return Samples(record, table, len(table), tuple(Stream(*part, (), -1) for part in parts.values()), 0)
    seconds = record.cadence.seconds
    slots = table.once(("slots", seconds, world.zone), lambda: slots_of(order.times, seconds, world))
    due_to = max(slots, default=0) + step
    each = record.cadence.each
    parts = _by_key(record, table, order, slots, world)
    first = world.plan.term.start
    due_from = start_of_day(first, world.zone) if first else min(slots, default=0)
    streams: list[Stream] = []
    for number, (key, (rows, times, own)) in enumerate(parts.items()):
        start, end = _due(record, key, due_from, due_to, world) if slots else (0, 0)
        gaps = _gaps(own, step, max(start, world.term.start), min(end, world.term.end), record, world)
        streams.append(Stream(rows, times, own, gaps, len(table) + number))
    if any(stream.gaps for stream in streams):
        more = {
            field.name: [_missing_value(field.name, key, each, record, world) for key in parts]
            for field in record.fields
        }
        extended = Table(record, _Extended(table, more), [*table.lines, *(0 for _ in parts)], table.file, table.further)
    else:
        extended = table
    return Samples(record, extended, len(table), tuple(streams), step)


_Part = tuple[Sequence[int], Sequence[int], Sequence[int]]


def _by_key(
    record: Record, table: Table, order: columns.InTimeOrder, slots: Sequence[int], world: World
) -> Mapping[tuple[Value, ...], _Part]:
    """Rows, times and slots of each stream that has rows or is due."""
    each = each_of(record)
    if not each:
        return {(): (order.rows, order.times, slots)}
    there = table.once(("streams", world.zone), lambda: _with_rows(each, table, order, slots))
    due = product(*(_due_values(record, name, table, world) for name in each))
    return {**{key: there.get(key, ((), (), ())) for key in due}, **there}


def _with_rows(
    each: tuple[str, ...], table: Table, order: columns.InTimeOrder, slots: Sequence[int]
) -> Mapping[tuple[Value, ...], _Part]:
    found: dict[tuple[Value, ...], tuple[list[int], list[int], list[int]]] = {}
    if len(each) == 1 and isinstance(order.rows, range):
        # In the order of time already: a stream is a column of the rows of its value.
        for value, own in columns.rows_by_value(table, each[0]).items():
            there = own if len(order.rows) == len(table) else [row for row in own if row < len(order.rows)]
            found[(value,)] = (list(there), [order.times[row] for row in there], [slots[row] for row in there])
        return found
    keys = zip(*(table.columns[name] for name in each), strict=True) if len(each) > 1 else None
    by_row: Sequence[tuple[Value, ...]] = list(keys) if keys else [(value,) for value in table.columns[each[0]]]
    for row, time, slot in zip(order.rows, order.times, slots, strict=True):
        part = found.get(by_row[row])
        if part is None:
            part = found[by_row[row]] = ([], [], [])
        part[0].append(row)
        part[1].append(time)
        part[2].append(slot)
    return found


def each_of(record: Record) -> tuple[str, ...]:
    """The fields whose values tell streams apart: those of the cadence or, without one, the rows that a row refers to."""
    if record.cadence is not None:
        return record.cadence.each
    return tuple(field.name for field in record.fields if field.kind is FieldKind.REFERENCE)


def _due_values(record: Record, name: str, table: Table, world: World) -> Sequence[Value]:
    """Every choice, every row that a reference can mean; of a text the values that there are."""
    field = record.field(name)
    if field is not None and field.kind is FieldKind.CHOICE:
        return field.choices
    if field is not None and field.kind is FieldKind.REFERENCE:
        meant = world.table(field.record)
        if meant is not None and len(meant):
            return list(meant.rows_by_key)
    return columns.distinct(table.columns[name])


def _due(record: Record, key: tuple[Value, ...], start: int, end: int, world: World) -> Stretch:
    """Rows of a Circuit are due while it is in service."""
    for name, value in zip(record.cadence.each if record.cadence else (), key, strict=True):
        field = record.field(name)
        if field is not None and field.record and isinstance(value, str):
            life = lives.life_of(field.record, value, world)
            start, end = max(start, life[0]), min(end, life[1])
    return start, end


def slots_of(times: Sequence[int], seconds: int, world: World) -> Sequence[int]:
    """The start of the clock stretch of the cadence in which each time lies."""
    step = seconds * 1_000_000
    if _QUARTER_HOUR % seconds == 0 or not times:
        # Every zone is a whole number of quarters of an hour from UTC.
        return [time - time % step for time in times]
    edges = [start for start, _ in spans.intervals(step, times[0], times[-1] + 1, world.zone)]
    return [edges[bisect_right(edges, time) - 1] for time in times]


def _gaps(slots: Sequence[int], step: int, start: int, end: int, record: Record, world: World) -> Stretches:
    if start >= end:
        return ()
    seconds = step // 1_000_000
    if _QUARTER_HOUR % seconds:
        due = tuple(spans.intervals(step, start, end, world.zone))
        have = set(slots)
        return subtract(((a, b) for a, b in due if a not in have and a >= start), ())
    start += -start % step
    if not slots:
        return ((start, end),) if start < end else ()
    out = [(start, slots[0])] if start < slots[0] else []
    whole = isinstance(slots, range) and slots.step == step
    if not whole and (
        len(slots) != (slots[-1] - slots[0]) // step + 1 or not all(map(lt, slots, islice(slots, 1, None)))
    ):
        out += [(a + step, b) for a, b in zip(slots, islice(slots, 1, None), strict=False) if b - a > step]
    if slots[-1] + step < end:
        out.append((slots[-1] + step, end))
    return clip(out, start, end)


def _missing_value(name: str, key: tuple[Value, ...], each: tuple[str, ...], record: Record, world: World) -> Value:
    return key[each.index(name)] if name in each else None


def missing_as(record: Record, world: World) -> tuple[str, str] | None:
    """What a missing row counts as, (field, choice); None: it is left out. The reading is asked only by who has met a gap."""
    said = world.reading("missing record", record.name)
    if said == "left out":
        return None
    field, _, choice = said.partition("=")
    return field, choice


def with_missing(samples: Samples, world: World) -> Samples:
    """The samples with the value that a missing row counts as in the rows that stand for them; without gaps if it is left out."""
    return world.once(("samples", "missing", samples.record.name), lambda: _with_missing(samples, world))


def _with_missing(samples: Samples, world: World) -> Samples:
    said = missing_as(samples.record, world)
    if said is None:
        streams = tuple(
            Stream(stream.rows, stream.times, stream.slots, (), -1, stream.told, stream.made)
            for stream in samples.streams
        )
        return Samples(samples.record, samples.table, samples.real, streams, samples.step)
    field, choice = said
    tail = len(samples.table) - samples.real
    shown = [*islice(samples.table.columns[field], samples.real), *(choice for _ in range(tail))]
    changed = dict(samples.table.columns) | {field: shown}
    table = Table(samples.record, changed, samples.table.lines, samples.table.file, samples.table.further)
    return Samples(samples.record, table, samples.real, samples.streams, samples.step)


def count_of_slots(start: int, end: int, step: int) -> int:
    """How many rows are due in a stretch: one for each multiple of the step in it."""
    return max(0, -(-end // step) + (-start // step)) if step else 0
