"""Predicates of a row as conditions of a query, true or false and never unknown."""

from __future__ import annotations

from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.columns import Stored, against, known, one_of, place, place_of, timed
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import conditions, masks
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.model.algebra import AllHold, AnyHolds, Done, FieldCompares, FieldIs, NotSo, Predicate, Referred
from sladsl.model.schema import FieldKind


def holds(node: Predicate, relation: Relation, scope: Scope) -> exp.Expr:
    """For predicates that the row alone decides, as `masks.mask` has them. Others are refused."""
    world, record = scope.world, relation.record
    match node:
        case FieldIs(field, values, bound) if not bound:
            column = relation.column(field)
            wanted = masks.wanted_values(values, record.field(field))
            if column.stored is Stored.FLAG:
                return _flag(relation, field, frozenset(bool(one) for one in wanted))
            if column.stored is not Stored.TEXT:
                raise Refused(record.name, f"its {field} is no text")
            return known(column, one_of(column, frozenset(one for one in wanted if isinstance(one, str))))
        case FieldCompares(field, comparison):
            column = relation.column(field)
            parts = []
            for bound_ in comparison.bounds:
                if not masks.is_plain(FieldCompares(field, comparison), world):
                    raise Refused(record.name, f"its {field} is compared with a measure")
                limit = masks.plain_limit(bound_, world)
                if column.stored is not Stored.NUMBER:
                    raise Refused(record.name, f"its {field} is no number")
                parts.append(
                    exp.false() if limit is None else known(column, against(column, bound_.comparator, Fraction(limit)))
                )
            return exp.and_(*parts)
        case Done(done_of, field, None) if (done_of, field) not in world.deemed:
            return _done(relation, field, scope)
        case AllHold(parts=inner):
            return exp.and_(*(exp.paren(holds(part, relation, scope)) for part in inner)) if inner else exp.true()
        case AnyHolds(parts=inner):
            return exp.or_(*(exp.paren(holds(part, relation, scope)) for part in inner)) if inner else exp.false()
        case NotSo(part) if masks.is_plain(part, world):
            return exp.not_(exp.paren(holds(part, relation, scope)))
        case Referred(field, other, that):
            return _referred(field, other, that, relation, scope)
        case _:
            raise Refused(record.name, f"a condition on it ({type(node).__name__}) has no form in SQL")


def _flag(relation: Relation, field: str, wanted: frozenset[bool]) -> exp.Expr:
    column = relation.column(field)
    literals: list[exp.Expr] = [exp.Boolean(this=one) for one in sorted(wanted)]
    return known(column, exp.In(this=column.cell, expressions=literals)) if literals else exp.false()


def _done(relation: Relation, field: str, scope: Scope) -> exp.Expr:
    """What is done after the as-of time is not done yet."""
    column, kind = relation.column(field), relation.record.field(field)
    if kind is not None and kind.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH):
        at = place(timed(column, relation.record.name), place_of(column, scope.world.as_of, scope.world.zone))
        return known(column, exp.LT(this=column.cell, expression=at))
    if column.stored is Stored.FLAG:
        return _flag(relation, field, frozenset((True,)))
    return exp.Is(this=column.cell, expression=exp.Null()).not_() if column.nulls else exp.true()


def _referred(field: str, other: str, that: Predicate, relation: Relation, scope: Scope) -> exp.Expr:
    """By the keys of the rows that fulfil it: those are masks."""
    table = scope.world.table(other)
    if table is None:
        raise Refused(relation.record.name, f"whether it counts hangs on {other}, of which there are no records")
    keys = []
    for key, row in table.rows_by_key.items():
        held = conditions.truth(that, scope.bind(other, Item(other, row)))
        if held not in (Truth.TRUE, Truth.FALSE):
            raise Refused(relation.record.name, f"whether it counts is not decided for every {other}")
        if held is Truth.TRUE:
            keys.append(key)
    column = relation.column(field)
    return known(column, one_of(column, frozenset(keys)))
