"""When a row or piece counts, and the items that complete a number of them in a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.points import belonging
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Selection
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.time.dates import add_months
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, start_of_day


def belongs_at(found: Item | Piece, world: World) -> int | None:
    """The instant by which a row or piece belongs to a window; None for a row without a time."""
    if isinstance(found, Piece):
        if found.start == found.end or date_of(found.start, world.zone) == date_of(
            max(found.start, found.end - 1), world.zone
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


def first_day_of_run(day: date, spec: WindowSpec) -> date:
    """The first day of the sliding window of days, weeks or months that ends on the day."""
    match spec.unit:
        case WindowUnit.DAY:
            return day - timedelta(days=spec.count - 1)
        case WindowUnit.WEEK:
            return day - timedelta(days=7 * spec.count - 1)
        case WindowUnit.MONTH:
            return add_months(day, -spec.count) + timedelta(days=1)
        case WindowUnit.QUARTER:
            return add_months(day, -3 * spec.count) + timedelta(days=1)
        case WindowUnit.YEAR:
            return add_months(day, -12 * spec.count) + timedelta(days=1)
        case _:
            return day


def items_between(
    selection: Selection, every: int, spec: WindowSpec, month: Window, world: World
) -> Iterator[tuple[Window, Item | Piece, Scope]]:
    """Each item in the month that completes `every` of them in a window of `spec`, each counted once, with the month for which it falls due."""
    waiting: list[tuple[int, Item | Piece]] = []
    scope = Scope(world, month)
    for at, item in in_order(selection, scope):
        if spec.sliding:
            first = start_of_day(first_day_of_run(date_of(at, world.zone), spec), world.zone)
        else:
            first = next(iter(world.windows(spec, at, at + 1)), month).start
        waiting = [one for one in waiting if one[0] >= first] + [(at, item)]
        if len(waiting) >= every:
            waiting = []
            if month.start <= at < month.end:
                yield month, item, scope.bind(selection.name, item)
