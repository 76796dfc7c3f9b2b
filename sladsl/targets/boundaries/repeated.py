"""So many windows of so many, and so many stretches in so many days: just so many, one fewer, and one too far away."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.ambiguity.witness.seeds.stage import Stage
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.model.algebra import HasCount, InWindows, Measure, MeasureIs, Misses, NamedMeasure, Selection
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import NUMBER, Comparison, Quantity
from sladsl.model.worked import Event
from sladsl.targets.boundaries.in_order import Tried, beside, bound_to, given
from sladsl.targets.boundaries.measured import limits_of, name_of, same_measure
from sladsl.time.stretches import DAY, HOUR

_MOST_IN_DAYS, _MOST_IN_A_DAY = 12, 5
"""So many stretches a case takes at the most, each two hours long and an hour apart."""


def in_windows(clause: str, stage: Stage) -> Iterator[Tried]:
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
                    unit = next((q.unit for q in limits_of(measure, clause, plan)), NUMBER)
                    what = f"{name_of(measure, one)} is {figure(value, unit)} in window {' and '.join(str(n + 1) for n in places)}"
                    stretch = windows[min(len(windows) - 1, max(*places, node.of))]
                    yield Tried((clause,), one, what, stage.case("windows", events, windows[0].start, stretch.end - 1))


def in_days(clause: str, stage: Stage) -> Iterator[Tried]:
    """Just so many stretches as the condition counts in days that slide: the last on the last of these days, a day later, and one fewer."""
    if stage.cone.weight > 1:
        return
    for one in (one for one in stage.cone.plan.consequences if one.clause == clause):
        for node in nodes(one.trigger):
            if not isinstance(node, HasCount) or node.spec is None or not node.spec.sliding:
                continue
            count, days = _least(node.comparison), node.spec.count
            if node.spec.unit is not WindowUnit.DAY or count is None:
                continue
            each_day = -(-(count - 1) // max(1, days - 1))
            if each_day >= _MOST_IN_A_DAY:
                continue
            early = tuple(n // each_day for n in range(count - 1))
            start = stage.at(stage.day_in(stage.plain, 2), 8)
            for numbers in ((*early, days - 1), (*early, days), early):
                starts = [start + n * DAY + numbers[:at].count(n) * 3 * HOUR for at, n in enumerate(numbers)]
                stretches = tuple((first, first + 2 * HOUR) for first in starts)
                what = f"{node.selection.name} on the days {', '.join(str(n + 1) for n in numbers)}, of two hours each"
                for lever in stage.failing[:1]:
                    case = stage.case("days", lever.over(*stretches), start, stretches[-1][1])
                    yield Tried((clause,), one, what, case)


def _least(comparison: Comparison) -> int | None:
    """The least number, of two or more, that is enough; None where one is, where fewer are, or where more are than a case takes."""
    limits = [(bound, bound.limit.value) for bound in comparison.bounds if isinstance(bound.limit, Quantity)]
    enough = [all(bound.holds(Fraction(n), limit) for bound, limit in limits) for n in range(_MOST_IN_DAYS + 1)]
    return enough.index(True) if limits and True in enough and not any(enough[:2]) else None


def _failing(
    node: InWindows, plan: Plan
) -> tuple[Measure, Fraction, Fraction | None, WindowSpec, Selection | None] | None:
    """A measure with a name, the value nearest to its limit at which the condition of the windows holds, and the nearest at which it does not."""
    match node.condition:
        case MeasureIs(measure=NamedMeasure() as measure, comparison=comparison):
            levels = [
                d.kind for d in plan.duties if isinstance(d.kind, Level) and same_measure(d.kind.measure, measure)
            ]
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
