"""Selections: which rows of a record, or pieces of a period."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from sladsl.checks.evaluate.measuring import columns, composing, conditions, masks, periods, points, restricting
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model import algebra
from sladsl.model.algebra import AllHold, InPeriod, NotSo, Predicate, Selection
from sladsl.model.node import node
from sladsl.model.schema import FieldKind, Record
from sladsl.records.table import Table

_MANY = 32
"""So few rows are looked at one by one."""


@node
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


@node
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
    conditions_ = [(link.where, link.name) for link in reversed(links) if link.where is not None]
    if known and (table := restricting.by_time_alone(record, scope)) is not None:
        plain = list(takewhile(lambda where: masks.is_plain(where, world), (where for where, _ in conditions_)))
        order = masks.in_time_order(plain, table, record.belongs, world)
        found = RowSet(table, order.between(max(window.start for window in known), min(window.end for window in known)))
        conditions_ = conditions_[len(plain) :]
    else:
        here, rows, weights = restricting.candidates(record, known, scope, timed=any(link.timed for link in links))
        if here is None:
            return RowSet(None, (), absent=(record.name,))
        found = RowSet(here, rows, weights=weights)
    for where, name in conditions_:
        found = _filtered(found, where, name, record, scope)
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


# --- samples ---------------------------------------------------------------------------------------------------------------------


# --- predicates ------------------------------------------------------------------------------------------------------------------


def filtered(found: RowSet, where: Predicate, record: Record, scope: Scope) -> RowSet:
    """The rows that fulfil a predicate, with those of which it is not known yet."""
    return _filtered(found, where, record.name, record, scope)


def _filtered(found: RowSet, where: Predicate, name: str, record: Record, scope: Scope) -> RowSet:
    table = found.table
    if table is None:
        return found
    world = scope.world
    if masks.is_plain(where, world):
        if found.weights is None:
            kept, maybe, open_to = (
                masks.picked(where, part, table, world) for part in (found.yes, found.pending, found.open)
            )
            return RowSet(table, kept, maybe, open_to, None, found.absent)
        held = masks.mask(where, table, world)
        pairs = [(row, weight) for row, weight in zip(found.yes, found.weights, strict=True) if held[row]]
        return RowSet(table, [row for row, _ in pairs], (), (), [weight for _, weight in pairs], found.absent)
    if isinstance(where, InPeriod) or (isinstance(where, NotSo) and isinstance(where.part, InPeriod)):
        inside = _rows_in(where if isinstance(where, InPeriod) else where.part, found, record, scope)  # type: ignore[arg-type]
        if inside is not None:
            wanted = isinstance(where, InPeriod)
            return _kept(found, [row for row in found.yes if (row in inside) is wanted])
    if isinstance(where, AllHold):
        # What columns decide goes first: fewer rows are left to look at one by one.
        for part in sorted(where.parts, key=lambda part: not masks.is_plain(part, world)):
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


def _kept(found: RowSet, kept: list[int]) -> RowSet:
    if found.weights is None:
        return RowSet(found.table, kept, (), (), None, found.absent)
    weight = dict(zip(found.yes, found.weights, strict=True))
    return RowSet(found.table, kept, (), (), [weight[row] for row in kept], found.absent)


def _rows_in(where: InPeriod, found: RowSet, record: Record, scope: Scope) -> set[int] | None:
    """The rows that lie in a period, a stretch at a time; None where each row must be looked at for itself."""
    world = scope.world
    need = needs(where.period, world)
    timed = record.field(record.belongs)
    if where.point is not None or found.pending or found.open or need.item or need.settled or record.name in need.names:
        return None
    if found.table is None or timed is None or timed.kind is not FieldKind.TIME or len(found.yes) < _MANY:
        return None
    order = columns.in_time_order(found.table, record.belongs, world)
    if not order.times or any(row >= len(order.times) for row in found.yes):
        return None
    of = composing.whole(where.period, scope, (order.times[0], order.times[-1] + 1))
    if of.pending or of.absent:
        return None
    spans = [span for piece in composing.not_left_out(of.pieces, of, world) for span in piece.stretches]
    inside = {row for start, end in spans for row in order.between(start, end)}
    at_end = {row for start, end in spans if start < end for row in order.between(end, end + 1)} - inside
    if not at_end.isdisjoint(found.yes) and world.reading("stretch ends") == "both":
        inside |= at_end
    return inside
