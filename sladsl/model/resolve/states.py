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
    Selection,
    State,
)
from sladsl.model.moments import Length
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.field_predicates import field_is
from sladsl.model.resolve.fields import field_of
from sladsl.model.resolve.grouping import check_groups
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.phrases import every, first, number, text_of, the, tidy, with_article, word
from sladsl.model.resolve.points import POINTS
from sladsl.model.resolve.predicates import predicate
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import Meant, meant
from sladsl.model.resolve.units import check_measure
from sladsl.model.resolve.windows import WINDOWS
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase


def state(which: Phrase, ctx: Context) -> State:
    """`in_which`: what holds at each moment, or in each interval."""
    found, things = state_of_things(which, ctx)
    if things is not None:
        test = the(which)
        raise ctx.refuse(
            "N062",
            test,
            f'"{text_of(the(test, "subject"))}" counts two things at once',
            hint='Define it first: "each minute in which more than 5% of the Requests of at least 2 Features …".',
        )
    return found


def state_of_things(which: Phrase, ctx: Context, name: str = "") -> tuple[State, tuple[Selection, Bound] | None]:
    """`name`: of the stretch of time that is defined by it. What holds; and of "more than 5% of the Requests of at least 1 Feature" the things for so many of which, each looked at alone."""
    test = the(which)
    match test.kind:
        case "test_record":
            chosen = meant(the(test, "subject"), ctx)
            _of_any(chosen, test, ctx)
            note_of_a(name, chosen, ctx)
            with ctx.introducing(chosen.selection.name):
                shows = predicate(the(test, "predicates"), chosen.selection.name, ctx)
            across, bound = chosen.scoped.across, chosen.scoped.across_bound
            if across and chosen.bound is not None:
                assert bound is not None
                things = _things(chosen, test, ctx), bound
                return SamplesShow(chosen.selection, _quorum(chosen, test, ctx), shows, "", chosen.bound), things
            if across:
                share = bound is not None and isinstance(bound.limit, Quantity) and bound.limit.unit == PERCENT
                counted = Quorum.SHARE if share else Quorum.COUNT
                return SamplesShow(chosen.selection, counted, shows, across, bound), None
            return SamplesShow(chosen.selection, _quorum(chosen, test, ctx), shows, "", chosen.bound), None
        case "test_level" if first(test, *WINDOWS) is None:
            told, how = level(the(test, *LEVELS), ctx), the(test, *COMPARISONS)
            compared = comparison(how, ctx)
            check_measure(compared, told.measure, told.name, how, test, ctx)
            return MeasureState(told.measure, compared), None
        case _:
            raise ctx.refuse(
                "N062",
                test,
                f'"{text_of(test)}" cannot hold at a moment',
                hint='Write "in which every Probe has Outcome failure" or "in which Error Rate is above 5%"; join two such stretches by ", within".',
            )


def note_of_a(name: str, chosen: Meant, ctx: Context) -> None:
    if name and chosen.groups:
        ctx.of_a.setdefault(name, set()).update(group.name for group in chosen.groups)


def _things(chosen: Meant, test: Phrase, ctx: Context) -> Selection:
    """The rows of a record to which the counted rows refer. Of a choice that they have, a stretch can count one thing only."""
    record = ctx.records.get(chosen.selection.name)
    field = record.reference_to(chosen.scoped.across) if record is not None else None
    bound = chosen.scoped.across_bound
    most = bound is not None and bound.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    if field is None or field.kind is not FieldKind.REFERENCE or most:
        raise ctx.refuse(
            "N062",
            test,
            f'"{text_of(the(test, "subject"))}" counts two things at once',
            hint='Count one of them: "in which every Probe of at least 2 Locations …", or "in which more than 5% of the Probes …".',
        )
    return Selection(field.record)


def _of_any(chosen: Meant, test: Phrase, ctx: Context) -> None:
    """ "more than 5% of the Requests of any Feature": where it holds for one of them, is that a time of all, or of that Feature only? "Of all
    Features" can be all of them together, too. Of "a Feature" there is a time for each."""
    subject = the(test, "subject")
    plural = [part for part in every(subject, "scope_selected") if not word(part, "A")]
    if not chosen.groups or not plural:
        return
    check_groups(chosen.selection, text_of(subject), tuple(group.name for group in chosen.groups), subject, ctx)
    said, of, group = tidy(text_of(subject)), tidy(text_of(plural[0])), chosen.groups[0].name
    alone = said.replace(of, f"of {with_article(group)}", 1)
    if any(part.text == "any" for part in plural[0].words()):
        question = f"Where that holds for one {group}, is it a time of all of them, or of that one only?"
        answers = (said.replace(of, f"of at least 1 {group}", 1), alone)
    else:
        question = f"Are the rows of every {group} taken together, or those of each alone?"
        answers = (said.replace(f" {of}", "", 1), alone)
    raise ctx.leave_open("C021", subject, question, answers)


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
