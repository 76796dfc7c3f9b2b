"""Predicates of one row or piece, and conditions of a window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate import clock, columns, comparing, limits, measures, periods, points, quantifiers, rows
from sladsl.checks.evaluate.measured import Measured
from sladsl.checks.evaluate.scope import Happening, Item, Piece, Scope
from sladsl.checks.evaluate.truth import Truth, every, negation, some, truth_of
from sladsl.checks.evaluate.world import Settled, World
from sladsl.model.algebra import (
    AllHold,
    AllOf,
    AnyHolds,
    AnyOf,
    Condition,
    CreditsReachCap,
    Done,
    FieldCompares,
    FieldIs,
    HasCount,
    InBoundWindow,
    InPeriod,
    InTime,
    InWindows,
    IsAgreed,
    Lasts,
    Late,
    MeasureIs,
    Misses,
    Not,
    NotSo,
    Predicate,
    Records,
)
from sladsl.model.moments import WindowUnit
from sladsl.model.quantities import Bound, Comparison, Quantity
from sladsl.records.table import Table
from sladsl.time.windows import Window


def truth(node: Predicate | Condition, scope: Scope) -> Truth:
    """A predicate speaks of the item bound last or, where it names a record or period, of the item bound to that name; a condition of the
    supplied window."""
    match node:
        case (
            MeasureIs()
            | Records()
            | Misses()
            | IsAgreed()
            | InWindows()
            | CreditsReachCap()
            | AllOf()
            | AnyOf()
            | Not()
        ):
            return _condition(node, scope)
        case _:
            return _predicate(node, scope)


# --- predicates ------------------------------------------------------------------------------------------------------------------


def _predicate(node: Predicate, scope: Scope) -> Truth:
    world = scope.world
    match node:
        case FieldIs(field, values, bound):
            return _field_is(field, values, bound, scope)
        case InBoundWindow(field, window_ref):
            table, row = _row(field, scope)
            window = points.window_at(window_ref, scope)
            if table is None:
                return Truth.UNDETERMINED
            return truth_of(window is not None and row >= 0 and rows.lies_in(table.value(field, row), window, world))
        case FieldCompares(field, comparison):
            table, row = _row(field, scope)
            if table is None:
                return Truth.UNDETERMINED
            value = table.value(field, row) if row >= 0 else None
            number = Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
            return comparing.exactly(number, comparison, scope)
        case Done(record, field, limit):
            return _done(node, record, field, scope) if limit is None else _in_limit(node, record, field, scope)
        case InTime(record, field):
            return _in_time(record, field, scope)
        case Late(record, field, by):
            return _late(record, field, by, scope)
        case Lasts(name, comparison):
            piece = piece_called(name, scope)
            if piece is None:
                return Truth.FALSE
            return comparing.exactly(Fraction(piece.length, 1_000_000), comparison, scope)
        case HasCount():
            return _has_count(node, scope)[0]
        case InPeriod():
            return _in_period(node, scope)
        case AllHold(parts):
            return every(_predicate(part, scope) for part in parts)
        case AnyHolds(parts):
            return some(_predicate(part, scope) for part in parts)
        case NotSo(InTime(record, field)):
            # A row on which nothing is due is neither in time nor late.
            return _late(record, field, None, scope)
        case NotSo(Late(record, field, None)):
            return _in_time(record, field, scope)
        case NotSo(part):
            return negation(_predicate(part, scope))
        case _:
            assert_never(node)


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
    from sladsl.checks.evaluate import samples

    record = world.record(item.record)
    if record is None or record.cadence is None:
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
    return truth_of(value in columns.wanted_values(values, table.record.field(field)))


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
        parts.append(truth(deemed.when, inner))
    if not parts:
        raise KeyError(f"{record}.{field}")
    return some(parts)


def _in_limit(node: Done, record: str, field: str, scope: Scope) -> Truth:
    return limits.done(record, field, node.limit, scope, claim=id(node) in scope.world.claim_acts)


def _in_time(record: str, field: str, scope: Scope) -> Truth:
    item = scope.item(record)
    if item is not None:
        return limits.in_time(item, field, scope.world) or Truth.FALSE
    document = limits.document_of(record, scope.world)
    return Truth.FALSE if document is None else limits.document_in_time(document, scope)


def _late(record: str, field: str, by: Comparison | None, scope: Scope) -> Truth:
    item = scope.item(record)
    in_time = _in_time(record, field, scope)
    if item is not None and limits.in_time(item, field, scope.world) is None:
        return Truth.FALSE
    if item is None and limits.document_of(record, scope.world) is None:
        return Truth.FALSE
    if in_time is not Truth.FALSE or by is None:
        return negation(in_time)
    late = limits.lateness(item, field, scope.world) if item is not None else limits.document_lateness(record, scope)
    if late is None:
        return Truth.FALSE
    held = comparing.lateness(late, by, scope)
    # While the row is open it grows later; what does not hold yet may hold then.
    still = item is not None and limits.is_open(item, field, scope.world)
    return Truth.PENDING if still and held is Truth.FALSE else held


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
    of = periods.whole(period, scope, (instant, instant + 1))  # type: ignore[arg-type]
    near = of.crossing(instant)
    spans = [span for piece in near for span in piece.stretches]
    if any(start <= instant < end for start, end in spans):
        return Truth.TRUE
    if any(end == instant and start < end for start, end in spans) and scope.world.reading("stretch ends") == "both":
        return Truth.TRUE
    if any(piece.start <= instant < piece.end for piece in of.pending):
        return Truth.PENDING
    return Truth.UNDETERMINED if of.absent else Truth.FALSE


def _has_count(node: HasCount, scope: Scope) -> tuple[Truth, tuple[Happening, ...]]:
    """And the items counted, of the first window that has so many."""
    return quantifiers.has_count(node, scope)


# --- conditions ------------------------------------------------------------------------------------------------------------------


def _condition(node: Condition, scope: Scope) -> Truth:
    world = scope.world
    match node:
        case MeasureIs(measure, comparison, ref):
            window = points.window_at(ref, scope)
            if window is None:
                return Truth.FALSE
            inner = scope.over(window)
            return compares(measures.measure(measure, inner), comparison, inner)
        case Records():
            return quantifiers.records(node, scope)
        case Misses(clause, party, ref):
            window = points.window_at(ref, scope)
            if window is None:
                return Truth.FALSE
            return _settled(world).missed(clause, party, window, scope.bound)
        case IsAgreed(name):
            value = world.form_value(name)
            return truth_of(value is not None and value.value is not None)
        case InWindows():
            return _in_windows(node, scope)[0]
        case CreditsReachCap(ref):
            window = points.window_at(ref, scope)
            return Truth.FALSE if window is None else _settled(world).cap_reached(window)
        case AllOf(parts):
            return every(_condition(part, scope) for part in parts)
        case AnyOf(parts):
            return some(_condition(part, scope) for part in parts)
        case Not(part):
            return negation(_condition(part, scope))
        case _:
            assert_never(node)


def _settled(world: World) -> Settled:
    if world.settled is None:
        raise RuntimeError("a condition looks at what has not been settled")
    return world.settled


def _in_windows(node: InWindows, scope: Scope) -> tuple[Truth, tuple[Window, ...]]:
    """And the windows that fulfil it. The settled window must be one of them: the right arises with it, not again in every window after."""
    world = scope.world
    unit = WindowUnit(node.unit)
    settled = scope.window
    earlier = clock.run_of(settled, -1, node.of - 1, unit, world) if node.of > 1 else ()
    spent = world.settled.spent(node, scope) if world.settled is not None else frozenset()
    run = [window for window in (*earlier, settled) if window.start not in spent]
    held = [(window, truth(node.condition, scope.over(window))) for window in run]
    yes = tuple(window for window, found in held if found is Truth.TRUE)
    now = next((found for window, found in held if window is settled), Truth.FALSE)
    possible = sum(found is not Truth.FALSE for _, found in held)
    if now is Truth.FALSE or possible < node.least:
        return Truth.FALSE, yes
    if now is Truth.TRUE and len(yes) >= node.least:
        return Truth.TRUE, yes
    unknown = any(found is Truth.UNDETERMINED for _, found in held)
    return Truth.UNDETERMINED if unknown else Truth.PENDING, yes


# --- for both halves -------------------------------------------------------------------------------------------------------------


def compares(measured: Measured, comparison: Comparison, scope: Scope) -> Truth:
    """Rounded first by the reading "comparison". Without a value: false. Pending only where the rows that still run can change the answer."""
    return comparing.compares(measured, comparison, scope)


def bound_value(limit: Quantity | str, scope: Scope) -> Fraction | None:
    """The value of a quantity, an order-form value or a measure by name; None where it has none."""
    return comparing.limit_value(limit, scope)


def bound_test(bound: Bound, scope: Scope) -> Callable[[int, int], bool]:
    """Whether so many of so many fulfil a bound; the second number is 1 where the first alone counts."""
    limit = bound_value(bound.limit, scope)
    if limit is None:
        return lambda n, of: False
    return lambda n, of: of > 0 and bound.holds(Fraction(n, of), limit)


def happenings(node: Condition | Predicate, scope: Scope) -> tuple[Happening, ...]:
    """The windows or items that fulfil the condition, by time: the months of `InWindows`, the Interruptions of `HasCount`."""
    match node:
        case InWindows():
            return _in_windows(node, scope)[1]
        case HasCount():
            return quantifiers.has_count(node, scope)[1]
        case Records():
            return quantifiers.happened(node, scope)
        case AllOf(parts) | AnyOf(parts):
            return _together(happenings(part, scope) for part in parts if truth(part, scope) is Truth.TRUE)
        case AllHold(inner) | AnyHolds(inner):
            return _together(happenings(part, scope) for part in inner if truth(part, scope) is Truth.TRUE)
        case MeasureIs(window=ref) | Misses(window=ref) | CreditsReachCap(window=ref):
            window = points.window_at(ref, scope)
            return (window,) if window is not None else ()
        case _:
            return (scope.it,) if isinstance(scope.it, Item | Piece) else (scope.window,)


def _together(parts: Iterable[tuple[Happening, ...]]) -> tuple[Happening, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))
