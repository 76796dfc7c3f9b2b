"""Finds what is unusual in records: rows that stand twice, rows that are due and absent, stretches that overlap, times that go back, rows
outside the term. None of it is an error: a row that cannot be read never comes here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sladsl.checks.evaluate.measuring.columns import ends, instants
from sladsl.checks.evaluate.measuring.held import Holder, Refused, far_holder
from sladsl.checks.evaluate.measuring.samples import Stream, count_of_slots, samples_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.figures import local_time
from sladsl.checks.plan import Plan
from sladsl.checks.statement import FlawKind
from sladsl.model.algebra import FromTo
from sladsl.model.moments import FieldPoint
from sladsl.model.node import node, nodes
from sladsl.model.schema import FieldKind, Record
from sladsl.records.table import OPEN_END, Table
from sladsl.time.stretches import Stretch, clip

_SHOWN = 20


@node
class Odd:
    """`rows` of the table, in the order of the file (none for what is absent); `count` may be greater, where rows are missing; `first` names
    the first of them."""

    record: str
    kind: FlawKind
    rows: tuple[int, ...]
    count: int
    first: tuple[str, ...]


def odd_in(world: World, reach: Stretch) -> Iterator[Odd]:
    """What touches the stretch; rows outside the term wherever they stand. By record, in the order of the text."""
    pairs = _pairs(world.plan)
    for record in world.plan.records:
        table = world.table(record.name)
        if table is None or not len(table):
            continue
        if (holder := far_holder(record.name, world)) is not None:
            yield from _far(holder, record, table, pairs, reach, world)
            continue
        times = instants(table, record.belongs, world) if record.belongs else [None] * len(table)
        near = [at is None or reach[0] <= at < reach[1] for at in times]
        if record.cadence is None:
            yield from _rows(table, FlawKind.TWICE, (row for row in _repeated_rows(table) if near[row]))
        else:
            found = samples_of(record, world)
            assert found is not None
            streams = found.streams
            yield from _rows(table, FlawKind.SEVERAL, (row for s in streams for row in _same_slot(s) if near[row]))
            yield from _missing(table, [gap for s in streams for gap in clip(s.gaps, *reach)], found.step, world)
            yield from _rows(table, FlawKind.BACK, (row for s in streams for row in _going_back(s, times) if near[row]))
        for start, end in dict.fromkeys(pairs.get(record.name, ())):
            yield from _rows(table, FlawKind.OVERLAP, _overlapping(table, start, end, reach, world))
        outside = (row for row, at in enumerate(times) if at is not None and not _in_term(at, world))
        yield from _rows(table, FlawKind.OUTSIDE, outside)


def _far(
    holder: Holder, record: Record, table: Table, pairs: Mapping[str, object], reach: Stretch, world: World
) -> Iterator[Odd]:
    """The same of a record whose rows are not here; see `odd_in`."""
    if pairs.get(record.name):
        raise Refused(record.name, "its rows last, and whether they overlap is looked at row by row")
    several = holder.several(record, world, reach)
    if record.cadence is None:
        yield from _rows(table, FlawKind.TWICE, several)
    else:
        found = samples_of(record, world)
        assert found is not None
        yield from _rows(table, FlawKind.SEVERAL, several)
        yield from _missing(table, [gap for s in found.streams for gap in clip(s.gaps, *reach)], found.step, world)
        yield from _rows(table, FlawKind.BACK, holder.going_back(record, world, reach))
    yield from _rows(table, FlawKind.OUTSIDE, holder.outside(record, world))


def _rows(table: Table, kind: FlawKind, rows: Iterable[int]) -> Iterator[Odd]:
    found = tuple(sorted(set(rows)))
    if found:
        first = tuple(table.where(row) for row in found[:_SHOWN])
        yield Odd(table.record.name, kind, found, len(found), first)


def _missing(table: Table, gaps: list[Stretch], step: int, world: World) -> Iterator[Odd]:
    count = sum(count_of_slots(start, end, step) for start, end in gaps)
    if count:
        said = (f"{local_time(a, world.zone)} to {local_time(b, world.zone)}" for a, b in sorted(gaps))
        yield Odd(table.record.name, FlawKind.MISSING, (), count, tuple(dict.fromkeys(said))[:_SHOWN])


def _repeated_rows(table: Table) -> Iterator[int]:
    """Rows that say in every field what an earlier row says."""
    seen: set[tuple[object, ...]] = set()
    for row, values in enumerate(zip(*table.columns.values(), strict=True)):
        if values in seen:
            yield row
        seen.add(values)


def _same_slot(stream: Stream) -> Iterator[int]:
    """Rows beside the first of those that are due once."""
    slots = stream.slots
    return (stream.rows[i] for i in range(1, len(slots)) if slots[i] == slots[i - 1])


def _going_back(stream: Stream, times: Sequence[int | None]) -> list[int]:
    """Rows of a stream that follow in the file on a later one: its clock was set back. A file that was written backwards as a whole has
    none: then those that go forward are counted."""
    if isinstance(stream.rows, range):
        return []
    rows = sorted(stream.rows)
    back: list[int] = []
    forward: list[int] = []
    for before, row in pairwise(rows):
        a, b = times[before], times[row]
        if a is not None and b is not None and a != b:
            (back if b < a else forward).append(row)
    return back if len(back) <= len(forward) else forward


def _pairs(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The fields from which to which a row of a record lasts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for root in (plan.definitions, plan.duties, plan.consequences):
        for one in nodes(root):
            match one:
                case FromTo(start=FieldPoint(record=a, field=start), end=FieldPoint(record=b, field=end)) if a == b:
                    found.setdefault(a, []).append((start, end))
    return found


def _overlapping(table: Table, start: str, end: str, reach: Stretch, world: World) -> Iterator[int]:
    """Rows that begin before an earlier one of the same thing has ended."""
    same = [field.name for field in table.record.fields if field.kind is FieldKind.REFERENCE]
    begins, until = instants(table, start, world), ends(table, end, world)
    lasting = sorted(
        (begin, row)
        for row, begin in enumerate(begins)
        if begin is not None and begin < reach[1] and (until[row] or OPEN_END) > reach[0]
    )
    reached: dict[tuple[object, ...], int] = {}
    for begin, row in lasting:
        key = tuple(table.columns[name][row] for name in same)
        if begin < reached.get(key, begin):
            yield row
        reached[key] = max(reached.get(key, 0), until[row] or OPEN_END)


def _in_term(at: int, world: World) -> bool:
    return world.term.start <= at < world.term.end
