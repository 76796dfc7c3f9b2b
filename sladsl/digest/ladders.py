"""Ladders: for each consequence of a measure, the values at which what follows changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.ambiguity.witness.seeds.figures import round_between
from sladsl.checks.plan import Plan
from sladsl.checks.spans import span_of, values
from sladsl.checks.tiers import comparisons_of, holds
from sladsl.model.algebra import AllOf, Condition, Measure, MeasureIs, Selection
from sladsl.model.consequences import (
    BandRow,
    Bands,
    Consequence,
    Exceeds,
    Extend,
    Incur,
    OnCondition,
    OnMiss,
    Pay,
    Trigger,
    UnitTrigger,
)
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes
from sladsl.model.quantities import Bound, Comparator, Comparison, Dimension, Quantity

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Ladder:
    """`limits`: what the measure is compared with. `values`: the limits, and one where no limit lies; those of `climbing` are tried only
    until what follows no longer grows. `choice`: the column or the level, with the choice of the group's field that it stands for."""

    clause: str
    line: int
    measure: Measure
    spec: WindowSpec
    group: Selection | None
    limits: tuple[Quantity, ...]
    values: tuple[Fraction, ...]
    climbing: tuple[Fraction, ...] = ()
    choice: tuple[tuple[str, str], ...] = ()


def ladders(plan: Plan) -> tuple[Ladder, ...]:
    """Of all consequences that pay, give units or extend; those of one clause on one measure as one, in the order of the text."""
    found: dict[object, Ladder] = {}
    for consequence in plan.consequences:
        if not isinstance(consequence.effect, Pay | Incur | Extend):
            continue
        for ladder in _of(consequence, plan):
            key = (ladder.clause, ladder.measure, ladder.spec, ladder.choice)
            known = found.get(key)
            found[key] = ladder if known is None else _joined(known, ladder)
    return tuple(found.values())


def _joined(a: Ladder, b: Ladder) -> Ladder:
    limits = tuple(dict.fromkeys((*a.limits, *b.limits)))
    known = {one.value for one in limits}
    between = [v for v in dict.fromkeys((*a.values, *b.values)) if v not in known]
    return replace(a, limits=limits, values=tuple(sorted({*known, *between})), climbing=a.climbing or b.climbing)


def _of(consequence: Consequence, plan: Plan) -> Iterator[Ladder]:
    watched = _watched(consequence.trigger, plan)
    tables = [one for one in nodes(consequence.effect) if isinstance(one, Bands) and one.measure is not None]
    clause, line = consequence.clause, consequence.place.line
    if tables and watched is not None:
        measure, spec, group, asked = watched
        for table in tables:
            assert table.measure is not None
            for column in range(max(len(table.columns), 1)):
                rows = [row for row in table.rows if column < len(row.cells) and row.applicable[column]]
                choice: tuple[tuple[str, str], ...] = ()
                if table.columns:
                    choice = ((table.column_field, table.columns[column]),)
                compared = _agreed((*(row.comparison for row in rows), *_for(choice, asked)), plan)
                limits = _limits(compared)
                if limits:
                    between = _in_each_row(rows, limits, table.measure, plan)
                    told = tuple(sorted({*(one.value for one in limits), *between}))
                    yield Ladder(clause, line, table.measure, spec, group, limits, told, choice=choice)
        return
    match consequence.trigger:
        case UnitTrigger(
            step=step, quantity=Exceeds(measure=measure, limit=limit, short=short, spec=spec, group=group)
        ):
            base = _quantity(limit, plan)
            if base is not None:
                sign = -1 if short else 1
                climbing = tuple(base.value + sign * n * step.value for n in _STEPS)
                low = span_of(measure, plan, spec).low
                climbing = tuple(v for v in climbing if low is None or v >= low)
                yield Ladder(clause, line, measure, spec, group, (base,), (base.value,), climbing)
        case _:
            if watched is None:
                return
            measure, spec, group, asked = watched
            for which, comparison in asked:
                compared = _agreed((comparison,), plan)
                limits = _limits(compared)
                if limits:
                    beyond = [v for one in compared for v in _beyond(one, measure, plan)]
                    told = tuple(sorted({*(one.value for one in limits), *beyond}))
                    yield Ladder(clause, line, measure, spec, group, limits, told, choice=which)


_Asked = tuple[tuple[tuple[tuple[str, str], ...], Comparison], ...]


def _watched(trigger: Trigger, plan: Plan) -> tuple[Measure, WindowSpec, Selection | None, _Asked] | None:
    """The measure on which the trigger hangs, its windows and groups, and what it is compared with, by choice; None: on something else."""
    match trigger:
        case OnMiss(duty=name):
            duty = next((one for one in plan.duties if one.name == name), None)
            if duty is None or not isinstance(duty.kind, Level) or duty.kind.window is None:
                return None
            level = duty.kind
            asked: _Asked = level.by_choice or tuple(((), one) for one in comparisons_of(level))
            return level.measure, duty.kind.window, level.group, asked
        case OnCondition(condition=condition, spec=spec, group=group):
            compared = _compared(condition)
            if compared is None:
                return None
            return compared.measure, spec, group, (((), compared.comparison),)
        case _:
            return None


def _compared(condition: Condition) -> MeasureIs | None:
    match condition:
        case MeasureIs():
            return condition
        case AllOf(parts=(MeasureIs() as only,)):
            return only
        case _:
            return None


def _for(choice: tuple[tuple[str, str], ...], asked: _Asked) -> tuple[Comparison, ...]:
    return tuple(one for which, one in asked if not which or not choice or set(choice) <= set(which))


def _agreed(compared: Iterable[Comparison | None], plan: Plan) -> tuple[Comparison, ...]:
    """With the values that are agreed in the order form instead of their names; without bounds that are not known."""
    found = []
    for comparison in compared:
        bounds = tuple(
            Bound(one.comparator, limit)
            for one in (comparison.bounds if comparison is not None else ())
            if (limit := _quantity(one.limit, plan)) is not None
        )
        if bounds:
            found.append(Comparison(bounds))
    return tuple(found)


def _quantity(limit: Quantity | str, plan: Plan) -> Quantity | None:
    if isinstance(limit, Quantity):
        return limit
    return next((one.value for one in plan.form_values if one.name == limit), None)


def _limits(compared: Iterable[Comparison]) -> tuple[Quantity, ...]:
    found = {one.limit.value: one.limit for c in compared for one in c.bounds if isinstance(one.limit, Quantity)}
    return tuple(found.values())


def _in_each_row(
    rows: Iterable[BandRow], limits: tuple[Quantity, ...], measure: Measure, plan: Plan
) -> Iterator[Fraction]:
    """A round value in each row that holds none of the limits."""
    span = span_of(measure, plan)
    known = sorted(one.value for one in limits)
    for row in rows:
        if row.comparison is None or any(holds(row, one) for one in known):
            continue
        inside = [v for v in values((row.comparison, *_as_comparisons(limits)), span) if holds(row, v)]
        if not inside:
            continue
        low = max((one for one in known if one < inside[0]), default=inside[0])
        high = min((one for one in known if one > inside[-1]), default=inside[-1])
        near = _near_the_edge(low, high, known, limits[0].unit.dimension is Dimension.PERCENT)
        whole = Fraction(near // span.step * span.step) if span.step is not None else near
        yield whole if holds(row, whole) else inside[len(inside) // 2]


def _near_the_edge(low: Fraction, high: Fraction, known: list[Fraction], share: bool) -> Fraction:
    """A round value between the two; in a row without an end, no further from its limit than such values usually are."""
    if share and high in known and low not in known and high > Fraction(1, 2):
        low = max(low, high - Fraction(1, 20))
    elif low in known and high not in known:
        high = min(high, low + max(abs(low), Fraction(1))) if high > low else low + 1
    return round_between(low, high) if low < high else low


def _as_comparisons(limits: tuple[Quantity, ...]) -> tuple[Comparison, ...]:
    return tuple(Comparison((Bound(Comparator.AT_LEAST, one),)) for one in limits)


def _beyond(comparison: Comparison, measure: Measure, plan: Plan) -> Iterator[Fraction]:
    """A round value on each side of each limit, near it."""
    span = span_of(measure, plan)
    for bound in comparison.bounds:
        assert isinstance(bound.limit, Quantity)
        limit = bound.limit.value
        share = bound.limit.unit.dimension is Dimension.PERCENT
        reach = min(limit, 1 - limit) if share and 0 < limit < 1 else max(abs(limit) / 4, span.step or abs(limit) / 4)
        reach = reach or (Fraction(1, 100) if share else Fraction(1))
        for low, high in ((limit - reach, limit), (limit, limit + reach)):
            near = (
                high
                if span.step is not None and low == limit
                else low
                if span.step is not None
                else round_between(low, high)
            )
            if (span.low is None or near >= span.low) and (span.high is None or near <= span.high):
                yield near
