"""The cases that stand at the limits of a clause: each limit itself and its nearest neighbours, each row of a table, the last moment of each
time limit, so many windows of so many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from sladsl.ambiguity.witness.cones import Cone, Cones
from sladsl.ambiguity.witness.seeds import figures, lasting, limits, repeating
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.model.algebra import HasCount, InWindows, Measure, MeasureIs, Misses, NamedMeasure, Selection
from sladsl.model.consequences import (
    Bands,
    Consequence,
    Effect,
    Exceeds,
    Extend,
    FixedAmount,
    Pay,
    ShareOf,
    UnitTrigger,
    UpToAmount,
)
from sladsl.model.duties import Act, Declared, Document, Duty, EachRecord, Level, Retain
from sladsl.model.moments import Length, WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import NUMBER, Bound, Comparison, Quantity, Unit
from sladsl.model.worked import Event, SampleEvent
from sladsl.targets.boundaries.in_order import SHORT, Choice, Tried, beside, bound_to, can_be_given, given, in_order
from sladsl.time.stretches import HOUR
from sladsl.time.windows import Window

_DAY = 86_400_000_000
_MOST = {
    repeating.short: 6,
    limits.acts: 12,
    limits.claims: 6,
    figures.single: 8,
    figures.counted: 8,
    figures.monthly: 6,
    figures.together: 6,
    lasting.near: 12,
    lasting.level: 6,
}
"""How many cases of each kind of boundary are taken at the most, for each clause; of acts, for each duty."""
_MOST_SAMPLED = 3
"""Cases of samples of one clause: each is a month of rows."""


def cases(plan: Plan) -> Iterator[Tried]:
    """Of each clause with something that records show, in the order of the text."""
    cones = Cones(plan)
    shown = [duty for duty in plan.duties if not isinstance(duty.kind, Retain | Declared)]
    ordered: list[Duty | Consequence] = sorted([*shown, *plan.consequences], key=lambda one: one.place)
    ground = Ground(plan, ())
    for clause in dict.fromkeys(one.clause for one in ordered):
        about = next(one for one in ordered if one.clause == clause)
        stage = Stage(cones.of((clause,), rights=clause in cones.giving), ground)
        for one in (*_measured(clause, stage), *_in_windows(clause, stage), *_in_days(clause, stage)):
            yield from in_order(one, plan, stage)
        for part in _by_duty(stage, clause):
            for one in _seeded(clause, about, part):
                yield from in_order(one, plan, stage)


def _by_duty(stage: Stage, clause: str) -> Iterator[Stage]:
    """The stage, or one for each act that the clause sets a time for: each has limits of its own."""
    duties = stage.cone.plan.duties
    acts = [duty for duty in duties if duty.clause == clause and isinstance(duty.kind, EachRecord | Document | Act)]
    if len(acts) < 2:
        yield stage
        return
    for one in acts:
        kept = tuple(duty for duty in duties if duty not in acts or duty == one)
        cone = Cone(stage.cone.clauses, stage.cone.rights, replace(stage.cone.plan, duties=kept), stage.cone.whole)
        yield Stage(cone, stage.ground)


def _seeded(clause: str, about: Duty | Consequence, stage: Stage) -> Iterator[Tried]:
    """The boundaries at which questions are tried, for the events that records show."""
    sampled = 0
    if stage.cone.weight > 1:
        return
    for topic, most in _MOST.items():
        for case in islice(topic(stage), most if stage.horizon < 100 * _DAY else 2):  # long ones take long to settle
            if any(isinstance(event, SampleEvent) for event in case.all_events):
                sampled += 1
                if sampled > _MOST_SAMPLED:
                    continue
            yield Tried((clause,), about, "", case)


# --- values of measures --------------------------------------------------------------------------------------------------------------


def _measured(clause: str, stage: Stage) -> Iterator[Tried]:
    """Each limit to which a measure is held in the clause, and the values just below and above it."""
    plan = stage.cone.plan
    for about, measure, spec, group, choice in _held(clause, plan):
        window = _window(spec, stage)
        if window is None:
            continue
        compared = _limits(measure, clause, plan)
        for value in beside(compared, measure, spec, plan):
            bound, rows = bound_to(group, choice, plan)
            event: Event = given(measure, value, window, bound)
            what = f"{_name(measure, about)} is {_shown(value, compared[0].unit)} from {window.first} to {window.last}"
            yield Tried((clause,), about, what, _case(stage, (*rows, event), window))


_Held = tuple[Duty | Consequence, Measure, WindowSpec, Selection | None, Choice]


def _held(clause: str, plan: Plan) -> Iterator[_Held]:
    """The measures of the clause that an event can give: those with a name, and those of a duty that no other sentence measures."""
    seen: set[tuple[object, ...]] = set()
    for duty in plan.duties:
        kind = duty.kind
        if duty.clause != clause or not isinstance(kind, Level) or kind.window is None:
            continue
        for choice in (tuple(pairs) for pairs, _ in kind.by_choice) if kind.by_choice else ((),):
            if can_be_given(duty, plan):
                seen.add((kind.measure, kind.window))
                yield duty, kind.measure, kind.window, kind.group, choice
    for one in plan.consequences:
        spec: object = getattr(one.trigger, "spec", None)
        group: Selection | None = getattr(one.trigger, "group", None)
        if one.clause != clause or not isinstance(spec, WindowSpec):
            continue
        for node in nodes((one.trigger, one.effect)):
            measure = getattr(node, "measure", None) if isinstance(node, MeasureIs | Exceeds | Bands) else None
            if isinstance(measure, NamedMeasure) and (measure, spec) not in seen:
                seen.add((measure, spec))
                yield one, measure, spec, group, ()


def _limits(measure: Measure, clause: str, plan: Plan) -> list[Quantity]:
    """All that the measure is compared with, in the clause and in what its miss leads to."""
    forms = {one.name: one.value for one in plan.form_values}
    found: list[Quantity] = []

    def add(comparison: Comparison | Bound | None) -> None:
        bounds = (comparison,) if isinstance(comparison, Bound) else comparison.bounds if comparison is not None else ()
        for bound in bounds:
            limit = forms.get(bound.limit) if isinstance(bound.limit, str) else bound.limit
            if limit is not None:
                found.append(limit)

    duties = tuple(one for one in plan.duties if one.clause == clause)
    consequences = tuple(one for one in plan.consequences if one.clause == clause)
    for node in nodes((duties, consequences)):
        match node:
            case Level(measure=of) if _same(of, measure):
                add(node.comparison)
                for _, comparison in node.by_choice:
                    add(comparison)
            case Bands(measure=of) if of is not None and _same(of, measure):
                for row in node.rows:
                    add(row.comparison)
            case MeasureIs(measure=of) if _same(of, measure):
                add(node.comparison)
            case UnitTrigger(step=step, quantity=Exceeds(measure=of, limit=Quantity() as limit, short=short)) if _same(
                of, measure
            ):
                sign = -1 if short else 1
                most = (
                    full for one in consequences if one.trigger is node and (full := _steps_to_the_most(one.effect))
                )
                steps = dict.fromkeys((0, 1, 2, *(n for full in most for n in (full, full + 1))))
                found += [Quantity(limit.value + sign * n * step.value, limit.unit) for n in steps]
            case _:
                pass
    return list(dict.fromkeys(found))


def _steps_to_the_most(effect: Effect) -> int:
    """After how many steps no more follows: "up to 10 days in a month", "up to 100% of that fee". 0: there is no such limit."""
    match effect:
        case Extend(length=length, limit=Length() as limit):
            share = Fraction(limit.amount) / length.amount
        case Pay(amount=UpToAmount(amount=ShareOf(ratio=each), limit=ShareOf(ratio=most))):
            share = most / each
        case Pay(amount=UpToAmount(amount=FixedAmount(quantity=each_), limit=FixedAmount(quantity=most_))):
            share = most_.value / each_.value
        case _:
            return 0
    return int(-(-share // 1))


def _same(a: Measure, b: Measure) -> bool:
    return a.name == b.name if isinstance(a, NamedMeasure) and isinstance(b, NamedMeasure) else a == b


# --- so many windows of so many ------------------------------------------------------------------------------------------------------


def _in_windows(clause: str, stage: Stage) -> Iterator[Tried]:
    """Just so many windows that fulfil the condition, as far apart as they may be; one window further; one window fewer."""
    plan = stage.cone.plan
    for one in (one for one in plan.consequences if one.clause == clause):
        for node in nodes(one.trigger):
            if not isinstance(node, InWindows) or node.unit not in ("month", "quarter"):
                continue
            found = _failing(node, plan)
            if found is None:
                continue
            measure, value, enough, spec, group = found
            windows = stage.ground.world((), {}, 0).windows(spec, stage.months[0].start, stage.months[-1].end)
            # The right speaks of its things, where no level of the clause does.
            bound, rows = bound_to(group or getattr(one.trigger, "group", None), (), plan)
            early = tuple(range(node.least - 1))
            patterns = dict.fromkeys(((*early, node.of - 1), (*early, node.of), early, tuple(range(node.least + 1))))
            near = [] if enough is None else [(tuple(range(node.least)), enough)]
            for places, value in (*((places, value) for places in patterns), *near):
                if places and max(places) < len(windows):
                    chosen = [windows[n] for n in places]
                    events: tuple[Event, ...] = (*rows, *(given(measure, value, window, bound) for window in chosen))
                    unit = next((q.unit for q in _limits(measure, clause, plan)), NUMBER)
                    what = f"{_name(measure, one)} is {figure(value, unit)} in window {' and '.join(str(n + 1) for n in places)}"
                    stretch = windows[min(len(windows) - 1, max(*places, node.of) if len(places) > 1 else node.of)]
                    yield Tried((clause,), one, what, stage.case("windows", events, windows[0].start, stretch.end - 1))


def _in_days(clause: str, stage: Stage) -> Iterator[Tried]:
    """Just so many stretches as the condition counts in days that slide: the last on the last of these days, a day later, and one fewer."""
    if stage.cone.weight > 1:
        return
    for one in (one for one in stage.cone.plan.consequences if one.clause == clause):
        for node in nodes(one.trigger):
            limit = node.comparison.bounds[0].limit if isinstance(node, HasCount) else None
            if not isinstance(node, HasCount) or node.spec is None or not node.spec.sliding:
                continue
            if node.spec.unit is not WindowUnit.DAY or not isinstance(limit, Quantity) or not 1 < limit.value <= 12:
                continue
            count, days = int(limit.value), node.spec.count
            start = stage.at(stage.day_in(stage.plain, 2), 8)
            for numbers in ((*range(count - 1), days - 1), (*range(count - 1), days), range(count - 1)):
                stretches = tuple((start + n * _DAY, start + n * _DAY + 2 * HOUR) for n in numbers)
                what = f"{node.selection.name} on the days {', '.join(str(n + 1) for n in numbers)}, of two hours each"
                for lever in stage.failing[:1]:
                    case = stage.case("days", lever.over(*stretches), start, stretches[-1][1])
                    yield Tried((clause,), one, what, case)


def _failing(
    node: InWindows, plan: Plan
) -> tuple[Measure, Fraction, Fraction | None, WindowSpec, Selection | None] | None:
    """A measure with a name, the value nearest to its limit at which the condition of the windows holds, and the nearest at which it does not."""
    match node.condition:
        case MeasureIs(measure=NamedMeasure() as measure, comparison=comparison):
            levels = [d.kind for d in plan.duties if isinstance(d.kind, Level) and _same(d.kind.measure, measure)]
            group = next((level.group for level in levels), None)
            holds = True
        case Misses(clause=missed):
            level = next((d.kind for d in plan.duties if d.clause == missed and isinstance(d.kind, Level)), None)
            if level is None or not isinstance(level.measure, NamedMeasure) or level.comparison is None:
                return None
            measure, comparison, group, holds = level.measure, level.comparison, level.group, False
        case _:
            return None
    spec = WindowSpec(WindowUnit(node.unit))
    quantities = [b.limit for b in comparison.bounds if isinstance(b.limit, Quantity)]
    if len(quantities) != 1:
        return None
    bound = comparison.bounds[0]
    near = beside(quantities, measure, spec, plan)
    failing = [value for value in near if bound.holds(value, quantities[0].value) is holds]
    kept = [value for value in near if bound.holds(value, quantities[0].value) is not holds]
    nearest = min(failing, key=lambda value: abs(value - quantities[0].value), default=None)
    enough = min(kept, key=lambda value: abs(value - quantities[0].value), default=None)
    return None if nearest is None else (measure, nearest, enough, spec, group)


# --- events --------------------------------------------------------------------------------------------------------------------------


def _window(spec: WindowSpec, stage: Stage) -> Window | None:
    """The first whole window of the kind after the first month; none where it is shorter than a day, or is one of many that overlap."""
    if spec.unit in SHORT or spec.sliding or not stage.months:
        return None
    start = stage.months[min(1, len(stage.months) - 1)].start
    found = stage.ground.world((), {}, 0).windows(spec, start, min(start + 800 * _DAY, stage.term.end))
    return next((one for one in found if one.start >= start), None)


def _case(stage: Stage, events: tuple[Event, ...], window: Window) -> Case:
    return stage.case("measure", events, window.start, window.end - 1)


def _name(measure: Measure, about: Duty | Consequence) -> str:
    return measure.name if isinstance(measure, NamedMeasure) else f'the measure of clause "{about.clause}"'


def _shown(value: Fraction, unit: Unit) -> str:
    return figure(value, unit)
