"""What holds at a moment or in an interval: the states that periods and shares of time are made of."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AcrossGroup,
    FieldIs,
    Hysteresis,
    InPeriod,
    Lasts,
    MeasureState,
    NamedPeriod,
    OnlyPieces,
    Period,
    Quantifier,
    Quorum,
    SamplesShow,
    State,
)
from sladsl.model.moments import Length
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.field_predicates import field_is
from sladsl.model.resolve.fields import field_of
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.phrases import every, first, number, text_of, the, with_article, word
from sladsl.model.resolve.points import POINTS
from sladsl.model.resolve.predicates import predicate
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import Meant, meant
from sladsl.model.resolve.units import check_measure
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase


def state(which: Phrase, ctx: Context) -> State:
    """`in_which`: what holds at each moment, or in each interval."""
    test = the(which)
    match test.kind:
        case "test_record":
            chosen = meant(the(test, "subject"), ctx)
            _one_count(chosen, test, ctx)
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
            check_measure(compared, told.measure, told.name, how, test, ctx)
            return MeasureState(told.measure, compared)
        case _:
            raise ctx.refuse(
                "N062",
                test,
                f'"{text_of(test)}" cannot hold at a moment',
                hint='Write "in which every Probe has Outcome failure" or "in which Error Rate is above 5%"; join two such stretches by ", within".',
            )


def _one_count(chosen: Meant, test: Phrase, ctx: Context) -> None:
    """ "more than 5% of the Requests of any Feature": one stretch for each, or one in which it holds for some of them? And of "at least 5
    Probes of at least 2 Locations" a stretch can count one. Of "a Feature" there is one for each."""
    plural = [part for part in every(the(test, "subject"), "scope_selected") if not word(part, "A")]
    if chosen.groups and plural:
        group = chosen.groups[0].name
        raise ctx.refuse(
            "N062",
            test,
            f'"{text_of(the(test, "subject"))}" can be one time of all, or one time of each {group}',
            label="of each alone?",
            hint=f'Write "of {with_article(group)}" for a time of each; or leave out "{text_of(plural[0])}".',
        )
    if chosen.scoped.across and chosen.bound is not None:
        raise ctx.refuse(
            "N062",
            test,
            f'"{text_of(the(test, "subject"))}" counts two things at once',
            hint='Count one of them: "in which every Probe of at least 2 Locations …", or "in which more than 5% of the Probes …".',
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


def across_group(found: State, shortest: Length | None, name: str) -> Period | None:
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


def run_from_to(phrase: Phrase, ctx: Context) -> Hysteresis:
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
