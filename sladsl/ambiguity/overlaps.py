"""Rows of a table that hold the same values."""

from __future__ import annotations

from sladsl.ambiguity.ladders import Ladder, ladders, told
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning


def nested(ladder: Ladder) -> bool:
    """Whether one row holds all values of another that pays differently: "below 99.9%: 5%, below 99.5%: 10%"."""
    held = {row: {v for v in ladder.tried() if row in ladder.rows_at(v)} for row in ladder.table.rows}
    return any(held[a] and held[a] < held[b] and a.cells != b.cells for a in held for b in held)


def nested_in(clause: str, plan: Plan) -> bool:
    return any(nested(ladder) for ladder in ladders(plan) if ladder.consequence.clause == clause)


def overlap(ladder: Ladder, code: str) -> Finding | None:
    """The first two rows that share values and differ, with a value in the middle of those; one finding tells of the whole table."""
    rows = ladder.table.rows
    for n, other in enumerate(rows):
        for one in rows[:n]:
            shared = [v for v in ladder.tried() if {one, other} <= set(ladder.rows_at(v))]
            if not shared or one.cells == other.cells:
                continue
            a, b = next((a, b) for a, b in zip(one.cells, other.cells, strict=False) if a != b)
            message = (
                f"{ladder.at(shared[len(shared) // 2])} lies in two rows: one gives {told(a)}, the other {told(b)}"
            )
            label = f"also in line {one.place.line}"
            return warning(code, message, other.place, label=label, clause=ladder.consequence.clause)
    return None
