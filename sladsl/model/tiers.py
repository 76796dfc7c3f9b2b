"""Bands of values: where two rows hold the same value, where none holds one, which row can never apply.

The space is finite: between neighbouring limits nothing changes, so each limit and one value between each two are tried, and that is all.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from sladsl.model.consequences import BandRow, Bands
from sladsl.model.quantities import Bound, Dimension, Quantity


@dataclass(frozen=True, slots=True)
class At:
    """A value that shows something: `value` in the base of the dimension, and the rows that hold it (by their number)."""

    value: Fraction
    rows: tuple[int, ...]


def tried(table: Bands) -> tuple[At, ...]:
    """Each limit of the table and a value between each two neighbours, from low to high, with the rows that hold it.

    Beyond the outer limits one value is tried, but never below 0 nor, for percentages, above 100%. Rows with limits that are names of
    other values are passed over: nothing can be said of them before the value is known.
    """
    limits = sorted({q.value for row in table.rows for q in _limits(row)})
    if not limits:
        return ()
    between = [(a + b) / 2 for a, b in itertools.pairwise(limits)]
    outer = [max(limits[0] - _step(limits), Fraction(0)), limits[-1] + _step(limits)]
    if _is_percent(table):
        outer[1] = min(outer[1], Fraction(1))
    values = sorted({*limits, *between, *outer})
    return tuple(At(v, tuple(n for n, row in enumerate(table.rows) if holds(row, v))) for v in values)


def holes(table: Bands) -> tuple[At, ...]:
    """Values between the rows that no row holds. Beyond the outermost row there is no credit, and no hole."""
    there = tried(table)
    held = [at.value for at in there if at.rows]
    return tuple(at for at in there if not at.rows and held and min(held) < at.value < max(held))


def overlaps(table: Bands) -> tuple[At, ...]:
    """Values that two rows hold whose cells differ."""
    return tuple(at for at in tried(table) if len({table.rows[n].cells for n in at.rows}) > 1)


def unreachable(table: Bands) -> tuple[int, ...]:
    """Rows that hold no value at all: "at least 99% but below 98%"."""
    there = tried(table)
    return tuple(n for n, row in enumerate(table.rows) if _limits(row) and not any(n in at.rows for at in there))


def holds(row: BandRow, value: Fraction) -> bool:
    """Whether the row's comparison holds for the value; a row with a limit that is a name holds none."""
    if row.comparison is None:
        return False
    return all(
        isinstance(bound.limit, Quantity) and bound.holds(value, bound.limit.value) for bound in row.comparison.bounds
    )


def _limits(row: BandRow) -> list[Quantity]:
    bounds: tuple[Bound, ...] = row.comparison.bounds if row.comparison is not None else ()
    return [bound.limit for bound in bounds if isinstance(bound.limit, Quantity)]


def _is_percent(table: Bands) -> bool:
    return any(q.unit.dimension is Dimension.PERCENT for row in table.rows for q in _limits(row))


def _step(limits: list[Fraction]) -> Fraction:
    gaps = [b - a for a, b in itertools.pairwise(limits)]
    return min(gaps) if gaps else max(abs(limits[0]) / 2, Fraction(1, 100))
