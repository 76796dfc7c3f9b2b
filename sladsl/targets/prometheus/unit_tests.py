"""Unit tests for promtool: samples that fail until the level is missed, and what the rules must say just before and then.

What is expected is counted here step by step, as the clause says it, and not by the expressions of the rules. The world of promtool begins
on 1 January 1970.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby, product
from typing import Any

from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    Except,
    FieldCompares,
    FieldIs,
    NamedMeasure,
    NamedPeriod,
    NotSo,
    OfField,
    Predicate,
    Runs,
    SamplesShow,
    ShareOfRecords,
    ShareOfTime,
)
from sladsl.model.duties import Level
from sladsl.model.moments import WindowUnit
from sladsl.model.quantities import Comparator, Quantity
from sladsl.model.schema import FieldKind, Record
from sladsl.node import node
from sladsl.targets.prometheus import clock
from sladsl.targets.prometheus.levels import Counted
from sladsl.targets.prometheus.promql import matching, snake
from sladsl.targets.prometheus.rules import Watch
from sladsl.time.zones import offset, start_of_day

_GOOD = 30
"""Minutes in which all is well before anything fails."""
_MOST = 300
"""Steps of one test."""
_WARNED = 6 * 3600


@node
class _Scene:
    """A sampled record, the predicate that a bad sample fulfils, and what all samples fulfil besides. `least`: so many steps a stretch must
    last to count. `begin`: the step with which 1970 begins by the clock of the agreement; PromQL divides no times before it."""

    record: Record
    bad: Predicate
    always: tuple[Predicate, ...]
    least: int = 1
    begin: int = 0

    def fails(self, step: int, number: int) -> bool:
        """Ten minutes in, a stretch that is one step too short; five minutes later one that is just long enough; then all from half an hour on."""
        first = self.begin + 600 // step
        second = first + self.least - 1 + 300 // step
        too_short, enough = first <= number < first + self.least - 1, second <= number < second + self.least
        return (self.least > 1 and (too_short or enough)) or number >= self.since(step)

    def counts(self, step: int, number: int) -> bool:
        second = self.begin + 600 // step + self.least - 1 + 300 // step
        return (self.least > 1 and second <= number < second + self.least) or number >= self.since(step)

    def since(self, step: int) -> int:
        return self.begin + max(1, _GOOD * 60 // step) + (2 * self.least if self.least > 1 else 0)


def unit_tests(plan: Plan, made: Watch, rules: str) -> dict[str, Any]:
    found = [test for one in made.counted if (test := _test(one, plan, made)) is not None]
    return {"rule_files": [rules], "evaluation_interval": f"{made.step}s", "tests": found}


def _test(one: Counted, plan: Plan, made: Watch) -> dict[str, Any] | None:
    scene = _scene(one, plan, made.step)
    if scene is None or one.absolute or one.window.unit in (WindowUnit.WEEK, WindowUnit.DAY):
        return None
    scene = replace(scene, begin=max(0, -(_shift(plan) // made.step)))
    streams = _streams(scene.record, one)
    moments = _played(one, scene, plan, made.step, len(streams) if one.unit == "samples" else 1)
    delay = one.delay // made.step
    series = _input(scene, streams, len(moments) + delay + 1, made)
    if series is None or len(moments) < 2:
        return None
    labels = {**made.labels(one), **({one.by[0]: streams[0][one.by[0]]} if one.by else {})}
    checks = []
    for number in (len(moments) - 2, len(moments) - 1):
        now, at = moments[number], f"{(number + delay) * made.step}s"
        checks += [
            _expected(made.series("sla:bad:sum", one), at, f"sla:bad:sum{matching(labels)}", now.bad),
            _expected(made.series("sla:total:sum", one), at, f"sla:total:sum{matching(labels)}", now.total),
            _alert("SlaMissed", one, made, {**labels, "severity": "critical"}, at, now.missed),
            _alert("SlaAtThisRate", one, made, {**labels, "severity": "warning"}, at, now.warned and not now.missed),
        ]
    return {
        "name": f"{one.duty.clause}, line {one.duty.place.line}: {moments[-1].words}",
        "interval": f"{made.step}s",
        "input_series": series,
        "promql_expr_test": checks,
    }


def _expected(expr: str, at: str, labels: str, value: Fraction) -> dict[str, Any]:
    return {"expr": expr, "eval_time": at, "exp_samples": [{"labels": labels, "value": int(value)}]}


def _alert(name: str, one: Counted, made: Watch, labels: dict[str, str], at: str, fires: bool) -> dict[str, Any]:
    own = {"alertname": name, "alertstate": "firing", **labels}
    query = {"alertname": name, "alertstate": "firing", "duty": made.name(one)}
    found = [{"labels": f"ALERTS{matching(own)}", "value": 1}] if fires else []
    return {"expr": f"ALERTS{matching(query)}", "eval_time": at, "exp_samples": found}


@node
class _Moment:
    """What the clause says after a step: how much is bad and how much counts, whether the level can still be kept, and whether it has been
    beyond reach at the rate of the last hours for five minutes."""

    bad: Fraction
    total: Fraction
    missed: bool
    warned: bool

    @property
    def words(self) -> str:
        return "the first moment at which it is missed" if self.missed else "an hour, of which half is bad"


def _played(one: Counted, scene: _Scene, plan: Plan, step: int, streams: int) -> list[_Moment]:
    """Step by step, until the level cannot be kept any longer; where that takes too long for a test, for an hour."""
    found = _moments(one, scene, plan, step, streams, scene.begin + _MOST)
    return found if found[-1].missed else found[: scene.begin + 3600 // step]


def _moments(one: Counted, scene: _Scene, plan: Plan, step: int, streams: int, most: int) -> list[_Moment]:
    shift = _shift(plan)
    weight = step if one.unit == "seconds" else streams
    bad = total = Fraction(0)
    window: tuple[date, date] | None = None
    since: int | None = None
    lately: list[int] = []
    found: list[_Moment] = []
    for number in range(most):
        moment = datetime(1970, 1, 1) + timedelta(seconds=number * step + shift)
        own = _window(moment.date(), one.window.unit)
        if own != window:
            window, bad, total = own, Fraction(0), Fraction(0)
        lately = [*lately, int(scene.counts(step, number))][-(_WARNED // step) :]
        bad, total = bad + weight * scene.counts(step, number), total + weight
        rest = datetime.combine(own[1], datetime.min.time()) - moment
        whole = total + Fraction(int(rest.total_seconds()) - step) * Fraction(weight, step)
        limit = one.allowed * whole
        missed = bad > limit or (one.strict and bad >= limit)
        projected = bad + Fraction(sum(lately), len(lately)) * (whole - total)
        beyond = projected > limit or (one.strict and projected >= limit)
        since = (number if since is None else since) if beyond else None
        warned = since is not None and (number - since) * step >= 300
        found.append(_Moment(bad, total, missed, warned))
        if missed:
            break
    return found


def _shift(plan: Plan) -> int:
    """By how many seconds the clock of the agreement is before that of Greenwich when it takes effect: the rules know no earlier change."""
    return offset(start_of_day(clock.first_day(plan), plan.zone), plan.zone) // 1_000_000


def _window(day: date, unit: WindowUnit) -> tuple[date, date]:
    """The first day of the window, and that of the next."""
    months = {WindowUnit.MONTH: 1, WindowUnit.QUARTER: 3, WindowUnit.YEAR: 12}[unit]
    first = (day.year * 12 + day.month - 1) // months * months
    return date(first // 12, first % 12 + 1, 1), date((first + months) // 12, (first + months) % 12 + 1, 1)


# --- samples -------------------------------------------------------------------------------------------------------------------------


def _scene(one: Counted, plan: Plan, step: int) -> _Scene | None:
    """None where what is bad is more than one thing that one sample shows."""
    level = one.duty.kind
    assert isinstance(level, Level)
    bodies = {each.name: each.body for each in plan.definitions}
    found: object = level.measure
    while isinstance(found, NamedMeasure):
        found = bodies[found.name]
    records = {each.name: each for each in plan.records}
    match found:
        case ShareOfTime(period=period):
            inner: object = period
            while isinstance(inner, NamedPeriod | Except):
                inner = bodies[inner.name] if isinstance(inner, NamedPeriod) else inner.base
            if (
                isinstance(inner, Runs)
                and isinstance(inner.state, SamplesShow)
                and inner.state.selection.name in records
            ):
                state = inner.state
                where = (state.selection.where,) if state.selection.where is not None else ()
                least = inner.shortest.amount if inner.shortest is not None else Fraction(1)
                return _Scene(records[state.selection.name], state.shows, where, max(1, int(least) // step))
        case ShareOfRecords(selection=selection, that=that) if selection.name in records:
            where = (selection.where,) if selection.where is not None else ()
            return _Scene(records[selection.name], NotSo(that) if one.good else that, where)
        case OfField(fields=(name,), selection=selection) if selection.name in records and level.comparison is not None:
            limit = level.comparison.bounds[0].limit
            where = (selection.where,) if selection.where is not None else ()
            if isinstance(limit, Quantity):
                return _Scene(records[selection.name], FieldCompares(name, level.comparison), where)
        case _:
            pass
    return None


def _streams(record: Record, one: Counted) -> list[dict[str, str]]:
    """One stream for each choice by which samples are told apart; one thing of each record."""
    names = list(record.cadence.each) if record.cadence is not None else []
    names += [each.name for each in record.fields if each.kind is FieldKind.REFERENCE and each.name not in names]
    values = []
    for name in names:
        field = record.field(name)
        chosen = field.choices if field is not None and field.choices and snake(name) not in one.by else ("A",)
        values.append([(snake(name), choice) for choice in chosen])
    return [dict(each) for each in product(*values)]


def _input(scene: _Scene, streams: list[dict[str, str]], steps: int, made: Watch) -> list[dict[str, str]] | None:
    """Every stream is good for so many steps and bad for the rest. None: the predicates are no plain ones."""
    fails = [scene.fails(made.step, number) for number in range(steps + 1)]
    found: dict[str, str] = {}
    for stream in streams:
        for that in (*scene.always, scene.bad):
            told = _series(scene.record, that, stream, made)
            if told is None or (that is not scene.bad and isinstance(that, FieldCompares)):
                return None
            for name, yes, no in told:
                values = _in_turn(yes, no, fails) if that is scene.bad else f"{yes}x{steps}"
                if found.setdefault(name, values) != values:
                    return None
    return [{"series": name, "values": values} for name, values in found.items()]


def _in_turn(yes: str, no: str, fails: list[bool]) -> str:
    """As promtool writes it: a value, and how often it is repeated."""
    runs = [(yes if so else no, len(list(same))) for so, same in groupby(fails)]
    return " ".join(f"{value}x{length - 1}" for value, length in runs)


def _series(
    record: Record, that: Predicate, stream: Mapping[str, str], made: Watch
) -> list[tuple[str, str, str]] | None:
    """The series of the field, each with its value where the predicate holds and where it does not; of a level on a figure, where it is
    not kept and where it is."""
    match that:
        case NotSo(part=part):
            inner = _series(record, part, stream, made)
            return None if inner is None else [(name, no, yes) for name, yes, no in inner]
        case FieldIs(field=name, values=(value,)) if (field := record.field(name)) is not None and len(
            field.choices
        ) == 2:
            metric, other = f"{snake(record.name)}_{snake(name)}", next(one for one in field.choices if one != value)
            labels = {"agreement": made.agreement, **stream}
            return [
                (metric + matching({**labels, snake(name): value}), "1", "0"),
                (metric + matching({**labels, snake(name): other}), "0", "1"),
            ]
        case FieldCompares(field=name, comparison=comparison) if len(comparison.bounds) == 1:
            limit = comparison.bounds[0].limit
            if not isinstance(limit, Quantity) or comparison.bounds[0].comparator is not Comparator.AT_MOST:
                return None
            metric = f"{snake(record.name)}_{snake(name)}{matching({'agreement': made.agreement, **stream})}"
            return [(metric, str(int(limit.value) + 1), str(int(limit.value)))]
        case _:
            return None
