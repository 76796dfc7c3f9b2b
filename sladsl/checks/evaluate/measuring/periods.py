"""Periods: the pieces of a period, and the moments that they cover."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring import clock, composing, conditions, found, points, rows
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.reasons import told
from sladsl.model.algebra import (
    FromTo,
    Period,
    Selection,
    innermost,
)
from sladsl.time.stretches import Stretch, Stretches, clip, merge
from sladsl.time.windows import Window

# --- what others ask -------------------------------------------------------------------------------------------------------------


def pieces(period: Period, scope: Scope) -> tuple[Piece, ...]:
    """The pieces that touch the supplied window, whole (not cut at the window), by start. An open piece runs to the window's end."""
    return touching(period, scope).pieces


def touching(period: Period, scope: Scope) -> Found:
    """The same, with what is pending and what is absent."""
    window = scope.window
    all_ = composing.whole(period, scope, window.stretch)
    pending = tuple(p for p in all_.pending if p.start < window.end and p.end > window.start)
    near = composing.ended(all_.touching(window.start, window.end), all_, window.end, scope.world)
    return Found(near, pending, all_.absent, all_.subjects)


def clipped(period: Period, scope: Scope) -> tuple[Piece, ...]:
    """The pieces as they count in the supplied window by the reading "straddling": their parts within it, or whole in the window in which they start or end."""
    return counted(touching(period, scope).pieces, scope.window, scope.world)


def stretches(period: Period, scope: Scope) -> Stretches:
    """The moments within the supplied window, merged."""
    return moments_in(period, scope.window.stretch, scope)


def moments_in(period: Period, reach: Stretch, scope: Scope) -> Stretches:
    """The moments within a stretch, merged; the supplied window stays what it is."""
    all_ = composing.whole(period, scope, reach)
    near = composing.ended(all_.touching(*reach), all_, reach[1], scope.world)
    return merge(clip((s for piece in near for s in piece.stretches), *reach))


def moments_from(period: Period, start: int, scope: Scope) -> Stretches:
    """The moments from an instant on, merged: pauses of a time limit. What has not ended goes on."""
    all_ = composing.whole(period, scope, (start, max(start, scope.world.as_of) + composing.GRID))
    return merge(s for piece in all_.pieces if piece.end > start for s in piece.stretches)


def counted(near: tuple[Piece, ...], window: Window, world: World) -> tuple[Piece, ...]:
    """Pieces that touch the window as they count in it, see `clipped`."""
    out: list[Piece] = []
    for piece in near:
        if piece.start >= window.start and piece.end <= window.end and not piece.open:
            out.append(piece)
            continue
        match world.reading("straddling"):
            case "part in each":
                out += found.cut(piece, window.start, window.end)
            case "where it starts":
                out += (piece,) if piece.start >= window.start else ()
            case "where it ends":
                out += (piece,) if piece.end <= window.end and not piece.open else ()
            case other:
                raise ValueError(f"no reading of straddling: {other}")
    return tuple(out)


def belonging(near: tuple[Piece, ...], window: Window, world: World) -> tuple[Piece, ...]:
    """Pieces that touch the window and, when pieces are counted, belong to it, whole: by the reading "piece belongs" of their period or,
    where it has none, by "straddling"."""
    out: list[Piece] = []
    for piece in near:
        if piece.start >= window.start and (piece.end < window.end or piece.open):
            out.append(piece)
            continue
        slot = f"piece belongs/{piece.name}"
        said = world.readings.value(slot) if world.has_slot(slot) else ""
        if not said and counted((piece,), window, world):
            out.append(piece)
        elif said == "start":
            out += (piece,) if window.start <= piece.start < window.end else ()
        elif said == "end":
            # The end is the first moment after the piece: one that ends at midnight ends on the day before.
            last = max(piece.end - 1, piece.start)
            out += (piece,) if window.start <= last < window.end and not piece.open else ()
    return tuple(out)


def select_pieces(selection: Selection, scope: Scope) -> rows.Selected:
    """The pieces of a named period that fulfil a selection."""
    world = scope.world
    links = rows.chain(selection, world)
    for link in links:
        scope = rows.scoped(link.scopes, scope)
    windows = [points.window_at(link.window, scope) for link in links if link.window is not None]
    if any(window is None for window in windows):
        return rows.Selected(())
    known = [window for window in windows if window is not None]
    reach = scope.over(known[0]) if known else scope.over(_everything(scope))
    near = touching(composing.named(links[-1].name, world), reach)
    yes = near.pieces
    for window in known:
        yes = belonging(yes, window, world)
    pending: list[Piece] = list(near.pending)
    open_: list[Piece] = []
    for link in reversed(links):
        if link.where is None:
            continue
        held = [(piece, conditions.truth(link.where, scope.bind(link.name, piece))) for piece in yes]
        yes = tuple(piece for piece, truth in held if truth is Truth.TRUE)
        pending += [piece for piece, truth in held if truth is Truth.PENDING]
        open_ += [piece for piece, truth in held if truth is Truth.UNDETERMINED]
    return rows.Selected(yes, tuple(pending), tuple(open_), near.absent)


def _everything(scope: Scope) -> Window:
    """From the start of the term to now, or the supplied window if that is later."""
    world = scope.world
    end = min(max(world.as_of, scope.window.end), world.open_end)
    return clock.of_stretch((min(world.term.start, scope.window.start), end), told("all of the time"), world)


def piece_of_row(item: Item, scope: Scope) -> Piece | None:
    """The piece that a row makes, by the first definition of a period from its record."""
    world = scope.world
    for definition in world.plan.definitions:
        body = innermost(definition.body)
        if not isinstance(body, FromTo) or rows.record_of(body.selection, world).name != item.record:
            continue
        all_ = composing.whole(
            composing.named(definition.name, world), scope.group(item.record, item), _everything(scope).stretch
        )
        near = [piece for piece in all_.pieces if piece.item == item]
        return next(iter(composing.ended(near, all_, scope.window.end, world)), None)
    return None
