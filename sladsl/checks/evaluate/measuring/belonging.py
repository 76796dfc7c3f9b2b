"""When a row or piece counts, and the items that complete a number of them in a window."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.points import belonging
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Selection
from sladsl.model.moments import WindowSpec
from sladsl.time.windows import Window, windows_holding
from sladsl.time.zones import date_of


def belongs_at(found: Item | Piece, world: World) -> int | None:
    """The instant by which a row or piece belongs to a window; None for a row without a time. A piece that has not ended belongs where it
    starts, until its end is known."""
    if isinstance(found, Piece):
        if (
            found.open
            or found.start == found.end
            or date_of(found.start, world.zone) == date_of(max(found.start, found.end - 1), world.zone)
        ):
            return found.start
        return found.start if world.reading("piece belongs", found.name) == "start" else max(found.start, found.end - 1)
    return belonging(found, world)


def in_order(selection: Selection, scope: Scope) -> list[tuple[int, Item | Piece]]:
    """All rows or pieces of the selection, whenever they are, with the instant at which each counts, by that."""
    world = scope.world
    everything = clock.of_stretch(
        (world.term.start, min(world.term.end, max(world.as_of, world.term.start + 1))), "", world
    )
    whole = Selection(selection.name, selection.where, None, selection.scopes)
    found = select(world.once_for(selection, "whenever", lambda: whole), scope.over(everything))
    timed = [(at, item) for item in found.items if (at := belongs_at(item, world)) is not None and at < world.as_of]
    return sorted(timed, key=lambda one: one[0])


def counted_since(at: int, spec: WindowSpec, world: World) -> int:
    """The start of the longest part of the term that a window of `spec`, which slides, can have behind it at the instant: of the first
    of those windows that hold it."""
    first = next(windows_holding(clock.kind_of(spec, world), at, world.zone))
    return max(first.start, world.term.start)


def items_between(
    selection: Selection, every: int, spec: WindowSpec, month: Window, world: World
) -> Iterator[tuple[Window, Item | Piece, Scope]]:
    """Each item in the month that completes `every` of them in a window of `spec`, each counted once, with the month for which it falls due."""
    waiting: list[tuple[int, Item | Piece]] = []
    scope = Scope(world, month)
    for at, item in in_order(selection, scope):
        if spec.sliding:
            first = counted_since(at, spec, world)
        else:
            first = next(iter(world.windows(spec, at, at + 1)), month).start
        waiting = [one for one in waiting if one[0] >= first] + [(at, item)]
        if len(waiting) >= every:
            waiting = []
            if month.start <= at < month.end:
                yield month, item, scope.bind(selection.name, item)
