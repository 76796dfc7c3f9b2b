"""Points: when something is, as an instant, and the windows that a text points to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, columns, dues, limits, periods, rows, spans
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.reasons import Figure, told
from sladsl.model.algebra import Selection
from sladsl.model.moments import (
    Around,
    Before,
    DuePoint,
    ExtremePoint,
    FieldPoint,
    FixedPoint,
    ItemEdge,
    Length,
    LengthBasis,
    MonthOf,
    Neighbour,
    NthEvent,
    Point,
    RecordPoint,
    RequestPoint,
    Supplied,
    TermWindow,
    WindowEdge,
    WindowRef,
    WindowUnit,
)
from sladsl.model.node import node
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import FieldKind
from sladsl.records.table import Value
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, instant_of, start_of_day


@node
class Moment:
    """`instant` None: it has not come, or nobody knows (`determined` False). `day`: a limit in days counts from this day, and where only
    the date is known `instant` is its start. `at_window_end`: `instant` is the first after a window. `whole_day`: it lasts the whole day."""

    instant: int | None
    day: date | None = None
    at_window_end: bool = False
    determined: bool = True
    whole_day: bool = False


NEVER = Moment(None)
UNKNOWN = Moment(None, determined=False)


def instant(point: Point, scope: Scope) -> int | None:
    return moment(point, scope).instant


def moment(point: Point, scope: Scope) -> Moment:
    world = scope.world
    match point:
        case FieldPoint(record, field):
            item = scope.item(record)
            return _nth_row(RecordPoint(record, field), scope) if item is None else of_field(item, field, world)
        case ItemEdge(name, end):
            return _edge_of(scope.bound.get(name), end, scope)
        case WindowEdge(window, end):
            found = _in_the_calendar(window, scope)
            if found is None:
                return NEVER
            return Moment(found.end, at_window_end=True) if end else Moment(found.start, found.first)
        case DuePoint(record, clause, field):
            return _due(record, field, clause, scope)
        case ExtremePoint(later, points):
            moments = [moment(each, scope) for each in points]
            known = [each for each in moments if each.instant is not None]
            if not all(each.determined for each in moments):
                return UNKNOWN
            return (max if later else min)(known, key=lambda each: each.instant or 0) if known else NEVER
        case NthEvent(nth, end):
            if len(scope.events) < max(nth, 1):
                return NEVER
            return _edge_of(scope.events[nth - 1], end, scope)
        case RecordPoint():
            return _nth_row(point, scope)
        case FixedPoint(year, month, day, minute):
            at = date(year, month, day)
            if minute is None:
                return Moment(start_of_day(at, world.zone), at, whole_day=True)
            return Moment(instant_of(datetime(year, month, day) + timedelta(minutes=minute), world.zone))
        case RequestPoint():
            return UNKNOWN
        case _:
            assert_never(point)


def of_field(item: Item, field: str, world: World) -> Moment:
    """The moment in a field of a row; unknown of a row that stands for missing ones, which are due at several moments."""
    table = world.table(item.record)
    if table is None or item.row >= len(table):
        return UNKNOWN
    return of_value(table.value(field, item.row) if item.row >= 0 and field in table.columns else None, world)


def of_value(value: Value, world: World) -> Moment:
    """The moment of a time, date or month."""
    at = columns.instant_of_value(value, world.zone)
    if isinstance(value, date):
        return Moment(at, value, whole_day=True)
    if isinstance(value, tuple) and at is not None and isinstance(value[0], int):
        return Moment(at, date(value[0], int(value[1]), 1))
    return Moment(at)


def belonging(item: Item, world: World) -> int | None:
    """The instant by which the row belongs to a window."""
    record = world.record(item.record)
    return of_field(item, record.belongs, world).instant if record is not None and record.belongs else None


def _edge_of(value: object, end: bool, scope: Scope) -> Moment:
    match value:
        case Piece():
            if end and value.open:
                return NEVER
            return Moment(value.end if end else value.start)
        case Window():
            return Moment(value.end, at_window_end=True) if end else Moment(value.start, value.first)
        case Item():
            piece = rows_piece(value, scope)
            if piece is not None:
                return _edge_of(piece, end, scope)
            return Moment(belonging(value, scope.world))
        case _:
            return NEVER


def rows_piece(item: Item, scope: Scope) -> Piece | None:
    """The piece of a bound row, where the row itself is a stretch of time: the first definition that makes a period of every such row."""
    return periods.piece_of_row(item, scope)


def _due(record: str, field: str, clause: str, scope: Scope) -> Moment:
    item = scope.item(record)
    due = dues.due_of(item, field, scope.world, clause) if item is not None else limits.document_due(record, scope)
    if due is None or due.until is None:
        return NEVER if due is None or due.determined else UNKNOWN
    return Moment(due.until.instant, due.until.last_day)


def _nth_row(point: RecordPoint, scope: Scope) -> Moment:
    """Of the bound row, where no point is given after which to count; else the rows that the groups allow, by the time in the field."""
    world = scope.world
    bound = scope.item(point.record)
    if point.after is None and bound is not None and point.nth == 1:
        return of_field(bound, point.field, world)
    after = moment(point.after, scope) if point.after is not None else Moment(None)
    if point.after is not None and after.instant is None:
        return after
    selection = point.among if isinstance(point.among, Selection) else _rows_meant(point, world)
    found = rows.rows_of(selection, _without(point.record, scope))
    if found.table is None:
        return UNKNOWN
    column = found.table.columns[point.field]
    times = sorted(
        (at, row) for row in found.yes if (at := columns.instant_of_value(column[row], world.zone)) is not None
    )
    following = [one for one in times if after.instant is None or one[0] > after.instant]
    if point.among is not None and not following:
        following = times[-1:]
    if len(following) < point.nth:
        return NEVER
    return of_value(column[following[point.nth - 1][1]], world)


def _rows_meant(point: RecordPoint, world: World) -> Selection:
    """All rows of the record or, where it says for which month a row is, those for the supplied window."""
    record = world.record(point.record)
    for_window = point.after is None and record is not None and any(f.kind is FieldKind.MONTH for f in record.fields)
    return world.of_plan(
        world.plan,
        ("rows", point.record, for_window),
        lambda: Selection(point.record, window=Supplied() if for_window else None),
    )


def _without(record: str, scope: Scope) -> Scope:
    """The rows of a record after a point are those of all, even where one of them is bound."""
    if record not in scope.bound:
        return scope
    left = {name: value for name, value in scope.bound.items() if name != record}
    return Scope(scope.world, scope.window, left, scope.focus - {record}, scope.events, scope.it)


def _in_the_calendar(ref: WindowRef, scope: Scope) -> Window | None:
    """A time limit "by the end of the following month" runs to the end of that month, though the term ends before."""
    match ref:
        case Neighbour(offset, count, unit):
            return clock.as_one(clock.beside(scope.window, offset, count, unit, scope.world))
        case _:
            return window_at(ref, scope)


# --- windows ---------------------------------------------------------------------------------------------------------------------


def window_at(ref: WindowRef, scope: Scope) -> Window | None:
    """The window that the reference means in this scope; None where there is none (before the term's first, or its point has no time)."""
    world = scope.world
    match ref:
        case Supplied():
            return scope.window
        case Neighbour(offset, count, unit):
            return clock.as_one(clock.run_of(scope.window, offset, count, unit, world))
        case MonthOf(year, month):
            return clock.starting(WindowUnit.MONTH, date(year, month, 1), world)
        case TermWindow(count, unit):
            return world.term if unit is None else _first_of_term(count, unit, world)
        case Before(length, point):
            end = instant(point, scope)
            if end is None:
                return None
            stretch = _before(end, length, world)
            return clock.of_stretch(stretch, told("the time before"), world) if stretch[0] < stretch[1] else None
        case Around(unit, point):
            at = scope.window.start if point is None else instant(point, scope)
            return None if at is None else clock.in_term(clock.holding(unit, at, world), world)
        case _:
            assert_never(ref)


def _before(end: int, length: Length, world: World) -> tuple[int, int]:
    """The stretch of this length that ends at an instant; of days, by the reading "days before": of full days before its day."""
    if length.basis is not LengthBasis.DAYS:
        return spans.earlier(end, length, world), end
    if world.reading("days before") == "24 hours":
        return end - spans.microseconds(length.amount * 86_400), end
    day = date_of(end, world.zone)
    return start_of_day(day - timedelta(days=int(length.amount)), world.zone), start_of_day(day, world.zone)


def _first_of_term(count: int, unit: WindowUnit, world: World) -> Window | None:
    term = world.term
    if world.plan.term.start is None:
        return None
    match unit:
        case WindowUnit.MINUTE | WindowUnit.HOUR:
            end = term.start + count * (60_000_000 if unit is WindowUnit.MINUTE else 3_600_000_000)
        case WindowUnit.DAY | WindowUnit.WEEK:
            end = start_of_day(term.first + (count * (7 if unit is WindowUnit.WEEK else 1)) * ONE_DAY, world.zone)
        case WindowUnit.MONTH | WindowUnit.QUARTER | WindowUnit.YEAR:
            months = {WindowUnit.MONTH: 1, WindowUnit.QUARTER: 3, WindowUnit.YEAR: 12}[unit]
            end = start_of_day(add_months(term.first, count * months), world.zone)
        case _:
            assert_never(unit)
    return clock.of_stretch(
        (term.start, min(end, term.end)),
        told("the first {length} of the term", length=Figure(Fraction(count), Unit(Dimension.UNIT, unit.value))),
        world,
    )
