"""Selections: which rows of a record, or pieces of a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sladsl.checks.evaluate import columns, conditions, lives, periods, points, samples
from sladsl.checks.evaluate.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.checks.evaluate.world import World
from sladsl.model import algebra
from sladsl.model.algebra import AllHold, Predicate, Selection
from sladsl.model.schema import FieldKind, Record
from sladsl.records.table import Table, Value
from sladsl.time.dates import ONE_DAY, month_number
from sladsl.time.stretches import clip
from sladsl.time.windows import Window


@dataclass(frozen=True, slots=True)
class Selected:
    """`items` fulfil the selection; `pending` may still; whether `open` ones do would have to be known from a record that is absent.

    `absent`: the names of records that are absent, so that there may be further items.
    """

    items: tuple[Item | Piece, ...]
    pending: tuple[Item | Piece, ...] = ()
    open: tuple[Item | Piece, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return not self.absent and not self.open


@dataclass(frozen=True, slots=True)
class RowSet:
    """The same for rows, without an object for each. `weights`: how many rows each of `yes` stands for; None: each for itself."""

    table: Table | None
    yes: Sequence[int]
    pending: Sequence[int] = ()
    open: Sequence[int] = ()
    weights: Sequence[int] | None = None
    absent: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.yes) if self.weights is None else sum(self.weights)


def select(selection: Selection, scope: Scope) -> Selected:
    """In the order of time (rows without a time last). For samples by the thousand use measures instead: this makes an object a row."""
    if period_of(selection, scope.world) is not None:
        return periods.select_pieces(selection, scope)
    found = rows_of(selection, scope)
    name = record_of(selection, scope.world).name
    yes, pending, open_ = (tuple(Item(name, row) for row in part) for part in (found.yes, found.pending, found.open))
    return Selected(yes, pending, open_, found.absent)


def key_of(value: Bound, world: World) -> str:
    """The key by which records refer to a row; the text of a choice. Also how statements name a group: "C1", "tickets.csv, line 5"."""
    match value:
        case str():
            return value
        case Item(record, row):
            table = world.table(record)
            return table.name_of(row) if table is not None else ""
        case Piece(item=Item() as item):
            return key_of(item, world)
        case Piece():
            return value.name


# --- what a selection is of ------------------------------------------------------------------------------------------------------


def chain(selection: Selection, world: World) -> tuple[Selection, ...]:
    """The selection and those whose names it uses, the outermost first; the last names a record or a period."""
    return world.of_plan(selection, "chain", lambda: _chain(selection, world))


def _chain(selection: Selection, world: World) -> tuple[Selection, ...]:
    out = [selection]
    while isinstance(definition := _body(out[-1].name, world), Selection):
        out.append(definition)
    return tuple(out)


def _body(name: str, world: World) -> object:
    definition = world.definition(name)
    return None if definition is None or world.record(name) is not None else definition.body


def record_of(selection: Selection, world: World) -> Record:
    """The record of which the selection selects rows. Raises KeyError where it selects pieces or its name is unknown."""
    record = world.record(chain(selection, world)[-1].name)
    if record is None:
        raise KeyError(selection.name)
    return record


def period_of(selection: Selection, world: World) -> str | None:
    """The named period of which the selection selects pieces; None where it selects rows."""
    name = chain(selection, world)[-1].name
    return None if world.record(name) is not None or world.definition(name) is None else name


# --- rows ------------------------------------------------------------------------------------------------------------------------


def rows_of(selection: Selection, scope: Scope) -> RowSet:
    """The rows of a record that fulfil the selection, in the order of time."""
    world = scope.world
    links = chain(selection, world)
    for link in links:
        scope = scoped(link.scopes, scope)
    record = record_of(selection, world)
    windows = [points.window_at(link.window, scope) for link in links if link.window is not None]
    if any(window is None for window in windows):
        return RowSet(world.table(record.name), ())
    known = [window for window in windows if window is not None]
    table, rows, weights = _candidates(record, known, scope)
    if table is None:
        return RowSet(None, (), absent=(record.name,))
    found = RowSet(table, rows, weights=weights)
    for link in reversed(links):
        if link.where is not None:
            found = _filtered(found, link.where, link.name, record, scope)
    return found


def scoped(scopes: tuple[algebra.Scope, ...], scope: Scope) -> Scope:
    """With the scopes' names as groups; `via` takes the row to which a field of the bound row refers. KeyError: nothing is bound there."""
    for each in scopes:
        if each.via is None:
            if each.name in scope.bound:
                scope = scope.group(each.name, scope.bound[each.name])
            continue
        name, field_name = each.via
        item = scope.item(name)
        if item is None:
            raise KeyError(name)
        record = scope.world.record(item.record)
        field = record.field(field_name) if record else None
        table, of = scope.world.table(item.record), scope.world.table(field.record) if field else None
        key = table.value(field_name, item.row) if table is not None else None
        row = of.rows_by_key.get(key) if of is not None and isinstance(key, str) else None
        # A reference that leads nowhere is a group without rows.
        scope = scope.group(each.name, Item(field.record if field else each.name, -1 if row is None else row))
    return scope


def _candidates(
    record: Record, windows: list[Window], scope: Scope
) -> tuple[Table | None, Sequence[int], Sequence[int] | None]:
    """Rows in all of the windows that the bound groups allow."""
    world = scope.world
    if record.cadence is not None:
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
        rows = in_window(record, table, rows, window, world)
    if not windows:
        rows = _by_time(record, table, rows, world)
    return table, rows, None


def _few(table: Table, limits: Mapping[str, frozenset[str]], world: World) -> Sequence[int]:
    """By the index of the first restricted field."""
    field, keys = next(iter(limits.items()))
    index = columns.rows_by_value(table, field, world)
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
        keys = frozenset((key_of(value, scope.world) if not isinstance(value, Item) or value.row >= 0 else "",))
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


def in_window(record: Record, table: Table, rows: Sequence[int], window: Window, world: World) -> Sequence[int]:
    """The rows that belong to the window, by time. Rows with a service life belong to the windows in which they are in service."""
    if any(life.record == record.name and (life.start or life.end) for life in world.plan.lives):
        return [row for row in rows if lives.in_service(Item(record.name, row), window, world) is not None]
    if not record.belongs:
        return rows
    field = record.field(record.belongs)
    if field is not None and field.kind is FieldKind.MONTH:
        column = table.columns[record.belongs]
        return [row for row in rows if lies_in(column[row], window, world)]
    order = columns.in_time_order(table, record.belongs, world)
    found = order.between(window.start, window.end)
    if isinstance(rows, range):
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


# --- samples ---------------------------------------------------------------------------------------------------------------------


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


# --- predicates ------------------------------------------------------------------------------------------------------------------


def filtered(found: RowSet, where: Predicate, record: Record, scope: Scope) -> RowSet:
    """The rows that fulfil a predicate, with those of which it is not known yet."""
    return _filtered(found, where, record.name, record, scope)


def _filtered(found: RowSet, where: Predicate, name: str, record: Record, scope: Scope) -> RowSet:
    table = found.table
    if table is None:
        return found
    world = scope.world
    if columns.is_plain(where, world):
        held = columns.mask(where, table, world)
        if found.weights is None:
            return RowSet(table, columns.picked(found.yes, held), [r for r in found.pending if held[r]],
                          [r for r in found.open if held[r]], None, found.absent)  # fmt: skip
        pairs = [(row, weight) for row, weight in zip(found.yes, found.weights, strict=True) if held[row]]
        return RowSet(table, [row for row, _ in pairs], (), (), [weight for _, weight in pairs], found.absent)
    if isinstance(where, AllHold):
        # What columns decide goes first: fewer rows are left to look at one by one.
        for part in sorted(where.parts, key=lambda part: not columns.is_plain(part, world)):
            found = _filtered(found, part, name, record, scope)
        return found
    yes: list[int] = []
    weights: list[int] = []
    pending: list[int] = []
    open_: list[int] = []
    all_weights = found.weights if found.weights is not None else [1] * len(found.yes)
    parts = [(row, weight, Truth.TRUE) for row, weight in zip(found.yes, all_weights, strict=True)]
    parts += [(row, 1, Truth.PENDING) for row in found.pending] + [(row, 1, Truth.UNDETERMINED) for row in found.open]
    for row, weight, before in parts:
        held_ = conditions.truth(where, scope.bind(name, Item(record.name, row)))
        if held_ is Truth.FALSE:
            continue
        if Truth.UNDETERMINED in (held_, before):
            open_.append(row)
        elif Truth.PENDING in (held_, before):
            pending.append(row)
        else:
            yes.append(row)
            weights.append(weight)
    return RowSet(table, yes, pending, open_, None if found.weights is None else weights, found.absent)
