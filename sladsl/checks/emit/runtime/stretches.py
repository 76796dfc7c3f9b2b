"""Stretches of time: pairs of instants, the start included and the end not. One sweep answers every question about them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

Stretch = tuple[int, int]


def sweep(layers: Sequence[Iterable[Stretch]], holds: Callable[[tuple[int, ...]], bool]) -> list[Stretch]:
    """The moments at which `holds` is true of the number of stretches of each layer that cover the moment, as longest stretches."""
    edges: list[tuple[int, int, int]] = []
    for layer, stretches in enumerate(layers):
        for start, end in stretches:
            if start < end:
                edges.append((start, layer, 1))
                edges.append((end, layer, -1))
    edges.sort()
    depth = [0] * len(layers)
    found: list[Stretch] = []
    since: int | None = None
    position = 0
    while position < len(edges):
        now = edges[position][0]
        while position < len(edges) and edges[position][0] == now:
            depth[edges[position][1]] += edges[position][2]
            position += 1
        true = position < len(edges) and holds(tuple(depth))
        if true and since is None:
            since = now
        elif not true and since is not None:
            found.append((since, now))
            since = None
    return found


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    return sweep([stretches], lambda depth: depth[0] > 0)


def common(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    return sweep([left, right], lambda depth: depth[0] > 0 and depth[1] > 0)


def without(left: Iterable[Stretch], right: Iterable[Stretch]) -> list[Stretch]:
    return sweep([left, right], lambda depth: depth[0] > 0 and depth[1] == 0)


def length_of(stretches: Iterable[Stretch]) -> int:
    """Microseconds, each stretch counted for itself."""
    return sum(end - start for start, end in stretches)


def near(sorted_stretches: Sequence[Stretch], start: int, end: int) -> Sequence[Stretch]:
    """Of sorted stretches that do not overlap, those that share a moment with [start, end)."""
    first = max(0, bisect_right(sorted_stretches, (start, start)) - 1)
    last = first
    while last < len(sorted_stretches) and sorted_stretches[last][0] < end:
        last += 1
    return sorted_stretches[first:last]


def covers(sorted_stretches: Sequence[Stretch], at: int) -> bool:
    return any(start <= at < end for start, end in near(sorted_stretches, at, at + 1))
