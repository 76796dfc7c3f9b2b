"""States and periods of the contract as queries: of samples by the series in which they are scraped, of rows by a gauge that is 1 while
the period lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    Except,
    FieldIs,
    FromTo,
    NamedPeriod,
    NotSo,
    Period,
    Predicate,
    Quorum,
    Runs,
    SamplesShow,
    State,
    UnionOf,
    UpTo,
    WeeklyHours,
    Within,
    YearlySeason,
)
from sladsl.model.moments import LengthBasis
from sladsl.model.schema import Record
from sladsl.targets.prometheus import clock
from sladsl.targets.prometheus.promql import (
    SIGNS,
    CannotBeSaid,
    Query,
    aggregated,
    both,
    earlier,
    either,
    number,
    snake,
    text,
    without,
)
from sladsl.targets.prometheus.samples import Samples
from sladsl.time.holidays import public_holidays
from sladsl.time.places import place_named


class States(Samples):
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
        super().__init__(plan, agreement, step)
        self.limited = limited
        self.record = record
        self._readings = {one.slot.name: one.value or "" for one in plan.readings}
        self.holidays = _holidays(plan)

    @property
    def _local(self) -> str:
        return f"sla:local:seconds{{agreement={text(self.agreement)}}}"

    # --- states ---

    def state(self, state: State, by: tuple[str, ...], group: str = "") -> Query:
        """1 where the state holds, for each value of the labels. Raises `CannotBeSaid`."""
        if not isinstance(state, SamplesShow):
            raise CannotBeSaid("it is a state of a measure in short intervals")
        record, wheres = self.source(state.selection)
        streams = self.fulfils(record, state.shows, group)
        streams = self._with_missing(record, state.shows, streams)
        streams = self.chosen(record, wheres, streams, group)
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
