"""Bands of values: where two rows hold the same value, and where none holds one.

The space is finite: between neighbouring limits nothing changes, so each limit and one value between each two are tried, and that is all.
A measure that counts takes whole numbers only, a rounded one multiples of its step.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.spans import Span, values
from sladsl.model.consequences import BandRow, Bands
from sladsl.model.quantities import Quantity


@dataclass(frozen=True, slots=True)
class At:
    """A value that shows something: `value` in the base of the dimension, and the rows that hold it (by their number)."""

    value: Fraction
    rows: tuple[int, ...]


def holes(table: Bands, span: Span) -> tuple[At, ...]:
    """Values between the rows that no row holds. Beyond the outermost row there is no credit, and no hole."""
    there = _tried(table, span)
    held = [at.value for at in there if at.rows]
    return tuple(at for at in there if not at.rows and held and min(held) < at.value < max(held))


def overlaps(table: Bands, span: Span) -> tuple[At, ...]:
    """Values that two rows hold whose cells differ."""
    return tuple(at for at in _tried(table, span) if len({table.rows[n].cells for n in at.rows}) > 1)


def _tried(table: Bands, span: Span) -> tuple[At, ...]:
    """Rows with limits that are names of other values are passed over: nothing can be said of them before the value is known."""
    tried = values((row.comparison for row in table.rows), span)
    return tuple(At(v, tuple(n for n, row in enumerate(table.rows) if holds(row, v))) for v in tried)


def holds(row: BandRow, value: Fraction) -> bool:
    """Whether the row's comparison holds for the value; a row with a limit that is a name holds none."""
    if row.comparison is None:
        return False
    return all(
        isinstance(bound.limit, Quantity) and bound.holds(value, bound.limit.value) for bound in row.comparison.bounds
    )
