"""Recording and alerting rules: the clock of the agreement, then for each level how much is bad since the start of its window, what is left
of what may be, and what the window comes to at the rate of the last hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sladsl.checks.evaluate.measuring.explain import row_words
from sladsl.checks.plan import Plan
from sladsl.model.algebra import UpTo
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import LengthBasis, WindowSpec, WindowUnit
from sladsl.targets.prometheus import clock
from sladsl.targets.prometheus.levels import Counted, counted
from sladsl.targets.prometheus.promql import CannotBeSaid, Query, aggregated, matching, number, recorded, snake
from sladsl.targets.prometheus.states import States

Rule = dict[str, Any]
_RATE = {WindowUnit.DAY: 3600}
_USUAL_RATE = 6 * 3600
"""Over how many seconds the rate is taken for which an early warning is given."""


@dataclass(slots=True)
class Watch:
    """The rules of an agreement. `counted`: the levels that are watched; `refused`: why others are not."""

    agreement: str
    step: int
    rules: list[Rule] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)

    def name(self, one: Counted) -> str:
        return snake(one.duty.name)

    def labels(self, one: Counted) -> dict[str, str]:
        return {"agreement": self.agreement, "clause": one.duty.clause, "duty": self.name(one)}

    def series(self, metric: str, one: Counted) -> str:
        """A series of the level, with the labels that tell it from others."""
        return metric + matching({"agreement": self.agreement, "duty": self.name(one)})


def watch(plan: Plan) -> Watch:
    """Of every level that can be counted up."""
    seconds = [one.cadence.seconds for one in plan.records if one.cadence is not None]
    step = min(max(min(seconds, default=60), 15), 300)
    return _Writer(plan, Watch(snake(plan.agreement).replace("_", "-"), step)).written()


class _Writer:
    def __init__(self, plan: Plan, made: Watch) -> None:
        self.plan = plan
        self.made = made
        self.readings = {one.slot.name: one.value or "" for one in plan.readings}
        self.states = States(plan, made.agreement, made.step, self.limited, self.period)
        self.windows: dict[str, tuple[str, str, str]] = {}
        self.periods: dict[tuple[str, tuple[str, ...]], Query] = {}
        self.local = "sla:local:seconds" + matching({"agreement": made.agreement})

    def written(self) -> Watch:
        head = len(self.made.rules)
        for duty in self.plan.duties:
            if not isinstance(duty.kind, Level):
                continue
            kept = (list(self.made.rules), dict(self.windows), dict(self.periods), dict(self.states.inputs.series))
            try:
                one = counted(duty, self.plan, self.states)
                self._level(one)
                self.made.counted.append(one)
            except CannotBeSaid as why:
                self.made.rules, self.windows, self.periods, self.states.inputs.series = kept
                self.made.refused[id(duty)] = str(why)
        if self.made.rules:
            self.made.rules.insert(head, self._rule("sla:local:seconds", clock.local_seconds(self.plan), {}))
        self.made.inputs = self.states.inputs.series
        return self.made

    # --- windows ---

    def window(self, spec: WindowSpec) -> tuple[str, str, str]:
        """The series of the window's number, its length, and how much of it is over."""
        name = str(spec.unit)
        if spec.kind.value not in ("plain", "calendar"):
            name = f"{spec.kind.value} {name}"
        if name not in self.windows:
            labels = {"window": name}
            told = matching({"agreement": self.made.agreement, **labels})
            number_, seconds, elapsed = (
                f"sla:window:number{told}",
                f"sla:window:seconds{told}",
                f"sla:elapsed:seconds{told}",
            )
            identity = f"scalar({number_})"
            self.made.rules += [
                self._rule("sla:window:number", clock.window_id(spec, self.local, self.readings), labels),
                self._rule(
                    "sla:window:seconds",
                    clock.window_seconds(spec, self.local, identity, self.plan, self.readings),
                    labels,
                ),
                self._rule(
                    "sla:elapsed:seconds",
                    clock.elapsed_seconds(spec, self.local, identity, self.plan, self.readings),
                    labels,
                ),
            ]
            self.windows[name] = number_, seconds, elapsed
        return self.windows[name]

    def added(
        self, metric: str, labels: dict[str, str], add: str, by: tuple[str, ...], spec: WindowSpec, delay: int
    ) -> Rule:
        """What is added up since the window began: what stood at the last evaluation, if that was in the same window, and what is new."""
        step, (identity, _, _) = self.made.step, self.window(spec)
        own = metric + matching(
            {"agreement": self.made.agreement, **{k: v for k, v in labels.items() if k != "clause"}}
        )
        before = aggregated("max", f"last_over_time({own}[1d] offset {step}s)", by)
        now = f"scalar({identity}{f' offset {delay}s' if delay else ''})"
        then = f"scalar(last_over_time({identity}[1d] offset {step + delay}s))"
        return self._rule(metric, f"({before} * ({now} == bool {then}) + {add}) or ({add})", labels)

    def limited(self, name: str, period: UpTo, base: Query) -> Query:
        """Of a period of which only so much counts in a window: what of it counts, from the earliest."""
        if base.by or period.length.basis is not LengthBasis.ELAPSED:
            raise CannotBeSaid(f"of {name} only so much counts for each thing, or so many days")
        labels = {"period": snake(name)}
        told = matching({"agreement": self.made.agreement, **labels})
        add = f"{self.made.step} * ({base.text})"
        self.made.rules.append(self.added("sla:used:seconds", labels, add, (), period.spec, 0))
        return Query(
            f"({base.text}) * (max(sla:used:seconds{told}) <= bool {number(period.length.amount)})", (), base.near
        )

    def period(self, name: str, by: tuple[str, ...], make: Callable[[], Query]) -> Query:
        """The series of a period with a name, which is written once."""
        if (name, by) not in self.periods:
            query = make()
            labels = {"period": snake(name), **({"of": by[0]} if by else {})}
            series = "sla:period:now" + matching({"agreement": self.made.agreement, **labels})
            self.made.rules.append(self._rule("sla:period:now", query.text, labels))
            self.periods[name, by] = recorded(series, query.by, query.near)
        return self.periods[name, by]

    # --- levels ---

    def _level(self, one: Counted) -> None:
        made, step = self.made, self.made.step
        labels = {"clause": one.duty.clause, "duty": made.name(one)}
        _, seconds, elapsed = self.window(one.window)
        weight = step if one.unit == "seconds" else 1
        series = {metric: made.series(metric, one) for metric in ("sla:bad:now", "sla:total:now", "sla:bad:sum", "sla:total:sum", "sla:whole:sum", "sla:allowed:sum", "sla:projected:sum")}  # fmt: skip
        bad, total = (
            f"{weight} * ({one.bad.text})" if weight > 1 else one.bad.text,
            f"{weight} * ({one.total.text})" if weight > 1 else one.total.text,
        )
        back = f" offset {one.delay}s" if one.delay else ""
        rest = f"scalar({seconds}{back}) - scalar({elapsed}{back}) - {step}"

        def of(metric: str) -> str:
            return aggregated("max", series[metric], one.by)

        add_bad, add_total = of("sla:bad:now"), of("sla:total:now")
        whole = (
            f"{of('sla:total:sum')} + ({rest})"
            if one.unit == "seconds"
            else f"{of('sla:total:sum')} + ({rest}) / {step} * {add_total}"
        )
        n, d = one.allowed.numerator, one.allowed.denominator
        allowed = (
            f"{of('sla:whole:sum')} * 0 + {number(one.allowed)}"
            if one.absolute
            else f"{of('sla:whole:sum')} * {n} / {d}"
        )
        reach = _RATE.get(one.window.unit, _USUAL_RATE)
        summed = {
            metric: aggregated("max", f"sum_over_time({series[metric]}[{reach - 1}s])", one.by)
            for metric in ("sla:bad:now", "sla:total:now")
        }
        lately = f"{summed['sla:bad:now']} / {summed['sla:total:now']}"
        share = f"{of('sla:bad:sum')} / {of('sla:total:sum')}"
        value = of("sla:bad:sum") if one.absolute else f"1 - {share}" if one.good else share
        made.rules += [
            self._rule("sla:bad:now", bad, labels),
            self._rule("sla:total:now", total, labels),
            self.added("sla:bad:sum", labels, add_bad, one.by, one.window, one.delay),
            self.added("sla:total:sum", labels, add_total, one.by, one.window, one.delay),
            self._rule("sla:whole:sum", whole, labels),
            self._rule("sla:value:ratio" if not one.absolute else "sla:value:seconds", value, labels),
            self._rule("sla:allowed:sum", allowed, labels),
            self._rule("sla:budget:sum", f"{of('sla:allowed:sum')} - {of('sla:bad:sum')}", labels),
            self._rule("sla:budget:ratio", f"1 - {of('sla:bad:sum')} / ({of('sla:allowed:sum')} > 0)", labels),
            self._rule(
                "sla:projected:sum",
                f"{of('sla:bad:sum')} + ({lately}) * ({of('sla:whole:sum')} - {of('sla:total:sum')})",
                labels,
            ),
            *self._alerts(one, labels, of("sla:bad:sum"), of("sla:projected:sum"), of("sla:whole:sum")),
        ]

    def _alerts(self, one: Counted, labels: dict[str, str], bad: str, projected: str, whole: str) -> list[Rule]:
        sign = ">=" if one.strict else ">"
        n, d = one.allowed.numerator, one.allowed.denominator

        def beyond(what: str) -> str:
            return f"{what} {sign} {number(one.allowed)}" if one.absolute else f"{what} * {d} {sign} {whole} * {n}"

        own = {"agreement": self.made.agreement, **labels}
        return [
            {
                "alert": "SlaMissed",
                "expr": beyond(bad),
                "labels": {**own, "severity": "critical"},
                "annotations": {"summary": missed_words(one), "description": one.duty.text},
            },
            {
                "alert": "SlaAtThisRate",
                "expr": f"({beyond(projected)}) unless ({beyond(bad)})",
                "for": "5m",
                "labels": {**own, "severity": "warning"},
                "annotations": {"summary": warning_words(one), "description": one.duty.text},
            },
        ]

    def _rule(self, record: str, expr: str, labels: dict[str, str]) -> Rule:
        return {"record": record, "expr": expr, "labels": {"agreement": self.made.agreement, **labels}}


def level_words(duty: Duty) -> str:
    """ "at least 99.9%"."""
    kind = duty.kind
    return row_words(kind.comparison) if isinstance(kind, Level) and kind.comparison is not None else ""


def _opposite(one: Counted) -> str:
    """Where the figure ends that misses the level: "below 99.9%"."""
    words = level_words(one.duty)
    for said, missed in (("at least ", "below "), ("at most ", "above "), ("more than ", "at or below "), ("above ", "at or below "), ("less than ", "at or above "), ("below ", "at or above ")):  # fmt: skip
        if words.startswith(said):
            return missed + words.removeprefix(said)
    return f"outside {words}"


def warning_words(one: Counted) -> str:
    return f'Clause "{one.duty.clause}": at this rate the {one.window.unit} ends {_opposite(one)}'


def missed_words(one: Counted) -> str:
    return (
        f'Clause "{one.duty.clause}": the {one.window.unit} ends {_opposite(one)}, whatever happens in the rest of it'
    )
