"""What is sent again and again: when each one is due, and the rows of those that were due and were not sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sladsl.checks.evaluate.measuring import conditions, counting, limits, points, rows
from sladsl.checks.evaluate.measuring.facts import WHEN
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.duties import Duty, Repeated
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.node import node
from sladsl.records.table import Table, Value
from sladsl.time.deadlines import Deadline


@node
class Completed:
    """`table`: with the rows that are missing behind those that are there; `due`: by the name of the duty and the row."""

    table: Table
    due: Mapping[tuple[str, int], limits.TimeLimit]


@node
class _Time:
    """When one is due, the number of it, and the row that was sent (None: none was)."""

    limit: limits.TimeLimit
    until: Deadline
    number: int
    row: int | None


def completed(record: str, world: World) -> Completed | None:
    """None: the record is absent. While it is worked out what is missing, nothing is."""
    table = world.rows_given(record)
    if table is None:
        return None
    key = ("repeats", record)
    if key in world.working:
        return _whole(table, [], [], {}, world)
    world.working.add(key)
    try:
        return world.once(key, lambda: _completed(table, world))
    finally:
        world.working.discard(key)


def due_on(duty: Duty, item: Item, world: World) -> limits.TimeLimit | None:
    """When the row is due by the duty; None: it is one more than is due, or for another."""
    found = completed(item.record, world)
    return found.due.get((duty.name, item.row)) if found is not None else None


def _completed(table: Table, world: World) -> Completed:
    record = table.record.name
    due: dict[tuple[str, int], limits.TimeLimit] = {}
    made: list[dict[str, Value]] = []
    names: list[str] = []
    for duty in world.plan.duties:
        kind = duty.kind
        if not isinstance(kind, Repeated) or kind.record != record:
            continue
        reference = _reference(kind, world)
        for one in rows.select(kind.each, Scope(world, world.term)).items:
            key = rows.key_of(one, world)
            for time in _times(kind, one, _sent(kind, reference, key, table, world), world):
                at = len(table) + len(made) if time.row is None else time.row
                due[duty.name, at] = time.limit
                if time.row is None:
                    by_day = time.until.last_day is not None
                    made.append({reference: key, WHEN: time.until.instant - 1 if by_day else time.until.instant})
                    names.append(
                        f"{record} for {key}" if kind.once is not None else f"{record} {time.number} for {key}"
                    )
    return _whole(table, made, names, due, world)


def _whole(
    table: Table,
    made: list[dict[str, Value]],
    names: list[str],
    due: Mapping[tuple[str, int], limits.TimeLimit],
    world: World,
) -> Completed:
    columns: dict[str, list[Value]] = {
        name: [*column, *(one.get(name) for one in made)] for name, column in table.columns.items()
    }
    columns[WHEN] = [*table.columns[table.record.belongs], *(one[WHEN] for one in made)]
    lines = [*table.lines, *(0 for _ in made)]
    record = world.record(table.record.name) or table.record
    return Completed(Table(record, columns, lines, table.file, table.further, tuple(names)), due)


def _reference(kind: Repeated, world: World) -> str:
    """The field by which the rows refer to the one for which they are sent."""
    record = world.record(kind.record)
    field = record.reference_to(rows.record_of(kind.each, world).name) if record is not None else None
    return field.name if field is not None else ""


def _sent(kind: Repeated, reference: str, key: str, table: Table, world: World) -> list[tuple[int, int]]:
    """When those that refer to the one of this key were sent, with their rows, in order."""
    if not reference:
        return []
    column = table.columns[reference]
    found = []
    for row in range(len(table)):
        at = limits.act_of(Item(kind.record, row), kind.field, world)[0] if column[row] == key else None
        if at is not None:
            found.append((at, row))
    return sorted(found)


def _times(kind: Repeated, one: Item | Piece, sent: list[tuple[int, int]], world: World) -> Iterator[_Time]:
    scope = Scope(world, world.term).bind(kind.each.name, one)
    if kind.once is not None:
        limit = limits.limit_of(kind.once, scope)
        if limit is not None and limit.until is not None and (sent or not world.clean):
            yield _Time(limit, limit.until, 1, sent[0][1] if sent else None)
        return
    length = _length(kind, scope)
    start, until = points.instant(kind.start, scope), points.instant(kind.until, scope)
    # Of an example that does not speak of any that was sent, or not of the whole time, all were in time.
    if length is None or start is None or start >= world.as_of or (world.clean and (not sent or until is None)):
        return
    end = None if until is None or until >= world.as_of else until
    sent = [(at, row) for at, row in sent if at >= start and (end is None or at <= end)]
    if world.reading("repeated act") == "from last":
        yield from _from_last(start, end, length, sent, scope)
    else:
        yield from _at_fixed_times(start, end, length, sent, scope)


def _length(kind: Repeated, scope: Scope) -> Length | None:
    """None: the table has no interval for the row."""
    held = (length for which, length in kind.lengths if conditions.truth(which, scope) is Truth.TRUE)
    return kind.length or next(held, None)


def _after(at: int, length: Length, times: int, scope: Scope) -> Deadline:
    return counting.after(points.Moment(at), replace(length, amount=length.amount * times), (), scope)


def _time(until: Deadline, length: Length, number: int, row: int | None, closes: int | None = None) -> _Time:
    runs = limits.Running(length.period, ()) if length.basis is LengthBasis.CALENDAR else None
    return _Time(limits.TimeLimit(until, runs=runs, closes=closes), until, number, row)


def _from_last(
    start: int, end: int | None, length: Length, sent: list[tuple[int, int]], scope: Scope
) -> Iterator[_Time]:
    """Each is due so long after the one before; what is sent late is late by its whole delay, and the next is due after it."""
    last = start
    for number, (at, row) in enumerate(sent, 1):
        yield _time(_after(last, length, 1, scope), length, number, row)
        last = at
    until = _after(last, length, 1, scope)
    if end is None or until.instant < end:
        yield _time(until, length, len(sent) + 1, None, end)


def _at_fixed_times(
    start: int, end: int | None, length: Length, sent: list[tuple[int, int]], scope: Scope
) -> Iterator[_Time]:
    """One is due in each interval from the start; the first that is sent in it is that one."""
    number, waiting = 1, sent
    while True:
        until = _after(start, length, number, scope)
        here = [row for at, row in waiting if until.in_time(at)]
        waiting = waiting[len(here) :]
        is_over = end is not None and until.instant >= end
        if here:
            yield _time(until, length, number, here[0])
        elif not is_over:
            yield _time(until, length, number, None, min((at for at, _ in waiting), default=end))
        if is_over or (not waiting and until.late_from > scope.world.as_of):
            return
        number += 1
