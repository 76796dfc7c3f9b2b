"""What is left of each service level in the window that runs, and what is due so far.

The evaluator looks twice: at now, when what is not decided is pending; and at the end of the window, as if nothing else happened, with
the figure of each level that has a budget as it would then be. Budgets are exact: seconds, or whole rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from sladsl.checks.evaluate.exhibits.deadlines import pending
from sladsl.checks.evaluate.measuring import clock, rows, tallies, times
from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.outside import without
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.open import Usual
from sladsl.checks.evaluate.settle import statement_of
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.plan import Plan
from sladsl.checks.statement import State, Statement
from sladsl.checks.tiers import same_measure
from sladsl.digest.ladders import ladders
from sladsl.model.algebra import Aggregate, Measure, NamedMeasure, OfPeriod, ShareOfRecords, ShareOfTime
from sladsl.model.duties import Declared, Duty, Level, Retain
from sladsl.model.moments import Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import Bound, Comparator, Quantity, Unit
from sladsl.model.worked import MeasureEvent, NamedWindow
from sladsl.node import node
from sladsl.settling import Basis
from sladsl.time.dates import ONE_DAY
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, start_of_day

_SECOND = 1_000_000
_LOWER = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_MONTH = WindowSpec(WindowUnit.MONTH)


@node
class Step:
    """The next limit that the measure would pass, and how much more may be bad before it does: seconds."""

    limit: Fraction
    distance: Fraction


@node
class Watched:
    """A duty in its window, for one group. Without a budget, `why` says so, and the figures are None. `allowed`, `used`, `left`: seconds
    ("minutes") or rows ("rows"); `left` is below 0 where more is bad than may be. `value`: the measure at the end of the window if
    nothing else happens; of rows, so far. `share`: of the budget that is left."""

    duty: str
    clause: str
    who: str
    line: int
    group: str
    window: str
    state: State
    measure: str = ""
    target: str = ""
    kind: str = ""
    value: Fraction | None = None
    unit: Unit | None = None
    allowed: Fraction | None = None
    used: Fraction | None = None
    left: Fraction | None = None
    step: Step | None = None
    why: str = ""

    @property
    def share(self) -> Fraction | None:
        """What is not used of what is allowed, from below 0 to 1; None where nothing at all is allowed, or nothing can be counted."""
        if self.allowed is None or self.used is None:
            return None
        if self.allowed <= 0:
            return Fraction(1) if not self.used else Fraction(-1)
        return 1 - self.used / self.allowed

    @property
    def lost(self) -> bool:
        """Missed, or bound to be: time that is over does not come back, rows may."""
        return self.state is State.MISSED or (self.kind == "minutes" and self.left is not None and self.left < 0)


@node
class Watch:
    """`now`: the statement of the month that runs as of now; `later`: at its end, if nothing else happens. `until`: the instant at which a
    deadline passes or, at the latest, the day is over: from then on it may say otherwise without any new row."""

    watched: tuple[Watched, ...]
    now: Statement
    later: Statement
    until: int


def watch(basis: Basis, now: int) -> Watch | None:
    """None: now lies outside the term."""
    plan, records = basis.plan, basis.records
    world = World(plan, records, Usual(plan.readings, basis.readings), now)
    months = world.windows(_MONTH, now - 1, now)
    if not months:
        return None
    month = months[-1]
    settlement = Settlement(world)
    watched: list[Watched] = []
    given: list[MeasureEvent] = []
    for duty in plan.duties:
        for one, event in _of(duty, month, settlement):
            watched.append(one)
            given += [event] if event is not None else []
    late = (deadline.late_from for deadline, _ in pending((month,), settlement))
    until = min((start_of_day(date_of(now, plan.zone) + ONE_DAY, plan.zone), *late))
    readings = Usual(plan.readings, basis.readings)
    quiet = World(plan, records, readings, month.end, quiet=True, given=tuple(given))
    at_now = World(plan, records, Usual(plan.readings, basis.readings), now)
    return Watch(
        tuple(watched),
        statement_of(at_now, month.start, month.end, unfinished=True),
        statement_of(quiet, month.start, month.end, unfinished=True),
        until,
    )


_Found = tuple[Watched, MeasureEvent | None]


def _of(duty: Duty, month: Window, settlement: Settlement) -> Iterator[_Found]:
    world, kind = settlement.world, duty.kind
    if isinstance(kind, Retain | Declared) or duty.modality == "may":
        return
    if isinstance(kind, Level) and kind.window is not None:
        spec = kind.window
        if spec.sliding or spec.unit in (WindowUnit.MINUTE, WindowUnit.HOUR):
            yield _without_budget(duty, month.label, State.PENDING, "its windows slide or are shorter than a day"), None
            return
        for window in world.windows(spec, world.as_of - 1, world.as_of)[-1:]:
            for verdict in settlement.verdicts(duty, window):
                yield _level(duty, kind, spec, verdict, world)
        return
    found = [one for _, verdicts in settlement.verdicts_in(duty, month) for one in verdicts]
    states = [one.state for one in found]
    worst = (State.MISSED, State.PENDING, State.UNDETERMINED)
    state = next((one for one in worst if one in states), State.MET)
    missed = [one.group for one in found if one.state is State.MISSED and one.group]
    why = "it is owed each time, and each miss counts" + (f"; missed: {', '.join(missed)}" if missed else "")
    yield _without_budget(duty, month.label, state, why), None


def _without_budget(duty: Duty, window: str, state: State, why: str) -> Watched:
    return Watched(duty.name, duty.clause, duty.who, duty.place.line, "", window, state, why=why)


def _level(duty: Duty, kind: Level, spec: WindowSpec, verdict: Verdict, world: World) -> _Found:
    start = Watched(
        duty.name, duty.clause, duty.who, duty.place.line, verdict.group, verdict.window.label, verdict.state,
        measure_words(kind.measure), verdict.target, unit=verdict.unit,
    )  # fmt: skip
    bound = _bound(verdict, world)
    if verdict.state in (State.EXCUSED, State.UNDETERMINED):
        return _why(start, verdict.because or str(verdict.state)), None
    if bound is None:
        return _why(start, "it is not kept by one limit"), None
    if duty.modality == "shall not":
        return _why(start, "it says what shall not be"), None
    node, inner = _resolved(without(kind.measure, kind.outside, world), verdict.scope)
    lower = bound.comparator in _LOWER
    limit = bound.limit
    assert isinstance(limit, Quantity)
    match node:
        case ShareOfTime(window=Supplied()) | OfPeriod(aggregate=Aggregate.TOTAL, window=Supplied()):
            if isinstance(node, OfPeriod) and lower:
                return _why(start, "a total that has to be reached has no budget"), None
            return _of_time(start, node, inner, kind, spec, limit.value, lower, verdict, world)
        case ShareOfRecords():
            return _of_rows(start, node, inner, limit.value, lower), None
        case _:
            return _why(start, "its measure is neither a share of time, nor a total of time, nor a share of rows"), None


def _of_time(
    start: Watched, node: ShareOfTime | OfPeriod, scope: Scope, kind: Level, spec: WindowSpec, limit: Fraction,
    lower: bool, verdict: Verdict, world: World,
) -> _Found:  # fmt: skip
    """Time up to now is measured; time after now is taken to be good."""
    window = scope.window
    cut = clock.cut(window, window.start, min(window.end, world.as_of), world)
    if cut is None:
        return _why(start, "its window has not begun"), None
    so_far = scope.over(cut)
    found = measure(node, so_far)
    if not found.determined:
        return _why(start, f"no records of {', '.join(found.absent)} were given"), None
    if isinstance(node, OfPeriod):
        whole, used, allowed = Fraction(1), found.value or Fraction(0), limit
    else:
        whole = Fraction(times.time_counted(node, scope)[1], _SECOND)
        counted = Fraction(times.time_counted(node, so_far)[1], _SECOND)
        value = found.value if found.value is not None else Fraction(1 if lower else 0)
        used = (1 - value if lower else value) * counted
        allowed = (1 - limit if lower else limit) * whole
    if whole <= 0:
        return _why(start, "none of its window counts"), None
    value = 1 - used / whole if lower else used / whole
    step = _next(kind.measure, start.clause, value, lower, whole, world.plan)
    told = replace(start, kind="minutes", value=value, allowed=allowed, used=used, left=allowed - used, step=step)
    return told, _event(kind, spec, verdict, value, world)


def _event(kind: Level, spec: WindowSpec, verdict: Verdict, value: Fraction, world: World) -> MeasureEvent:
    """The figure at the end of the window, as a worked example would give it."""
    plain = spec.count == 1 and spec.unit in (WindowUnit.MONTH, WindowUnit.QUARTER)
    named = NamedWindow(verdict.window.first, spec.unit, spec.count, starts=not plain)
    bound: tuple[tuple[str, str], ...] = ()
    if kind.group is not None and kind.group.name in verdict.scope.bound:
        bound = ((kind.group.name, rows.key_of(verdict.scope.bound[kind.group.name], world)),)
    return MeasureEvent(kind.measure, value, named, bound)


def _of_rows(start: Watched, node: ShareOfRecords, scope: Scope, limit: Fraction, lower: bool) -> Watched:
    """So many rows in a row may still be bad. Rows that are not decided yet count neither as good nor as bad."""
    if rows.period_of(node.selection, scope.world) is not None:
        return _why(start, "its measure is a share of stretches of time")
    cut = clock.cut(scope.window, scope.window.start, min(scope.window.end, scope.world.as_of), scope.world)
    if cut is None:
        return _why(start, "its window has not begun")
    counted = tallies.rows_of_share(node, scope.over(cut))
    if not isinstance(counted, tuple):
        return _why(start, f"no records of {', '.join(counted.absent)} were given")
    held, found = counted
    decided = found.count - len(held.pending)
    if not decided:
        return _why(start, f"nothing is decided yet in {start.window}")
    good = held.count if lower else decided - held.count
    needed = limit if lower else 1 - limit
    if needed <= 0:
        return _why(start, "every row may be bad")
    return replace(
        start,
        kind="rows",
        value=Fraction(held.count, decided),
        allowed=(1 - needed) * decided,
        used=Fraction(decided - good),
        left=Fraction(good / needed // 1) - decided,
    )


def _next(of: Measure, clause: str, value: Fraction, lower: bool, whole: Fraction, plan: Plan) -> Step | None:
    """Over all columns of the clause's table."""
    limits = {
        one.value
        for each in ladders(plan)
        if each.clause == clause and same_measure(each.measure, of)
        for one in each.limits
    }
    ahead = [one for one in limits if (one <= value if lower else one >= value)]
    if not ahead:
        return None
    limit = max(ahead) if lower else min(ahead)
    return Step(limit, abs(value - limit) * whole)


def _resolved(node: Measure, scope: Scope) -> tuple[Measure, Scope]:
    """What a name stands for, with the groups that it names bound; a measure of another window stays a name."""
    while isinstance(node, NamedMeasure) and node.window == Supplied():
        definition = scope.world.definition(node.name)
        if definition is None or not isinstance(definition.body, Measure):
            break
        scope = rows.scoped(node.scopes, scope)
        node = definition.body
    return node, scope


def _bound(verdict: Verdict, world: World) -> Bound | None:
    if verdict.comparison is None:
        return None
    bounds = verdict.comparison.bounds
    if len(bounds) != 1 or bounds[0].comparator is Comparator.EXACTLY:
        return None
    limit = bounds[0].limit
    if isinstance(limit, str):
        agreed = world.form_value(limit)
        if agreed is None or agreed.value is None:
            return None
        limit = agreed.value
    return Bound(bounds[0].comparator, limit)


def _why(start: Watched, why: str) -> Watched:
    return replace(start, why=why)
