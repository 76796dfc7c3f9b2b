"""What several measures of a plan ask of the same rows, in one query: a hundred service levels over a record are one pass over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from sladsl.checks.engines.asking import Answers, Asked, Figures, Spot, figures
from sladsl.checks.engines.relation import Database
from sladsl.checks.engines.wishes import Counted, Wish, is_ranked, only
from sladsl.checks.evaluate.measuring import masks, rows
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import CountOf, OfField, Selection, ShareOfRecords
from sladsl.model.node import nodes
from sladsl.model.schema import Record

_MOST = 100
"""Wishes in one query."""

Shape = tuple[object, ...]
"""What in a selection says in which windows and for which things its rows are looked for: measures of the same shape have the same."""


@dataclass(frozen=True)
class Told:
    """What a wish has found, in each window and for each group that has rows. `counts`: how many rows stand behind the value. `beside`: the
    rows behind all values that were found together."""

    wish: Wish
    answers: Answers
    counts: Mapping[Spot, int]
    beside: tuple[exp.Expr | None, ...]

    def figures(self, asked: Asked) -> Figures:
        return self.answers.get(asked.spot) or (0,) * len(self.wish.wanted)

    def behind(self, asked: Asked) -> Asked:
        return replace(asked, where=self.wish.behind, counts=self.counts, beside=self.beside)


def shape_of(selection: Selection, world: World) -> Shape:
    def make() -> Shape:
        links = rows.chain(selection, world)
        return tuple((link.scopes, link.window) for link in links if link.scopes or link.window is not None)

    return world.of_plan(selection, "shape", make)


def alike(record: Record, world: World) -> Mapping[Shape, Sequence[Counted]]:
    """The measures of the plan over the rows of a record that the rows alone decide, by shape. What others look at could ask a reading
    that nobody else asks."""

    def make() -> Mapping[Shape, Sequence[Counted]]:
        found: dict[Shape, list[Counted]] = {}
        plan = world.plan
        for node in nodes((plan.definitions, plan.duties, plan.consequences)):
            match node:
                case CountOf(selection):
                    of: Counted = selection
                case ShareOfRecords(selection=selection) | OfField(selection=selection):
                    of = node
                case _:
                    continue
            if not is_ranked(of) and _is_plain(of, selection, record, world):
                found.setdefault(shape_of(selection, world), []).append(of)
        return found

    return world.once(("engines", "alike", record.name), make)


def _is_plain(of: Counted, selection: Selection, record: Record, world: World) -> bool:
    if rows.period_of(selection, world) is not None or rows.record_of(selection, world).name != record.name:
        return False
    wheres = [link.where for link in rows.chain(selection, world) if link.where is not None]
    wheres += [of.that] if isinstance(of, ShareOfRecords) else []
    return all(masks.is_plain(where, world) for where in wheres)


def told(asked: Asked, wishes: Sequence[Wish], database: Database) -> tuple[Told, ...]:
    """`asked` without a condition."""
    beside = tuple(wish.behind for wish in wishes)
    out: list[Told] = []
    for first in range(0, len(wishes), _MOST):
        some = wishes[first : first + _MOST]
        if len(some) == 1:
            found = figures(replace(asked, where=some[0].where), [one.copy() for one in some[0].wanted], database)
        else:
            wanted = [only(one.copy(), wish.where) for wish in some for one in wish.wanted]
            found = figures(asked, wanted, database)
        at = 0
        for wish in some:
            width = len(wish.wanted)
            answers = {spot: row[at : at + width] for spot, row in found.items()}
            counts = {spot: int(row[wish.counted]) for spot, row in answers.items()}
            out.append(Told(wish, answers, counts, beside))
            at += width
    return tuple(out)
