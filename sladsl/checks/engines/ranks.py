"""Percentiles and medians: the cells at the ranks that the evaluator would look at, and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from sqlglot import exp

from sladsl.checks.engines.asking import Answers, Asked, ask, figures
from sladsl.checks.engines.columns import decimal
from sladsl.checks.engines.relation import Database
from sladsl.checks.evaluate.measuring.world import World

Once = Callable[[object, Callable[[], Answers]], Answers]


_MOST = 50_000_000
"""Of so many rows a database holds the cells in memory to rank them; of more, some windows at a time."""


def median(asked: Asked, cell: exp.Expr, database: Database, once: Once) -> Fraction | None:
    return _between(_spread_of(_in_memory(asked), cell, Fraction(50), database, once), Fraction(50))


def percentile(
    asked: Asked, cell: exp.Expr, of: Fraction, world: World, database: Database, once: Once
) -> Fraction | None:
    """See `aggregates.aggregate`: the reading is asked only where the two ways differ, and what shows that is looked up until they do."""
    asked = _in_memory(asked)
    nearest = _nearest(asked, cell, of, database, once)
    if nearest is None:
        found = _spread_of(asked, cell, of, database, once)
        return _chosen(found, of, world)
    n, value = nearest
    if n == 0:
        return None
    place = of * (n - 1) / 100
    if place.denominator == 1 and floor(place) == ceil(of * n / 100) - 1:
        return value
    if "percentile" in world.readings.asked and world.reading("percentile") == "nearest rank":
        return value
    if "percentile" in world.readings.asked:
        return _chosen(_spread_of(asked, cell, of, database, once), of, world)
    return _chosen(_spread_of(alone(asked), cell, of, database, once), of, world)


def _in_memory(asked: Asked) -> Asked:
    """With as few of the windows as are needed beside the one that is asked for."""
    reach = asked.reach
    if not reach.parted or reach.asked is None or asked.relation.rows <= _MOST:
        return asked
    count = max(len(reach.together) * _MOST // asked.relation.rows, 1)
    first = reach.together.index(reach.asked) // count * count
    return replace(asked, reach=replace(reach, together=reach.together[first : first + count]))


def alone(asked: Asked) -> Asked:
    """Only the window and the group that are asked for."""
    reach = replace(asked.reach, together=(asked.reach.asked,)) if asked.reach.asked is not None else asked.reach
    among = {**asked.among, **{field: frozenset((key,)) for field, key in asked.group.items()}}
    return replace(asked, reach=reach, group={}, among=among)


def _nearest(asked: Asked, cell: exp.Expr, of: Fraction, database: Database, once: Once) -> tuple[int, Fraction] | None:
    """By an aggregate of the database; None where it has none that is exact."""
    share = of / 100
    places = next((n for n in range(17) if (share * 10**n).denominator == 1), None)
    ranked = database.ranked(cell.copy(), decimal(int(share * 10**places), places)) if places else None
    if ranked is None:
        return None
    wanted = (exp.Count(this=cell.copy(), big_int=True), ranked)
    found = once(("nearest", of, *asked.together), lambda: figures(asked, wanted, database)).get(asked.spot)
    return (0, Fraction(0)) if found is None or not found[0] else (int(found[0]), Fraction(found[1]))


Spread = tuple[int, Any, Any, Any]
"""How many cells there are, the two between which a percentile lies by interpolation, and the one of the nearest rank."""


def _spread_of(asked: Asked, cell: exp.Expr, of: Fraction, database: Database, once: Once) -> Spread | None:
    found = once(("spread", of, *asked.together), lambda: _spread(asked, cell, of, database)).get(asked.spot)
    return None if found is None else found


def _spread(asked: Asked, cell: exp.Expr, of: Fraction, database: Database) -> Answers:
    heads = asked.heads()
    names = [f"head_{n}" for n in range(len(heads))]
    value, rank, count = exp.column("cell"), exp.column("place"), exp.column("cells")
    inner = exp.select(*(one.as_(name) for one, name in zip(heads, names, strict=True)), cell.copy().as_("cell")).from_(
        asked.relation.source
    )
    inner = inner.where(*asked.conditions(), exp.Is(this=cell.copy(), expression=exp.Null()).not_())
    parts = [exp.column(name) for name in names]

    def over(of_: exp.Expr, ordered: bool) -> exp.Expr:
        order = exp.Order(expressions=[exp.Ordered(this=value.copy(), nulls_first=False)]) if ordered else None
        return exp.Window(this=of_, partition_by=[part.copy() for part in parts], order=order)

    ranked = exp.select(
        *(part.copy() for part in parts),
        value.copy(),
        over(exp.RowNumber(), True).as_("place"),
        over(exp.Count(this=exp.Star(), big_int=True), False).as_("cells"),
    ).from_(inner.subquery("rows_of"))
    top, bottom = of.numerator, of.denominator * 100
    # 1 + floor(p × (n - 1)), the next, and ceil(p × n), in whole numbers
    low = _floor(exp.Mul(this=exp.Literal.number(top), expression=exp.paren(count.copy() - 1)), bottom)
    near = _floor(exp.paren(exp.Mul(this=exp.Literal.number(top), expression=count.copy()) + (bottom - 1)), bottom)

    def at(place: exp.Expr) -> exp.Expr:
        return exp.Max(this=exp.Case().when(exp.EQ(this=rank.copy(), expression=place), value.copy()))

    query = exp.select(
        *(part.copy() for part in parts),
        exp.Max(this=count.copy()).as_("n"),
        at(exp.paren(low.copy() + 1)).as_("low"),
        at(exp.paren(low.copy() + 2)).as_("above"),
        at(exp.Greatest(this=near, expressions=[exp.Literal.number(1)])).as_("nearest"),
    ).from_(ranked.subquery("ranked"))
    if parts:
        query = query.group_by(*(part.copy() for part in parts))
    answer = ask(query, asked, database)
    return {asked.spot_of(row): row[len(heads) :] for row in answer if row[len(heads)]}


def _floor(of: exp.Expr, by: int) -> exp.Expr:
    return exp.IntDiv(this=exp.paren(of), expression=exp.Literal.number(by))


def _between(found: Spread | None, of: Fraction) -> Fraction | None:
    if found is None:
        return None
    n, low, above, _ = found
    place = of * (int(n) - 1) / 100
    rest = place - floor(place)
    return Fraction(low) + rest * (Fraction(above) - Fraction(low)) if rest else Fraction(low)


def _chosen(found: Spread | None, of: Fraction, world: World) -> Fraction | None:
    between = _between(found, of)
    if found is None or between is None:
        return None
    nearest = Fraction(found[3])
    if nearest == between:
        return nearest
    match world.reading("percentile"):
        case "nearest rank":
            return nearest
        case "linear":
            return between
        case other:
            raise ValueError(f"no reading of percentile: {other}")
