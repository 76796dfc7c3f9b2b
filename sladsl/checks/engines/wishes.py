"""What a measure asks of the rows of its selection: aggregates, and which rows stand behind its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import assert_never

from sqlglot import exp

from sladsl.checks.engines.asking import count_all, count_where
from sladsl.checks.engines.columns import Stored
from sladsl.checks.engines.relation import Database, Relation
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.algebra import Aggregate, OfField, Predicate, Selection, ShareOfRecords

Counted = Selection | ShareOfRecords | OfField
"""A count is known by its selection."""


@dataclass(frozen=True)
class Wish:
    """`wanted` of the rows that fulfil `where`; the rows `behind` the value are as many as the figure in the place `counted` says."""

    where: exp.Expr | None
    wanted: tuple[exp.Expr, ...]
    behind: exp.Expr | None
    counted: int = 0


def is_ranked(node: Counted) -> bool:
    """Whether it takes more than one aggregate; see `ranks`."""
    return isinstance(node, OfField) and node.aggregate in (Aggregate.MEDIAN, Aggregate.PERCENTILE)


def wish_of(
    node: Counted, where: exp.Expr | None, that: Callable[[Predicate], exp.Expr], relation: Relation, database: Database
) -> Wish:
    """`where`: the rows of its selection."""
    match node:
        case Selection():
            return Wish(where, (count_all(),), where)
        case ShareOfRecords():
            held = that(node.that)
            both = held if where is None else exp.and_(where, exp.paren(held))
            return Wish(where, (count_all(), count_where(held.copy())), both, counted=1)
        case OfField():
            cell, _ = cell_of(node.fields, relation)
            cells = exp.Count(this=cell.copy(), big_int=True)
            return Wish(where, (count_all(), cells, *_of_cells(node.aggregate, cell, database)), where)
        case _:
            assert_never(node)


def _of_cells(aggregate: Aggregate, cell: exp.Expr, database: Database) -> tuple[exp.Expr, ...]:
    match aggregate:
        case Aggregate.NUMBER:
            return ()
        case Aggregate.TOTAL | Aggregate.AVERAGE:
            return (database.total(cell),)
        case Aggregate.HIGHEST | Aggregate.LONGEST:
            return (exp.Max(this=cell),)
        case Aggregate.LOWEST:
            return (exp.Min(this=cell),)
        case _:
            raise ValueError(f"{aggregate} is no aggregate of a database")


def value_of(node: OfField, cells: int, found: int | Fraction | None, relation: Relation) -> Fraction | None:
    """The value of a field's aggregate from what the database has found of its cells."""
    _, factor = cell_of(node.fields, relation)
    match node.aggregate:
        case Aggregate.NUMBER:
            return Fraction(cells)
        case Aggregate.TOTAL:
            return Fraction(found or 0) * factor
        case Aggregate.AVERAGE:
            return Fraction(found) * factor / cells if cells and found is not None else None
        case _:
            return Fraction(found) * factor if cells and found is not None else None


def only(aggregate: exp.Expr, where: exp.Expr | None) -> exp.Expr:
    """The aggregate of the rows that fulfil a condition, among others that do not."""
    if where is None:
        return aggregate
    of = exp.Literal.number(1) if isinstance(aggregate.this, exp.Star) else aggregate.this
    aggregate.set("this", exp.Case().when(where, of))
    return aggregate


def cell_of(fields: tuple[str, ...], relation: Relation) -> tuple[exp.Expr, Fraction]:
    """The number that is measured, and by what it is multiplied. Several fields are summed, and empty ones passed over."""
    columns = [relation.column(field) for field in fields]
    for column in columns:
        if column.stored is not Stored.NUMBER:
            raise Refused(relation.record.name, f"its {column.field.name} is no number")
    if len(columns) == 1:
        return columns[0].cell, columns[0].factor
    unit = Fraction(1, lcm(*(column.factor.denominator for column in columns)))
    parts = []
    for column in columns:
        cell = exp.Coalesce(this=column.cell, expressions=[exp.Literal.number(0)])
        times = column.factor / unit
        parts.append(cell if times == 1 else exp.Mul(this=cell, expression=exp.Literal.number(int(times))))
    summed: exp.Expr = parts[0]
    for part in parts[1:]:
        summed = exp.Add(this=summed, expression=part)
    some = exp.or_(*(exp.Is(this=column.cell, expression=exp.Null()).not_() for column in columns))
    return exp.paren(exp.Case().when(some, summed)), unit
