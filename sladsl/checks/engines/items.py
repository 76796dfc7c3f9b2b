"""Duties on each row, and documents for each window, as queries that stand alone: a line for each with its state."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from sqlglot import exp

from sladsl.checks.engines.alone import (
    AS_OF,
    as_of,
    inside,
    listed,
    of_row,
    relation_of,
    shown,
    table_as,
    windows_of,
)
from sladsl.checks.engines.columns import Stored
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.each_row import Row
from sladsl.checks.engines.levels import due, left_out, term_windows
from sladsl.checks.evaluate.measuring import limits, rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Predicate, Selection
from sladsl.model.duties import Document
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.schema import FieldKind
from sladsl.time.windows import Window


class Items:
    """The rows of a selection by month. With `that`, whether each fulfils it; without, each is `called` for something, or may be yet."""

    spec = MONTHLY

    def __init__(
        self,
        selection: Selection,
        that: Predicate | None,
        world: World,
        deadlines: Deadlines,
        *,
        forbidden: bool = False,
    ) -> None:
        self.world, self._selection, self._that, self._forbidden = world, selection, that, forbidden
        if rows.period_of(selection, world) is not None:
            raise Refused("", "it is for each piece of a period")
        self.record = rows.record_of(selection, world)
        links = rows.chain(selection, world)
        if any(link.scopes or link.window not in (None, Supplied()) for link in links):
            raise Refused("", "its rows are those of other windows or things")
        if any(life.record == self.record.name and (life.start or life.end) for life in world.plan.lives):
            raise Refused("", "its rows have a time of service")
        self._row = Row(self.record, world, self.told, deadlines)
        chosen = [self._row.held(link.where) for link in links if link.where is not None]
        self._chosen = self._row.all(chosen)
        self._held = self._row.held(that) if that is not None else None

    @cached_property
    def told(self) -> tuple[Window, ...]:
        return term_windows(self.world, self.spec)

    @property
    def of_things(self) -> bool:
        return bool(self.record.key)

    @property
    def called(self) -> str:
        """The state in which something follows."""
        return "missed" if self._that is not None else "called for"

    @property
    def apart(self) -> str:
        return left_out(self.told, self.world, (*due(self.record), *self._row.apart))

    def query(self) -> exp.Select:
        belongs = self._row.relation.column(self.record.belongs) if self.record.belongs else None
        if belongs is None or belongs.stored not in (Stored.INSTANT, Stored.DAY):
            raise Refused("", "its rows have no time")
        query = exp.select(exp.column("first_day", "w").as_("first_day"), exp.column("last_day", "w").as_("last_day"))
        if self.of_things:
            query = query.select(of_row(self._row.relation.column(self.record.key).cell).as_("thing"))
        query = query.select(of_row(belongs.cell).as_("at"), self._state().as_("state"))
        query = query.from_(windows_of(self.told, belongs, self.world.zone).subquery("w"))
        query = query.join(as_of(), join_type="cross").join(self._row.source, on=inside(belongs))
        chosen = self._chosen
        return query.where(chosen.yes if chosen.maybe is None else exp.or_(chosen.yes, chosen.maybe))

    def _state(self) -> exp.Expr:
        state = exp.Case()
        if self._chosen.maybe is not None:
            state = state.when(self._chosen.maybe, exp.Literal.string("pending"))
        if self._held is None:
            return (
                state.else_(exp.Literal.string(self.called))
                if state.args.get("ifs")
                else exp.Literal.string(self.called)
            )
        kept, not_kept = ("missed", "met") if self._forbidden else ("met", "missed")
        state = state.when(self._held.yes, exp.Literal.string(kept))
        if self._held.maybe is not None:
            state = state.when(self._held.maybe, exp.Literal.string("pending"))
        return state.else_(exp.Literal.string(not_kept))


class Documents:
    """A document for each window, of rows that say for which month they are."""

    of_things = False
    called = "missed"

    def __init__(self, kind: Document, plan: Plan, world: World) -> None:
        self.world, self.spec, self._kind = world, kind.window, kind
        record = world.record(kind.record)
        assert record is not None
        self.record, self._relation = record, relation_of(record)
        month = next((field for field in record.fields if field.kind is FieldKind.MONTH), None)
        if month is None:
            raise Refused("", "its rows do not say for which month they are")
        self._month = month
        if self.spec.unit is not WindowUnit.MONTH or self.spec.count != 1 or self.spec.sliding:
            raise Refused("", "its windows are no months")
        if self._relation.column(kind.field).stored is not Stored.INSTANT:
            raise Refused("", f"of {kind.field} only the day is known")

    @cached_property
    def told(self) -> tuple[Window, ...]:
        return term_windows(self.world, self.spec)

    @property
    def apart(self) -> str:
        return left_out(self.told, self.world, due(self.record))

    def query(self) -> exp.Select:
        found = [limits.limit_of(self._kind.limit, Scope(self.world, window)) for window in self.told]
        untils, starts = [], []
        for one, window in zip(found, self.told, strict=True):
            month = (window.first.year, window.first.month)
            if one is None or one.until is None or not one.determined or one.not_before is not None:
                raise Refused("", "its limit is none until a moment, or hangs on what no record shows")
            if (window.last.year, window.last.month) != month:
                raise Refused("", "its windows are no months of the calendar")
            untils.append(one.until)
            starts.append(one.starts)
        if len({one.inclusive for one in untils}) > 1:
            raise Refused("", "its limit ends in one way in some windows and in another in others")
        compares = exp.LTE if untils[0].inclusive else exp.LT
        kinds = [("first_day", "VARCHAR"), ("last_day", "VARCHAR"), ("month", "VARCHAR")]
        kinds += [("runs_from", "TIMESTAMPTZ"), ("until", "TIMESTAMPTZ")]
        lines: Sequence[Sequence[str | None]] = [
            (
                window.first.isoformat(), window.last.isoformat(), f"{window.first:%Y-%m}",
                None if start is None else shown(start), shown(until.instant),
            )
            for window, until, start in zip(self.told, untils, starts, strict=True)
        ]  # fmt: skip
        act, until = exp.column("act", "s"), exp.column("until", "w")
        in_time: exp.Expr = compares(this=act, expression=until)
        if any(start is not None for start in starts) and self.world.reading("early act") != "allowed":
            in_time = exp.and_(in_time, exp.GTE(this=act.copy(), expression=exp.column("runs_from", "w")))
        there = exp.Is(this=act.copy(), expression=exp.Null()).not_()
        late = exp.not_(exp.paren(compares(this=AS_OF.copy(), expression=until.copy())))
        state = exp.Case().when(exp.and_(there, in_time), exp.Literal.string("met"))
        state = state.when(exp.or_(there.copy(), late), exp.Literal.string("missed")).else_(
            exp.Literal.string("pending")
        )
        query = exp.select(exp.column("first_day", "w").as_("first_day"), exp.column("last_day", "w").as_("last_day"))
        query = query.select(act.copy().as_("act"), state.as_("state"))
        query = query.from_(listed(kinds, lines).subquery("w")).join(as_of(), join_type="cross")
        on = exp.EQ(this=exp.column("month", "s"), expression=exp.column("month", "w"))
        return query.join(self._sent().subquery("s"), on=on, join_type="left")

    def _sent(self) -> exp.Select:
        """For each month, when the first document for it was sent. What is sent after the time of settlement is not sent yet."""
        month, act = (
            exp.column(self._month.name, "r", quoted=True),
            of_row(self._relation.column(self._kind.field).cell),
        )
        query = exp.select(month.as_("month"), exp.Min(this=act).as_("act"))
        query = query.from_(table_as(self.record, "r"))
        query = query.join(as_of(), join_type="cross").where(exp.LT(this=act.copy(), expression=AS_OF.copy()))
        return query.group_by(month.copy())
