"""Periods: stretches of time, from their phrases."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AcrossGroup,
    CountedBeyond,
    Except,
    FromTo,
    Hysteresis,
    InPeriod,
    Intervals,
    MeasureState,
    NamedPeriod,
    OnlyPieces,
    Period,
    Quantifier,
    Quorum,
    Runs,
    SamplesShow,
    Scope,
    State,
    UnionOf,
    UpTo,
    WeeklyHours,
    Within,
    YearlySeason,
)
from sladsl.model.moments import Length
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import origin, period_named, subject_of
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.moments import (
    MONTH_NAMES,
    POINTS,
    WINDOWS,
    clock_minute,
    interval_seconds,
    point,
    window_spec,
)
from sladsl.model.resolve.phrases import every, first, has, number, text_of, word, words
from sladsl.model.resolve.quantities import COMPARISONS, DURATIONS, comparison, length, plain_length, unit_word
from sladsl.model.resolve.selections import meant, predicate, scopes_of
from sladsl.syntax.tree import Phrase

PERIODS = ("from_to", "run_in_which", "run_from_to", "each_unit_in_which")
MODIFIERS = (
    "except_periods",
    "outside_periods",
    "within_periods",
    "allowance",
    "counted_in_full",
    "counted_beyond",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def period(phrase: Phrase, ctx: Context) -> Period:
    match phrase.kind:
        case "from_to":
            return from_to(phrase, ctx)
        case "run_in_which":
            shortest = first(phrase, "run_length")
            return Runs(_state(phrase, ctx), _run_length(shortest, ctx) if shortest else None)
        case "run_from_to":
            return _run_from_to(phrase, ctx)
        case "each_unit_in_which":
            seconds = _unit_seconds(phrase, ctx)
            return Intervals(seconds, _state(phrase, ctx))
        case "measure_named":
            named = first(phrase, "named")
            assert named is not None
            return named_period(named, ctx)
        case _:
            raise ctx.refuse("N060", phrase, f'"{text_of(phrase)}" is no stretch of time')


def from_to(phrase: Phrase, ctx: Context) -> FromTo:
    selected = first(phrase, "selection")
    assert selected is not None
    chosen = meant(selected, ctx)
    with ctx.introducing(chosen.selection.name):
        start, end = (point(part, ctx) for part in every(phrase, *POINTS))
    return FromTo(chosen.selection, start, end)


def named_period(phrase: Phrase, ctx: Context) -> NamedPeriod:
    """`named`: a period's name with what it belongs to."""
    name = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD)
    scopes, groups, _, _ = scopes_of(phrase, name.text, ctx)
    return NamedPeriod(name.text, scopes + tuple(Scope(group.name) for group in groups))


def _unit_seconds(phrase: Phrase, ctx: Context) -> Length:
    if word(phrase, "INTERVAL"):
        return plain_length(number("1") * interval_seconds(phrase), "second")
    return plain_length(number("1"), unit_word(phrase))


def _run_length(phrase: Phrase, ctx: Context) -> Length:
    if first(phrase, "at_least") is None:
        raise ctx.refuse(
            "N061",
            phrase,
            "a run has a shortest length",
            hint='Write "each period of at least 5 consecutive minutes in which …".',
        )
    return plain_length(number(word(phrase, "NUMBER")), unit_word(phrase))


def _state(phrase: Phrase, ctx: Context) -> State:
    """`in_which`: what holds at each moment, or in each interval."""
    which = first(phrase, "in_which")
    assert which is not None
    return state(which, ctx)


def state(which: Phrase, ctx: Context) -> State:
    test = first(which)
    assert test is not None
    match test.kind:
        case "test_record":
            subject, predicates = first(test, "subject"), first(test, "predicates")
            assert subject is not None
            assert predicates is not None
            chosen = meant(subject, ctx)
            with ctx.introducing(chosen.selection.name):
                shows = predicate(predicates, chosen.selection.name, ctx)
            quorum = _quorum(chosen.quantifier, subject, ctx)
            if chosen.across:
                return SamplesShow(
                    chosen.selection, _across(chosen.across_bound), shows, chosen.across, chosen.across_bound
                )
            return SamplesShow(chosen.selection, quorum, shows, "", chosen.bound)
        case "test_level":
            found, how = first(test, *LEVELS), first(test, *COMPARISONS)
            assert found is not None
            assert how is not None
            return MeasureState(level(found, ctx).measure, comparison(how, ctx))
        case _:
            raise ctx.refuse("N062", test, f'"{text_of(test)}" cannot hold at a moment')


def _quorum(quantifier: Quantifier, node: Phrase, ctx: Context) -> Quorum:
    match quantifier:
        case Quantifier.EACH:
            return Quorum.EVERY
        case Quantifier.SOME:
            return Quorum.SOME
        case Quantifier.COUNT:
            return Quorum.COUNT
        case Quantifier.SHARE:
            return Quorum.SHARE
        case Quantifier.NO:
            raise ctx.refuse("N063", node, '"no" cannot tell a stretch of time', hint='Write "every … is not …".')


def _across(bound: object) -> Quorum:
    from sladsl.model.quantities import PERCENT, Bound, Quantity

    is_share = isinstance(bound, Bound) and isinstance(bound.limit, Quantity) and bound.limit.unit == PERCENT
    return Quorum.SHARE if is_share else Quorum.COUNT


def run_period(phrase: Phrase, ctx: Context) -> Period:
    """ "each period in which every Port of a Site has Downtime" is told of a group, everything else of samples."""
    found = period(phrase, ctx)
    if isinstance(found, Runs) and isinstance(found.state, SamplesShow):
        shows = found.state.shows
        if isinstance(shows, InPeriod) and isinstance(shows.period, NamedPeriod):
            return AcrossGroup(found.state.selection, found.state.quorum, shows.period, found.state.bound)
    return found


def _run_from_to(phrase: Phrase, ctx: Context) -> Hysteresis:
    fails, passes = every(phrase, "point_of_run")
    record = subject_of(word(fails, "NAME"), fails, ctx)
    same = has(fails, "same") or first(fails, "scope_selected") is not None
    return Hysteresis(
        record,
        int(word(fails, "NUMBER")),
        _run_shows(fails, record, ctx),
        int(word(passes, "NUMBER")),
        _run_shows(passes, record, ctx),
        ctx.records[record].cadence.each[0] if same and ctx.records[record].cadence else "",  # type: ignore[union-attr]
    )


def _run_shows(phrase: Phrase, record: str, ctx: Context):  # type: ignore[no-untyped-def]
    from sladsl.model.resolve.selections import field_is

    shown = first(phrase, "field_is")
    if shown is None:
        raise ctx.refuse("N064", phrase, "what do these rows have in common?", hint='Write "with Outcome failure".')
    return field_is(shown, record, ctx)


# --- modifiers, from left to right -----------------------------------------------------------------------------------


def modified(base: Period, phrase: Phrase, name: str, ctx: Context) -> Period:
    """The period with one modifier applied; `name` is what the period is called."""
    match phrase.kind:
        case "counted_in_full":
            return base
        case "counted_beyond":
            return CountedBeyond(base, _found_length(phrase, ctx))
        case "allowance":
            window = first(phrase, *WINDOWS)
            if window is None:
                raise ctx.refuse("N065", phrase, "in which window?", hint='Write ", up to 4 hours in a month".')
            return UpTo(base, _found_length(phrase, ctx), window_spec(window, ctx))
        case "within_periods":
            return Within(base, union(listed(phrase, base, name, ctx)))
        case _:
            found = _excepted_pieces(base, phrase, name, ctx)
            return found if found is not None else Except(base, listed(phrase, base, name, ctx))


def _found_length(phrase: Phrase, ctx: Context) -> Length:
    found = first(phrase, *DURATIONS)
    assert found is not None
    return length(found, ctx)


def union(parts: tuple[Period, ...]) -> Period:
    return parts[0] if len(parts) == 1 else UnionOf(parts)


def listed(phrase: Phrase, base: Period | None, name: str, ctx: Context) -> tuple[Period, ...]:
    """ ", except Scheduled Maintenance and its Waiting"."""
    found: list[Period] = []
    behind = origin(base, ctx, phrase) if base is not None else ""
    for part in every(phrase, "period_name"):
        own = word(part, "NAME")
        scopes, _, _, _ = (
            scopes_of(part, "", ctx) if first(part, "scope_selected", "scope_named") else ((), (), "", None)
        )
        named = period_named(own, part, ctx, behind)
        found.append(NamedPeriod(named.name, scopes) if isinstance(named, NamedPeriod) and scopes else named)
    return tuple(found)


def _excepted_pieces(base: Period, phrase: Phrase, name: str, ctx: Context) -> Period | None:
    """ ", except each Outage that lasts at most 1 hour": pieces of the period itself that fall away."""
    from sladsl.model.algebra import NotSo

    relative = first(phrase, "relative_that", "relative_not")
    if relative is None:
        return None
    own = word(phrase, "NAME")
    item = subject_of(own, phrase, ctx)
    with ctx.introducing(item):
        found = first(relative, "predicates")
        assert found is not None
        return OnlyPieces(base, item, NotSo(predicate(found, item, ctx)))


# --- calendars -------------------------------------------------------------------------------------------------------


def weekly_hours(phrase: Phrase, ctx: Context) -> WeeklyHours:
    """`week`: days, times of day, and whether public holidays are left out."""
    entries = tuple(_span(part, ctx) for part in every(phrase, "week_span"))
    return WeeklyHours(entries, bool(word(phrase, "COMMA_EXCEPT_HOLIDAYS")))


def _span(phrase: Phrase, ctx: Context) -> tuple[tuple[int, ...], int, int]:
    days = tuple(WEEKDAYS.index(day) for day in words(phrase, "WEEKDAY"))
    if not days:
        days = (0, 6)
    if len(days) == 2:
        first_day, last_day = days
        days = tuple((first_day + n) % 7 for n in range((last_day - first_day) % 7 + 1))
    clocks = [clock_minute(clock, phrase, ctx) for clock in words(phrase, "CLOCK")] or [0, 1440]
    if clocks[0] >= clocks[1]:
        raise ctx.refuse(
            "N066", phrase, "these hours end before they start", hint="Write hours across midnight as two."
        )
    return days, clocks[0], clocks[1]


def yearly_season(phrase: Phrase) -> YearlySeason:
    start, end = (_day_of_year(text) for text in words(phrase, "DAY_OF_YEAR"))
    return YearlySeason(start, end)


def _day_of_year(text: str) -> tuple[int, int]:
    day, month = text.split(" ")
    return MONTH_NAMES.index(month) + 1, int(day)
