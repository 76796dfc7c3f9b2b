"""Periods made of other periods: cut to their inside, freed of exceptions, limited, held across a group."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, composing, conditions, found, rows, showing, spans
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.scope import Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    AcrossGroup,
    OnlyPieces,
    Period,
    Quorum,
    UpTo,
)
from sladsl.records.table import OPEN_END
from sladsl.time.stretches import Stretch, Stretches, clip, merge, subtract, total, use_up_to
from sladsl.time.windows import windows_between


def carved(base: Found, others: tuple[Period, ...], keep: bool, scope: Scope, reach: Stretch) -> Found:
    """`base` inside the others (`keep`), or without them. What looks at the row of a piece ("its Waiting") is worked out for each."""
    world = scope.world
    near = base.touching(*reach)
    if not near:
        return Found((), base.pending, base.absent, base.subjects, base.recurs)
    end = max(min(piece.end, max(reach[1], world.as_of)) for piece in near)
    hull = (min(near[0].start, reach[0]), max(end, reach[1]))
    own = [other for other in others if needs(other, world).item]
    shared = [composing.whole(other, scope, hull) for other in others if other not in own]
    common = _moments(shared, hull, world) if shared else ()
    out: list[Piece] = []
    absent, pending = list(base.absent), list(base.pending)
    for of in shared:
        absent += of.absent
        pending += of.pending
    for piece in near:
        moments = common
        parts = shared
        if own:
            inner = scope.bind(piece.name, piece) if piece.item or piece.name else scope
            mine = [composing.whole(other, inner, hull) for other in own]
            moments, parts = merge((*common, *_moments(mine, hull, world))), [*shared, *mine]
        if keep and piece.open and any(part.recurs for part in parts):
            moments = (*moments, (hull[1], OPEN_END))  # it goes on with the calendar, which was not asked any further
        out += found.inside(piece, moments) if keep else found.without(piece, moments)
    return Found(
        found.by_start(out),
        found.by_start(pending),
        tuple(dict.fromkeys(absent)),
        base.subjects,
        base.recurs and (not keep or any(part.recurs for part in shared)),
    )


def _moments(parts: list[Found], hull: Stretch, world: World) -> Stretches:
    # Where the base itself has not ended, what is open goes on with it; only leaving it out makes a difference.
    near = (piece for part in parts for piece in composing.not_left_out(part.touching(*hull), part, world))
    return merge(stretch for piece in near for stretch in piece.stretches)


def only(base: Found, name: str, period: OnlyPieces, scope: Scope) -> Found:
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
    return Found(tuple(kept), found.by_start(pending), tuple(dict.fromkeys(absent)), base.subjects, base.recurs)


def up_to(period: UpTo, scope: Scope, reach: Stretch) -> Found:
    """In each window of the specification no more than the length; the windows are whole, even where the term cuts them."""
    world = scope.world
    kind = clock.kind_of(period.spec, world)
    base = composing.whole(period.base, scope, reach)
    near = base.touching(*reach)
    if not near:
        return Found((), base.pending, base.absent, base.subjects, base.recurs)
    hull = (near[0].start, max(min(piece.end, max(reach[1], world.as_of)) for piece in near))
    windows = list(windows_between(kind, *hull, world.zone, whole=False))
    # Windows reach beyond the hull, and what lies there uses up their limit as well.
    wide = (min(w.start for w in windows), max(w.end for w in windows)) if windows else hull
    base = composing.whole(period.base, scope, wide)
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
    later = (*allowed, (wide[1], OPEN_END))  # there are windows behind these, with what is allowed in each
    return Found(
        found.by_start(
            left for piece in base.touching(*reach) for left in found.inside(piece, later if piece.open else allowed)
        ),
        base.pending,
        base.absent,
        base.subjects,
        base.recurs,
    )


def across(period: AcrossGroup, scope: Scope, reach: Stretch) -> Found:
    """The members of the group are those that the selection gives with the supplied window and what is bound."""
    world = scope.world
    name = period.group.name
    if period.of_all:
        scope = scope.without(name)
    selected = rows.select(period.group, scope)
    parts = [composing.whole(period.period, scope.group(name, member), reach) for member in selected.items]
    absent = tuple(dict.fromkeys((*selected.absent, *(n for part in parts for n in part.absent))))
    pending = found.by_start(piece for part in parts for piece in part.pending)
    sets = [
        merge(s for piece in composing.ended(part.touching(*reach), part, reach[1], world) for s in piece.stretches)
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
