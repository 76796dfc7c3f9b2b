"""States and periods of the contract as queries: of samples by the series in which they are scraped, of rows by a gauge that is 1 while
the period lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Except,
    FieldCompares,
    FieldIs,
    FromTo,
    NamedPeriod,
    NotSo,
    Period,
    Predicate,
    Quorum,
    Runs,
    SamplesShow,
    Selection,
    State,
    UnionOf,
    UpTo,
    WeeklyHours,
    Within,
    YearlySeason,
)
from sladsl.model.moments import LengthBasis
from sladsl.model.quantities import Quantity
from sladsl.model.schema import FieldKind, Record
from sladsl.targets.prometheus import clock
from sladsl.targets.prometheus.promql import (
    SIGNS,
    CannotBeSaid,
    Query,
    aggregated,
    both,
    earlier,
    either,
    negated,
    number,
    snake,
    text,
    without,
)
from sladsl.time.holidays import public_holidays
from sladsl.time.places import place_named


@dataclass(slots=True)
class Inputs:
    """What the rules read, in words, by the series: for the head of the file."""

    series: dict[str, str] = field(default_factory=dict)


class States:
    """Of one plan. `limited` makes the query of a period of which only so much counts in a window, `record` a series of its own for a period
    with a name."""

    def __init__(
        self,
        plan: Plan,
        agreement: str,
        step: int,
        limited: Callable[[str, UpTo, Query], Query],
        record: Callable[[str, tuple[str, ...], Callable[[], Query]], Query],
    ) -> None:
        self.plan = plan
        self.agreement = agreement
        self.step = step
        self.inputs = Inputs()
        self.limited = limited
        self.record = record
        self._records = {one.name: one for one in plan.records}
        self._bodies = {one.name: one.body for one in plan.definitions}
        self._readings = {one.slot.name: one.value or "" for one in plan.readings}
        self.holidays = _holidays(plan)

    @property
    def _local(self) -> str:
        return f"sla:local:seconds{{agreement={text(self.agreement)}}}"

    # --- selections of samples ---

    def source(self, selection: Selection) -> tuple[Record, tuple[Predicate, ...]]:
        """The sampled record behind a selection, and what its rows fulfil. Raises `CannotBeSaid`."""
        wheres = [selection.where] if selection.where is not None else []
        name, seen = selection.name, set[str]()
        while name not in self._records:
            body = self._bodies.get(name)
            if not isinstance(body, Selection) or name in seen:
                raise CannotBeSaid(f"{selection.name} is no record that is scraped")
            seen.add(name)
            if body.where is not None:
                wheres.append(body.where)
            name = body.name
        record = self._records[name]
        if record.cadence is None and not _keeps_a_state(record):
            raise CannotBeSaid(f"{record.plural} are rows of a table, not samples that are scraped")
        return record, tuple(wheres)

    def streams(self, record: Record, group: str = "") -> tuple[str, ...]:
        """The labels that tell the streams of samples apart."""
        each = list(record.cadence.each) if record.cadence is not None else []
        each += [one.name for one in record.fields if one.kind is FieldKind.REFERENCE and one.name not in each]
        if group and (own := record.reference_to(group)) is not None and own.name not in each:
            each.append(own.name)
        return tuple(sorted(snake(name) for name in each))

    def fulfils(self, record: Record, that: Predicate, group: str = "") -> Query:
        """For each stream that has a sample: 1 where its sample fulfils the predicate, else 0."""
        by = self.streams(record, group)
        match that:
            case FieldIs(field=name, values=values) if (
                values and (own := record.field(name)) and own.kind is FieldKind.CHOICE
            ):
                return Query(aggregated("max", self._samples(record, name, values), by), by)
            case FieldCompares(field=name, comparison=comparison):
                value = self.figure(record, name, group)
                told = []
                for bound in comparison.bounds:
                    limit = self.limit(bound.limit)
                    told.append(f"({value.text} {SIGNS[bound.comparator]} bool {number(limit.value)})")
                return Query(" * ".join(told), by)
            case AllHold(parts=parts):
                found = self.fulfils(record, parts[0], group)
                for part in parts[1:]:
                    found = both(found, self.fulfils(record, part, group))
                return found
            case AnyHolds(parts=parts):
                found = self.fulfils(record, parts[0], group)
                for part in parts[1:]:
                    found = either(found, self.fulfils(record, part, group))
                return found
            case NotSo(part=part):
                return negated(self.fulfils(record, part, group))
            case _:
                raise CannotBeSaid(f"what is asked of a {record.name} is not shown by a scraped sample")

    def figure(self, record: Record, name: str, group: str = "") -> Query:
        """The figure of each stream, in the base of its unit: seconds, a ratio, the unit itself."""
        by = self.streams(record, group)
        series = f"{snake(record.name)}_{snake(name)}"
        own = record.field(name)
        unit = (
            {FieldKind.DURATION: "in seconds", FieldKind.PERCENT: "as a ratio from 0 to 1"}.get(own.kind, "")
            if own
            else ""
        )
        labels = "".join(f", {one}" for one in by)
        self.inputs.series[f'{series}{{agreement="…"{labels}}}'] = (
            f"the {name} of each {record.name}{f' {unit}' if unit else ''}"
        )
        return Query(
            aggregated(
                "max", f"last_over_time({series}{{agreement={text(self.agreement)}}}[{self.reach(record)}s])", by
            ),
            by,
        )

    def reach(self, record: Record) -> int:
        """How far back a sample is looked for, in seconds: one less than from sample to sample, so that none is found twice."""
        seconds = record.cadence.seconds if record.cadence is not None else self.step
        return max(seconds, self.step) - 1

    def _samples(self, record: Record, name: str, values: tuple[str, ...]) -> str:
        series, label = f"{snake(record.name)}_{snake(name)}", snake(name)
        by = "".join(f", {one}" for one in self.streams(record))
        self.inputs.series[f'{series}{{agreement="…", {label}="…"{by}}}'] = (
            f"1 for the {name} that the last {record.name} has, 0 for each other: {', '.join(record.field(name).choices)}"  # type: ignore[union-attr]
        )
        chosen = "|".join(_escaped(value) for value in values)
        pick = (
            f'{label}="{values[0]}"'
            if len(values) == 1 and _escaped(values[0]) == values[0]
            else f"{label}=~{text(chosen)}"
        )
        return f"last_over_time({series}{{agreement={text(self.agreement)},{pick}}}[{self.reach(record)}s])"

    def limit(self, told: Quantity | str) -> Quantity:
        if isinstance(told, Quantity):
            return told
        form = next((one.value for one in self.plan.form_values if one.name == told), None)
        if form is None:
            raise CannotBeSaid(f"{told} is to be agreed, or a measure of its own")
        return form

    # --- states ---

    def state(self, state: State, by: tuple[str, ...], group: str = "") -> Query:
        """1 where the state holds, for each value of the labels. Raises `CannotBeSaid`."""
        if not isinstance(state, SamplesShow):
            raise CannotBeSaid("it is a state of a measure in short intervals")
        record, wheres = self.source(state.selection)
        streams = self.fulfils(record, state.shows, group)
        streams = self._with_missing(record, state.shows, streams)
        for where in wheres:
            chosen = self.fulfils(record, where, group)
            streams = Query(
                f"({streams.text}) and on ({', '.join(chosen.by)}) ({chosen.text} == 1)", streams.by, streams.near
            )
        if not set(by) <= set(streams.by):
            raise CannotBeSaid("the samples do not say of which thing they are")
        match state.quorum:
            case Quorum.EVERY:
                return Query(aggregated("min", streams.text, by), by, streams.near)
            case Quorum.SOME:
                return Query(aggregated("max", streams.text, by), by, streams.near)
            case Quorum.COUNT | Quorum.SHARE:
                assert state.bound is not None
                inner = streams.text
                if state.across and state.quorum is Quorum.COUNT:
                    inner = aggregated("max", inner, tuple(dict.fromkeys((*by, snake(state.across)))))
                how = "sum" if state.quorum is Quorum.COUNT else "avg"
                sign, limit = SIGNS[state.bound.comparator], self.limit(state.bound.limit)
                return Query(f"{aggregated(how, inner, by)} {sign} bool {number(limit.value)}", by, streams.near)

    def _with_missing(self, record: Record, shows: Predicate, streams: Query) -> Query:
        """With the streams that have no sample now, as the reading says what a missing one counts as."""
        if record.cadence is None:
            near = f"a {record.name} is taken to stand from one scrape to the next, not from one change to the next"
            return Query(streams.text, streams.by, (*streams.near, near))
        said = self._readings.get(f"missing record/{record.name}", "")
        field, _, choice = said.partition("=")
        if not choice:
            return streams
        counts = _shown_by(shows, field, choice)
        if counts is None:
            near = f"a missing {record.name} is left out, since what it would show is not said"
            return Query(streams.text, streams.by, (*streams.near, near))
        known = [record.field(name) for name in record.cadence.each]
        if all(one is not None and one.choices for one in known):
            streams_due = []
            for values in product(*(one.choices for one in known if one is not None)):
                told = f"vector({counts})"
                for name, value in zip(record.cadence.each, values, strict=True):
                    told = f'label_replace({told}, {text(snake(name))}, {text(value)}, "", "")'
                streams_due.append(told)
            return Query(" or ".join((f"({streams.text})", *streams_due)), streams.by, streams.near)
        first = next(one for one in record.fields if one.name == field)
        seen = f"{snake(record.name)}_{snake(first.name)}{{agreement={text(self.agreement)}}}"
        told = aggregated("max", f"last_over_time({seen}[1d]) * 0 + {counts}", streams.by)
        near = f"a stream of {record.plural} that has been silent for a day is no longer taken for one that is missing"
        return Query(f"({streams.text}) or ({told})", streams.by, (*streams.near, near))

    # --- periods ---

    def period(self, period: Period, by: tuple[str, ...], group: str = "", name: str = "") -> Query:
        """1 while the period lasts. A run of a least length is known later than it is so: see `delay`. Raises `CannotBeSaid`."""
        match period:
            case NamedPeriod(name=named):
                body = self._bodies.get(named)
                if body is None:
                    raise CannotBeSaid(f"{named} is no period of the contract")
                return self.record(named, by, lambda: self.period(body, by, group, named))  # type: ignore[arg-type]
            case Runs(state=state, shortest=None):
                return self.state(state, by, group)
            case Runs(state=state, shortest=shortest) if shortest is not None and shortest.basis is LengthBasis.ELAPSED:
                found = self.state(state, by, group)
                reach = int(shortest.amount) - 1
                return Query(
                    f"max_over_time((min_over_time(({found.text})[{reach}s:{self.step}s]))[{reach}s:{self.step}s])",
                    by,
                    found.near,
                )
            case FromTo(selection=selection):
                return self._gauge(name or selection.name, by, f"while {name or selection.name} lasts")
            case Except(base=base, removed=removed):
                found, delay = self.period(base, by, group), self.delay(base)
                for one in removed:
                    found = without(found, earlier(self.removed(one, by, group), delay, self.step))
                return found
            case Within(base=base, inside=inside):
                return both(self.period(base, by, group, name), self.removed(inside, by, group))
            case UnionOf(parts=parts):
                found = self.period(parts[0], by, group)
                for part in parts[1:]:
                    found = either(found, self.period(part, by, group))
                return found
            case UpTo(base=base):
                return self.limited(name or "period", period, self.period(base, by, group, name))
            case WeeklyHours():
                return Query(f"max({clock.weekly_hours(period, self._local, self.holidays)})")
            case YearlySeason():
                return Query(f"max({clock.season(period, self._local)})")
            case _:
                raise CannotBeSaid("its periods follow from rules that need more than the state of the moment")

    def removed(self, period: Period, by: tuple[str, ...], group: str) -> Query:
        """What is taken away may be one for all."""
        try:
            return self.period(period, by, group)
        except CannotBeSaid:
            if not by:
                raise
            return self.period(period, (), group)

    def _gauge(self, name: str, by: tuple[str, ...], when: str) -> Query:
        labels = "".join(f", {one}" for one in by)
        self.inputs.series[f'sla_period{{agreement="…", period="{snake(name)}"{labels}}}'] = (
            f"1 {when}, else 0; whoever keeps the records sets it"
        )
        query = f"sla_period{{agreement={text(self.agreement)},period={text(snake(name))}}}"
        near = f"whoever sets the gauge of {name} decides which rows count: the rules do not see the times in them"
        if by:
            return Query(aggregated("max", query, by), by, (near,))
        return Query(f"(max({query}) or vector(0))", (), (near,))

    def delay(self, period: Period) -> int:
        """By how many seconds the period is known later than it is so."""
        match period:
            case NamedPeriod(name=named):
                body = self._bodies.get(named)
                return self.delay(body) if body is not None else 0  # type: ignore[arg-type]
            case Runs(shortest=shortest) if shortest is not None and shortest.basis is LengthBasis.ELAPSED:
                return max(0, int(shortest.amount) - self.step)
            case Except(base=base) | Within(base=base) | UpTo(base=base):
                return self.delay(base)
            case UnionOf(parts=parts):
                found = {self.delay(part) for part in parts}
                if len(found) > 1:
                    raise CannotBeSaid("it joins runs of several least lengths")
                return found.pop()
            case _:
                return 0


def _keeps_a_state(record: Record) -> bool:
    """Rows tell of changes only: one state lasts until the next row."""
    return str(record.keeping) == "collects"


def _shown_by(shows: Predicate, field: str, choice: str) -> int | None:
    """Whether a sample with this choice fulfils the predicate; None where that hangs on other fields."""
    match shows:
        case FieldIs(field=name, values=values) if name == field:
            return int(choice in values)
        case NotSo(part=part):
            inner = _shown_by(part, field, choice)
            return None if inner is None else 1 - inner
        case _:
            return None


def _escaped(value: str) -> str:
    return "".join(f"\\{c}" if c in r"\.+*?()|[]{}^$" else c for c in value)


def _holidays(plan: Plan) -> tuple[date, ...]:
    """The public holidays of the years that the rules know."""
    first, until = clock.first_day(plan), clock.known_until(plan)
    observed = any(one.slot.name == "holidays" and one.value == "observed" for one in plan.readings)
    places = [place_named(name) for name in (plan.calendar.holidays if plan.calendar is not None else ())]
    years = range(first.year, until.year + 1)
    found = {
        day for place in places if place is not None for year in years for day in public_holidays(place, year, observed)
    }
    return tuple(sorted(day for day in found if first <= day <= until))
