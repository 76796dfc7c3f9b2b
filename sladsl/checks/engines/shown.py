"""The rows behind a value: how many, and the first of them in the order of time, then of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlglot import exp

from sladsl.checks.engines.asking import Asked, Spot, ask, count_all, figures
from sladsl.checks.engines.columns import Column, Stored, place
from sladsl.checks.engines.ranks import alone
from sladsl.checks.engines.reaching import Places
from sladsl.checks.engines.relation import Database

_ENOUGH = 2_000_000
"""In so few rows the first are looked for at once; in more, from the start of each window on until there are enough."""

Lists = dict[Spot, list[int]]
_ROWS = 10**12
"""More than any relation has."""


def first(parts: Sequence[Asked], most: int, database: Database) -> tuple[int, tuple[str, ...]]:
    """A row that is in several parts counts once; those of the first part stand first."""
    if len(parts) == 1:
        return _count(parts[0], database), tuple(_places(parts[0], most, database))
    one, *others = parts
    where = [exp.and_(*part.conditions()) for part in map(alone, parts)]
    base = Asked(
        one.relation, replace(one.reach, asked=None, together=()), {}, {}, exp.or_(*map(exp.paren, where)), one.ends
    )
    found = list(_places(one, most, database))
    for part in others:
        found += [one for one in _places(part, most, database) if one not in found]
    return _count(base, database), tuple(found[:most])


def _count(asked: Asked, database: Database) -> int:
    return _counts(asked, database).get(asked.spot, 0)


def _counts(asked: Asked, database: Database) -> Mapping[Spot, int]:
    if asked.counts is not None:
        return asked.counts

    def counted() -> Mapping[Spot, int]:
        return {spot: int(row[0]) for spot, row in figures(asked, (count_all(),), database).items()}

    return database.once(("count", sql(asked, database)), counted)


def sql(asked: Asked, database: Database) -> tuple[object, ...]:
    """All that a query of the rows says. The condition is written once: thousands of windows and groups share it."""
    where = asked.where
    if where is None:
        return asked.relation.name, "", *asked.together
    # Kept with the node, so that its identity stays its own.
    _, text = database.once(("sql", id(where)), lambda: (where, where.sql()))
    return asked.relation.name, text, *asked.together


def _places(asked: Asked, most: int, database: Database) -> list[str]:
    if len(asked.beside) > 1:
        # Kept with the conditions, so that their identities stay their own.
        key_ = ("first together", most, id(asked.beside), asked.relation.name, *asked.together)
        _, several = database.once(key_, lambda: (asked.beside, _together(asked, most, database)))
        if (known := several.get(id(asked.where))) is not None:
            return [asked.relation.where(row) for row in known.get(asked.spot, [])]
    key = sql(asked, database)
    lists: Lists = database.once(("first", most, key), lambda: _lists(asked, most, database))
    return [asked.relation.where(row) for row in lists.get(asked.spot, [])]


def _together(asked: Asked, most: int, database: Database) -> Mapping[int, Lists]:
    """The first rows for each of the conditions, by its identity; nothing where the database cannot find them in one pass."""
    relation = asked.relation
    place: exp.Expr = relation.row
    if (at := _time_of(asked)) is not None:
        if at.nulls and asked.reach.column is None:
            return {}
        wide = exp.cast(exp.paren(relation.instant(at, database)), "INT128")
        place = exp.Add(this=exp.Mul(this=wide, expression=exp.Literal.number(_ROWS)), expression=place)
    if relation.rows > _ENOUGH or database.least(place, most) is None:
        return {}
    out: dict[int, Lists] = {}
    for first in range(0, len(asked.beside), _TOGETHER):
        some = asked.beside[first : first + _TOGETHER]
        wanted = [database.least(place if one is None else exp.Case().when(one, place), most) for one in some]
        found = figures(replace(asked, where=None), [one for one in wanted if one is not None], database)
        for n, condition in enumerate(some):
            out[id(condition)] = {spot: [int(one) % _ROWS for one in row[n] or ()] for spot, row in found.items()}
    return out


_TOGETHER = 100
"""Lists in one query."""


def _time_of(asked: Asked) -> Column | None:
    """By what rows are in order before they are in that of the file; rows of one month have none."""
    belongs = asked.relation.record.belongs
    column = asked.relation.column(belongs) if belongs else None
    if column is None or (asked.reach.asked is not None and column.stored is Stored.MONTH):
        return None
    return column


def _lists(asked: Asked, most: int, database: Database) -> Lists:
    reach, column = asked.reach, asked.reach.column
    many = asked.relation.rows > _ENOUGH and column is not None and column.stored in (Stored.MICROS, Stored.INSTANT)
    if not many:
        return _in_full(asked, most, None, database)
    counts = {spot: count for spot, count in _counts(asked, database).items() if count}
    wanted = {spot: min(most, count) for spot, count in counts.items()}
    longest = max((high - low for low, high in reach.together), default=0)
    length = longest * most * 2 // min(counts.values(), default=1) + 1
    while True:
        near = tuple((low, min(low + length, high)) for low, high in reach.together)
        found = _in_full(asked, most, near, database)
        if length >= longest or all(len(found.get(spot, ())) >= n for spot, n in wanted.items()):
            return found
        length *= 8


def _in_full(asked: Asked, most: int, near: tuple[Places, ...] | None, database: Database) -> Lists:
    """By numbering the rows of each window and group, within stretches from which on there are enough."""
    heads = asked.heads()
    names = [f"head_{n}" for n in range(len(heads))]
    relation = asked.relation
    order: list[exp.Expr] = []
    if (at := _time_of(asked)) is not None:
        order.append(exp.Ordered(this=at.cell, nulls_first=False))
    order.append(exp.Ordered(this=relation.row, nulls_first=False))
    number = exp.Window(this=exp.RowNumber(), partition_by=asked.heads(), order=exp.Order(expressions=order))
    # Without the copies that the builder makes at every step, see `asking.figures`.
    inner = exp.select(
        *(one.as_(name, copy=False) for one, name in zip(heads, names, strict=True)),
        relation.row.as_("line", copy=False),
        number.as_("place", copy=False),
        copy=False,
    ).from_(relation.source, copy=False)
    conditions = asked.conditions()
    column = asked.reach.column
    if near is not None and column is not None:
        conditions.append(
            exp.or_(
                *(
                    exp.and_(
                        exp.GTE(this=column.cell, expression=place(column, low)),
                        exp.LT(this=column.cell, expression=place(column, high)),
                    )
                    for low, high in near
                )
            )
        )
    if conditions:
        inner.where(*conditions, copy=False)
    query = (
        exp.select(*(exp.column(name) for name in names), exp.column("line"), copy=False)
        .from_(inner.subquery("numbered", copy=False), copy=False)
        .where(exp.LTE(this=exp.column("place"), expression=exp.Literal.number(most)), copy=False)
        .order_by(*(exp.column(name) for name in names), exp.column("place"), copy=False)
    )
    out: Lists = {}
    row: tuple[Any, ...]
    for row in ask(query, asked, database):
        out.setdefault(asked.spot_of(row), []).append(int(row[-1]))
    return out
