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
from sladsl.model.quantities import Bound, Comparator

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


def compared(bounds: Sequence[Bound], figure: exp.Expr, unit: Fraction, of: exp.Expr | None, world: World) -> exp.Expr:
    """figure × unit, divided by `of` where it is a share or an average, compared with each limit, cross-multiplied."""
    parts = []
    for bound in bounds:
        limit = plain_limit(bound, world) if not isinstance(bound.limit, str) else None
        if limit is None:
            raise Refused("", "its level is another measure, or is still to be agreed")
        edge = limit / unit
        left: exp.Expr = figure.copy()
        if edge.denominator != 1:
            left = exp.Mul(this=left, expression=number(edge.denominator))
        right = number(edge.numerator)
        if of is not None:
            right = exp.Mul(this=exp.paren(right), expression=of.copy())
        parts.append(_OPERATORS[bound.comparator](this=left, expression=right))
    if world.reading("comparison") != "exact":
        raise Refused("", "its measure is compared after rounding")
    return exp.and_(*parts)


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
