"""What is unusual in a record that a database holds; see `evaluate.flaws.found`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from sladsl.checks.engines.asking import Asked, ask, count_all, count_where
from sladsl.checks.engines.columns import Stored, place, place_of, value_of
from sladsl.checks.engines.reaching import Reach
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import samples
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.time.stretches import Stretch

if TYPE_CHECKING:
    from sladsl.checks.engines.measuring import Holding

_QUARTER_HOUR = 900
_MOST = 100_000
"""Rows that are told one by one; with more the file is not what the contract says."""


def several(relation: Relation, world: World, reach: Stretch, holding: Holding) -> tuple[int, ...]:
    """Rows beside the first of their slot or, without a cadence, beside the first that says the same."""
    record = relation.record
    column = relation.column(record.belongs) if record.belongs else None
    if record.cadence is None:
        known = [relation.column(field.name) for field in record.fields if field.name in relation.columns]
        same = [value_of(one) if one.stored is Stored.TEXT else one.cell for one in known]
        order: list[exp.Expr] = []
    else:
        if _QUARTER_HOUR % record.cadence.seconds:
            raise Refused(record.name, "whether rows of its cadence stand twice is looked at row by row")
        assert column is not None
        at = relation.instant(column, holding.database)
        slot = exp.IntDiv(this=exp.paren(at), expression=exp.Literal.number(record.cadence.seconds * 1_000_000))
        same = [*(value_of(relation.column(name)) for name in samples.each_of(record)), slot]
        order = [exp.Ordered(this=column.cell, nulls_first=False)]
        if not _any_twice(relation, world, holding):
            return ()
    order.append(exp.Ordered(this=relation.row, nulls_first=False))
    number = exp.Window(this=exp.RowNumber(), partition_by=same, order=exp.Order(expressions=order))
    inner = exp.select(relation.row.as_("line"), number.as_("place"), *([column.cell.as_("at")] if column else []))
    query = exp.select(exp.column("line")).from_(inner.from_(relation.source).subquery("numbered"))
    query = query.where(exp.GT(this=exp.column("place"), expression=exp.Literal.number(1)))
    if column is not None:
        query = query.where(*_near(relation, exp.column("at"), reach, world))
    return _lines(query, relation, holding)


def _any_twice(relation: Relation, world: World, holding: Holding) -> bool:
    """Whether there are more rows than slots with a row."""
    return holding.gaps(relation.record, world).slots != relation.rows


def going_back(relation: Relation, world: World, reach: Stretch, holding: Holding) -> tuple[int, ...]:
    """Rows that follow in the file on a later one of their stream; in a stream that was written backwards those that go forward."""
    column = relation.column(relation.record.belongs)
    each = [value_of(relation.column(name)) for name in samples.each_of(relation.record)]
    if _goes_forward(relation, each, holding):
        return ()
    names = [f"stream_{n}" for n in range(len(each))]
    order = exp.Order(expressions=[exp.Ordered(this=relation.row, nulls_first=False)])
    earlier = exp.Window(this=exp.Lag(this=column.cell), partition_by=[one.copy() for one in each], order=order)
    followed = exp.select(
        *(one.as_(name) for one, name in zip(each, names, strict=True)),
        relation.row.as_("line"), column.cell.as_("at"), earlier.as_("earlier"),
    ).from_(relation.source).subquery("followed")  # fmt: skip
    at, before = exp.column("at"), exp.column("earlier")
    streams = [exp.column(name) for name in names]
    back, forward = (kind(this=at.copy(), expression=before.copy()) for kind in (exp.LT, exp.GT))
    counts = exp.select(*streams, count_where(back.copy()).as_("back"), count_where(forward.copy()).as_("forward"))
    counts = counts.from_(followed.copy())
    if streams:
        counts = counts.group_by(*(stream.copy() for stream in streams))
    found = ask(counts, _all(relation), holding.database)
    if not any(row[-2] and row[-1] for row in found):
        return ()
    if any(row[-2] > row[-1] for row in found):
        raise Refused(relation.record.name, "some of its rows are written backwards")
    query = exp.select(exp.column("line")).from_(followed).where(back, *_near(relation, at, reach, world))
    return _lines(query, relation, holding)


def _goes_forward(relation: Relation, each: list[exp.Expr], holding: Holding) -> bool:
    """Whether in each stream the row number grows with the slot as along a straight line, as it does in a file without gaps that is sorted
    by time. It is so just where the square of the covariance is the product of the variances."""
    cadence = relation.record.cadence
    if cadence is None:
        return False
    first = (holding.bounds(relation.record) or (0, 0))[0]
    at = exp.paren(relation.instant(relation.column(relation.record.belongs), holding.database))
    slot = exp.IntDiv(this=exp.paren(at - first), expression=exp.Literal.number(cadence.seconds * 1_000_000))
    x, y = relation.row, exp.paren(slot)

    def total(of: exp.Expr) -> exp.Expr:
        return holding.database.total(of)

    sums = [count_all(), total(x), total(y), total(x * y), total(x * x), total(y * y)]
    query = exp.select(*(one.as_(f"head_{n}") for n, one in enumerate(each)))
    query = query.select(*(one.as_(f"sum_{n}") for n, one in enumerate(sums))).from_(relation.source)
    if each:
        query = query.group_by(*(exp.Literal.number(n + 1) for n in range(len(each))))
    for row in ask(query, _all(relation), holding.database):
        n, sx, sy, sxy, sxx, syy = (int(value) for value in row[len(each) :])
        joint = n * sxy - sx * sy
        if n > 1 and (joint <= 0 or joint * joint != (n * sxx - sx * sx) * (n * syy - sy * sy)):
            return False
    return True


def outside(relation: Relation, world: World, holding: Holding) -> tuple[int, ...]:
    record = relation.record
    ends = holding.reach(record, world)
    if ends is None or (world.term.start <= ends[0] and ends[1] < world.term.end):
        return ()
    column = relation.column(record.belongs)
    beyond = exp.not_(exp.paren(exp.and_(*_near(relation, column.cell, world.term.stretch, world))))
    known = exp.Is(this=column.cell, expression=exp.Null()).not_()
    return _lines(exp.select(relation.row.as_("line")).from_(relation.source).where(known, beyond), relation, holding)


def _near(relation: Relation, at: exp.Expr, reach: Stretch, world: World) -> list[exp.Expr]:
    column = relation.column(relation.record.belongs)
    low, high = (place_of(column, edge, world.zone) for edge in reach)
    return [
        exp.GTE(this=at.copy(), expression=place(column, low)),
        exp.LT(this=at.copy(), expression=place(column, high)),
    ]


def _lines(query: exp.Select, relation: Relation, holding: Holding) -> tuple[int, ...]:
    found = ask(query.order_by("line").limit(_MOST + 1), _all(relation), holding.database)
    if len(found) > _MOST:
        raise Refused(relation.record.name, f"more than {_MOST} of its rows are unusual")
    return tuple(int(row[0]) for row in found)


def _all(relation: Relation) -> Asked:
    return Asked(relation, Reach(None, None), {}, {}, None, None)
