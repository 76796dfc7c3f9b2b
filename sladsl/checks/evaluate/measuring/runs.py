"""Counts in windows of their own: the longest runs of windows in which so many items lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction

from sladsl.checks.evaluate.measuring import comparing
from sladsl.checks.evaluate.measuring.belonging import in_order
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.model.algebra import HasCount
from sladsl.model.node import node
from sladsl.time.windows import Window


@node
class Run:
    """`at`: the first instant after the moment at which the needed number was reached; `items`: all of the run, by time."""

    at: int
    items: tuple[Item | Piece, ...]


def runs_of(counted: HasCount, scope: Scope) -> tuple[Run, ...]:
    """Of the items of whatever the scope binds. Windows that slide and follow one another make one run, others each its own; a window
    without items makes none."""
    spec = counted.spec
    assert spec is not None
    world = scope.world
    items = in_order(counted.selection, scope)
    times = [at for at, _ in items]
    windows = world.windows(spec, world.term.start, min(world.term.end, world.as_of))

    def enough(n: int) -> bool:
        return comparing.exactly(Fraction(n), counted.comparison, scope) is Truth.TRUE

    runs: list[tuple[int, int, int, int]] = []  # last window, first item, last item, item that completed it
    for number in _with_items(windows, times):
        window = windows[number]
        low, high = bisect_left(times, window.start), bisect_left(times, window.end)
        if not enough(high - low):
            continue
        if spec.sliding and runs and runs[-1][0] == number - 1:
            _, first, last, completed = runs[-1]
            runs[-1] = (number, first, max(last, high - 1), completed)
        else:
            runs.append((number, low, high - 1, low + _least(enough, high - low) - 1))
    return tuple(
        Run(times[completed] + 1, tuple(item for _, item in items[first : last + 1]))
        for _, first, last, completed in runs
    )


def _with_items(windows: tuple[Window, ...], times: list[int]) -> Iterable[int]:
    """The numbers of the windows in which at least one of the times lies."""
    starts = [window.start for window in windows]
    ends = [window.end for window in windows]
    reached = 0
    for at in times:
        # Windows that slide end in the order in which they start.
        first, after = max(reached, bisect_right(ends, at)), bisect_right(starts, at)
        yield from range(first, after)
        reached = max(reached, after)


def _least(enough: Callable[[int], bool], most: int) -> int:
    """Of how many on there are enough."""
    return next(n for n in range(1, most + 1) if enough(n))
