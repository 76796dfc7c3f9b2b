"""A level that is measured over rows as a query that stands alone, with its figures as whole numbers and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from sqlglot import exp

from sladsl.checks.engines.alone import AS_OF, as_of, inside, listed, of_row, relation_of, table_of, windows_of
from sladsl.checks.engines.asking import count_all
from sladsl.checks.engines.columns import Column, Stored, number
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.each_row import Held, Row
from sladsl.checks.engines.figures import compared, figure_of, ranked
from sladsl.checks.engines.levels import left_out, level_of, measure_of, term_windows
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Aggregate, CountOf, Done, InTime, Late, OfField, Selection, ShareOfRecords
from sladsl.model.duties import Duty
from sladsl.model.node import nodes
from sladsl.model.quantities import Bound, Comparator
from sladsl.time.windows import Window


class View:
    """A level over rows as a query."""

    called = "missed"

    def __init__(self, duty: Duty, plan: Plan, world: World, deadlines: Deadlines) -> None:
        self.duty, self.world = duty, world
        self.level, self.spec, self._comparison = level_of(duty, plan)
        self._measure = measure_of(self.level, world)
        self.record = rows.record_of(self._measure.selection, world)
        self._row = Row(self.record, world, self.told, deadlines)
        self._relation = self._row.relation
        self._group = self._group_field(self.level.group)
        timed = {life.record for life in plan.lives if life.start or life.end}
        if timed & {self.record.name, self.level.group.name if self.level.group else ""}:
            raise Refused("", "its rows have a time of service")
        links = rows.chain(self._measure.selection, world)
        self._chosen = self._row.all([self._row.held(link.where) for link in links if link.where is not None])
        self._held: Held | None = None
        self._arises: exp.Expr | None = None
        if isinstance(self._measure, ShareOfRecords):
            self._held, self._arises = self._row.held(self._measure.that), self._row.arises(self._measure.that)

    def _group_field(self, group: Selection | None) -> tuple[Column, Relation | None] | None:
        if group is None:
            return None
        field = self.record.reference_to(group.name)
        if field is None or group.where is not None or group.scopes:
            raise Refused("", f"rows do not say to which {group.name} they belong")
        of = self.world.record(group.name)
        if of is not None and not of.key:
            raise Refused("", f"a {group.name} has no name")
        return self._relation.column(field.name), relation_of(of) if of is not None else None

    @cached_property
    def told(self) -> tuple[Window, ...]:
        return term_windows(self.world, self.spec)

    @property
    def of_things(self) -> bool:
        return self._group is not None

    @property
    def apart(self) -> str:
        """What the figures leave out; "" where they are those of the agreement."""
        return left_out(self.record, self.told, self.world, self._row.apart)

    @property
    def total(self) -> bool:
        """Whether the figure is 0 where there are no rows; it has no value else."""
        return isinstance(self._measure, CountOf) or self._aggregate in (Aggregate.TOTAL, Aggregate.NUMBER)

    @property
    def uncertain(self) -> bool:
        """Whether rows may be open at the time of settlement, so that a figure is not final: they are counted as `pending`."""
        return self._chosen.maybe is not None or (self._held is not None and self._held.maybe is not None)

    @property
    def _aggregate(self) -> Aggregate | None:
        return self._measure.aggregate if isinstance(self._measure, OfField) else None

    def query(self) -> exp.Select:
        belongs = self._relation.column(self.record.belongs) if self.record.belongs else None
        if belongs is None or belongs.stored not in (Stored.INSTANT, Stored.DAY):
            raise Refused("", "its rows have no time")
        keys = [("first_day", exp.column("first_day", "w")), ("last_day", exp.column("last_day", "w"))]
        query = exp.select(*(column.as_(name) for name, column in keys))
        if self._group is not None:
            query = query.select(exp.column("thing", "m").as_("thing"))
        names = ("figure", "rows_counted", *(("pending",) if self.uncertain else ()))
        query = query.select(*(exp.column(name, "m").as_(name) for name in names))
        over = exp.LTE(this=exp.column("ends", "w"), expression=AS_OF.copy())
        state = exp.Case().when(over, exp.column("state", "m")).else_(exp.Literal.string("pending"))
        query = query.select(state.as_("state"))
        query = query.from_(exp.alias_(exp.to_table("windows"), "w", table=True)).join(as_of(), join_type="cross")
        query = query.join(exp.alias_(exp.to_table("measured"), "m", table=True), on="w.number = m.number")
        windows = windows_of(self.told, belongs, self.world.zone)
        query = query.with_("windows", as_=windows).with_("selected", as_=self._selected(belongs))
        return query.with_("measured", as_=self._measured())

    def _selected(self, belongs: Column) -> exp.Select:
        """The rows of the selection, each with its window, its thing and what is measured of it: 1 for what is so."""
        columns = [exp.column("number", "w").as_("number")]
        if self._group is not None:
            columns.append(of_row(self._group[0].cell).as_("thing"))
        columns += [cell.as_(name) for name, cell in self._ingredients()]
        query = exp.select(*columns).from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        if self.uncertain or any(isinstance(node, Done | InTime | Late) for node in nodes(self._measure)):
            query = query.join(as_of(), join_type="cross")
        query = query.join(self._row.source, on=inside(belongs))
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

    def _measured(self) -> exp.Query:
        """For each window and thing the figure, how many rows it is of, and whether the level is kept."""
        head = [exp.column("number")] + ([exp.column("thing")] if self._group is not None else [])
        grouped = self._grouped(head)
        every = self._everything(head)
        joined = exp.select(*(exp.column(p.name, "e").as_(p.name) for p in head))
        zero = exp.Literal.number(0)
        of_group = exp.column("figure", "g")
        joined = joined.select(
            (exp.Coalesce(this=of_group, expressions=[zero.copy()]) if self.total else of_group).as_("figure"),
            *(
                exp.Coalesce(this=exp.column(name, "g"), expressions=[zero.copy()]).as_(name)
                for name in ("rows_counted", *(("pending", "joining") if self.uncertain else ()))
            ),
        )
        on = exp.and_(*(exp.EQ(this=exp.column(p.name, "e"), expression=exp.column(p.name, "g")) for p in head))
        joined = joined.from_(every.subquery("e")).join(grouped.subquery("g"), on=on, join_type="left")
        names = ("figure", "rows_counted", *(("pending",) if self.uncertain else ()))
        final = exp.select(*(p.copy() for p in head), *(exp.column(name) for name in names), self._state().as_("state"))
        return final.from_(joined.subquery("joined"))

    def _state(self) -> exp.Expr:
        """Of a window that is over."""
        rows_: exp.Expr = exp.column("rows_counted")
        if self.uncertain:
            rows_ = exp.Add(this=rows_, expression=exp.column("joining"))
        state = exp.Case()
        if not self.total:
            none = self.world.reading("no value")
            empty = exp.EQ(this=exp.paren(rows_), expression=exp.Literal.number(0))
            state = state.when(empty, exp.Literal.string("met" if none == "kept" else "missed"))
        if self.uncertain:
            return self._state_with_open_rows(state)
        kept = self.compared(self._comparison.bounds)
        return state.when(kept, exp.Literal.string("met")).else_(exp.Literal.string("missed"))

    def _state_with_open_rows(self, state: exp.Case) -> exp.Expr:
        """Decided where it is the same at both ends of what the figure can still be; as `comparing.compares`."""
        figure, rows_, open_, joining = (exp.column(name) for name in ("figure", "rows_counted", "pending", "joining"))
        if self._held is None and not isinstance(self._measure, CountOf):
            none = exp.EQ(this=open_, expression=exp.Literal.number(0))
            kept = self.compared(self._comparison.bounds)
            state = state.when(exp.not_(none), exp.Literal.string("pending"))
            return state.when(kept, exp.Literal.string("met")).else_(exp.Literal.string("missed"))
        if any(bound.comparator is Comparator.EXACTLY for bound in self._comparison.bounds):
            raise Refused("", "whether it is exactly so may be open")
        most = exp.paren(exp.Add(this=figure, expression=open_))
        of = exp.paren(exp.Add(this=rows_, expression=joining))
        decided = [
            (self.compared([bound], of=of), self.compared([bound], most, of=of)) for bound in self._comparison.bounds
        ]
        missed = exp.or_(*(exp.not_(exp.paren(exp.or_(least, top))) for least, top in decided))
        met = exp.and_(*(exp.and_(least, top) for least, top in decided))
        state = state.when(missed, exp.Literal.string("missed")).when(met, exp.Literal.string("met"))
        return state.else_(exp.Literal.string("pending"))

    def _grouped(self, head: Sequence[exp.Column]) -> exp.Select:
        """The figure and the count of each window and thing that has rows."""
        source: exp.Expr = exp.to_table("selected")
        figure: exp.Expr
        count: exp.Expr
        cell, sure = exp.column("cell"), exp.Count(this=exp.column("sure"))
        every = count_all() if self._chosen.maybe is None else sure
        match self._measure:
            case ShareOfRecords():
                figure, count = exp.Count(this=exp.column("held")), every
            case CountOf():
                figure, count = every, every.copy()
            case OfField(aggregate=aggregate, percentile=percentile):
                figure, count = figure_of(aggregate, percentile, cell, self.world), exp.Count(this=cell.copy())
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

    def _everything(self, head: Sequence[exp.Expr]) -> exp.Select:
        """Each window with each thing, whether or not there are rows."""
        query = exp.select(exp.column("number", "w").as_("number")).from_(
            exp.alias_(exp.to_table("windows"), "w", table=True)
        )
        if self._group is None:
            return query
        column, of = self._group
        if of is not None:
            key = exp.column(of.record.key, "t", quoted=True).as_("thing")
            return query.select(key).join(
                exp.alias_(exp.to_table(table_of(of.record), dialect=""), "t", table=True), join_type="cross"
            )
        choices = listed([("thing", "VARCHAR")], [[choice] for choice in column.field.choices])
        return query.select(exp.column("thing", "t")).join(choices.subquery("t"), join_type="cross")

    def compared(self, bounds: Sequence[Bound], figure: exp.Expr | None = None, of: exp.Expr | None = None) -> exp.Expr:
        """The figure, of a share or an average divided by rows_counted, compared with each limit."""
        unit = Fraction(1)
        if isinstance(self._measure, OfField) and self._aggregate is not Aggregate.NUMBER:
            unit = self._relation.column(self._measure.fields[0]).factor
        divided = isinstance(self._measure, ShareOfRecords) or self._aggregate is Aggregate.AVERAGE
        rows_ = exp.column("rows_counted") if of is None else of
        return compared(bounds, figure or exp.column("figure"), unit, rows_ if divided else None, self.world)


def _one(held: exp.Expr) -> exp.Expr:
    return exp.Case().when(held, exp.Literal.number(1))
