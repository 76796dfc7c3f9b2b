"""A level that is measured over rows as a query that stands alone, with its figures as whole numbers and its verdict.

A verdict compares products of whole numbers or decimals and divides nothing, so that no dialect can round on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.asking import count_all
from sladsl.checks.engines.columns import Column, Stored, number
from sladsl.checks.engines.predicates import holds
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.masks import is_plain, plain_limit
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Aggregate, CountOf, Done, NamedMeasure, OfField, Selection, ShareOfRecords
from sladsl.model.algebra import Scope as Binding
from sladsl.model.consequences import CountsAsMissed, Excuse, Forfeit, NotApplying
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import Supplied
from sladsl.model.node import nodes
from sladsl.model.quantities import SECONDS_IN, Bound, Comparator
from sladsl.model.readings import OpenReading, Readings
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.table import OPEN_END, Records
from sladsl.time.windows import Window

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = 5 * 366 * 86_400_000_000
_STORED = {
    FieldKind.TIME: Stored.INSTANT,
    FieldKind.CHOICE: Stored.TEXT,
    FieldKind.TEXT: Stored.TEXT,
    FieldKind.REFERENCE: Stored.TEXT,
    FieldKind.YES_NO: Stored.FLAG,
    FieldKind.NUMBER: Stored.NUMBER,
    FieldKind.PHYSICAL: Stored.NUMBER,
    FieldKind.MONEY: Stored.NUMBER,
    FieldKind.DURATION: Stored.NUMBER,
    FieldKind.PERCENT: Stored.NUMBER,
}
_OPERATORS = {
    Comparator.AT_LEAST: exp.GTE,
    Comparator.AT_MOST: exp.LTE,
    Comparator.MORE_THAN: exp.GT,
    Comparator.LESS_THAN: exp.LT,
    Comparator.EXACTLY: exp.EQ,
}


class View:
    """A level over rows as a query. `by`: the column by which the figure is still to be divided, and `unit` by what it is multiplied, once the
    query is made."""

    def __init__(self, duty: Duty, plan: Plan) -> None:
        self.duty, self._plan = duty, plan
        self.unit, self.by = Fraction(1), False
        self.world = World(plan, Records(), Readings(plan.readings, {}), OPEN_END)
        kind = duty.kind
        if not isinstance(kind, Level):
            raise Refused("", "it is no level of a measure")
        if kind.comparison is None or kind.by_choice or kind.outside or kind.window is None or kind.window.sliding:
            raise Refused("", "its level differs from group to group, leaves time out, or is for windows that slide")
        if duty.only_if or duty.only_to is not None or duty.modality != "shall" or _falls_away(duty, plan):
            raise Refused("", "it holds under a condition, or may be excused")
        self.level, self.spec, self._comparison = kind, kind.window, kind.comparison
        self._measure = self._resolved(kind.measure)
        self.record = rows.record_of(self._measure.selection, self.world)
        self._relation = _relation(self.record)
        self._group = self._group_field(kind.group)
        timed = {life.record for life in plan.lives if life.start or life.end}
        if timed & {self.record.name, kind.group.name if kind.group else ""}:
            raise Refused("", "its rows have a time of service")

    def _resolved(self, measure: object) -> ShareOfRecords | OfField | CountOf:
        while isinstance(measure, NamedMeasure) and self._of_group(measure.scopes) and measure.window == Supplied():
            definition = self.world.definition(measure.name)
            if definition is None:
                break
            measure = definition.body
        if not isinstance(measure, ShareOfRecords | OfField | CountOf):
            raise Refused("", f"its measure is none of rows alone ({type(measure).__name__})")
        if rows.period_of(measure.selection, self.world) is not None:
            raise Refused("", "its measure counts pieces of a period")
        for link in rows.chain(measure.selection, self.world):
            if not self._of_group(link.scopes) or (link.window is not None and link.window != Supplied()):
                raise Refused("", "its measure looks at other windows or things")
        for node in nodes(measure):
            if isinstance(node, Done):
                raise Refused("", "its measure asks what was done by the day of settlement")
        return measure

    def _of_group(self, scopes: Sequence[Binding]) -> bool:
        """Whether what is bound is the thing for which the level is owed."""
        group = self.level.group
        return all(one.via is None and group is not None and one.name == group.name for one in scopes)

    def _group_field(self, group: Selection | None) -> tuple[Column, Relation | None] | None:
        if group is None:
            return None
        field = self.record.reference_to(group.name)
        if field is None or group.where is not None or group.scopes:
            raise Refused("", f"rows do not say to which {group.name} they belong")
        of = self.world.record(group.name)
        if of is not None and not of.key:
            raise Refused("", f"a {group.name} has no name")
        return self._relation.column(field.name), _relation(of) if of is not None else None

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
        """Each window of the term, of its first five years where it has no end."""
        term = self.world.term
        return tuple(self.world.windows(self.spec, term.start, min(term.end, term.start + _YEARS)))

    @property
    def of_things(self) -> bool:
        return self._group is not None

    @property
    def apart(self) -> str:
        """What the figures leave out; "" where they are those of the agreement."""
        return "rows that are due and missing are not counted" if self.record.cadence is not None else ""

    @property
    def total(self) -> bool:
        """Whether the figure is 0 where there are no rows; it has no value else."""
        aggregate = getattr(self._measure, "aggregate", None)
        return isinstance(self._measure, CountOf) or aggregate in (Aggregate.TOTAL, Aggregate.NUMBER)

    def _windows(self) -> exp.Query:
        parts: list[exp.Query] = []
        for n, window in enumerate(self.told, 1):
            parts.append(
                exp.select(
                    exp.Literal.number(n).as_("number"),
                    exp.Literal.string(window.first.isoformat()).as_("first_day"),
                    exp.Literal.string(window.last.isoformat()).as_("last_day"),
                    _instant(window.start).as_("starts"),
                    _instant(window.end).as_("ends"),
                )
            )
        whole: exp.Query = parts[0]
        for part in parts[1:]:
            whole = exp.union(whole, part, distinct=False)
        return whole

    def _selected(self) -> exp.Select:
        """The rows of the selection, each with its window, its thing and what is measured of it."""
        scope = Scope(self.world, self.world.term)
        belongs = self._relation.column(self.record.belongs) if self.record.belongs else None
        if belongs is None or belongs.stored is not Stored.INSTANT:
            raise Refused("", "its rows have no time")
        columns = [exp.column("number", "w").as_("number")]
        if self._group is not None:
            columns.append(_of_row(self._group[0].cell).as_("thing"))
        for name, cell in self._ingredients(scope):
            columns.append(_of_row(cell).as_(name))
        at = _of_row(belongs.cell)
        query = exp.select(*columns).from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        inside = exp.and_(
            exp.GTE(this=at.copy(), expression=exp.column("starts", "w")),
            exp.LT(this=at, expression=exp.column("ends", "w")),
        )
        query = query.join(exp.alias_(exp.to_table(_table(self.record), dialect=""), "r", table=True), on=inside)
        for link in rows.chain(self._measure.selection, self.world):
            if link.where is not None:
                if not is_plain(link.where, self.world):
                    raise Refused("", "its rows are chosen by more than what stands in them")
                query = query.where(_of_row(holds(link.where, self._relation, scope)))
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
        source: exp.Expr = exp.to_table("selected")
        n = exp.column("rows_counted")
        unit = Fraction(1)
        by: exp.Expr | None = None
        figure: exp.Expr
        count: exp.Expr
        cell = exp.column("cell")
        match self._measure:
            case ShareOfRecords():
                figure, count, by = exp.Count(this=exp.column("held")), count_all(), n
            case CountOf():
                figure, count = count_all(), count_all()
            case OfField(aggregate=aggregate, fields=(field,), percentile=percentile):
                unit, count = self._relation.column(field).factor, exp.Count(this=cell.copy())
                figure, by, ranked = self._aggregate(aggregate, percentile, cell, n)
                if ranked:
                    parts = [part.copy() for part in head]
                    place = exp.Window(
                        this=exp.RowNumber(),
                        partition_by=parts,
                        order=exp.Order(expressions=[exp.Ordered(this=cell.copy(), nulls_first=False)]),
                    )
                    cells = exp.Window(this=exp.Count(this=cell.copy()), partition_by=[p.copy() for p in head])
                    inner = exp.select(*(p.copy() for p in head), cell.copy(), place.as_("place"), cells.as_("cells"))
                    known = exp.Is(this=cell.copy(), expression=exp.Null()).not_()
                    source = inner.from_("selected").where(known).subquery("ranked")
            case _:
                raise Refused("", "its measure adds fields up")
        grouped = exp.select(*(p.copy() for p in head), figure.as_("figure"), count.as_("rows_counted")).from_(source)
        grouped = grouped.group_by(*(p.copy() for p in head))
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
        self.unit, self.by = unit, by is not None
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
                exp.alias_(exp.to_table(_table(of.record), dialect=""), "t", table=True), join_type="cross"
            )
        choices: exp.Query | None = None
        for choice in column.field.choices:
            part = exp.select(exp.Literal.string(choice).as_("thing"))
            choices = part if choices is None else exp.union(choices, part, distinct=False)
        assert choices is not None
        return query.select(exp.column("thing", "t")).join(choices.subquery("t"), join_type="cross")

    def _aggregate(
        self, aggregate: Aggregate, percentile: Fraction | None, cell: exp.Expr, n: exp.Expr
    ) -> tuple[exp.Expr, exp.Expr | None, bool]:
        """The figure, by what it is still to be divided, and whether it is found by rank."""
        match aggregate:
            case Aggregate.TOTAL:
                return exp.Sum(this=cell.copy()), None, False
            case Aggregate.AVERAGE:
                return exp.Sum(this=cell.copy()), n, False
            case Aggregate.NUMBER:
                return exp.Count(this=cell.copy()), None, False
            case Aggregate.HIGHEST | Aggregate.LONGEST:
                return exp.Max(this=cell.copy()), None, False
            case Aggregate.LOWEST:
                return exp.Min(this=cell.copy()), None, False
            case Aggregate.PERCENTILE if percentile is not None and self.world.reading("percentile") == "nearest rank":
                # The first place that is at least p × n, and the first of all.
                reached = exp.GTE(
                    this=exp.Mul(this=exp.column("place"), expression=number(100 * percentile.denominator)),
                    expression=exp.Mul(this=exp.column("cells"), expression=number(percentile.numerator)),
                )
                return exp.Min(this=exp.Case().when(reached, cell.copy())), None, True
            case _:
                raise Refused("", f"the {aggregate} has no form that is exact in every dialect")

    def compared(self, bounds: Sequence[Bound]) -> exp.Expr:
        """figure × unit / rows_counted compared with each limit, cross-multiplied."""
        parts = []
        for bound in bounds:
            limit = plain_limit(bound, self.world) if not isinstance(bound.limit, str) else None
            if limit is None:
                raise Refused("", "its level is another measure, or is still to be agreed")
            edge = limit / self.unit
            left: exp.Expr = exp.column("figure")
            if edge.denominator != 1:
                left = exp.Mul(this=left, expression=number(edge.denominator))
            right = number(edge.numerator)
            if self.by:
                right = exp.Mul(this=exp.paren(right), expression=exp.column("rows_counted"))
            parts.append(_OPERATORS[bound.comparator](this=left, expression=right))
        if self.world.reading("comparison") != "exact":
            raise Refused("", "its measure is compared after rounding")
        return exp.and_(*parts)


def why_not(reason: Refused | OpenReading) -> str:
    return reason.reason if isinstance(reason, Refused) else f"a reading is open: {reason.slot.name}"


def _falls_away(duty: Duty, plan: Plan) -> bool:
    """Whether there are windows in which the clause is excused, does not apply, counts as missed otherwise, or has lapsed."""
    for one in plan.consequences:
        match one.effect:
            case Excuse(clause=clause) | CountsAsMissed(clause=clause) if clause in ("", duty.clause):
                return True
            case Forfeit(what=what) if what == duty.clause:
                return True
            case _:
                pass
    # Windows are those of the agreed term; the time of an extension comes after them.
    rules = [one for one in plan.rules if isinstance(one, NotApplying) and not one.during_extension]
    return any(one.clause in ("", duty.clause) for one in rules)


def _relation(record: Record) -> Relation:
    """The record as the reader's own table: times with their zone, numbers in the unit of the field."""
    columns = {field.name: _column(field) for field in record.fields}
    return Relation(record, _table(record), columns, 0, "")


def _column(field: Field) -> Column:
    factor = Fraction(1)
    if field.kind is FieldKind.PERCENT:
        factor = Fraction(1, 100)
    elif field.kind is FieldKind.DURATION:
        factor = SECONDS_IN[field.unit.name if field.unit else "second"]
    # A limit is brought to ten decimals of the cell, and any column of numbers can be compared with it.
    decimals = 10 if field.kind in _STORED and _STORED[field.kind] is Stored.NUMBER else 0
    return Column(field, field.name, _STORED.get(field.kind, Stored.UNUSED), factor, decimals)


def _table(record: Record) -> str:
    """The name of the reader's table: the plural, in small letters."""
    return record.plural.casefold().replace(" ", "_").replace("-", "_")


def _of_row(condition: exp.Expr) -> exp.Expr:
    """With the columns of the record's own table."""
    found = condition.copy()
    for column in list(found.find_all(exp.Column)):
        if not column.table:
            column.set("table", exp.to_identifier("r"))
    return found


def _instant(at: int) -> exp.Expr:
    shown = (_EPOCH + timedelta(microseconds=at)).isoformat(" ", "microseconds")
    return exp.cast(exp.Literal.string(shown), "TIMESTAMPTZ")
