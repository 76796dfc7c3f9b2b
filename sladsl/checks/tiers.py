"""Bands of values: where two rows hold the same value, and where none holds one.

The space is finite: between neighbouring limits nothing changes, so each limit and one value between each two are tried, and that is all.
A measure that counts takes whole numbers only, a rounded one multiples of its step.
"""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.plan import Plan
from sladsl.checks.spans import Span, quantities_in, span_of, values
from sladsl.model.algebra import AllOf, Measure, NamedMeasure, Rounded
from sladsl.model.consequences import BandRow, Bands, Consequence, OnCondition, OnMiss
from sladsl.model.duties import Duty, Level
from sladsl.model.quantities import Comparator, Comparison, Quantity, rounding_said
from sladsl.node import node


@node
class At:
    """A value that shows something: `value` in the base of the dimension, and the rows that hold it (by their number)."""

    value: Fraction
    rows: tuple[int, ...]


def compared_span(table: Bands, plan: Plan, said: str | None) -> Span:
    """The values that a row can be compared with: where measures are rounded before, those of the step alone. `said`: the value of the
    reading "comparison", None where it is open."""
    span = span_of(table.measure, plan)
    limits = [q for row in table.rows for q in quantities_in(row.comparison)]
    rounding = rounding_said(said, limits[0].unit.dimension) if said is not None and limits else None
    if rounding is None or (span.step is not None and span.step >= rounding.step):
        return span
    return Span(span.low, span.high, rounding.step)


def holes(table: Bands, span: Span) -> tuple[At, ...]:
    """Values between the rows that no row holds. Beyond the outermost row there is no credit, and no hole."""
    there = _tried(table, span)
    held = [at.value for at in there if at.rows]
    return tuple(at for at in there if not at.rows and held and min(held) < at.value < max(held))


def overlaps(table: Bands, span: Span) -> tuple[At, ...]:
    """Values that two rows hold whose cells differ."""
    return tuple(at for at in _tried(table, span) if len({table.rows[n].cells for n in at.rows}) > 1)


def levels_beside(consequence: Consequence, table: Bands, duties: tuple[Duty, ...]) -> tuple[Comparison, ...]:
    """What the duty asks of the measure of the table (one comparison for each choice): the duty whose miss it follows, or where the credit
    has no condition of its own those of its clause. Nothing where the level hangs on the order form."""
    match consequence.trigger:
        case OnMiss(duty=name):
            followed = [duty.kind for duty in duties if duty.name == name]
        case OnCondition(condition=AllOf(())) if getattr(consequence.effect, "verb", "") in ("credit", "refund"):
            followed = [duty.kind for duty in duties if duty.clause == consequence.clause]
        case _:
            return ()
    asked = tuple(
        comparison
        for kind in followed
        if isinstance(kind, Level) and same_measure(kind.measure, table.measure)
        for comparison in comparisons_of(kind)
    )
    known = all(isinstance(b.limit, Quantity) for comparison in asked for b in comparison.bounds)
    return asked if known else ()


def paid_while_met(
    table: Bands, levels: tuple[Comparison, ...], tried: tuple[Fraction, ...]
) -> tuple[tuple[BandRow, Fraction], ...]:
    """The rows that end at a value that meets the duty, each with such a value; one without an end there leaves the target to the lead of
    the sentence."""
    found = []
    for row in table.rows:
        if not levels or row.comparison is None or all(cell is None for cell in row.cells):
            continue
        lower = any(b.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) for c in levels for b in c.bounds)
        closed = any(
            (b.comparator in (Comparator.LESS_THAN, Comparator.AT_MOST)) is lower or b.comparator is Comparator.EXACTLY
            for b in row.comparison.bounds
        )
        met = [v for v in tried if holds(row, v) and all(meets(c, v) for c in levels)]
        if closed and met:
            found.append((row, met[len(met) // 2]))
    return tuple(found)


def levels_that_may_be_met(consequence: Consequence, table: Bands, plan: Plan) -> tuple[Comparison, ...]:
    """Of a credit without a condition: the levels at which it may still be paid, where the reading "met rows" decides."""
    if isinstance(consequence.trigger, OnMiss) or table.measure is None:
        return ()
    levels = levels_beside(consequence, table, plan.duties)
    tried = values((*(row.comparison for row in table.rows), *levels), span_of(table.measure, plan))
    return levels if paid_while_met(table, levels, tried) else ()


def comparisons_of(level: Level) -> tuple[Comparison, ...]:
    return (level.comparison,) if level.comparison is not None else tuple(c for _, c in level.by_choice)


def same_measure(a: Measure | None, b: Measure | None) -> bool:
    """Whether two phrases speak of one measure, of whichever Circuit and however rounded."""
    if isinstance(a, NamedMeasure) and isinstance(b, NamedMeasure):
        return a.name == b.name
    return a == b and not isinstance(a, Rounded)


def meets(comparison: Comparison, value: Fraction) -> bool:
    """Whether the value fulfils every bound; a bound by name is taken for fulfilled."""
    return all(not isinstance(b.limit, Quantity) or b.holds(value, b.limit.value) for b in comparison.bounds)


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
