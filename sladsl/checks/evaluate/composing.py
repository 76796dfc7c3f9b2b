"""How each node of a period comes to its pieces."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.evaluate import clock, conditions, counting, found, latch, points, rows, showing, spans, states
from sladsl.checks.evaluate.found import Found
from sladsl.checks.evaluate.scope import Item, Piece, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.checks.evaluate.walk import needs
from sladsl.checks.evaluate.world import World
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
    Quorum,
    Runs,
    Selection,
    UnionOf,
    UpTo,
    WeeklyHours,
    WindowPeriod,
    Within,
    YearlySeason,
)
from sladsl.model.moments import FieldPoint
from sladsl.records.table import OPEN_END
from sladsl.time.calendars import EVERY_DAY, MINUTES_IN_DAY, Calendar, Opening, Season
from sladsl.time.calendars import stretches as calendar_stretches
from sladsl.time.dates import ONE_DAY
from sladsl.time.stretches import DAY, Stretch, Stretches, clip, merge, subtract, total, use_up_to
from sladsl.time.windows import windows_between
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


def _to(piece: Piece, end: int) -> Piece:
    parts = clip(piece.parts, piece.start, end) if piece.parts else ()
    return replace(piece, end=max(end, piece.start), parts=parts if len(parts) > 1 else ())


def named(name: str, world: World) -> NamedPeriod:
    """One node for each name, so that what is worked out for it is found again."""
    return world.of_plan(world.plan, ("period", name), lambda: NamedPeriod(name))


def whole(period: Period, scope: Scope, reach: Stretch) -> Found:
    """Every piece that touches `reach`, whole, and perhaps others. Open pieces end at `OPEN_END`."""
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
            return found.of_stretches(
                calendar_stretches(counting.weekly(period, world), *_within_time(reach), world.zone)
            )
        case YearlySeason((first_month, first_day), (last_month, last_day)):
            season = Season(first_month, first_day, last_month, last_day)
            calendar = Calendar((Opening(EVERY_DAY, 0, MINUTES_IN_DAY),), None, season)
            return found.of_stretches(calendar_stretches(calendar, *_within_time(reach), world.zone))
        case NamedPeriod():
            return _named(period, scope, reach)
        case FieldPeriods(record, field):
            return _field_periods(record, field, scope)
        case WindowPeriod(window):
            at = points.window_at(window, scope)
            return found.of_stretches((at.stretch,) if at is not None else ())
        case UnionOf(parts):
            return _union(tuple(whole(part, scope, reach) for part in parts))
        case Within(base, inside):
            return _carved(whole(base, scope, reach), (inside,), True, scope, reach)
        case Except(base, removed):
            return _carved(whole(base, scope, reach), removed, False, scope, reach)
        case OnlyPieces(base, name):
            return _only(whole(base, scope, reach), name, period, scope)
        case UpTo():
            return _up_to(period, scope, reach)
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
            )
        case AcrossGroup():
            return _across(period, scope, reach)
        case _:
            assert_never(period)


def _within_time(reach: Stretch) -> Stretch:
    """Calendars end where time does."""
    return reach[0], min(reach[1], OPEN_END)


def _from_to(period: FromTo, scope: Scope) -> Found:
    """One piece for each row; of rows on which a time limit still runs pending ones."""
    world = scope.world
    name = rows.chain(period.selection, world)[0].name
    record = rows.record_of(period.selection, world)
    of = rows.rows_of(period.selection, scope)
    # From one field of a row to another needs nothing bound.
    fields: tuple[str, str] | None = None
    if isinstance(period.start, FieldPoint) and isinstance(period.end, FieldPoint):
        own = period.start.record == period.end.record == record.name
        fields = (period.start.field, period.end.field) if own else None
    sets: tuple[list[Piece], list[Piece]] = ([], [])
    for row, out in [(row, sets[0]) for row in of.yes] + [(row, sets[1]) for row in (*of.pending, *of.open)]:
        item = Item(record.name, row)
        inner = scope if fields else scope.bind(name, item)
        start = points.of_field(item, fields[0], world) if fields else points.moment(period.start, inner)
        if start.instant is None:
            continue
        end = points.of_field(item, fields[1], world) if fields else points.moment(period.end, inner)
        if end.instant is None:
            out.append(Piece(start.instant, OPEN_END, item, open=True))
            continue
        last = start_of_day(end.day + ONE_DAY, world.zone) if end.whole_day and end.day else end.instant
        # An end before its start is a finding of the records, and no time.
        if start.instant <= last:
            out.append(Piece(start.instant, last, item))
    absent = of.absent or ((record.name,) if of.open else ())
    return Found(found.by_start(sets[0]), found.by_start(sets[1]), absent, (name, record.name))


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
    need = needs(definition.body, world)
    key = ("named", reach, scope.window.stretch if need.window else None, *bound_key(need.names, scope))

    def make() -> Found:
        of = whole(definition.body, scope, reach)  # type: ignore[arg-type]
        named, waiting = (
            tuple(Piece(p.start, p.end, p.item, period.name, p.parts, p.open) for p in part)
            for part in (of.pieces, of.pending)
        )
        return Found(named, waiting, of.absent, (period.name, *of.subjects))

    return make() if need.settled else world.once_for(definition, key, make)


def _field_periods(record: str, field: str, scope: Scope) -> Found:
    """Those of the bound row; without one those of every row that the groups allow."""
    item = scope.item(record)
    table = scope.world.table(record)
    if table is None:
        return Found(absent=(record,))
    own = [item.row] if item is not None else rows.rows_of(Selection(record), scope).yes
    spans: list[Stretch] = []
    for row in own:
        value = table.value(field, row) if row >= 0 else None
        spans += value if isinstance(value, tuple) else ()  # type: ignore[arg-type]
    return Found(tuple(Piece(a, b, open=b >= OPEN_END) for a, b in merge(spans)), subjects=(field, record))


def _union(parts: tuple[Found, ...]) -> Found:
    return Found(
        found.united(piece for part in parts for piece in part.pieces),
        found.by_start(piece for part in parts for piece in part.pending),
        tuple(dict.fromkeys(name for part in parts for name in part.absent)),
        tuple(dict.fromkeys(name for part in parts for name in part.subjects)),
    )


def _carved(base: Found, others: tuple[Period, ...], keep: bool, scope: Scope, reach: Stretch) -> Found:
    """`base` inside the others (`keep`), or without them. What looks at the row of a piece ("its Waiting") is worked out for each."""
    world = scope.world
    near = base.touching(*reach)
    if not near:
        return Found((), base.pending, base.absent, base.subjects)
    end = max(min(piece.end, max(reach[1], world.as_of)) for piece in near)
    hull = (min(near[0].start, reach[0]), max(end, reach[1]))
    own = [other for other in others if needs(other, world).item]
    shared = [whole(other, scope, hull) for other in others if other not in own]
    common = _moments(shared, hull, world) if shared else ()
    out: list[Piece] = []
    absent, pending = list(base.absent), list(base.pending)
    for of in shared:
        absent += of.absent
        pending += of.pending
    for piece in near:
        moments = common
        if own:
            inner = scope.bind(piece.name, piece) if piece.item or piece.name else scope
            mine = [whole(other, inner, hull) for other in own]
            moments = merge((*common, *_moments(mine, hull, world)))
        out += found.inside(piece, moments) if keep else found.without(piece, moments)
    return Found(
        found.by_start(out),
        found.by_start(pending),
        tuple(dict.fromkeys(absent)),
        base.subjects,
    )


def _moments(parts: list[Found], hull: Stretch, world: World) -> Stretches:
    return merge(stretch for part in parts for piece in _ended_if_met(part, hull, world) for stretch in piece.stretches)


def _ended_if_met(part: Found, hull: Stretch, world: World) -> tuple[Piece, ...]:
    """Where the base itself has not ended, what is open goes on with it; only leaving it out makes a difference."""
    near = part.touching(*hull)
    if any(piece.open for piece in near) and world.reading("open period", *part.subjects) == "left out":
        return tuple(piece for piece in near if not piece.open)
    return tuple(near)


def _only(base: Found, name: str, period: OnlyPieces, scope: Scope) -> Found:
    kept: list[Piece] = []
    pending = list(base.pending)
    absent = list(base.absent)
    for piece in base.pieces:
        inner = scope.bind(name, piece if piece.name else replace(piece, name=name))
        match conditions.truth(period.where, inner):
            case Truth.TRUE:
                kept.append(piece)
            case Truth.PENDING:
                pending.append(piece)
            case Truth.UNDETERMINED:
                absent += sorted(needs(period.where, scope.world).records) or [name]
            case Truth.FALSE:
                pass
    return Found(tuple(kept), found.by_start(pending), tuple(dict.fromkeys(absent)), base.subjects)


def _up_to(period: UpTo, scope: Scope, reach: Stretch) -> Found:
    """In each window of the specification no more than the length; the windows are whole, even where the term cuts them."""
    world = scope.world
    kind = clock.kind_of(period.spec, world)
    base = whole(period.base, scope, reach)
    near = base.touching(*reach)
    if not near:
        return Found((), base.pending, base.absent, base.subjects)
    hull = (near[0].start, max(min(piece.end, max(reach[1], world.as_of)) for piece in near))
    windows = list(windows_between(kind, *hull, world.zone, whole=False))
    # Windows reach beyond the hull, and what lies there uses up their limit as well.
    wide = (min(w.start for w in windows), max(w.end for w in windows)) if windows else hull
    base = whole(period.base, scope, wide)
    allowed = clip(base.moments, *wide)
    order: str | None = None
    limits = [(w, spans.later(w.start, period.length, world) - w.start) for w in windows]
    for window, allowance in limits:
        if total(clip(allowed, window.start, window.end)) > allowance:
            order = world.reading("allowance order")
            break
    for window, allowance in limits if order != "latest" else reversed(limits):
        within = clip(allowed, window.start, window.end)
        if order is None or total(within) <= allowance:
            continue
        kept = use_up_to(within, allowance, "latest" if order == "latest" else "earliest")
        allowed = subtract(allowed, subtract(within, kept))
    return Found(
        found.by_start(left for piece in base.touching(*reach) for left in found.inside(piece, allowed)),
        base.pending,
        base.absent,
        base.subjects,
    )


def _across(period: AcrossGroup, scope: Scope, reach: Stretch) -> Found:
    """The members of the group are those that the selection gives with the supplied window and what is bound."""
    world = scope.world
    selected = rows.select(period.group, scope)
    name = period.group.name
    parts = [whole(period.period, scope.group(name, member), reach) for member in selected.items]
    absent = tuple(dict.fromkeys((*selected.absent, *(n for part in parts for n in part.absent))))
    pending = found.by_start(piece for part in parts for piece in part.pending)
    sets = [
        merge(s for piece in ended(part.touching(*reach), part, reach[1], world) for s in piece.stretches)
        for part in parts
    ]
    match period.quorum:
        case Quorum.EVERY:
            moments = showing.where_count(sets, lambda n: n == len(sets)) if sets else ()
        case Quorum.SOME:
            moments = merge(s for each in sets for s in each)
        case Quorum.COUNT | Quorum.SHARE:
            assert period.bound is not None
            holds = conditions.bound_test(period.bound, scope)
            share = period.quorum is Quorum.SHARE
            moments = showing.where_count(
                sets, lambda n: holds(n, len(sets) if share else 1), reach if holds(0, 1) and sets else None
            )
        case _:
            assert_never(period.quorum)
    return Found(tuple(Piece(a, b) for a, b in moments), pending, absent, ())
