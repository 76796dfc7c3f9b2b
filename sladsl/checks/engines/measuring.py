"""Measures of the rows of a record that a database holds: what `measuring.tallies` gives over rows that are here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlglot import exp

from sladsl.checks.engines import gaps as missing
from sladsl.checks.engines import odd, ranks, shown, together
from sladsl.checks.engines.asking import Answers, Asked, ask
from sladsl.checks.engines.columns import instant_at, timed
from sladsl.checks.engines.predicates import holds
from sladsl.checks.engines.reaching import Places, Reach, reach_of
from sladsl.checks.engines.relation import Database, Relation
from sladsl.checks.engines.together import Shape, Told
from sladsl.checks.engines.wishes import Counted, Wish, cell_of, is_ranked, value_of, wish_of
from sladsl.checks.evaluate.measuring import masks, points, restricting, rows, samples, tallies
from sladsl.checks.evaluate.measuring.evidence import Source
from sladsl.checks.evaluate.measuring.held import Far, Refused, RowsElsewhere, far_table, near_table
from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.samples import Samples, Stream
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Aggregate, AllHold, OfField, Predicate, Selection, ShareOfRecords
from sladsl.model.schema import Record
from sladsl.records.table import Table


@dataclass(frozen=True)
class _Rows:
    """The rows of a selection: those of the database, and those that stand for missing ones, with how many each stands for."""

    asked: Asked
    standing: Table | None = None
    weights: Mapping[int, int] | None = None

    def weight(self, where: Predicate | None, world: World) -> int:
        """How many of the missing rows there are that fulfil a predicate."""
        if self.standing is None or not self.weights:
            return 0
        held = masks.mask(where, self.standing, world) if where is not None else None
        return sum(weight for row, weight in self.weights.items() if held is None or held[row])


class Holding:
    """Fulfils `held.Holder` for the relations of one database."""

    def __init__(self, database: Database, relations: Mapping[str, Relation]) -> None:
        self.database = database
        self.relations = relations
        self.refused: list[Refused] = []
        self._ends: dict[str, Places | None] = {}

    # --- measures ---

    def count(self, selection: Selection, scope: Scope) -> Measured:
        found = self._rows(selection, scope)
        told = self._told(selection, selection, found.asked, scope)
        (n,) = told.figures(found.asked)
        more = found.weight(self._where(selection, scope), scope.world)
        return tallies.number(int(n) + more, 0, self._sources(told.behind(found.asked)))

    def share_of_records(self, node: ShareOfRecords, scope: Scope) -> Measured:
        found = self._rows(node.selection, scope)
        told = self._told(node, node.selection, found.asked, scope)
        n, yes = told.figures(found.asked)
        chosen = self._where(node.selection, scope)
        n = int(n) + found.weight(chosen, scope.world)
        yes = int(yes) + found.weight(_both(chosen, node.that), scope.world)
        return tallies.share(yes, 0, n, 0, self._sources(told.behind(found.asked)))

    def of_field(self, node: OfField, scope: Scope) -> Measured:
        found = self._rows(node.selection, scope)
        if is_ranked(node):
            asked = replace(found.asked, where=self._condition(node.selection, found.asked.relation, scope))
            return Measured(self._ranked(node, asked, scope), sources=self._sources(asked))
        told = self._told(node, node.selection, found.asked, scope)
        _, cells, *of = told.figures(found.asked)
        value = value_of(node, int(cells), of[0] if of else None, found.asked.relation)
        return Measured(value, sources=self._sources(told.behind(found.asked)))

    def _ranked(self, node: OfField, asked: Asked, scope: Scope) -> Fraction | None:
        cell, factor = cell_of(node.fields, asked.relation)
        world, database = scope.world, self.database

        def once(key: object, make: Callable[[], Answers]) -> Answers:
            return world.once_for(node, ("engines", key, self._where_key(node.selection, scope)), make)

        if node.aggregate is Aggregate.MEDIAN:
            found = ranks.median(asked, cell, database, once)
        else:
            assert node.percentile is not None
            found = ranks.percentile(asked, cell, node.percentile, world, database, once)
        return None if found is None else found * factor

    def _told(self, node: Counted, selection: Selection, asked: Asked, scope: Scope) -> Told:
        """What the measure asks, found with what others of its shape ask, or alone."""
        world = scope.world
        shape = together.shape_of(selection, world)
        key = ("engines", "company", id(self), asked.relation.name, shape, asked.together)
        company = world.once(key, lambda: self._company(asked, shape, scope))

        def alone() -> Told:
            (told,) = together.told(asked, (self._wish(node, asked.relation, scope),), self.database)
            return told

        return company.get(id(node)) or world.once_for(node, ("engines", "told", id(self), asked.together), alone)

    def _company(self, asked: Asked, shape: Shape, scope: Scope) -> Mapping[int, Told]:
        alike = together.alike(asked.relation.record, scope.world).get(shape, ())
        if len(alike) < 2:
            return {}
        wishes = {}
        for node in alike:
            # What is refused of one is told where it is asked for.
            with suppress(Refused):
                wishes[id(node)] = self._wish(node, asked.relation, scope)
        try:
            return dict(zip(wishes, together.told(asked, tuple(wishes.values()), self.database), strict=True))
        except Refused:
            return {}

    def _wish(self, node: Counted, relation: Relation, scope: Scope) -> Wish:
        selection = node if isinstance(node, Selection) else node.selection
        where = self._condition(selection, relation, scope)
        return wish_of(node, where, lambda that: holds(that, relation, scope), relation, self.database)

    # --- rows ---

    def _rows(self, selection: Selection, scope: Scope) -> _Rows:
        """See `rows.rows_of` and `restricting.candidates`."""
        world = scope.world
        links = rows.chain(selection, world)
        for link in links:
            scope = rows.scoped(link.scopes, scope)
        record = rows.record_of(selection, world)
        relation = self.relations[record.name]
        if any(life.record == record.name and (life.start or life.end) for life in world.plan.lives):
            raise Refused(record.name, "its rows have a time of service")
        if record.name in scope.focus:
            raise Refused(record.name, "it is measured for each of its rows")
        windows = []
        for link in links:
            window = points.window_at(link.window, scope) if link.window is not None else None
            if link.window is not None and window is None:
                raise Refused(record.name, "a window that it is measured in is not known")
            windows += [window] if window is not None else []
        ends = self.reach(record, world)
        reach = reach_of(windows, relation, scope, ends)
        limits = restricting.restrictions(record, scope)
        group = {field: next(iter(keys)) for field, keys in limits.items() if len(keys) == 1}
        among = {field: keys for field, keys in limits.items() if len(keys) != 1}
        asked = Asked(relation, reach, group, among, None, ends)
        if record.cadence is None:
            return _Rows(asked)
        if not windows and record.belongs and relation.column(record.belongs).nulls:
            raise Refused(record.name, "it has rows without a time")
        return self._standing(asked, limits, windows, scope)

    def _standing(
        self, asked: Asked, limits: Mapping[str, frozenset[str]], windows: Sequence[Any], scope: Scope
    ) -> _Rows:
        """With the rows that stand for missing ones, see `restricting._sampled`."""
        world, record = scope.world, asked.relation.record
        start = max((window.start for window in windows), default=world.term.start)
        end = min((window.end for window in windows), default=min(world.term.end, world.as_of))
        found = self.gaps(record, world)
        if not found.any_in(start, end):
            return _Rows(asked)
        table = found.standing(record, world)
        if table is None:
            return _Rows(asked)
        weights = {}
        for row, stretches in enumerate(found.gaps):
            weight = sum(samples.count_of_slots(max(a, start), min(b, end), found.step) for a, b in stretches)
            if weight and all(table.columns[field][row] in keys for field, keys in limits.items()):
                weights[row] = weight
        return _Rows(asked, table, weights)

    def _condition(self, selection: Selection, relation: Relation, scope: Scope) -> exp.Expr | None:
        where = self._where(selection, scope)
        if where is None:
            return None
        return self._once(where, "where", scope.world, lambda: holds(where, relation, scope))

    def _where(self, selection: Selection, scope: Scope) -> Predicate | None:
        """What rows must fulfil, along the chain of names."""
        world = scope.world

        def make() -> Predicate | None:
            found: Predicate | None = None
            for link in reversed(rows.chain(selection, world)):
                found = _both(found, link.where)
            return found

        return world.once_for(selection, ("engines", "where"), make)

    def _where_key(self, selection: Selection, scope: Scope) -> object:
        return id(self._where(selection, scope))

    def _once(self, node: object, what: str, world: World, make: Callable[[], exp.Expr]) -> exp.Expr:
        return world.once_for(node, ("engines", what, id(self)), make)

    def _sources(self, asked: Asked) -> tuple[Source, ...]:
        table = asked.relation.record
        of = Table(table, {}, (), asked.relation.file)
        return (Source(of, RowsElsewhere(self, asked)),)

    # --- what else the evaluator asks ---

    def first(self, parts: Sequence[RowsElsewhere], most: int) -> tuple[int, tuple[str, ...]]:
        return shown.first([part.which for part in parts if isinstance(part.which, Asked)], most, self.database)

    def several(self, record: Record, world: World, reach: Places) -> tuple[int, ...]:
        return odd.several(self.relations[record.name], world, reach, self)

    def going_back(self, record: Record, world: World, reach: Places) -> tuple[int, ...]:
        return odd.going_back(self.relations[record.name], world, reach, self)

    def outside(self, record: Record, world: World) -> tuple[int, ...]:
        return odd.outside(self.relations[record.name], world, self)

    def where(self, record: Record, row: int) -> str:
        return self.relations[record.name].where(row)

    def without(self, record: Record, rows: Collection[int], left: Table | None) -> Table:
        relation = self.database.without(self.relations[record.name], rows)
        other = Holding(self.database, {**self.relations, record.name: relation})
        other.refused = self.refused
        return near_table(left, other) if left is not None else far_table(record, relation.rows, relation.file, other)

    def reach(self, record: Record, world: World) -> Places | None:
        bounds = self.bounds(record)
        if bounds is None:
            return None
        column = self.relations[record.name].column(record.belongs)
        return instant_at(column, bounds[0], world.zone), instant_at(column, bounds[1], world.zone)

    def bounds(self, record: Record) -> Places | None:
        """The first and the last place by which rows belong."""
        relation = self.relations[record.name]
        if not record.belongs:
            return None
        column = timed(relation.column(record.belongs), record.name)
        if record.name not in self._ends:
            at = relation.instant(column, self.database)
            query = exp.select(exp.Min(this=at.copy()), exp.Max(this=at)).from_(relation.source)
            (row,) = ask(query, Asked(relation, Reach(None, None), {}, {}, None, None), self.database)
            self._ends[record.name] = None if row[0] is None else (int(row[0]), int(row[1]))
        return self._ends[record.name]

    def gaps(self, record: Record, world: World) -> missing.Gaps:
        relation = self.relations[record.name]
        return world.once(("engines", "gaps", record.name), lambda: missing.gaps_of(relation, world, self))

    def samples(self, record: Record, world: World) -> Samples:
        found = self.gaps(record, world)
        table = world.table(record.name)
        assert table is not None
        streams = [
            Stream(Far(record.name), Far(record.name), Far(record.name, last) if last is not None else (), gaps_, 0)
            for last, gaps_ in zip(found.last, found.gaps, strict=True)
        ]
        return Samples(record, table, len(table), tuple(streams), found.step)


def _both(first: Predicate | None, then: Predicate | None) -> Predicate | None:
    return then if first is None else first if then is None else AllHold((first, then))
