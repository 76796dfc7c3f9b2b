"""Measures: the value of a measure in a scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate import (
    aggregates,
    clock,
    columns,
    conditions,
    evidence,
    periods,
    points,
    rows,
    series,
    times,
)
from sladsl.checks.evaluate.evidence import Source
from sladsl.checks.evaluate.measured import Measured as Measured
from sladsl.checks.evaluate.measured import together, unknown
from sladsl.checks.evaluate.scope import Piece, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.checks.evaluate.walk import needs
from sladsl.checks.evaluate.world import World
from sladsl.model.algebra import (
    Arithmetic,
    Constant,
    CountOf,
    ExtremeOf,
    ItemLength,
    ItemValue,
    LedgerBalance,
    Measure,
    NamedMeasure,
    OfField,
    OfPeriod,
    Operator,
    OverWindows,
    Rounded,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
)
from sladsl.records.table import Value
from sladsl.time.windows import Window, windows_between

_SECOND = 1_000_000


def measure(node: Measure, scope: Scope) -> Measured:
    """The value in the base of its dimension: ratio, seconds, money, number. A value given by a worked example stands for any computed one."""
    if scope.world.given:
        given = given_value(node, scope)
        if given is not None:
            return Measured(given)
    return _measure(node, scope)


def _measure(node: Measure, scope: Scope) -> Measured:
    world = scope.world
    match node:
        case OfField():
            return _of_field(node, scope)
        case CountOf(selection):
            return _count(selection, scope)
        case OfPeriod(aggregate, period, ref):
            window = points.window_at(ref, scope)
            return times.of_period(aggregate, period, scope.over(window)) if window is not None else Measured(None)
        case OverWindows():
            return _over_windows(node, scope)
        case ShareOfRecords():
            return _share_of_records(node, scope)
        case ShareOfTime(window=ref):
            window = points.window_at(ref, scope)
            return times.share_of_time(node, scope.over(window)) if window is not None else Measured(None)
        case ShareOfUnits(window=ref):
            window = points.window_at(ref, scope)
            return times.share_of_units(node, scope.over(window)) if window is not None else Measured(None)
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, measure(left, scope), measure(right, scope))
        case Constant(quantity):
            return Measured(quantity.value)
        case NamedMeasure():
            return _named(node, scope)
        case Rounded(inner, rounding):
            of = measure(inner, scope)
            ends = [None if value is None else rounding.apply(value) for value in (of.value, of.least, of.most)]
            return replace(of, value=ends[0], least=ends[1], most=ends[2])
        case ExtremeOf(greater, left, right):
            return _extreme(greater, measure(left, scope), measure(right, scope))
        case ItemValue(record, field):
            return _item_value(record, field, scope)
        case ItemLength(name):
            piece = conditions.piece_called(name, scope)
            if piece is None:
                return Measured(None)
            return Measured(Fraction(piece.length, _SECOND), sources=evidence.of_pieces((piece,), world))
        case LedgerBalance(ledger):
            if world.settled is None:
                raise RuntimeError("a ledger before anything is settled")
            return world.settled.balance(ledger, scope.window)
        case _:
            assert_never(node)


# --- given values ----------------------------------------------------------------------------------------------------------------


def given_value(node: Measure, scope: Scope) -> Fraction | None:
    """The value that a worked example gives to the measure, or to the number of a selection, in the supplied window."""
    if isinstance(node, CountOf):
        return given_count(node.selection, scope)
    for event in scope.world.given:
        if _same(event.measure, node) and _is_its_window(event, scope) and _is_bound(event.bound, scope):
            return event.value
    return None


def given_count(selection: Selection, scope: Scope) -> Fraction | None:
    for event in scope.world.given:
        if (
            isinstance(event.measure, CountOf)
            and event.measure.selection.name == selection.name
            and event.measure.selection.where == selection.where
            and _is_its_window(event, scope)
            and _is_bound(event.bound, scope)
        ):
            return event.value
    return None


def _same(given: Measure, node: Measure) -> bool:
    """A named measure is the same in every window and for every group: these are told apart by the event."""
    if isinstance(given, NamedMeasure) and isinstance(node, NamedMeasure):
        return given.name == node.name
    return given == node


def _is_its_window(event: object, scope: Scope) -> bool:
    first, unit = event.first, event.unit  # type: ignore[attr-defined]
    window = scope.world.once(("given", first, unit), lambda: clock.starting(unit, first, scope.world))
    return window is not None and window.stretch == scope.window.stretch


def _is_bound(bound: tuple[tuple[str, str], ...], scope: Scope) -> bool:
    return all(name in scope.bound and rows.key_of(scope.bound[name], scope.world) == key for name, key in bound)


# --- records ---------------------------------------------------------------------------------------------------------------------


def selected_rows(selection: Selection, scope: Scope) -> rows.RowSet:
    """The rows of the selection, without those that lie outside what is measured."""
    found = rows.rows_of(selection, scope)
    if not scope.outside or found.table is None:
        return found
    left = times.left_out(scope)
    record = found.table.record
    if not record.belongs:
        return found
    order = columns.in_time_order(found.table, record.belongs, scope.world)
    gone = {row for start, end in left for row in order.between(start, end)}
    if scope.world.reading("stretch ends") == "both" if left else False:
        gone |= {row for _, end in left for row in order.between(end, end + 1)}
    weights = found.weights
    if weights is not None:
        pairs = [(row, weight) for row, weight in zip(found.yes, weights, strict=True) if row not in gone]
        return replace(found, yes=[row for row, _ in pairs], weights=[weight for _, weight in pairs])
    return replace(
        found, yes=[row for row in found.yes if row not in gone], pending=[r for r in found.pending if r not in gone]
    )


def _of_field(node: OfField, scope: Scope) -> Measured:
    found = selected_rows(node.selection, scope)
    if found.table is None:
        return unknown(found.absent)
    if found.open:
        return unknown(_looked_at(node, scope))
    values, weights, scale = _numbers(found.table, node.fields, found, scope.world)
    value = aggregates.aggregate(node.aggregate, values, scale, node.percentile, scope.world, weights)
    return Measured(value, pending=bool(found.pending), sources=(Source(found.table, found.yes),))


def _looked_at(node: object, scope: Scope) -> tuple[str, ...]:
    """The records that a node needs and nobody gave."""
    return tuple(name for name in sorted(needs(node, scope.world).records) if scope.world.table(name) is None)


def _numbers(
    table: object, fields: tuple[str, ...], found: rows.RowSet, world: World
) -> tuple[Sequence[int], Sequence[int] | None, int]:
    """The numbers of the rows, empty ones passed over, with their weights and what they are multiplied by. Several fields are summed."""
    assert found.table is not None
    parts = [columns.scaled(found.table, field, world) for field in fields]
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


def _count(selection: Selection, scope: Scope) -> Measured:
    if rows.period_of(selection, scope.world) is not None:
        of = rows.select(selection, scope)
        if not of.known:
            return unknown(of.absent or _looked_at(selection, scope))
        items = [item for item in of.items if isinstance(item, Piece)]
        return _number(len(items), len(of.pending), evidence.of_pieces(items, scope.world))
    found = selected_rows(selection, scope)
    if found.table is None or found.open:
        return unknown(found.absent or _looked_at(selection, scope))
    return _number(found.count, len(found.pending), (Source(found.table, found.yes),))


def _number(n: int, pending: int, sources: tuple[Source, ...]) -> Measured:
    return Measured(Fraction(n), pending=pending > 0, sources=sources, least=Fraction(n), most=Fraction(n + pending))


def _share_of_records(node: ShareOfRecords, scope: Scope) -> Measured:
    if rows.period_of(node.selection, scope.world) is not None:
        return _share_of_pieces(node, scope)
    found = selected_rows(node.selection, scope)
    if found.table is None or found.open:
        return unknown(found.absent or _looked_at(node, scope))
    held = rows.filtered(replace(found, pending=(), open=()), node.that, found.table.record, scope)
    if held.open:
        return unknown(_looked_at(node, scope))
    return _share(held.count, len(held.pending), found.count, len(found.pending), (Source(found.table, held.yes),))


def _share_of_pieces(node: ShareOfRecords, scope: Scope) -> Measured:
    of = rows.select(node.selection, scope)
    if not of.known:
        return unknown(of.absent or _looked_at(node, scope))
    held = [conditions.truth(node.that, scope.bind(node.selection.name, item)) for item in of.items]
    if Truth.UNDETERMINED in held:
        return unknown(_looked_at(node, scope))
    return _share(held.count(Truth.TRUE), held.count(Truth.PENDING), len(of.items), len(of.pending), ())


def _share(yes: int, maybe: int, of: int, joining: int, sources: tuple[Source, ...]) -> Measured:
    """`maybe` of them may yet fulfil it; `joining` may yet be among them, and fulfil it or not."""
    if not of + joining:
        return Measured(None)
    value = Fraction(yes, of) if of else None
    if not maybe and not joining:
        return Measured(value, sources=sources)
    least, most = Fraction(yes, of + joining), Fraction(yes + maybe + joining, of + joining)
    return Measured(value, pending=True, sources=sources, least=least, most=max(most, Fraction(yes + maybe, of or 1)))


def _item_value(record: str, field: str, scope: Scope) -> Measured:
    item = scope.item(record)
    table = scope.world.table(record if item is None else item.record)
    if item is None or table is None:
        return unknown((record,)) if table is None else Measured(None)
    value: Value = table.value(field, item.row) if item.row >= 0 else None
    sources = (Source(table, (item.row,)),) if item.row >= 0 else ()
    number = Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
    return Measured(number, sources=sources)


# --- of other measures -----------------------------------------------------------------------------------------------------------


def _arithmetic(operator: Operator, left: Measured, right: Measured) -> Measured:
    both = together(left, right)
    if not both.determined or left.value is None or right.value is None:
        return both
    a, b = left.value, right.value
    match operator:
        case Operator.PLUS:
            value: Fraction | None = a + b
        case Operator.MINUS:
            value = a - b
        case Operator.TIMES:
            value = a * b
        case Operator.OVER:
            value = a / b if b else None
        case _:
            assert_never(operator)
    return replace(both, value=value)


def _extreme(greater: bool, left: Measured, right: Measured) -> Measured:
    """One without a value is passed over."""
    both = together(left, right)
    values = [part.value for part in (left, right) if part.value is not None]
    return replace(both, value=(max if greater else min)(values)) if values and both.determined else both


def _named(node: NamedMeasure, scope: Scope) -> Measured:
    world = scope.world
    form = world.form_value(node.name)
    if form is not None:
        return Measured(form.value.value if form.value is not None else None)
    window = points.window_at(node.window, scope)
    if window is None:
        return Measured(None)
    inner = rows.scoped(node.scopes, scope.over(window))
    piece = next((p for each in node.scopes if (p := inner.piece(each.name)) is not None), None)
    if piece is not None and window is scope.window and piece.start < piece.end:
        # "Affected Share of that Outage": a measure of a stretch of time is measured over it.
        inner = inner.over(clock.of_stretch((piece.start, piece.end), "", world))
    definition = world.definition(node.name)
    if definition is None:
        raise KeyError(node.name)
    body: Measure = definition.body  # type: ignore[assignment]
    need = needs(body, world)
    if need.settled or scope.outside:
        return measure(body, inner)
    key = ("measure", inner.window.stretch if need.window else None, *periods.bound_key(need.names, inner))
    return world.once_for(definition, key, lambda: measure(body, inner))


class NothingSaid:
    """Told apart from "left out", which is said."""


NOTHING_SAID = NothingSaid()


def idle_value(node: Measure, world: World) -> Fraction | NothingSaid | None:
    """What an interval counts as in which the measure has no value, by the reading "idle interval"; None: it is left out."""
    if not isinstance(node, NamedMeasure) or not world.has_slot(f"idle interval/{node.name}"):
        return NOTHING_SAID
    said = world.reading("idle interval", node.name)
    if said == "left out":
        return None
    number, percent, _ = said.partition("%")
    return Fraction(number.strip().split(" ")[0].replace(",", "")) / (100 if percent else 1)


def _over_windows(node: OverWindows, scope: Scope) -> Measured:
    world = scope.world
    windows = _windows_of(node, scope)
    at_once = series.values(node.measure, [window.stretch for window in windows], scope) if node.interval else None
    if at_once is not None:
        parts = [Measured(value) for value in at_once]
    else:
        parts = [measure(node.measure, scope.over(window)) for window in windows]
    idle = idle_value(node.measure, world)
    values = [
        (idle if isinstance(idle, Fraction) else None) if part.value is None and not part.pending else part.value
        for part in parts
    ]
    both = together(*parts)
    if not both.determined:
        return both
    known = [value for value in values if value is not None]
    scale = 1
    if known:
        scale = max(1, _common([value.denominator for value in known]))
    numbers = [value.numerator * (scale // value.denominator) for value in known]
    return replace(both, value=aggregates.aggregate(node.aggregate, numbers, scale, node.percentile, world))


def _common(denominators: list[int]) -> int:
    from math import lcm

    return lcm(*set(denominators))


def _windows_of(node: OverWindows, scope: Scope) -> list[Window]:
    """Those that lie wholly within the supplied window."""
    world, window = scope.world, scope.window
    if node.windows:
        found = (points.window_at(ref, scope) for ref in node.windows)
        return [each for each in found if each is not None]
    if node.interval:
        return clock.interval_windows(node.interval * _SECOND, window.start, window.end, world)
    assert node.spec is not None
    kind = clock.kind_of(node.spec, world)
    return list(windows_between(kind, window.start, window.end, world.zone, whole=True))
