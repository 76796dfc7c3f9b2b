"""Periods: stretches of time, from their phrases."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AcrossGroup,
    CountedBeyond,
    Except,
    FieldIs,
    FromTo,
    Hysteresis,
    InPeriod,
    Intervals,
    Lasts,
    MeasureState,
    NamedPeriod,
    NotSo,
    OnlyPieces,
    Period,
    Quantifier,
    Quorum,
    Runs,
    SamplesShow,
    Scope,
    Selection,
    State,
    UnionOf,
    UpTo,
    Within,
)
from sladsl.model.moments import Length
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, origin, period_named, subject_of
from sladsl.model.resolve.grouping import check_groups
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.phrases import every, first, number, text_of, the, word
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.predicates import denied, done, field_is, predicate
from sladsl.model.resolve.quantities import COMPARISONS, DURATIONS, comparison, length, plain_length, unit_word
from sladsl.model.resolve.selections import SCOPES, Meant, meant, scopes_of
from sladsl.model.resolve.units import check_comparison, unit_of
from sladsl.model.resolve.windows import WINDOWS, interval_seconds, window_spec
from sladsl.syntax.tree import Phrase, Word

PERIODS = ("from_to", "run_in_which", "run_from_to", "each_unit_in_which")
MODIFIERS = (
    "except_periods",
    "outside_periods",
    "within_periods",
    "allowance",
    "counted_in_full",
    "counted_beyond",
)


def period(phrase: Phrase, name: str, ctx: Context) -> Period:
    """A stretch of time told anew; `name` is what it is called."""
    match phrase.kind:
        case "from_to":
            return from_to(phrase, ctx)
        case "run_in_which":
            shortest = first(phrase, "run_length")
            least = _run_length(shortest, ctx) if shortest is not None else None
            found = state(the(phrase, "in_which"), ctx)
            return _across_group(found, least, name) or Runs(found, least)
        case "run_from_to":
            return _run_from_to(phrase, ctx)
        case _:
            return Intervals(_interval(phrase), state(the(phrase, "in_which"), ctx))


def from_to(phrase: Phrase, ctx: Context) -> FromTo:
    chosen = meant(the(phrase, "selection"), ctx)
    with ctx.introducing(chosen.selection.name):
        start, end = (point(part, ctx) for part in every(phrase, *POINTS))
    return FromTo(chosen.selection, start, end)


def named_period(phrase: Phrase, ctx: Context) -> Period:
    """`named`: a period's name with what it belongs to. "Downtime of each Port" is that of any of them."""
    base, groups = period_of(phrase, ctx)
    return told_apart(base, groups)


def period_of(phrase: Phrase, ctx: Context) -> tuple[NamedPeriod, tuple[Selection, ...]]:
    """The named period and the groups over which "of each" tells it apart; "of a Port" is the one that whoever uses it means."""
    name = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD)
    scoped = scopes_of(phrase, name.text, ctx)
    found = NamedPeriod(name.text, scoped.scopes + tuple(Scope(group.name) for group in scoped.groups))
    check_groups(found, name.text, tuple(scope.name for scope in found.scopes), phrase, ctx)
    supplied = {word(part, "NAME") for part in every(phrase, *SCOPES) if word(part, "A")}
    return found, tuple(g for g in scoped.groups if not any(subject_of(n, phrase, ctx) == g.name for n in supplied))


def told_apart(base: Period, groups: tuple[Selection, ...]) -> Period:
    for group in groups:
        base = AcrossGroup(group, Quorum.SOME, base)
    return base


def _interval(phrase: Phrase) -> Length:
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


# --- what holds at a moment ------------------------------------------------------------------------------------------


def state(which: Phrase, ctx: Context) -> State:
    """`in_which`: what holds at each moment, or in each interval."""
    test = the(which)
    match test.kind:
        case "test_record":
            chosen = meant(the(test, "subject"), ctx)
            with ctx.introducing(chosen.selection.name):
                shows = predicate(the(test, "predicates"), chosen.selection.name, ctx)
            across, bound = chosen.scoped.across, chosen.scoped.across_bound
            if across:
                share = bound is not None and isinstance(bound.limit, Quantity) and bound.limit.unit == PERCENT
                return SamplesShow(chosen.selection, Quorum.SHARE if share else Quorum.COUNT, shows, across, bound)
            return SamplesShow(chosen.selection, _quorum(chosen, test, ctx), shows, "", chosen.bound)
        case "test_level" if first(test, *WINDOWS) is None:
            told, how = level(the(test, *LEVELS), ctx), the(test, *COMPARISONS)
            compared = comparison(how, ctx)
            check_comparison(compared, unit_of(told.measure, test, ctx), told.name, how, ctx)
            return MeasureState(told.measure, compared)
        case _:
            raise ctx.refuse(
                "N062",
                test,
                f'"{text_of(test)}" cannot hold at a moment',
                hint='Write "in which every Probe has Outcome failure" or "in which Error Rate is above 5%"; join two such stretches by ", within".',
            )


def _quorum(chosen: Meant, node: Phrase, ctx: Context) -> Quorum:
    match chosen.quantifier:
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


def _across_group(found: State, shortest: Length | None, name: str) -> Period | None:
    """ "each period in which every Port of a Site has Downtime" is told of a group, everything else of samples."""
    if not isinstance(found, SamplesShow):
        return None
    match found.shows:
        case InPeriod(period=NamedPeriod() as inner, point=None):
            across: Period = AcrossGroup(found.selection, found.quorum, inner, found.bound)
        case _:
            return None
    if shortest is None:
        return across
    least = Bound(Comparator.AT_LEAST, Quantity(shortest.amount, Unit(Dimension.TIME, shortest.unit)))
    return OnlyPieces(across, name, Lasts(name, Comparison((least,))))


def _run_from_to(phrase: Phrase, ctx: Context) -> Hysteresis:
    ends = every(phrase, *POINTS)
    if [end.kind for end in ends] != ["point_of_run"] * 2:
        raise ctx.refuse(
            "N069",
            phrase,
            "such a period runs from a run of rows to a run of rows",
            hint='Write "each period from the first of 5 consecutive Probes with Outcome failure to the first of 5 consecutive Probes with Outcome success", or "the time from Start to End of each …".',
        )
    if first(phrase, "run_length") is not None:
        raise ctx.refuse("N069", phrase, "how long is told by the number of rows", hint="Leave out the length.")
    fails, passes = ends
    record, other = (ctx.name(word(end, "NAME"), end, NameKind.RECORD).text for end in ends)
    streams = {_stream(end, record, ctx) for end in ends}
    if len(streams) > 1 or other != record:
        raise ctx.refuse(
            "N067",
            passes,
            "it starts with the rows of one stream and ends with those of another",
            hint='Write the same record, and "of the same Location" with both or with neither.',
        )
    return Hysteresis(
        record,
        int(number(word(fails, "NUMBER"))),
        _run_shows(fails, record, ctx),
        int(number(word(passes, "NUMBER"))),
        _run_shows(passes, record, ctx),
        streams.pop(),
    )


def _stream(end: Phrase, record: str, ctx: Context) -> str:
    """ "of the same Location": the field within one value of which rows are consecutive; else they are so over all."""
    same = first(end, "of_the_same")
    return field_of(record, word(same, "NAME"), same, ctx).name if same is not None else ""


def _run_shows(phrase: Phrase, record: str, ctx: Context) -> FieldIs:
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
            return CountedBeyond(base, length(the(phrase, *DURATIONS), ctx))
        case "allowance":
            window = first(phrase, *WINDOWS)
            if window is None:
                raise ctx.refuse("N065", phrase, "in which window?", hint='Write ", up to 4 hours in a month".')
            return UpTo(base, length(the(phrase, *DURATIONS), ctx), window_spec(window, ctx))
        case "within_periods":
            return Within(base, inside_of(phrase, base, ctx))
        case _:
            relative = first(phrase, "relative_that", "relative_not")
            if relative is None:
                return Except(base, listed(phrase, base, ctx))
            return _without_pieces(base, phrase, relative, name, ctx)


def inside_of(phrase: Phrase, base: Period | None, ctx: Context) -> Period:
    """ ", within Support Hours or Night Hours": the time of either."""
    inside = listed(phrase, base, ctx)
    if len(inside) > 1 and _connective(phrase) == "and":
        names = [text_of(part) for part in every(phrase, "period_name")]
        raise ctx.refuse(
            "N058",
            phrase,
            f"within {' and '.join(names)} can be within either, or within both at once",
            label="two readings",
            hint=f'Write ", within {" or ".join(names)}" or ", within {", within ".join(names)}".',
        )
    return union(inside)


def union(parts: tuple[Period, ...]) -> Period:
    return parts[0] if len(parts) == 1 else UnionOf(parts)


def _connective(phrase: Phrase) -> str:
    return next((part.text for part in phrase.parts if isinstance(part, Word) and part.text in ("and", "or")), "")


def together(meaning: Phrase, ctx: Context) -> Period:
    """ "Outage or Degradation" is the time of either; "and" can mean either or both."""
    names = [text_of(part) for part in every(meaning, "named")]
    if _connective(meaning) == "and":
        raise ctx.refuse(
            "N058",
            meaning,
            f'"{text_of(meaning)}" can be the time of either, or that of both at once',
            label="two readings",
            hint=f'Write "{" or ".join(names)}" or "{", within ".join(names)}".',
        )
    return UnionOf(tuple(named_period(part, ctx) for part in every(meaning, "named")))


def listed(phrase: Phrase, base: Period | None, ctx: Context) -> tuple[Period, ...]:
    """ ", except Scheduled Maintenance and its Waiting", ", within Downtime of its Backup Port"."""
    behind = origin(base, ctx, phrase) if base is not None else ""
    relative = first(phrase, "relative_that", "relative_not")
    if relative is not None:
        return (_pieces_that(phrase, relative, ctx),)
    found: list[Period] = []
    for part in every(phrase, "period_name"):
        if first(part, *SCOPES) is not None:
            found.append(named_period(part, ctx))
        else:
            found.append(period_named(word(part, "NAME"), part, ctx, behind))
    return tuple(found)


def _without_pieces(base: Period, phrase: Phrase, relative: Phrase, name: str, ctx: Context) -> Period:
    """ ", except each Outage that lasts at most 1 hour": pieces of the period itself that fall away, or of another that are cut out."""
    pieces = _pieces_that(phrase, relative, ctx)
    if pieces.item == name or (isinstance(base, NamedPeriod) and base.name == pieces.item):
        return OnlyPieces(base, pieces.item, NotSo(pieces.that))
    return Except(base, (pieces,))


def _pieces_that(phrase: Phrase, relative: Phrase, ctx: Context) -> OnlyPieces:
    """ "each Outage that lasts at most 1 hour"."""
    item = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD).text
    with ctx.introducing(item):
        if relative.kind == "relative_not":
            that = denied(done(relative, item, ctx))
        else:
            that = predicate(the(relative, "predicates"), item, ctx)
    return OnlyPieces(NamedPeriod(item), item, that)
