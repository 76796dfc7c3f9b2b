"""A level as a query that stands alone, with its figures as whole numbers and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from sqlglot import exp

from sladsl.checks.engines.alone import AS_OF, as_of, windows_of
from sladsl.checks.engines.columns import Column
from sladsl.checks.engines.counted import RowFigure
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.figures import compared
from sladsl.checks.engines.levels import left_out, measure_of, term_windows
from sladsl.checks.engines.pieces import Periods
from sladsl.checks.engines.stretches import micros
from sladsl.checks.engines.things import Things, of_thing
from sladsl.checks.engines.times import TimeFigure
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import OfPeriod, ShareOfTime
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import Bound, Comparator, Comparison
from sladsl.time.windows import Window


class Figure(Protocol):
    """What is measured in each window, and of each thing. `of`: the name of the column below the line. `belongs`: by which rows belong to a
    window. `apart`: what it leaves out. `total`: it is 0 where there is nothing; it has no value else. `uncertain`: some of it may be open at the time of settlement, so
    that the figure is not final: that is counted as `pending`. `positive`: it is never negative. `reaches`: from when to when samples tell something. `spread`: between which ends it lies then is known. `divided`: by what is
    below the line. `unit`: a figure times this is the value."""

    of: str
    belongs: Column | None

    @property
    def apart(self) -> tuple[str, ...]: ...
    @property
    def total(self) -> bool: ...
    @property
    def uncertain(self) -> bool: ...
    @property
    def positive(self) -> bool: ...
    @property
    def reaches(self) -> tuple[exp.Select, ...]: ...
    @property
    def spread(self) -> bool: ...
    @property
    def divided(self) -> bool: ...
    @property
    def unit(self) -> Fraction: ...
    def counted(self, window: Window) -> int:
        """How many microseconds the window counts as."""

    def selected(self) -> exp.Select:
        """What is measured, by window and thing."""

    def grouped(self, head: Sequence[exp.Column], every: exp.Query) -> exp.Select:
        """`figure` and `rows_counted` of the windows and things that have some; where it is uncertain `pending`, and `joining`: how many of
        those may come to stand below the line."""


class View:
    """A level as a query. `called`: the state in which something follows."""

    called = "missed"

    def __init__(self, level: Level, spec: WindowSpec, world: World, deadlines: Deadlines) -> None:
        self.world, self.level, self.spec = world, level, spec
        self._things = Things(level.group, world) if level.group is not None else None
        measure, self._rounding = measure_of(level, world)
        self._figure: Figure
        if isinstance(measure, ShareOfTime | OfPeriod):
            self._figure = TimeFigure(measure, Periods(world, self.told, self._things, deadlines))
        else:
            self._figure = RowFigure(measure, world, self.told, self._things, deadlines)

    @cached_property
    def told(self) -> tuple[Window, ...]:
        return term_windows(self.world, self.spec)

    @property
    def of_things(self) -> bool:
        return self._things is not None

    @property
    def apart(self) -> str:
        """What the figures leave out; "" where they are those of the agreement."""
        return left_out(self.told, self.world, self._figure.apart)

    @property
    def of(self) -> str:
        """The column below the line."""
        return self._figure.of

    @property
    def total(self) -> bool:
        return self._figure.total

    @property
    def uncertain(self) -> bool:
        return self._figure.uncertain

    def query(self) -> exp.Select:
        figure = self._figure
        keys = [("first_day", exp.column("first_day", "w")), ("last_day", exp.column("last_day", "w"))]
        query = exp.select(*(column.as_(name) for name, column in keys))
        if self._things is not None:
            query = query.select(exp.column("thing", "m").as_("thing"))
        query = query.select(exp.column("figure", "m").as_("figure"), exp.column("rows_counted", "m").as_(self.of))
        if self.uncertain:
            query = query.select(exp.column("pending", "m").as_("pending"))
        over = exp.LTE(this=exp.column("ends", "w"), expression=AS_OF.copy())
        state = exp.Case()
        closes = micros(exp.column("ends", "w"))
        for number, _ in enumerate(figure.reaches, 1):
            short = exp.LT(this=exp.column("until", f"c{number}"), expression=closes.copy())
            late = exp.GTE(this=exp.column("first", f"c{number}"), expression=closes.copy())
            state = state.when(exp.and_(over, exp.or_(short, late)), exp.Literal.string("undetermined"))
        state = state.when(over.copy(), exp.column("state", "m")).else_(exp.Literal.string("pending"))
        query = query.select(state.as_("state"))
        query = query.from_(exp.alias_(exp.to_table("windows"), "w", table=True)).join(as_of(), join_type="cross")
        query = query.join(exp.alias_(exp.to_table("measured"), "m", table=True), on="w.number = m.number")
        for number, reach in enumerate(figure.reaches, 1):
            query = query.join(reach.subquery(f"c{number}"), join_type="cross")
        timed = [figure.counted(window) for window in self.told] if figure.belongs is None else None
        windows = windows_of(self.told, figure.belongs, self.world.zone, timed)
        query = query.with_("windows", as_=windows).with_("selected", as_=figure.selected())
        return query.with_("measured", as_=self._measured())

    def _measured(self) -> exp.Query:
        """For each window and thing the figure, how many rows it is of, and whether the level is kept."""
        head = [exp.column("number")] + ([exp.column("thing")] if self._things is not None else [])
        every = self._everything()
        grouped = self._figure.grouped(head, every)
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
        fields = dict.fromkeys(field for choices, _ in self.level.by_choice for field, _ in choices)
        joined = joined.select(*(exp.column(of_thing(name), "e", quoted=True) for name in fields))
        final = exp.select(
            *(p.copy() for p in head), *(exp.column(name) for name in names), self._states().as_("state")
        )
        final = final.from_(joined.subquery("joined"))
        if self.level.comparison is not None:
            return final
        # Of what no level is said nothing is owed.
        return final.where(exp.or_(*(_is(choices) for choices, _ in self.level.by_choice)))

    def _states(self) -> exp.Expr:
        """By the level that holds for the thing."""
        default = None if self.level.comparison is None else self._state(self.level.comparison)
        if not self.level.by_choice:
            assert default is not None
            return default
        case = exp.Case()
        for choices, comparison in self.level.by_choice:
            case = case.when(_is(choices), self._state(comparison))
        return case if default is None else case.else_(default)

    def _state(self, comparison: Comparison) -> exp.Expr:
        """Of a window that is over."""
        rows_: exp.Expr = exp.column("rows_counted")
        if self.uncertain:
            rows_ = exp.Add(this=rows_, expression=exp.column("joining"))
        state = exp.Case()
        if not self.total:
            none = self._idle
            empty = exp.EQ(this=exp.paren(rows_), expression=exp.Literal.number(0))
            state = state.when(empty, exp.Literal.string("met" if none == "kept" else "missed"))
        if self.uncertain:
            return self._state_with_open_rows(state, comparison)
        kept = self.compared(comparison.bounds)
        return state.when(kept, exp.Literal.string("met")).else_(exp.Literal.string("missed"))

    def _state_with_open_rows(self, state: exp.Case, comparison: Comparison) -> exp.Expr:
        """Decided where it is the same at both ends of what the figure can still be; as `comparing.compares`."""
        figure, rows_, open_, joining = (exp.column(name) for name in ("figure", "rows_counted", "pending", "joining"))
        if not self._figure.spread:
            none = exp.EQ(this=open_, expression=exp.Literal.number(0))
            kept = self.compared(comparison.bounds)
            state = state.when(exp.not_(none), exp.Literal.string("pending"))
            return state.when(kept, exp.Literal.string("met")).else_(exp.Literal.string("missed"))
        if any(bound.comparator is Comparator.EXACTLY for bound in comparison.bounds):
            raise Refused("", "whether it is exactly so may be open")
        most = exp.paren(exp.Add(this=figure, expression=open_))
        of = exp.paren(exp.Add(this=rows_, expression=joining))
        decided = [(self.compared([bound], of=of), self.compared([bound], most, of=of)) for bound in comparison.bounds]
        missed = exp.or_(*(exp.not_(exp.paren(exp.or_(least, top))) for least, top in decided))
        met = exp.and_(*(exp.and_(least, top) for least, top in decided))
        state = state.when(missed, exp.Literal.string("missed")).when(met, exp.Literal.string("met"))
        return state.else_(exp.Literal.string("pending"))

    def _everything(self) -> exp.Select:
        """Each window with each thing, whether or not there is anything of it."""
        query = exp.select(exp.column("number", "w").as_("number"))
        query = query.from_(exp.alias_(exp.to_table("windows"), "w", table=True))
        if self._things is None:
            return query
        fields = dict.fromkeys(field for choices, _ in self.level.by_choice for field, _ in choices)
        return (
            query.select(exp.column("thing", "t").as_("thing"))
            .join(self._things.listed(*fields).subquery("t"), join_type="cross")
            .select(*(exp.column(of_thing(name), "t", quoted=True) for name in fields))
        )

    @property
    def _idle(self) -> str:
        return self.world.reading("no value")

    def compared(self, bounds: Sequence[Bound], figure: exp.Expr | None = None, of: exp.Expr | None = None) -> exp.Expr:
        """The figure, of a share or an average divided by what is below the line, compared with each limit."""
        below = exp.column("rows_counted") if of is None else of
        divided = below if self._figure.divided else None
        if not self._figure.positive and (self._rounding is not None or self.world.reading("comparison") != "exact"):
            raise Refused("", "its measure is compared after rounding, and may be negative")
        figure = figure or exp.column("figure")
        return compared(bounds, figure, self._figure.unit, divided, self.world, self._rounding)


class Condition(View):
    """ "If Uptime in a month is below 99%": something follows where it holds, and without a value it does not."""

    called = "met"
    _idle = "missed"


def _is(choices: Sequence[tuple[str, str]]) -> exp.Expr:
    """Whether the thing has each of these choices."""
    held = [
        exp.EQ(this=exp.column(of_thing(field), quoted=True), expression=exp.Literal.string(choice))
        for field, choice in choices
    ]
    return exp.paren(exp.and_(*held))
