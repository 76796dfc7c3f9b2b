"""Pieces that were found: kept by their start, cut, united and taken apart without losing the rows that they come from.

A piece that comes from a row stays one piece, however many holes are cut into it: each Ticket gives one Interruption. A piece that
comes from no row is a longest stretch of moments: a hole makes two of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from sladsl.checks.evaluate.measuring.scope import Piece
from sladsl.time.stretches import Stretch, Stretches, clip, intersect, merge, subtract


@dataclass(frozen=True)
class Found:
    """`pieces` by start. `pending`: time limits that still run decide whether these count. `absent`: records without which there may be
    more. `subjects`: names under which the readings of the period may stand, the innermost first. `recurs`: it is a calendar, or in its
    bounds; where it ends is where nobody has looked any further."""

    pieces: tuple[Piece, ...] = ()
    pending: tuple[Piece, ...] = ()
    absent: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    recurs: bool = False

    @cached_property
    def starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _last_ends(self) -> list[int]:
        """The latest end up to each piece; it never falls, so that it can be searched."""
        return list(accumulate((piece.end for piece in self.pieces), max))

    def touching(self, start: int, end: int) -> list[Piece]:
        """The pieces that share a moment with [start, end), and those without length that lie in it."""
        low = bisect_left(self._last_ends, start)
        high = bisect_left(self.starts, end)
        return [p for p in self.pieces[low:high] if p.end > start or p.start == p.end == start]

    def crossing(self, instant: int) -> list[Piece]:
        """The pieces that start at or before the instant and end at or after it."""
        high = bisect_right(self.starts, instant)
        return [p for p in self.pieces[bisect_left(self._last_ends, instant) : high] if p.end >= instant]

    @property
    def moments(self) -> Stretches:
        return merge(stretch for piece in self.pieces for stretch in piece.stretches)


def of_stretches(stretches: Iterable[Stretch], *, recurs: bool = False) -> Found:
    return Found(tuple(Piece(start, end) for start, end in stretches), recurs=recurs)


def by_start(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end)))


def carved(piece: Piece, left: Stretches) -> tuple[Piece, ...]:
    """The piece with nothing but these moments of it, which are merged: one piece if it has a row, else one for each stretch. What is left
    of a row that has not ended comes from such a row still."""
    if not left:
        return ()
    if left == piece.stretches:
        return (piece,)
    if piece.item is None:
        return tuple(
            replace(piece, start=start, end=end, parts=(), open=piece.open and end == piece.end) for start, end in left
        )
    parts = left if len(left) > 1 else ()
    return (replace(piece, start=left[0][0], end=left[-1][1], parts=parts),)


def without(piece: Piece, removed: Stretches) -> tuple[Piece, ...]:
    """Nothing is left of a piece without length that lies in what is removed."""
    if piece.start == piece.end:
        return () if any(a <= piece.start < b for a, b in removed) else (piece,)
    near = _near(removed, piece)
    return carved(piece, subtract(piece.stretches, near)) if near else (piece,)


def inside(piece: Piece, kept: Stretches) -> tuple[Piece, ...]:
    if piece.start == piece.end:
        return (piece,) if any(a <= piece.start < b for a, b in kept) else ()
    near = _near(kept, piece)
    return carved(piece, intersect(piece.stretches, near))


def cut(piece: Piece, start: int, end: int) -> tuple[Piece, ...]:
    """The part of the piece in a window."""
    if piece.start >= start and piece.end <= end:
        return (piece,)
    return carved(piece, clip(piece.stretches, start, end))


def beyond(piece: Piece, first: int) -> tuple[Piece, ...]:
    """Without its first microseconds."""
    left: list[Stretch] = []
    for start, end in piece.stretches:
        skipped = min(first, end - start)
        first -= skipped
        if start + skipped < end:
            left.append((start + skipped, end))
    return carved(piece, tuple(left))


def united(parts: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces with a row stay apart; what overlaps or touches among the others becomes one."""
    alone: list[Piece] = []
    plain: list[Piece] = []
    for piece in parts:
        (plain if piece.item is None else alone).append(piece)
    if not plain:
        return by_start(alone)
    ends = {piece.end for piece in plain if piece.open}
    merged = [
        Piece(start, end, open=end in ends) for start, end in merge(s for piece in plain for s in piece.stretches)
    ]
    return by_start([*alone, *merged])


def _near(stretches: Stretches, piece: Piece) -> Stretches:
    """Merged stretches that can share a moment with the piece."""
    low = bisect_right(stretches, piece.start, key=lambda stretch: stretch[1])
    high = bisect_left(stretches, piece.end, key=lambda stretch: stretch[0])
    return stretches[low:high]
