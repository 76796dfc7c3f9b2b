"""Sets of moments, as half-open stretches of instants.

A stretch is `(start, end)` in microseconds since the epoch (UTC); it holds its start and not its end.
Arguments may come in any order and may overlap; empty and reversed stretches hold no moment. Results are
sorted. Where the docstring says "merged" they are also disjoint and do not touch. Cost: linear after
sorting, and sorting what is sorted is linear too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def merge(stretches: Iterable[Stretch]) -> Stretches:
    """The same moments, merged: stretches that overlap or touch become one."""
    out: list[Stretch] = []
    start = end = None
    for a, b in sorted(stretches):
        if a >= b:
            continue
        if start is None or end is None:
            start, end = a, b
        elif a <= end:
            end = max(end, b)
        else:
            out.append((start, end))
            start, end = a, b
    if start is not None and end is not None:
        out.append((start, end))
    return tuple(out)


def union(*sets: Iterable[Stretch]) -> Stretches:
    """The moments in any of the sets, merged."""
    return merge(stretch for one in sets for stretch in one)


def intersect(left: Iterable[Stretch], right: Iterable[Stretch]) -> Stretches:
    """The moments in both sets, merged."""
    a, b = merge(left), merge(right)
    out: list[Stretch] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            out.append((start, end))
        if a[i][1] <= b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(out)


def subtract(left: Iterable[Stretch], right: Iterable[Stretch]) -> Stretches:
    """The moments of `left` that are not in `right`, merged."""
    b = merge(right)
    out: list[Stretch] = []
    j = 0
    for start, end in merge(left):
        while j < len(b) and b[j][1] <= start:
            j += 1
        k = j
        while k < len(b) and b[k][0] < end:
            if start < b[k][0]:
                out.append((start, b[k][0]))
            start = b[k][1]
            k += 1
        # The last of them may reach into the next stretch of `left`.
        j = max(j, k - 1)
        if start < end:
            out.append((start, end))
    return tuple(out)


def clip(stretches: Iterable[Stretch], start: int, end: int) -> Stretches:
    """The part of each stretch within [start, end), sorted; overlapping stretches stay apart."""
    return tuple(sorted((max(a, start), min(b, end)) for a, b in stretches if max(a, start) < min(b, end)))


def total(stretches: Iterable[Stretch]) -> int:
    """Microseconds; a moment in several stretches counts once."""
    return sum(b - a for a, b in merge(stretches))


def total_of_each(stretches: Iterable[Stretch]) -> int:
    """Microseconds; a moment counts once for each stretch that holds it."""
    return sum(b - a for a, b in stretches if a < b)


def at_least(stretches: Iterable[Stretch], length: int) -> Stretches:
    """Each stretch of at least `length` microseconds, as it is. Stretches that touch are two: merge first
    if they are one."""
    return tuple(sorted((a, b) for a, b in stretches if b > a and b - a >= length))


def beyond_first(stretches: Iterable[Stretch], length: int) -> Stretches:
    """Each stretch without its first `length` microseconds. Stretches that touch are two: merge first if
    they are one."""
    return tuple(sorted((a + length, b) for a, b in stretches if a + length < b and a < b))


def use_up_to(stretches: Iterable[Stretch], allowance: int, order: Literal["earliest", "latest"]) -> Stretches:
    """The moments, merged, that fit in an allowance in microseconds, taken from the earliest on or from the
    latest back."""
    merged = merge(stretches)
    out: list[Stretch] = []
    left = allowance
    for a, b in merged if order == "earliest" else reversed(merged):
        if left <= 0:
            break
        used = min(left, b - a)
        out.append((a, a + used) if order == "earliest" else (b - used, b))
        left -= used
    return tuple(out) if order == "earliest" else tuple(reversed(out))


def holds(stretches: Iterable[Stretch], instant: int) -> bool:
    """Whether the instant is one of the moments."""
    return any(a <= instant < b for a, b in stretches)
