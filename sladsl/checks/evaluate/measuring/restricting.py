"""Which rows of a record stand for selection at all: those of the bound groups, in a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sladsl.checks.evaluate.measuring import columns, lives, rows, samples
from sladsl.checks.evaluate.measuring.held import Refused, far_holder
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.schema import FieldKind, Record
from sladsl.records.table import Table, Value
from sladsl.time.dates import ONE_DAY, month_number
from sladsl.time.stretches import clip
from sladsl.time.windows import Window


def candidates(
    record: Record, windows: list[Window], scope: Scope, *, timed: bool = False
) -> tuple[Table | None, Sequence[int], Sequence[int] | None]:
    """Rows in all of the windows that the bound groups allow."""
    world = scope.world
    if far_holder(record.name, world) is not None:
        raise Refused(record.name, "its rows are looked at one by one")
    if world.is_sampled(record):
        return _sampled(record, windows, scope)
    table = world.table(record.name)
    if table is None:
        return None, (), None
    limits = restrictions(record, scope)
    if record.name in scope.focus and (own := scope.item(record.name)) is not None:
        rows: Sequence[int] = [own.row] if own.row >= 0 else []
    elif limits:
        rows = _few(table, limits, world)
    else:
        rows = range(len(table))
    if record.name in scope.focus:
        rows = allowed(table, rows, limits)
    for window in windows:
        rows = in_window(record, table, rows, window, world, timed=timed)
    if not windows:
        rows = _by_time(record, table, rows, world)
    return table, rows, None


def by_time_alone(record: Record, scope: Scope) -> Table | None:
    """The table, where windows alone say which of its rows stand for selection: those between two times."""
    world = scope.world
    table, field = world.table(record.name), record.field(record.belongs)
    if table is None or field is None or field.kind is FieldKind.MONTH or scope.bound or record.name in scope.focus:
        return None
    elsewhere = world.is_sampled(record) or far_holder(record.name, world) is not None
    return None if elsewhere or _has_lives(record, world) else table


def _has_lives(record: Record, world: World) -> bool:
    return any(life.record == record.name and (life.start or life.end) for life in world.plan.lives)


def _few(table: Table, limits: Mapping[str, frozenset[str]], world: World) -> Sequence[int]:
    """By the index of the first restricted field."""
    field, keys = next(iter(limits.items()))
    index = columns.rows_by_value(table, field)
    rows = index.get(next(iter(keys)), ()) if len(keys) == 1 else sorted(r for key in keys for r in index.get(key, ()))
    return allowed(table, rows, dict(list(limits.items())[1:]))


def allowed(table: Table, rows: Sequence[int], limits: Mapping[str, frozenset[str]]) -> Sequence[int]:
    """The rows whose fields have one of the keys."""
    for field, keys in limits.items():
        column = table.columns[field]
        rows = [row for row in rows if column[row] in keys]
    return rows


def restrictions(record: Record, scope: Scope) -> Mapping[str, frozenset[str]]:
    """Field and the keys that it must have: what is bound restricts the records that refer to it, directly or through another record."""
    out: dict[str, frozenset[str]] = {}
    for name, value in scope.bound.items():
        # A row stands under several names; what its record is bound to now counts (a Backup Port, once it is bound, is the Port).
        if isinstance(value, Piece) or (isinstance(value, Item) and scope.bound.get(value.record) != value):
            continue
        field = record.reference_to(value.record if isinstance(value, Item) else name)
        if field is None or (isinstance(value, Item) and value.record == record.name and field.name != name):
            continue
        keys = frozenset((rows.key_of(value, scope.world) if not isinstance(value, Item) or value.row >= 0 else "",))
        out[field.name] = out.get(field.name, keys) & keys
    for field in record.fields:
        if field.kind is FieldKind.REFERENCE and field.name not in out and field.record != record.name:
            keys_ = _indirect(field.record, scope)
            if keys_ is not None:
                out[field.name] = keys_
    return out


def _indirect(name: str, scope: Scope) -> frozenset[str] | None:
    """The keys of the rows of a record that the bound groups allow; None where they do not restrict it."""
    record, table = scope.world.record(name), scope.world.table(name)
    if record is None or table is None:
        return None
    limits = restrictions(record, scope)
    if not limits:
        return None
    return frozenset(table.name_of(row) for row in _few(table, limits, scope.world))


def in_window(
    record: Record, table: Table, rows: Sequence[int], window: Window, world: World, *, timed: bool = False
) -> Sequence[int]:
    """The rows that belong to the window, by time. Rows with a service life belong to the windows in which they are in service, unless it is
    asked of them what was done in time (`timed`)."""
    if not timed and _has_lives(record, world):
        return [row for row in rows if lives.in_service(Item(record.name, row), window, world) is not None]
    if not record.belongs:
        return rows
    field = record.field(record.belongs)
    if field is not None and field.kind is FieldKind.MONTH:
        column = table.columns[record.belongs]
        return [row for row in rows if lies_in(column[row], window, world)]
    order = columns.in_time_order(table, record.belongs, world)
    found = order.between(window.start, window.end)
    if isinstance(rows, range) and len(rows) == len(table):
        return found
    if len(rows) < 8:
        column = table.columns[record.belongs]
        times = [(columns.instant_of_value(column[row], world.zone), row) for row in rows]
        return [
            row
            for at, row in sorted((at, row) for at, row in times if at is not None and window.start <= at < window.end)
        ]
    wanted = set(rows)
    return [row for row in found if row in wanted]


def lies_in(value: Value, window: Window, world: World) -> bool:
    """Whether a time, date or month lies in a window. A month lies in the window of a month that starts in it (a billing month from 15
    June is that of June), and in longer windows from the month of their first day to the last that starts within them."""
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], int):
        month = month_number(date(value[0], value[1], 1))
        first, after = month_number(window.first), month_number(window.last + ONE_DAY)
        return first <= month < max(after, first + 1)
    at = columns.instant_of_value(value, world.zone)
    return at is not None and window.start <= at < window.end


def _by_time(record: Record, table: Table, rows: Sequence[int], world: World) -> Sequence[int]:
    if not record.belongs:
        return rows
    order = columns.in_time_order(table, record.belongs, world)
    if isinstance(order.rows, range):
        return rows
    place = world.once_for(table, ("place", record.belongs), lambda: {row: n for n, row in enumerate(order.rows)})
    return sorted(rows, key=lambda row: place.get(row, len(place)))


def _sampled(
    record: Record, windows: list[Window], scope: Scope
) -> tuple[Table | None, Sequence[int], Sequence[int] | None]:
    world = scope.world
    found = samples.samples_of(record, world)
    if found is None:
        return None, (), None
    start = max((window.start for window in windows), default=world.term.start)
    end = min((window.end for window in windows), default=min(world.term.end, world.as_of))
    limits = restrictions(record, scope)
    if any(clip(stream.gaps, start, end) for stream in found.streams):
        found = samples.with_missing(found, world)
    rows: Sequence[int] = range(found.real)
    if record.name in scope.focus and (own := scope.item(record.name)) is not None:
        return found.table, [own.row], None
    if limits:
        rows = allowed(found.table, _few(found.table, limits, world), {})
        rows = [row for row in rows if row < found.real]
    order = columns.in_time_order(found.table, record.belongs, world)
    if found.real == len(found.table):
        real = order.between(start, end) if windows else order.rows
    else:
        real = [row for row in (order.between(start, end) if windows else order.rows) if row < found.real]
    if limits:
        wanted = set(rows)
        real = [row for row in real if row in wanted]
    standing: dict[int, int] = {}
    for stream in found.streams:
        spans = [(a, b, stream.stand_in) for a, b in stream.gaps] or stream.told
        for a, b, row in spans:
            weight = samples.count_of_slots(max(a, start), min(b, end), found.step)
            if weight:
                standing[row] = standing.get(row, 0) + weight
    if not standing:
        return found.table, real, None
    extra = allowed(found.table, list(standing), limits)
    return found.table, [*real, *extra], [*(1 for _ in real), *(standing[row] for row in extra)]
