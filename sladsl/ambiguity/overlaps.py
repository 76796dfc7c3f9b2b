"""Rows of a table that hold the same values."""

from __future__ import annotations

from fractions import Fraction

from sladsl.ambiguity.ladders import Ladder, ladders, told
from sladsl.checks.plan import Plan
from sladsl.checks.tiers import holds
from sladsl.findings import Finding, warning
from sladsl.model.consequences import BandRow


def nested(ladder: Ladder) -> bool:
    """Whether one row holds all values of another that pays differently: "below 99.9%: 5%, below 99.5%: 10%"."""
    held = _held(ladder, ladder.tried())
    return any(mine and mine < theirs and a.cells != b.cells for a, mine in held for b, theirs in held)


def nested_in(clause: str, plan: Plan) -> bool:
    return any(nested(ladder) for ladder in ladders(plan) if ladder.consequence.clause == clause)


def overlap(ladder: Ladder, code: str) -> Finding | None:
    """The first two rows that share values and differ, with a value in the middle of those; one finding tells of the whole table."""
    tried = ladder.tried()
    held = _held(ladder, tried)
    for n, (other, theirs) in enumerate(held):
        for one, mine in held[:n]:
            shared = sorted(mine & theirs)
            if not shared or one.cells == other.cells:
                continue
            a, b = next((a, b) for a, b in zip(one.cells, other.cells, strict=False) if a != b)
            message = f"{ladder.at(tried[shared[len(shared) // 2]])} lies in two rows: one gives {told(a)}, the other {told(b)}"
            label = f"also in line {one.place.line}"
            return warning(code, message, other.place, label=label, clause=ladder.consequence.clause)
    return None


def _held(ladder: Ladder, tried: tuple[Fraction, ...]) -> list[tuple[BandRow, set[int]]]:
    """Each row with the numbers of those of the values that it holds."""
    return [(row, {n for n, value in enumerate(tried) if holds(row, value)}) for row in ladder.table.rows]
