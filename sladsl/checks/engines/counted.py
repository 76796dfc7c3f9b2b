"""Figures of rows as queries that stand alone: counts, shares, and what a field comes to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from sladsl.checks.engines.alone import as_of, inside, of_row
from sladsl.checks.engines.asking import count_all
from sladsl.checks.engines.columns import Column, Stored, number
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.each_row import Held, Row
from sladsl.checks.engines.figures import figure_of, ranked
from sladsl.checks.engines.levels import due
from sladsl.checks.engines.sampled import reaches_of
from sladsl.checks.engines.things import Things
from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Aggregate, CountOf, Done, InTime, Late, OfField, ShareOfRecords
from sladsl.model.node import nodes
from sladsl.time.windows import Window


class RowFigure:
    """Fulfils `views.Figure`."""

    of = "rows_counted"

    def __init__(
        self,
        measure: ShareOfRecords | OfField | CountOf,
        world: World,
        told: Sequence[Window],
        things: Things | None,
        deadlines: Deadlines,
    ) -> None:
        self._measure, self._world, self._things = measure, world, things
        self.record = rows.record_of(measure.selection, world)
        if any(one.record == self.record.name and (one.start or one.end) for one in world.plan.lives):
            raise Refused("", "its rows have a time of service")
        if things is not None and not things.of(self.record):
            raise Refused("", f"rows do not say to which {things.name} they belong")
        belongs = self.record.field(self.record.belongs) if self.record.belongs else None
        self._row = Row(self.record, world, told, deadlines)
        self._relation = self._row.relation
        column = self._relation.column(belongs.name) if belongs is not None else None
        if column is None or column.stored not in (Stored.INSTANT, Stored.DAY):
            raise Refused("", "its rows have no time")
        self.belongs: Column | None = column
        self._at = column
        links = rows.chain(measure.selection, world)
        self._chosen = self._row.all([self._row.held(link.where) for link in links if link.where is not None])
        self._held: Held | None = None
        self._arises: exp.Expr | None = None
        if isinstance(measure, ShareOfRecords):
            self._held, self._arises = self._row.held(measure.that), self._row.arises(measure.that)

    @property
    def apart(self) -> tuple[str, ...]:
        return (*(() if self.reaches else due(self.record)), *self._row.apart)

    @property
    def reaches(self) -> tuple[exp.Select, ...]:
        """Where missing rows are left out it is enough that those that there are reach over the window."""
        slot = f"missing record/{self.record.name}"
        out = self._world.has_slot(slot) and self._world.readings.value(slot) == "left out"
        return reaches_of(self.record, self._world) if out else ()

    @property
    def total(self) -> bool:
        return isinstance(self._measure, CountOf) or self._aggregate in (Aggregate.TOTAL, Aggregate.NUMBER)

    @property
    def uncertain(self) -> bool:
        return self._chosen.maybe is not None or (self._held is not None and self._held.maybe is not None)

    @property
    def spread(self) -> bool:
        return self._held is not None or isinstance(self._measure, CountOf)

    @property
    def positive(self) -> bool:
        return not isinstance(self._measure, OfField) or self._aggregate is Aggregate.NUMBER

    @property
    def divided(self) -> bool:
        return isinstance(self._measure, ShareOfRecords) or self._aggregate is Aggregate.AVERAGE

    @property
    def unit(self) -> Fraction:
        if isinstance(self._measure, OfField) and self._aggregate is not Aggregate.NUMBER:
            return self._relation.column(self._measure.fields[0]).factor
        return Fraction(1)

    @property
    def _aggregate(self) -> Aggregate | None:
        return self._measure.aggregate if isinstance(self._measure, OfField) else None

    def counted(self, window: Window) -> int:
        return window.length

    def selected(self) -> exp.Select:
        """The rows of the selection, each with its window, its thing and what is measured of it: 1 for what is so."""
        query = exp.select(exp.column("number", "w").as_("number"))
        query = query.from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        if self.uncertain or any(isinstance(node, Done | InTime | Late) for node in nodes(self._measure)):
            query = query.join(as_of(), join_type="cross")
        query = query.join(self._row.source, on=inside(self._at))
        if self._things is not None:
            query = self._things.joined(query, self.record, "r")
        query = query.select(*(cell.as_(name) for name, cell in self._ingredients()))
        chosen = self._chosen
        conditions = [chosen.yes if chosen.maybe is None else exp.or_(chosen.yes, chosen.maybe)]
        conditions += [] if self._arises is None else [self._arises]
        return query.where(*(one for one in conditions if not isinstance(one, exp.Boolean)))

    def _ingredients(self) -> list[tuple[str, exp.Expr]]:
        found: list[tuple[str, exp.Expr]] = []
        chosen, held = self._chosen, self._held
        if held is not None:
            found.append(("held", _one(held.yes if chosen.maybe is None else exp.and_(chosen.yes, held.yes))))
        if isinstance(self._measure, OfField):
            if len(self._measure.fields) != 1:
                raise Refused("", "its measure adds fields up")
            column = self._relation.column(self._measure.fields[0])
            if column.stored is not Stored.NUMBER:
                raise Refused("", f"its {column.name} is no number")
            cell = of_row(column.cell)
            found.append(("cell", cell if chosen.maybe is None else exp.Case().when(chosen.yes, cell)))
        if chosen.maybe is not None:
            found.append(("sure", _one(chosen.yes)))
        if self.uncertain:
            parts = [] if chosen.maybe is None else [chosen.maybe]
            if held is not None and held.maybe is not None:
                parts.append(held.maybe if chosen.maybe is None else exp.and_(chosen.yes, held.maybe))
            found.append(("open", _one(exp.or_(*parts))))
        return found

    def grouped(self, head: Sequence[exp.Column], every: exp.Query) -> exp.Select:
        """The figure and the count of each window and thing that has rows."""
        source: exp.Expr = exp.to_table("selected")
        figure: exp.Expr
        count: exp.Expr
        cell, sure = exp.column("cell"), exp.Count(this=exp.column("sure"))
        counts = count_all() if self._chosen.maybe is None else sure
        match self._measure:
            case ShareOfRecords():
                figure, count = exp.Count(this=exp.column("held")), counts
            case CountOf():
                figure, count = counts, counts.copy()
            case OfField(aggregate=aggregate, percentile=percentile):
                figure, count = figure_of(aggregate, percentile, cell, self._world), exp.Count(this=cell.copy())
                if aggregate is Aggregate.PERCENTILE:
                    if self.uncertain:
                        raise Refused("", "its rows may be open")
                    source = ranked(head, cell)
            case _:
                assert_never(self._measure)
        grouped = exp.select(*(p.copy() for p in head), figure.as_("figure"), count.as_("rows_counted")).from_(source)
        if self.uncertain:
            joining = exp.Sub(this=count_all(), expression=sure.copy()) if self._chosen.maybe is not None else number(0)
            grouped = grouped.select(exp.Count(this=exp.column("open")).as_("pending"), joining.as_("joining"))
        return grouped.group_by(*(p.copy() for p in head))


def _one(held: exp.Expr) -> exp.Expr:
    return exp.Case().when(held, exp.Literal.number(1))
