"""A level that is measured over rows as a query that stands alone, with its figures as whole numbers and its verdict.

A verdict compares products of whole numbers or decimals and divides nothing, so that no dialect can round on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.alone import all_of, instant, of_row, relation_of, table_of
from sladsl.checks.engines.asking import count_all
from sladsl.checks.engines.columns import Column, Stored, number
from sladsl.checks.engines.levels import level_of, measure_of
from sladsl.checks.engines.predicates import holds
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.masks import is_plain, plain_limit
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Aggregate, CountOf, OfField, Selection, ShareOfRecords
from sladsl.model.duties import Duty
from sladsl.model.quantities import Bound, Comparator
from sladsl.model.readings import Readings
from sladsl.records.table import OPEN_END, Records
from sladsl.time.windows import Window

_YEARS = 5 * 366 * 86_400_000_000
_OPERATORS = {
    Comparator.AT_LEAST: exp.GTE,
    Comparator.AT_MOST: exp.LTE,
    Comparator.MORE_THAN: exp.GT,
    Comparator.LESS_THAN: exp.LT,
    Comparator.EXACTLY: exp.EQ,
}


class View:
    """A level over rows as a query."""

    def __init__(self, duty: Duty, plan: Plan) -> None:
        self.duty = duty
        self.world = World(plan, Records(), Readings(plan.readings, {}), OPEN_END)
        self.level, self.spec, self._comparison = level_of(duty, plan)
        self._measure = measure_of(self.level, self.world)
        self.record = rows.record_of(self._measure.selection, self.world)
        self._relation = relation_of(self.record)
        self._group = self._group_field(self.level.group)
        timed = {life.record for life in plan.lives if life.start or life.end}
        if timed & {self.record.name, self.level.group.name if self.level.group else ""}:
            raise Refused("", "its rows have a time of service")

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

    def query(self) -> exp.Select:
        measured = self._measured()
        windows = self._windows()
        keys = [("first_day", exp.column("first_day", "w")), ("last_day", exp.column("last_day", "w"))]
        query = exp.select(*(column.as_(name) for name, column in keys))
        if self._group is not None:
            query = query.select(exp.column("thing", "m").as_("thing"))
        query = query.select(*(exp.column(name, "m").as_(name) for name in ("figure", "rows_counted", "state")))
        query = query.from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        query = query.join(exp.alias_(exp.to_table("measured"), "m", table=True), on="w.number = m.number")
        return (
            query.with_("windows", as_=windows).with_("selected", as_=self._selected()).with_("measured", as_=measured)
        )

    @property
    def told(self) -> tuple[Window, ...]:
        """Each window of the term, of its first five years where it is longer."""
        term = self.world.term
        return tuple(self.world.windows(self.spec, term.start, min(term.end, term.start + _YEARS)))

    @property
    def of_things(self) -> bool:
        return self._group is not None

    @property
    def apart(self) -> str:
        """What the figures leave out; "" where they are those of the agreement."""
        left_out = ["rows that are due and missing are not counted"] if self.record.cadence is not None else []
        if self.told[-1].end < self.world.term.end:
            left_out.append(f"windows after {self.told[-1].last} are not in it")
        return "; ".join(left_out)

    @property
    def total(self) -> bool:
        """Whether the figure is 0 where there are no rows; it has no value else."""
        return isinstance(self._measure, CountOf) or self._aggregate in (Aggregate.TOTAL, Aggregate.NUMBER)

    @property
    def _aggregate(self) -> Aggregate | None:
        return self._measure.aggregate if isinstance(self._measure, OfField) else None

    def _windows(self) -> exp.Query:
        return all_of(
            [
                exp.select(
                    exp.Literal.number(n).as_("number"),
                    exp.Literal.string(window.first.isoformat()).as_("first_day"),
                    exp.Literal.string(window.last.isoformat()).as_("last_day"),
                    instant(window.start).as_("starts"),
                    instant(window.end).as_("ends"),
                )
                for n, window in enumerate(self.told, 1)
            ]
        )

    def _selected(self) -> exp.Select:
        """The rows of the selection, each with its window, its thing and what is measured of it."""
        scope = Scope(self.world, self.world.term)
        belongs = self._relation.column(self.record.belongs) if self.record.belongs else None
        if belongs is None or belongs.stored is not Stored.INSTANT:
            raise Refused("", "its rows have no time")
        columns = [exp.column("number", "w").as_("number")]
        if self._group is not None:
            columns.append(of_row(self._group[0].cell).as_("thing"))
        for name, cell in self._ingredients(scope):
            columns.append(of_row(cell).as_(name))
        at = of_row(belongs.cell)
        query = exp.select(*columns).from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        inside = exp.and_(
            exp.GTE(this=at.copy(), expression=exp.column("starts", "w")),
            exp.LT(this=at, expression=exp.column("ends", "w")),
        )
        query = query.join(exp.alias_(exp.to_table(table_of(self.record), dialect=""), "r", table=True), on=inside)
        for link in rows.chain(self._measure.selection, self.world):
            if link.where is not None:
                if not is_plain(link.where, self.world):
                    raise Refused("", "its rows are chosen by more than what stands in them")
                query = query.where(of_row(holds(link.where, self._relation, scope)))
        return query

    def _ingredients(self, scope: Scope) -> list[tuple[str, exp.Expr]]:
        match self._measure:
            case ShareOfRecords(that=that):
                if not is_plain(that, self.world):
                    raise Refused("", "what its rows must fulfil does not stand in them")
                held = exp.Case().when(holds(that, self._relation, scope), exp.Literal.number(1))
                return [("held", held)]
            case OfField(fields=(field,)):
                column = self._relation.column(field)
                if column.stored is not Stored.NUMBER:
                    raise Refused("", f"its {field} is no number")
                return [("cell", column.cell)]
            case CountOf():
                return []
            case _:
                raise Refused("", "its measure adds fields up")

    def _measured(self) -> exp.Query:
        """For each window and thing the figure, how many rows it is of, and whether the level is kept."""
        head = [exp.column("number")] + ([exp.column("thing")] if self._group is not None else [])
        n = exp.column("rows_counted")
        grouped = self._grouped(head)
        every = self._everything(head)
        joined = exp.select(*(exp.column(p.name, "e").as_(p.name) for p in head))
        total = self.total
        zero = exp.Literal.number(0)
        of_group = exp.column("figure", "g")
        joined = joined.select(
            (exp.Coalesce(this=of_group, expressions=[zero.copy()]) if total else of_group).as_("figure"),
            exp.Coalesce(this=exp.column("rows_counted", "g"), expressions=[zero]).as_("rows_counted"),
        )
        on = exp.and_(*(exp.EQ(this=exp.column(p.name, "e"), expression=exp.column(p.name, "g")) for p in head))
        joined = joined.from_(every.subquery("e")).join(grouped.subquery("g"), on=on, join_type="left")
        kept = self.compared(self._comparison.bounds)
        state = exp.Case().when(kept, exp.Literal.string("met")).else_(exp.Literal.string("missed"))
        if not total:
            none = self.world.reading("no value")
            empty = exp.EQ(this=n.copy(), expression=exp.Literal.number(0))
            state = (
                exp.Case()
                .when(empty, exp.Literal.string("met" if none == "kept" else "missed"))
                .when(kept.copy(), exp.Literal.string("met"))
                .else_(exp.Literal.string("missed"))
            )
        final = exp.select(*(p.copy() for p in head), exp.column("figure"), n.copy(), state.as_("state"))
        return final.from_(joined.subquery("joined"))

    def _grouped(self, head: Sequence[exp.Column]) -> exp.Select:
        """The figure and the count of each window and thing that has rows."""
        source: exp.Expr = exp.to_table("selected")
        figure: exp.Expr
        count: exp.Expr
        cell = exp.column("cell")
        match self._measure:
            case ShareOfRecords():
                figure, count = exp.Count(this=exp.column("held")), count_all()
            case CountOf():
                figure, count = count_all(), count_all()
            case OfField(aggregate=aggregate, fields=(_,), percentile=percentile):
                figure, count = self._figure(aggregate, percentile, cell), exp.Count(this=cell.copy())
                if aggregate is Aggregate.PERCENTILE:
                    source = _ranked(head, cell)
            case _:
                raise Refused("", "its measure adds fields up")
        grouped = exp.select(*(p.copy() for p in head), figure.as_("figure"), count.as_("rows_counted")).from_(source)
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
        choices = all_of([exp.select(exp.Literal.string(choice).as_("thing")) for choice in column.field.choices])
        return query.select(exp.column("thing", "t")).join(choices.subquery("t"), join_type="cross")

    def _figure(self, aggregate: Aggregate, percentile: Fraction | None, cell: exp.Expr) -> exp.Expr:
        match aggregate:
            case Aggregate.TOTAL | Aggregate.AVERAGE:
                return exp.Sum(this=cell.copy())
            case Aggregate.NUMBER:
                return exp.Count(this=cell.copy())
            case Aggregate.HIGHEST | Aggregate.LONGEST:
                return exp.Max(this=cell.copy())
            case Aggregate.LOWEST:
                return exp.Min(this=cell.copy())
            case Aggregate.PERCENTILE if percentile is not None and self.world.reading("percentile") == "nearest rank":
                # The first place that is at least p × n, and the first of all.
                reached = exp.GTE(
                    this=exp.Mul(this=exp.column("place"), expression=number(100 * percentile.denominator)),
                    expression=exp.Mul(this=exp.column("cells"), expression=number(percentile.numerator)),
                )
                return exp.Min(this=exp.Case().when(reached, cell.copy()))
            case _:
                raise Refused("", f"the {aggregate} has no form that is exact in every dialect")

    def compared(self, bounds: Sequence[Bound]) -> exp.Expr:
        """figure × unit, of a share or an average divided by rows_counted, compared with each limit, cross-multiplied."""
        unit = (
            self._relation.column(self._measure.fields[0]).factor if isinstance(self._measure, OfField) else Fraction(1)
        )
        divided = isinstance(self._measure, ShareOfRecords) or self._aggregate is Aggregate.AVERAGE
        parts = []
        for bound in bounds:
            limit = plain_limit(bound, self.world) if not isinstance(bound.limit, str) else None
            if limit is None:
                raise Refused("", "its level is another measure, or is still to be agreed")
            edge = limit / unit
            left: exp.Expr = exp.column("figure")
            if edge.denominator != 1:
                left = exp.Mul(this=left, expression=number(edge.denominator))
            right = number(edge.numerator)
            if divided:
                right = exp.Mul(this=exp.paren(right), expression=exp.column("rows_counted"))
            parts.append(_OPERATORS[bound.comparator](this=left, expression=right))
        if self.world.reading("comparison") != "exact":
            raise Refused("", "its measure is compared after rounding")
        return exp.and_(*parts)


def _ranked(head: Sequence[exp.Column], cell: exp.Expr) -> exp.Subquery:
    """Each cell with its place among those of its window and thing, and how many they are."""
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[p.copy() for p in head],
        order=exp.Order(expressions=[exp.Ordered(this=cell.copy(), nulls_first=False)]),
    )
    cells = exp.Window(this=exp.Count(this=cell.copy()), partition_by=[p.copy() for p in head])
    inner = exp.select(*(p.copy() for p in head), cell.copy(), place.as_("place"), cells.as_("cells"))
    known = exp.Is(this=cell.copy(), expression=exp.Null()).not_()
    return inner.from_("selected").where(known).subquery("ranked")
