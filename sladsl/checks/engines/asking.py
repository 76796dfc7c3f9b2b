"""Queries of a record: the same figures for every group and for all windows of a kind, in one pass over its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from sladsl.checks.engines import reaching
from sladsl.checks.engines.columns import known, one_of, value_of
from sladsl.checks.engines.reaching import Places, Reach
from sladsl.checks.engines.relation import Database, DatabaseError, Relation
from sladsl.checks.evaluate.measuring.held import Refused

Figures = tuple[Any, ...]
Key = tuple[str | None, ...]
Spot = tuple[Places | None, Key]
"""A window and a group."""
Answers = Mapping[Spot, Figures]


@dataclass(frozen=True)
class Asked:
    """Rows of a relation: in a window (with those that are measured beside it), of one group for each of the fields in `group`, of any of
    the keys in `among`, that fulfil `where`. `counts`: how many there are, where that is known. `beside`: the conditions of others that
    are asked of the same windows and groups."""

    relation: Relation
    reach: Reach
    group: Mapping[str, str]
    among: Mapping[str, frozenset[str]]
    where: exp.Expr | None
    ends: Places | None
    counts: Mapping[Spot, int] | None = None
    beside: tuple[exp.Expr | None, ...] = ()

    @property
    def spot(self) -> Spot:
        return self.reach.asked, tuple(self.group.values())

    @property
    def together(self) -> tuple[object, ...]:
        """What is measured in one query: the same for every window and group in it."""
        among = tuple((field, tuple(sorted(keys))) for field, keys in self.among.items())
        return self.reach.together, tuple(self.group), among

    def conditions(self) -> list[exp.Expr]:
        out = reaching.within(self.reach, self.ends)
        for field, keys in self.among.items():
            column = self.relation.column(field)
            out.append(known(column, one_of(column, keys)))
        if self.where is not None:
            out.append(exp.paren(self.where))
        return out

    def heads(self) -> list[exp.Expr]:
        """The window and the group of a row."""
        windows = [reaching.number_of(self.reach)] if self.reach.parted else []
        return [*windows, *(value_of(self.relation.column(field)) for field in self.group)]

    def spot_of(self, row: Sequence[Any]) -> Spot:
        """The window and the group that stand at the head of a row of the answer."""
        if not self.reach.parted:
            return self.reach.asked, tuple(row[: len(self.group)])
        return reaching.stretch_of(self.reach, int(row[0])), tuple(row[1 : 1 + len(self.group)])


def figures(asked: Asked, wanted: Sequence[exp.Expr], database: Database) -> Answers:
    """The aggregates for each window and group that has rows; `wanted` becomes part of the query."""
    heads = asked.heads()
    # Without the copies that the builder makes at every step: the edges of many windows are a large tree, and nobody else has it.
    columns = [one.as_(f"head_{n}", copy=False) for n, one in enumerate(heads)]
    columns += [one.as_(f"figure_{n}", copy=False) for n, one in enumerate(wanted)]
    query = exp.select(*columns, copy=False).from_(asked.relation.source, copy=False)
    if conditions := asked.conditions():
        query.where(*conditions, copy=False)
    if heads:
        query.group_by(*(exp.Literal.number(n + 1) for n in range(len(heads))), copy=False)
    return {asked.spot_of(row): row[len(heads) :] for row in ask(query, asked, database)}


def ask(query: exp.Query, asked: Asked, database: Database) -> Sequence[tuple[Any, ...]]:
    try:
        return database.rows(query)
    except DatabaseError as reason:
        raise Refused(asked.relation.record.name, f"{database.name} says: {reason}") from None


def count_all() -> exp.Expr:
    return exp.Count(this=exp.Star(), big_int=True)


def count_where(held: exp.Expr) -> exp.Expr:
    return exp.Count(this=exp.Case().when(held, exp.Literal.number(1)), big_int=True)
