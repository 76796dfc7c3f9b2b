"""How each node of a period comes to its pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from sladsl.checks.evaluate.measuring import carving, columns, counting, found, latch, points, rows, spans, states
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.points import Moment
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.walk import holds_any, needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    AcrossGroup,
    CountedBeyond,
    Except,
    FieldPeriods,
    FromTo,
    Hysteresis,
    Intervals,
    NamedPeriod,
    OnlyPieces,
    Period,
    Runs,
    Selection,
    UnionOf,
    UpTo,
    WeeklyHours,
    WindowPeriod,
    Within,
    YearlySeason,
    innermost,
)
from sladsl.model.moments import FieldPoint
from sladsl.records.table import OPEN_END, Table
from sladsl.time.calendars import EVERY_DAY, MINUTES_IN_DAY, Calendar, Opening, Season
from sladsl.time.calendars import stretches as calendar_stretches
from sladsl.time.dates import ONE_DAY
from sladsl.time.stretches import DAY, Stretch, clip, merge
from sladsl.time.zones import start_of_day

GRID = 256 * DAY
"""Calendars are worked out for whole stretches of this length, so that the windows of a year share them."""


def ended(near: list[Piece], of: Found, end: int, world: World) -> tuple[Piece, ...]:
    """Pieces with what the reading "open period" makes of those that have not ended."""
    if not any(piece.open for piece in near):
        return tuple(near)
    match world.reading("open period", *of.subjects):
        case "window end":
            return tuple(_to(piece, end) if piece.open else piece for piece in near)
        case "left out":
            return tuple(piece for piece in near if not piece.open)
        case other:
            raise ValueError(f"no reading of open period: {other}")


def not_left_out(near: Sequence[Piece], of: Found, world: World) -> Sequence[Piece]:
    """The pieces that count by the reading "open period", where nothing hangs on how long they last: an instant lies in one or it does not.
    Stretches that rows give as they are, and those that are bound, go on."""
    if not any(piece.open for piece in near) or not any(world.has_slot(f"open period/{name}") for name in of.subjects):
        return near
    left_out = world.reading("open period", *of.subjects) == "left out"
    return [piece for piece in near if not piece.open] if left_out else near


def _to(piece: Piece, end: int) -> Piece:
    """A hole in the piece may reach over the end: then the piece ends where the hole starts. Where nothing of it lies behind the end it
    has ended, although its row has not."""
    parts = clip(piece.stretches, piece.start, end)
    last = parts[-1][1] if parts else piece.start
    return replace(piece, end=last, parts=parts if len(parts) > 1 else (), open=piece.end > end)


def named(name: str, world: World) -> NamedPeriod:
    """One node for each name, so that what is worked out for it is found again."""
    return world.of_plan(world.plan, ("period", name), lambda: NamedPeriod(name))


def whole(period: Period, scope: Scope, reach: Stretch) -> Found:
    """Every piece that touches `reach`, whole, and perhaps others. What has not ended goes on until `OPEN_END`, or until it is cut off."""
    need = needs(period, scope.world)
    low, high = reach
    if isinstance(period, FromTo | FieldPeriods | WindowPeriod):
        # What rows say is the same wherever one looks.
        wide = (0, OPEN_END)
    else:
        wide = reach if need.ranged else (low // GRID * GRID, -(-high // GRID) * GRID)
    if need.settled:
        return _whole(period, scope, wide)
    key = ("whole", wide, scope.window.stretch if need.window else None, *bound_key(need.names, scope))
    return scope.world.once_for(period, key, lambda: _whole(period, scope, wide))


def bound_key(names: frozenset[str], scope: Scope) -> tuple[object, ...]:
    """What is bound and can change the value of a node."""
    if not scope.bound:
        return ()
    bound = tuple((name, value) for name, value in scope.bound.items() if name in names)
    return (bound, scope.focus & names)


def _whole(period: Period, scope: Scope, reach: Stretch) -> Found:
    world = scope.world
    match period:
        case FromTo():
            return _from_to(period, scope)
        case Runs(state, shortest):
            return states.runs(state, shortest, scope, reach)
        case Intervals(length, state):
            return states.intervals(length, state, scope, reach)
        case Hysteresis():
            return latch.hysteresis(period, scope, reach)
        case WeeklyHours():
            hours = calendar_stretches(counting.weekly(period, world), *_within_time(reach), world.zone)
            return found.of_stretches(hours, recurs=True)
        case YearlySeason((first_month, first_day), (last_month, last_day)):
            season = Season(first_month, first_day, last_month, last_day)
            calendar = Calendar((Opening(EVERY_DAY, 0, MINUTES_IN_DAY),), None, season)
            return found.of_stretches(calendar_stretches(calendar, *_within_time(reach), world.zone), recurs=True)
        case NamedPeriod():
            return _named(period, scope, reach)
        case FieldPeriods(record, field):
            return _field_periods(record, field, scope)
        case WindowPeriod(window):
            at = points.window_at(window, scope)
            return found.of_stretches((at.stretch,) if at is not None else ())
        case UnionOf(parts):
            apart = holds_any(period, (Intervals,), world)
            return _union(tuple(whole(part, scope, reach) for part in parts), apart)
        case Within(base, inside):
            return carving.carved(whole(base, scope, reach), (inside,), True, scope, reach)
        case Except(base, removed):
            return carving.carved(whole(base, scope, reach), removed, False, scope, reach)
        case OnlyPieces(base, name):
            return carving.only(whole(base, scope, reach), name, period, scope)
        case UpTo():
            return carving.up_to(period, scope, reach)
        case CountedBeyond(base, length):
            of = whole(base, scope, reach)
            return Found(
                found.by_start(
                    left
                    for piece in of.pieces
                    for left in found.beyond(piece, spans.later(piece.start, length, world) - piece.start)
                ),
                of.pending,
                of.absent,
                of.subjects,
                of.recurs,
            )
        case AcrossGroup():
            return carving.across(period, scope, reach)
        case _:
            assert_never(period)


def _within_time(reach: Stretch) -> Stretch:
    """Calendars end where time does."""
    return reach[0], min(reach[1], OPEN_END)


def _from_to(period: FromTo, scope: Scope, called: str = "") -> Found:
    """One piece for each row, `called` so; of rows on which a time limit still runs pending ones."""
    world = scope.world
    name = rows.chain(period.selection, world)[0].name
    record = rows.record_of(period.selection, world)
    of = rows.rows_of(period.selection, scope)
    sure, waiting = (
        found.by_start(_pieces(period, name, called, of.table, numbers, scope)) if of.table is not None else ()
        for numbers in (of.yes, [*of.pending, *of.open])
    )
    absent = of.absent or ((record.name,) if of.open else ())
    subjects = (name, record.name, *names_of_such(record.name, world))
    return Found(sure, waiting, absent, subjects)


def _pieces(
    period: FromTo, name: str, called: str, table: Table, numbers: Sequence[int], scope: Scope
) -> Iterator[Piece]:
    start, end, world, record = period.start, period.end, scope.world, table.record
    edges: Iterable[tuple[int | None, int | None]]
    if isinstance(start, FieldPoint) and isinstance(end, FieldPoint) and start.record == end.record == record.name:
        # From one field of a row to another needs nothing bound.
        starts, ends = columns.instants(table, start.field, world), columns.ends(table, end.field, world)
        edges = ((starts[row], ends[row]) for row in numbers)
    else:
        inner = (scope.bind(name, Item(record.name, row)) for row in numbers)
        edges = ((points.instant(start, each), _end(points.moment(end, each), world)) for each in inner)
    for row, (first, last) in zip(numbers, edges, strict=True):
        # An end before its start is a finding of the records, and no time.
        if first is not None and (last is None or first <= last):
            yield Piece(first, OPEN_END if last is None else last, Item(record.name, row), called, open=last is None)


def _end(moment: Moment, world: World) -> int | None:
    return start_of_day(moment.day + ONE_DAY, world.zone) if moment.whole_day and moment.day else moment.instant


def names_of_such(record: str, world: World) -> tuple[str, ...]:
    """Named periods made of the rows of a record: what is said of them holds for a period of the same rows without a name."""

    def make() -> tuple[str, ...]:
        bodies = ((definition.name, innermost(definition.body)) for definition in world.plan.definitions)
        periods = ((name, body) for name, body in bodies if isinstance(body, FromTo))
        return tuple(name for name, body in periods if rows.record_of(body.selection, world).name == record)

    return world.of_plan(world.plan, ("periods of", record), make)


def _named(period: NamedPeriod, scope: Scope, reach: Stretch) -> Found:
    world = scope.world
    scope = rows.scoped(period.scopes, scope)
    bound = scope.piece(period.name)
    if bound is not None and period.name in scope.focus:
        return Found((bound,))
    definition = world.definition(period.name)
    if definition is None:
        # A record of which every row is a stretch of time stands for itself.
        raise KeyError(period.name)
    body: Period = definition.body  # type: ignore[assignment]
    need = needs(body, world)
    of_rows = isinstance(body, FromTo)
    key = ("named", not of_rows and reach, scope.window.stretch if need.window else None, *bound_key(need.names, scope))

    def make() -> Found:
        if isinstance(body, FromTo):
            of = _from_to(body, scope, period.name)
            named, waiting = of.pieces, of.pending
        else:
            of = whole(body, scope, reach)
            named, waiting = (
                tuple(Piece(p.start, p.end, p.item, period.name, p.parts, p.open) for p in part)
                for part in (of.pieces, of.pending)
            )
        return Found(named, waiting, of.absent, (period.name, *of.subjects), of.recurs)

    return make() if need.settled else world.once_for(definition, key, make)


def every_row(record: str, world: World) -> Selection:
    """One node for each record."""
    return world.of_plan(world.plan, ("rows", record), lambda: Selection(record))


def _field_periods(record: str, field: str, scope: Scope) -> Found:
    """Those of the bound row; without one those of every row that the groups allow."""
    item = scope.item(record)
    table = scope.world.table(record)
    if table is None:
        return Found(absent=(record,))
    own = [item.row] if item is not None else rows.rows_of(every_row(record, scope.world), scope).yes
    spans: list[Stretch] = []
    for row in own:
        value = table.value(field, row) if row >= 0 else None
        spans += value if isinstance(value, tuple) else ()  # type: ignore[arg-type]
    return Found(tuple(Piece(a, b, open=b >= OPEN_END) for a, b in merge(spans)), subjects=(field, record))


def _union(parts: tuple[Found, ...], apart: bool) -> Found:
    """`apart`: intervals of the clock stay apart from their neighbours."""
    pieces = [piece for part in parts for piece in part.pieces]
    return Found(
        found.by_start(pieces) if apart else found.united(pieces),
        found.by_start(piece for part in parts for piece in part.pending),
        tuple(dict.fromkeys(name for part in parts for name in part.absent)),
        tuple(dict.fromkeys(name for part in parts for name in part.subjects)),
        any(part.recurs for part in parts),
    )
