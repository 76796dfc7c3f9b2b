"""Service levels as what can be counted up from the start of their window: the part that is bad, and all that counts.

A level on a share of time or of samples, and one on a percentile by the nearest rank, is met just if bad · d ≤ n · total for whole numbers
n and d; that comparison is exact also in binary floating point, which a quotient is not.
"""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    Aggregate,
    FieldCompares,
    NamedMeasure,
    NotSo,
    OfField,
    OfPeriod,
    Period,
    Selection,
    ShareOfRecords,
    ShareOfTime,
)
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import Bound, Comparator, Comparison, Quantity
from sladsl.node import node
from sladsl.targets.prometheus.promql import CannotBeSaid, Query, aggregated, earlier, snake, without
from sladsl.targets.prometheus.states import States

_OPPOSITE = {
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.MORE_THAN,
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
}


@node
class Counted:
    """A level that is counted up. `bad`: how much of this moment is bad, `total`: how much counts (both by `by`); `allowed`: the share of the
    total that may be bad, or with `absolute` so many seconds; `strict`: just so much is missed already. `good`: the figure that the contract
    speaks of is the share that is not bad. `delay` in seconds."""

    duty: Duty
    window: WindowSpec
    bad: Query
    total: Query
    unit: str  # "seconds" or "samples"
    allowed: Fraction
    absolute: bool
    strict: bool
    good: bool
    delay: int

    @property
    def by(self) -> tuple[str, ...]:
        return self.bad.by

    @property
    def near(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.bad.near, *self.total.near)))


def counted(duty: Duty, plan: Plan, states: States) -> Counted:
    """Raises `CannotBeSaid`."""
    kind = duty.kind
    if not isinstance(kind, Level):
        raise CannotBeSaid("it is no level of a measure; each act has a time of its own, which checks.py settles")
    if kind.window is None:
        raise CannotBeSaid("it is settled for each thing, not for a window")
    if duty.only_if or duty.only_to is not None:
        raise CannotBeSaid("it applies on conditions that the rules do not see")
    if kind.comparison is None:
        raise CannotBeSaid("what is owed hangs on a choice of the thing, which no scraped series shows")
    bound = _only(kind.comparison)
    group = kind.group.name if kind.group is not None else ""
    if kind.group is not None and kind.group.where is not None:
        raise CannotBeSaid("it is owed for some of the things only")
    by = (snake(group),) if group else ()
    measure = _resolved(kind.measure, plan)
    match measure:
        case ShareOfTime(period=period, outside=outside, left_out=left):
            share = _limit(bound, states)
            wrong = _which(bound, outside)
            return _of_time(
                duty,
                period,
                (*left, *kind.outside),
                share if not outside else 1 - share,
                False,
                wrong,
                by,
                group,
                states,
            )
        case OfPeriod(aggregate=Aggregate.TOTAL, period=period):
            limit = _limit(bound, states)
            return _of_time(duty, period, kind.outside, limit, True, _which(bound, False), by, group, states)
        case ShareOfRecords(selection=selection, that=that):
            share = _limit(bound, states)
            up = bound.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
            wrong = _which(bound, up)
            predicate = NotSo(that) if up else that
            return _of_samples(duty, selection, predicate, 1 - share if up else share, wrong, up, by, group, states, "")
        case OfField(aggregate=Aggregate.PERCENTILE, fields=(name,), selection=selection, percentile=rank) if (
            rank is not None
        ):
            comparator = bound.comparator
            if comparator not in (Comparator.AT_MOST, Comparator.LESS_THAN):
                raise CannotBeSaid("it is a percentile that must not be too low")
            beyond = FieldCompares(name, Comparison((Bound(_OPPOSITE[comparator], bound.limit),)))
            reading = next((one.value for one in plan.readings if one.slot.name == "percentile"), None)
            near = (
                ""
                if reading == "nearest rank"
                else "the percentile is counted by the nearest rank, which is not how the contract takes it"
            )
            return _of_samples(duty, selection, beyond, 1 - rank / 100, False, True, by, group, states, near)
        case OfField(aggregate=Aggregate.HIGHEST, fields=(name,), selection=selection) if bound.comparator in (
            Comparator.AT_MOST,
            Comparator.LESS_THAN,
        ):
            beyond = FieldCompares(name, Comparison((Bound(_OPPOSITE[bound.comparator], bound.limit),)))
            return _of_samples(duty, selection, beyond, Fraction(0), False, True, by, group, states, "")
        case OfField(aggregate=Aggregate.LOWEST, fields=(name,), selection=selection) if bound.comparator in (
            Comparator.AT_LEAST,
            Comparator.MORE_THAN,
        ):
            beyond = FieldCompares(name, Comparison((Bound(_OPPOSITE[bound.comparator], bound.limit),)))
            return _of_samples(duty, selection, beyond, Fraction(0), False, True, by, group, states, "")
        case _:
            raise CannotBeSaid("its measure is no share of time or of samples; checks.py settles it")


def _of_time(
    duty: Duty, period: Period, left: tuple[Period, ...], allowed: Fraction, absolute: bool, strict: bool,
    by: tuple[str, ...], group: str, states: States,
) -> Counted:  # fmt: skip
    delay = states.delay(period)
    bad = states.period(period, by, group)
    total = Query(f"({bad.text}) * 0 + 1", by)
    for one in left:
        removed = earlier(states.removed(one, by, group), delay, states.step)
        bad, total = without(bad, removed), without(total, removed)
    level = duty.kind
    assert isinstance(level, Level)
    assert level.window is not None
    return Counted(
        duty,
        level.window,
        bad,
        total,
        "seconds",
        allowed,
        absolute,
        strict,
        not absolute and allowed < 1,
        delay,
    )


def _of_samples(
    duty: Duty, selection: Selection, bad_if: object, allowed: Fraction, strict: bool, good: bool,
    by: tuple[str, ...], group: str, states: States, near: str,
) -> Counted:  # fmt: skip
    level = duty.kind
    assert isinstance(level, Level)
    assert level.window is not None
    record, wheres = states.source(selection)
    streams = states.fulfils(record, bad_if, group)  # type: ignore[arg-type]
    if not set(by) <= set(streams.by):
        raise CannotBeSaid("the samples do not say of which thing they are")
    if level.outside:
        raise CannotBeSaid("samples in some periods are left out, which is told of each sample")
    inner = states.chosen(record, wheres, streams, group).text
    reasons = (*streams.near, *((near,) if near else ()))
    if record.cadence is None:
        reasons = (
            *reasons,
            f"each {record.name} counts once for each {states.step} seconds that it stands, not once alone",
        )
    bad = Query(aggregated("sum", inner, by), by, reasons)
    total = Query(aggregated("count", inner, by), by)
    return Counted(duty, level.window, bad, total, "samples", allowed, False, strict, good, 0)


def _resolved(measure: object, plan: Plan) -> object:
    bodies = {one.name: one.body for one in plan.definitions}
    seen: set[str] = set()
    while isinstance(measure, NamedMeasure) and measure.name in bodies and measure.name not in seen:
        seen.add(measure.name)
        measure = bodies[measure.name]
    return measure


def _only(comparison: Comparison) -> Bound:
    if len(comparison.bounds) != 1 or comparison.bounds[0].comparator is Comparator.EXACTLY:
        raise CannotBeSaid("it must lie between two limits, or be exactly so much")
    return comparison.bounds[0]


def _limit(bound: Bound, states: States) -> Fraction:
    found: Quantity = states.limit(bound.limit)
    return found.value


def _which(bound: Bound, good: bool) -> bool:
    """Whether just so much bad is a miss already. `good`: the bound speaks of the share that is not bad. Raises `CannotBeSaid` where more of
    what is bad would be better."""
    low = bound.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
    if low is not good:
        raise CannotBeSaid("the level asks for more of what is counted as bad")
    return bound.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)
