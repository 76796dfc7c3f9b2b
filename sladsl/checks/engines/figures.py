"""Figures of the rows of a group, and their comparison with limits.

A comparison is one of products of whole numbers or decimals and divides nothing, so that no dialect can round on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.columns import number
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.masks import plain_limit
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Aggregate
from sladsl.model.quantities import Bound, Comparator, Rounding, RoundingMode, rounding_said

_OPERATORS = {
    Comparator.AT_LEAST: exp.GTE,
    Comparator.AT_MOST: exp.LTE,
    Comparator.MORE_THAN: exp.GT,
    Comparator.LESS_THAN: exp.LT,
    Comparator.EXACTLY: exp.EQ,
}


def figure_of(aggregate: Aggregate, percentile: Fraction | None, cell: exp.Expr, world: World) -> exp.Expr:
    """Of the cells of a group; of a share or an average what stands above the line."""
    match aggregate:
        case Aggregate.TOTAL | Aggregate.AVERAGE:
            return exp.Sum(this=cell.copy())
        case Aggregate.NUMBER:
            return exp.Count(this=cell.copy())
        case Aggregate.HIGHEST | Aggregate.LONGEST:
            return exp.Max(this=cell.copy())
        case Aggregate.LOWEST:
            return exp.Min(this=cell.copy())
        case Aggregate.PERCENTILE if percentile is not None and world.reading("percentile") == "nearest rank":
            # The first place that is at least p × n, and the first of all.
            reached = exp.GTE(
                this=exp.Mul(this=exp.column("place"), expression=number(100 * percentile.denominator)),
                expression=exp.Mul(this=exp.column("cells"), expression=number(percentile.numerator)),
            )
            return exp.Min(this=exp.Case().when(reached, cell.copy()))
        case _:
            raise Refused("", f"the {aggregate} has no form that is exact in every dialect")


def compared(
    bounds: Sequence[Bound],
    figure: exp.Expr,
    unit: Fraction,
    of: exp.Expr | None,
    world: World,
    rounding: Rounding | None = None,
) -> exp.Expr:
    """figure × unit, divided by `of` where it is a share or an average, compared with each limit, cross-multiplied. `rounding`: of the
    measure, before it is compared."""
    parts = []
    for bound in bounds:
        limit = plain_limit(bound, world) if not isinstance(bound.limit, str) else None
        if limit is None or isinstance(bound.limit, str):
            raise Refused("", "its level is another measure, or is still to be agreed")
        said = rounding_said(world.reading("comparison"), bound.limit.unit.dimension)
        if said is not None and rounding is not None:
            raise Refused("", "its measure is rounded twice")
        for comparator, edge in before_rounding(bound.comparator, limit, said or rounding):
            edge = edge / unit
            left: exp.Expr = figure.copy()
            if edge.denominator != 1:
                left = exp.Mul(this=left, expression=number(edge.denominator))
            right = number(edge.numerator)
            if of is not None:
                right = exp.Mul(this=exp.paren(right), expression=of.copy())
            parts.append(_OPERATORS[comparator](this=left, expression=right))
    return exp.and_(*parts)


def before_rounding(
    comparator: Comparator, limit: Fraction, rounding: Rounding | None
) -> list[tuple[Comparator, Fraction]]:
    """How a value that is not negative compares before it is rounded, where it compares so afterwards."""
    if rounding is None:
        return [(comparator, limit)]
    step = rounding.step
    steps = limit / step
    floor, ceiling = steps.numerator // steps.denominator, -(-steps.numerator // steps.denominator)
    up = rounding.mode is RoundingMode.UP
    shift = Fraction(1, 2) if rounding.mode is RoundingMode.HALF_UP else Fraction(0)
    match comparator:
        case Comparator.AT_LEAST:
            least = ceiling - 1 if up else ceiling - shift
            return [(Comparator.MORE_THAN if up else Comparator.AT_LEAST, least * step)]
        case Comparator.LESS_THAN:
            least = ceiling - 1 if up else ceiling - shift
            return [(Comparator.AT_MOST if up else Comparator.LESS_THAN, least * step)]
        case Comparator.MORE_THAN:
            most = floor if up else floor + 1 - shift
            return [(Comparator.MORE_THAN if up else Comparator.AT_LEAST, most * step)]
        case Comparator.AT_MOST:
            most = floor if up else floor + 1 - shift
            return [(Comparator.AT_MOST if up else Comparator.LESS_THAN, most * step)]
        case Comparator.EXACTLY:
            ends = (Comparator.AT_LEAST, Comparator.AT_MOST)
            return [one for end in ends for one in before_rounding(end, limit, rounding)]


def ranked(head: Sequence[exp.Column], cell: exp.Expr) -> exp.Subquery:
    """Each cell with its place among those of its window and thing, and how many they are."""
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[p.copy() for p in head],
        order=exp.Order(expressions=[exp.Ordered(this=cell.copy(), nulls_first=False)]),
    )
    cells = exp.Window(this=exp.Count(this=cell.copy()), partition_by=[p.copy() for p in head])
    inner = exp.select(*(p.copy() for p in head), cell.copy(), place.as_("place"), cells.as_("cells"))
    known = exp.Is(this=cell.copy(), expression=exp.Null()).not_()
    return inner.from_("selected").where(known).subquery("ranked")
