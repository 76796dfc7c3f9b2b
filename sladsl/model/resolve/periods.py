"""Periods: stretches of time, from their phrases."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AcrossGroup,
    CountedBeyond,
    Except,
    FromTo,
    Intervals,
    NamedPeriod,
    NotSo,
    OnlyPieces,
    Period,
    Quorum,
    Runs,
    Scope,
    Selection,
    UnionOf,
    UpTo,
    Within,
)
from sladsl.model.moments import Length
from sladsl.model.quantities import Bound
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import origin, period_named, record_behind, subject_of
from sladsl.model.resolve.grouping import check_groups
from sladsl.model.resolve.loose_words import and_so_on, whole_time
from sladsl.model.resolve.phrases import every, first, number, text_of, the, word
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.predicates import denied, done, predicate
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, unit_word
from sladsl.model.resolve.selections import SCOPES, meant, scopes_of
from sladsl.model.resolve.states import across_group, note_of_a, run_from_to, state_of_things
from sladsl.model.resolve.windows import WINDOWS, interval_seconds, window_spec
from sladsl.syntax.tree import Phrase, Word

PERIODS = ("from_to", "whole_time", "run_in_which", "run_from_to", "each_unit_in_which")
MODIFIERS = (
    "except_periods",
    "except_and_so_on",
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
            return from_to(phrase, ctx, name)
        case "whole_time":
            item = meant(the(phrase, "selection"), ctx).selection.name
            raise whole_time(phrase, record_behind(item, phrase, ctx), ctx)
        case "run_in_which":
            shortest = first(phrase, "run_length")
            least = _run_length(shortest, ctx) if shortest is not None else None
            found, things = state_of_things(the(phrase, "in_which"), ctx, name)
            return _of_so_many(across_group(found, least, name) or Runs(found, least), things)
        case "run_from_to":
            return run_from_to(phrase, ctx)
        case _:
            found, things = state_of_things(the(phrase, "in_which"), ctx, name)
            return _of_so_many(Intervals(_interval(phrase), found), things)


def _of_so_many(base: Period, things: tuple[Selection, Bound] | None) -> Period:
    """ "of at least 2 Features": at a moment that is one of the stretch for so many of them, whichever Feature is looked at."""
    return base if things is None else AcrossGroup(things[0], Quorum.COUNT, base, things[1], of_all=True)


def from_to(phrase: Phrase, ctx: Context, name: str = "") -> FromTo:
    """`name`: of the stretch of time that is defined by it."""
    chosen = meant(the(phrase, "selection"), ctx)
    note_of_a(name, chosen, ctx)
    with ctx.introducing(chosen.selection.name):
        start, end = (point(part, ctx) for part in every(phrase, *POINTS))
    return FromTo(chosen.selection, start, end)


def totalled(phrase: Phrase, ctx: Context) -> Period:
    """ "the total Downtime of that Port": the stretches of time that are added up."""
    return named_period(
        Phrase("named", tuple(part for part in phrase.parts if part.kind == "NAME" or part.kind in SCOPES)), ctx
    )


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


# --- modifiers, from left to right -----------------------------------------------------------------------------------


def modified(base: Period, phrase: Phrase, name: str, ctx: Context) -> Period:
    """The period with one modifier applied; `name` is what the period is called."""
    match phrase.kind:
        case "counted_in_full":
            return base
        case "except_and_so_on":
            raise and_so_on(phrase, name, ctx)
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
    if pieces.name == name or (isinstance(base, NamedPeriod) and base.name == pieces.name):
        return OnlyPieces(base, pieces.name, NotSo(pieces.where))
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
