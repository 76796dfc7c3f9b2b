"""Predicates of one row or piece."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import (
    comparing,
    composing,
    conditions,
    dues,
    found,
    limits,
    masks,
    periods,
    points,
    quantifiers,
    restricting,
    rows,
    samples,
)
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation, some, truth_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Done,
    FieldCompares,
    FieldIs,
    FieldsCompare,
    HasCount,
    InBoundWindow,
    InPeriod,
    InTime,
    Lasts,
    Late,
    NotSo,
    Predicate,
    Referred,
)
from sladsl.model.quantities import Comparison
from sladsl.records.table import Table, Value


def predicate(node: Predicate, scope: Scope) -> Truth:
    world = scope.world
    match node:
        case FieldIs(field, values, bound):
            return _field_is(field, values, bound, scope)
        case InBoundWindow(field, window_ref):
            table, row = _row(field, scope)
            window = points.window_at(window_ref, scope)
            if table is None:
                return Truth.UNDETERMINED
            return truth_of(
                window is not None and row >= 0 and restricting.lies_in(table.value(field, row), window, world)
            )
        case FieldCompares(field, comparison):
            table, row = _row(field, scope)
            if table is None:
                return Truth.UNDETERMINED
            return comparing.exactly(_figure(table.value(field, row)) if row >= 0 else None, comparison, scope)
        case FieldsCompare(field, comparator, other, share):
            table, row = _row(field, scope)
            if table is None:
                return Truth.UNDETERMINED
            figures = [_figure(table.value(name, row)) if row >= 0 else None for name in (field, other)]
            if figures[0] is None or figures[1] is None:
                return Truth.FALSE
            return truth_of(comparator.holds(figures[0], share * figures[1]))
        case Referred():
            return _referred(node, scope)
        case Done(record, field, limit):
            return _done(node, record, field, scope) if limit is None else _in_limit(node, record, field, scope)
        case InTime():
            return _in_time(node, scope) or Truth.FALSE
        case Late():
            return _late(node, scope)
        case Lasts(name, comparison):
            piece = piece_called(name, scope)
            if piece is None:
                return Truth.FALSE
            return _lasts(piece, comparison, scope)
        case HasCount():
            return quantifiers.has_count(node, scope)[0]
        case InPeriod():
            return _in_period(node, scope)
        case AllHold(parts):
            return every(predicate(part, scope) for part in parts)
        case AnyHolds(parts):
            return some(predicate(part, scope) for part in parts)
        case NotSo(InTime() | Late(by=None) as part):
            # A row on which nothing is due is neither in time nor late.
            in_time = _in_time(part, scope)
            if in_time is None:
                return Truth.FALSE
            return in_time if isinstance(part, Late) else negation(in_time)
        case NotSo(part):
            return negation(predicate(part, scope))
        case _:
            assert_never(node)


def _figure(value: Value) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _row(field: str, scope: Scope) -> tuple[Table | None, int]:
    """The row with this field that was bound last. (None, -1): its record is absent or nothing is bound that has the field."""
    for value in (scope.it, *reversed(tuple(scope.bound.values()))):
        item = value.item if isinstance(value, Piece) else value
        if isinstance(item, Item):
            table = _table_of(item, scope.world)
            if table is not None and field in table.columns:
                return table, item.row
    return None, -1


def _table_of(item: Item, world: World) -> Table | None:
    """With the rows that stand for others, for a sampled record."""
    record = world.record(item.record)
    if record is None or not world.is_sampled(record):
        return world.table(item.record)
    found = samples.samples_of(record, world)
    return found.table if found is not None else None


def _field_is(field: str, values: tuple[str, ...], bound: str, scope: Scope) -> Truth:
    table, row = _row(field, scope)
    if table is None:
        return Truth.UNDETERMINED
    value = table.value(field, row) if row >= 0 else None
    if bound:
        return truth_of(value == rows.key_of(scope.bound[bound], scope.world))
    return truth_of(value in masks.wanted_values(values, table.record.field(field)))


def _referred(node: Referred, scope: Scope) -> Truth:
    table, row = _row(node.field, scope)
    of = scope.world.table(node.record)
    if table is None or of is None:
        return Truth.UNDETERMINED
    key = table.value(node.field, row) if row >= 0 else None
    other = of.rows_by_key.get(key) if isinstance(key, str) else None
    return Truth.FALSE if other is None else predicate(node.that, scope.bind(node.record, Item(node.record, other)))


def _done(node: Done, record: str, field: str, scope: Scope) -> Truth:
    """Done, or taken as done: silence can stand for the act."""
    deemed = scope.world.deemed.get((record, field))
    item = scope.item(record) or (scope.it if isinstance(scope.it, Item) else None)
    if item is None:
        return Truth.UNDETERMINED
    own = scope.world.record(item.record)
    inner = scope.bind(record, item)
    parts: list[Truth] = []
    if own is not None and own.field(field) is not None:
        parts.append(limits.done(record, field, None, inner))
    if deemed is not None:
        parts.append(conditions.truth(deemed.when, inner))
    if not parts:
        raise KeyError(f"{record}.{field}")
    return some(parts)


def _in_limit(node: Done, record: str, field: str, scope: Scope) -> Truth:
    return limits.done(record, field, node.limit, scope, claim=id(node) in scope.world.claim_acts)


def _in_time(node: InTime | Late, scope: Scope) -> Truth | None:
    """None: nothing is due of which it could be said."""
    item = scope.item(node.record)
    if item is not None:
        return dues.in_time(item, node.field, scope.world, node.clause)
    return dues.document_in_time(node.record, scope)


def _late(node: Late, scope: Scope) -> Truth:
    in_time = _in_time(node, scope)
    if in_time is None:
        return Truth.FALSE
    if in_time is not Truth.FALSE or node.by is None:
        return negation(in_time)
    item, world = scope.item(node.record), scope.world
    late = (
        dues.lateness(item, node.field, world, node.clause)
        if item is not None
        else dues.document_lateness(node.record, scope)
    )
    if late is None:
        return Truth.FALSE
    held = comparing.lateness(late, node.by, scope)
    # While the row is open it grows later; what does not hold yet may hold then.
    return Truth.PENDING if late.open and held is Truth.FALSE else held


def arises(node: Predicate, scope: Scope) -> bool:
    """Whether it can be said at all: of a row on which nothing is due it can be said neither that it is in time nor that it is late."""
    match node:
        case InTime() | Late():
            return _in_time(node, scope) is not None
        case NotSo(part):
            return arises(part, scope)
        case AllHold(parts):
            told = [(arises(part, scope), part) for part in parts]
            return all(arisen for arisen, _ in told) or any(
                arisen and predicate(part, scope) is Truth.FALSE for arisen, part in told
            )
        case AnyHolds(parts):
            told = [(arises(part, scope), part) for part in parts]
            return all(arisen for arisen, _ in told) or any(
                arisen and predicate(part, scope) is not Truth.FALSE for arisen, part in told
            )
        case _:
            return True


def _lasts(piece: Piece, comparison: Comparison, scope: Scope) -> Truth:
    """A piece that has not ended has some of its length already, and may come to any other until the window is over."""
    so_far = piece
    if piece.open and piece.end > scope.window.end:
        piece = next(iter(found.cut(piece, piece.start, max(scope.window.end, piece.start + 1))), piece)
        so_far = next(iter(found.cut(piece, piece.start, max(scope.world.as_of, piece.start + 1))), piece)
    now, at_last = (comparing.exactly(Fraction(each.length, 1_000_000), comparison, scope) for each in (so_far, piece))
    return now if now is at_last else Truth.PENDING


def piece_called(name: str, scope: Scope) -> Piece | None:
    """The piece bound to the name, or to whatever was bound last; the piece that a bound row makes."""
    value = scope.bound.get(name, scope.it)
    if isinstance(value, Item):
        return periods.piece_of_row(value, scope)
    return value if isinstance(value, Piece) else None


def _in_period(node: InPeriod, scope: Scope) -> Truth:
    world = scope.world
    if node.point is not None:
        at = points.moment(node.point, scope)
    elif isinstance(scope.it, Piece):
        at = points.Moment(scope.it.start)
    elif isinstance(scope.it, Item):
        at = points.Moment(points.belonging(scope.it, world))
    else:
        at = points.NEVER
    if not at.determined:
        return Truth.UNDETERMINED
    return Truth.FALSE if at.instant is None else lies_in(at.instant, node.period, scope)


def lies_in(instant: int, period: object, scope: Scope) -> Truth:
    """Whether the instant is in the period; at the very end of a piece by the reading "stretch ends"."""
    of = composing.whole(period, scope, (instant, instant + 1))  # type: ignore[arg-type]
    near = composing.not_left_out(of.crossing(instant), of, scope.world)
    spans = [span for piece in near for span in piece.stretches]
    if any(start <= instant < end for start, end in spans):
        return Truth.TRUE
    if any(end == instant and start < end for start, end in spans) and scope.world.reading("stretch ends") == "both":
        return Truth.TRUE
    if any(piece.start <= instant < piece.end for piece in of.pending):
        return Truth.PENDING
    return Truth.UNDETERMINED if of.absent else Truth.FALSE
