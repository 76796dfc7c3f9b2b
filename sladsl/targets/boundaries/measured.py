"""Each limit to which a measure is held in a clause, and the values just below and above it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from sladsl.ambiguity.witness.seeds.stage import Stage
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Measure, MeasureIs, NamedMeasure, Selection
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
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import Length, WindowSpec
from sladsl.model.node import nodes
from sladsl.model.quantities import Bound, Comparison, Quantity
from sladsl.model.worked import Event
from sladsl.targets.boundaries.in_order import SHORT, Choice, Tried, beside, bound_to, can_be_given, given
from sladsl.time.stretches import DAY
from sladsl.time.windows import Window


def measured(clause: str, stage: Stage) -> Iterator[Tried]:
    """Each limit to which a measure is held in the clause, and the values just below and above it."""
    plan = stage.cone.plan
    for about, measure, spec, group, choice in _held(clause, plan):
        window = _window(spec, stage)
        if window is None:
            continue
        compared = limits_of(measure, clause, plan)
        for value in beside(compared, measure, spec, plan):
            bound, rows = bound_to(group, choice, plan)
            event: Event = given(measure, value, window, bound)
            what = (
                f"{name_of(measure, about)} is {figure(value, compared[0].unit)} from {window.first} to {window.last}"
            )
            case = stage.case("measure", (*rows, event), window.start, window.end - 1)
            yield Tried((clause,), about, what, case)


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


def limits_of(measure: Measure, clause: str, plan: Plan) -> list[Quantity]:
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
            case Level(measure=of) if same_measure(of, measure):
                add(node.comparison)
                for _, comparison in node.by_choice:
                    add(comparison)
            case Bands(measure=of) if of is not None and same_measure(of, measure):
                for row in node.rows:
                    add(row.comparison)
            case MeasureIs(measure=of) if same_measure(of, measure):
                add(node.comparison)
            case UnitTrigger(step=step, quantity=Exceeds(measure=of, limit=Quantity() as limit, short=short)) if (
                same_measure(of, measure)
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
            each, most = Fraction(length.amount), Fraction(limit.amount)
        case Pay(amount=UpToAmount(amount=ShareOf(ratio=each), limit=ShareOf(ratio=most))):
            pass
        case Pay(amount=UpToAmount(amount=FixedAmount(quantity=step), limit=FixedAmount(quantity=whole))):
            each, most = step.value, whole.value
        case _:
            return 0
    return ceil(most / each) if each else 0


def same_measure(a: Measure, b: Measure) -> bool:
    return a.name == b.name if isinstance(a, NamedMeasure) and isinstance(b, NamedMeasure) else a == b


def name_of(measure: Measure, about: Duty | Consequence) -> str:
    return measure.name if isinstance(measure, NamedMeasure) else f'the measure of clause "{about.clause}"'


def _window(spec: WindowSpec, stage: Stage) -> Window | None:
    """The first whole window of the kind after the first month; none where it is shorter than a day, or is one of many that overlap."""
    if spec.unit in SHORT or spec.sliding or not stage.months:
        return None
    start = stage.months[min(1, len(stage.months) - 1)].start
    found = stage.ground.world((), {}, 0).windows(spec, start, min(start + 800 * DAY, stage.term.end))
    return next((one for one in found if one.start >= start), None)
