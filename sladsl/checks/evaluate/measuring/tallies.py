"""Measures of the rows of a selection: aggregates of fields, counts and shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from sladsl.checks.evaluate.measuring import aggregates, columns, conditions, evidence, predicates, rows
from sladsl.checks.evaluate.measuring.evidence import Source
from sladsl.checks.evaluate.measuring.held import Holder, asked_there
from sladsl.checks.evaluate.measuring.measured import Measured as Measured
from sladsl.checks.evaluate.measuring.measured import unknown
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    InTime,
    Late,
    NotSo,
    OfField,
    Predicate,
    Selection,
    ShareOfRecords,
)
from sladsl.records.table import Table, Value


def of_field(node: OfField, scope: Scope) -> Measured:
    if (there := _there(node.selection, scope, lambda holder: holder.of_field(node, scope))) is not None:
        return there
    found = rows.rows_of(node.selection, scope)
    if found.table is None:
        return unknown(found.absent)
    if found.open:
        return unknown(_looked_at(node, scope))
    values, weights, scale = _numbers(found.table, node.fields, found, scope.world)
    value = aggregates.aggregate(node.aggregate, values, scale, node.percentile, scope.world, weights)
    return Measured(value, pending=bool(found.pending), sources=(Source(found.table, found.yes),))


def _there(selection: Selection, scope: Scope, ask: Callable[[Holder], Measured]) -> Measured | None:
    return asked_there(rows.record_of(selection, scope.world).name, scope.world, ask)


def _looked_at(node: object, scope: Scope) -> tuple[str, ...]:
    """The records that a node needs and nobody gave."""
    return tuple(name for name in sorted(needs(node, scope.world).records) if scope.world.table(name) is None)


def _numbers(
    table: object, fields: tuple[str, ...], found: rows.RowSet, world: World
) -> tuple[Sequence[int], Sequence[int] | None, int]:
    """The numbers of the rows, empty ones passed over, with their weights and what they are multiplied by. Several fields are summed."""
    assert found.table is not None
    parts = [columns.scaled(found.table, field) for field in fields]
    if len(parts) == 1:
        of = parts[0].values
        if found.weights is None:
            rows_ = found.yes
            picked = (
                of[rows_.start : rows_.stop] if isinstance(rows_, range) and rows_.step == 1 else [of[r] for r in rows_]
            )
            return [value for value in picked if value is not None], None, parts[0].scale
    scale = 1
    for part in parts:
        scale = scale * part.scale
    values: list[int] = []
    weights: list[int] = []
    for row, weight in zip(found.yes, found.weights or [1] * len(found.yes), strict=True):
        summed = [part.values[row] * (scale // part.scale) for part in parts if part.values[row] is not None]  # type: ignore[operator]
        if summed:
            values.append(sum(summed))
            weights.append(weight)
    return values, None if found.weights is None else weights, scale


def count(selection: Selection, scope: Scope) -> Measured:
    if rows.period_of(selection, scope.world) is not None:
        of = rows.select(selection, scope)
        if not of.known:
            return unknown(of.absent or _looked_at(selection, scope))
        items = [item for item in of.items if isinstance(item, Piece)]
        return number(len(items), len(of.pending), evidence.of_pieces(items, scope.world))
    if (there := _there(selection, scope, lambda holder: holder.count(selection, scope))) is not None:
        return there
    found = rows.rows_of(selection, scope)
    if found.table is None or found.open:
        return unknown(found.absent or _looked_at(selection, scope))
    return number(found.count, len(found.pending), (Source(found.table, found.yes),))


def number(n: int, pending: int, sources: tuple[Source, ...]) -> Measured:
    return Measured(Fraction(n), pending=pending > 0, sources=sources, least=Fraction(n), most=Fraction(n + pending))


def share_of_records(node: ShareOfRecords, scope: Scope) -> Measured:
    if rows.period_of(node.selection, scope.world) is not None:
        return _share_of_pieces(node, scope)
    if (there := _there(node.selection, scope, lambda holder: holder.share_of_records(node, scope))) is not None:
        return there
    counted = rows_of_share(node, scope)
    if isinstance(counted, Measured):
        return counted
    held, found = counted
    assert found.table is not None
    return share(held.count, len(held.pending), found.count, len(found.pending), (Source(found.table, held.yes),))


def rows_of_share(node: ShareOfRecords, scope: Scope) -> tuple[rows.RowSet, rows.RowSet] | Measured:
    """The rows above and below the line; or what is not known."""
    found = rows.rows_of(node.selection, scope)
    if found.table is None or found.open:
        return unknown(found.absent or _looked_at(node, scope))
    if any(isinstance(part, InTime | Late) for part in _parts(node.that)):
        found = _told(found, found.table, node.that, scope)
    assert found.table is not None
    held = rows.filtered(replace(found, pending=(), open=()), node.that, found.table.record, scope)
    return (held, found) if not held.open else unknown(_looked_at(node, scope))


def _parts(that: Predicate) -> Iterator[Predicate]:
    match that:
        case AllHold(parts) | AnyHolds(parts):
            for part in parts:
                yield from _parts(part)
        case NotSo(part):
            yield from _parts(part)
        case _:
            yield that


def _told(found: rows.RowSet, table: Table, that: Predicate, scope: Scope) -> rows.RowSet:
    """Without the rows on which nothing is due, or whose duty is excused: they are neither in time nor late, and count neither above nor
    below the line."""
    name = table.record.name

    def told(row: int) -> bool:
        return predicates.arises(that, scope.bind(name, Item(name, row)))

    yes = [told(row) for row in found.yes]
    return replace(
        found,
        yes=[row for row, kept in zip(found.yes, yes, strict=True) if kept],
        pending=[row for row in found.pending if told(row)],
        open=[row for row in found.open if told(row)],
        weights=None
        if found.weights is None
        else [weight for weight, kept in zip(found.weights, yes, strict=True) if kept],
    )


def _share_of_pieces(node: ShareOfRecords, scope: Scope) -> Measured:
    of = rows.select(node.selection, scope)
    if not of.known:
        return unknown(of.absent or _looked_at(node, scope))
    held = [conditions.truth(node.that, scope.bind(node.selection.name, item)) for item in of.items]
    if Truth.UNDETERMINED in held:
        return unknown(_looked_at(node, scope))
    return share(held.count(Truth.TRUE), held.count(Truth.PENDING), len(of.items), len(of.pending), ())


def share(yes: int, maybe: int, of: int, joining: int, sources: tuple[Source, ...]) -> Measured:
    """`maybe` of them may yet fulfil it; `joining` may yet be among them, and fulfil it or not."""
    if not of + joining:
        return Measured(None)
    value = Fraction(yes, of) if of else None
    if not maybe and not joining:
        return Measured(value, sources=sources)
    least, most = Fraction(yes, of + joining), Fraction(yes + maybe + joining, of + joining)
    return Measured(value, pending=True, sources=sources, least=least, most=max(most, Fraction(yes + maybe, of or 1)))


def item_value(record: str, field: str, scope: Scope) -> Measured:
    item = scope.item(record)
    table = scope.world.table(record if item is None else item.record)
    if item is None or table is None:
        return unknown((record,)) if table is None else Measured(None)
    value: Value = table.value(field, item.row) if item.row >= 0 else None
    sources = (Source(table, (item.row,)),) if item.row >= 0 else ()
    number = Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
    return Measured(number, sources=sources)
