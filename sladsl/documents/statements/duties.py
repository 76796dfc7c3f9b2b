"""The duties of a month: the glance at all of them, and each with its figure, what was owed, why, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sladsl.checks.evaluate.exhibits import Kind, Timed
from sladsl.checks.evaluate.measuring.explain import selection_words
from sladsl.checks.figures import figure, local_time
from sladsl.checks.statement import DutyResult, State, WindowStatement
from sladsl.documents.statements.blocks import Cell, note, sentence, strong, table
from sladsl.documents.statements.given import Given, day_words, short_figure, span_words, unbroken
from sladsl.documents.statements.pictures import (
    ladder_figure,
    lane_name,
    lasting,
    timeline_figure,
    trend_figure,
)
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.statements.wording import STATES
from sladsl.documents.tree import Block, Runs, Strong, Table, Text
from sladsl.model.algebra import Done, Selection
from sladsl.model.duties import Act, Document, EachRecord, Repeated

MOST_ROWS = 30
_APART = 6  # results of a clause that are told in sentences; more stand in a table
_MOST_FIGURES = 4
_MOST_STRETCHES = 20
_WORST_FIRST = (State.MISSED, State.UNDETERMINED, State.PENDING, State.MET, State.EXCUSED)


def worst_first(results: Iterable[DutyResult]) -> list[DutyResult]:
    return sorted(results, key=lambda one: _WORST_FIRST.index(one.state))


def glance(window: WindowStatement, given: Given) -> Table:
    """Every duty in a line; of very many, those that are not met first."""
    shown = list(window.duties) if len(window.duties) <= MOST_ROWS else worst_first(window.duties)[:MOST_ROWS]
    rows = [
        (given.heading(one.clause), _state(one), _of(one, given), _value(one), one.target + _days(one, window))
        for one in shown
    ]
    header = (WORDS.duty, WORDS.state, WORDS.what, WORDS.figure, WORDS.owed)
    return table(WORDS.glance.format(window.label), header, rows, right=(3,))


def _of(one: DutyResult, given: Given) -> str:
    told = (one.measure or _subject(one, given), one.group or _done(one, given))
    return ", ".join(piece for piece in told if piece) or one.who


def _subject(one: DutyResult, given: Given) -> str:
    """What a duty without a measure is about: the rows, or the document."""
    duty = next((duty for duty in given.plan.duties if duty.name == one.duty), None)
    match duty.kind if duty is not None else None:
        case EachRecord(selection=selection):
            return selection_words(selection)
        case Act(each=Selection() as selection):
            return selection_words(selection)
        case Document(record=record) | Repeated(record=record) | Act(record=record):
            return record
        case _:
            return ""


def _done(one: DutyResult, given: Given) -> str:
    """What is to be done with each row: "Answered"."""
    duty = next((duty for duty in given.plan.duties if duty.name == one.duty), None)
    match duty.kind if duty is not None else None:
        case EachRecord(that=Done(field=field)) | Repeated(field=field):
            return field
        case _:
            return ""


def _act(one: DutyResult, given: Given) -> str:
    """What an act on each row is: "escalate "."""
    duty = next((duty for duty in given.plan.duties if duty.name == one.duty), None)
    return f"{duty.kind.verb} " if duty is not None and isinstance(duty.kind, Act) else ""


def _value(one: DutyResult) -> str:
    return "" if one.value is None else unbroken(short_figure(one.value, one.unit))


def _days(one: DutyResult, window: WindowStatement) -> str:
    own = one.first and (one.first, one.last) != (window.first, window.last)
    return f" ({span_words(one.first, one.last)})" if own else ""


def _state(one: DutyResult) -> Cell:
    said = STATES[one.state.value]
    return strong(said) if one.state is not State.MET else said


def clauses_of(window: WindowStatement, given: Given, anchors: Anchors) -> Iterator[tuple[str, list[Block]]]:
    """A clause of the statement for each clause of the agreement that has duties in the month."""
    for clause in dict.fromkeys(one.clause for one in window.duties):
        results = [one for one in window.duties if one.clause == clause]
        blocks: list[Block] = []
        if len(results) <= _APART:
            blocks += (sentence(_told(one, window, given)) for one in results)
        else:
            blocks += _tabled(results, window, given)
        for duty in dict.fromkeys(one.duty for one in results):
            blocks += _figures([one for one in results if one.duty == duty], window, given, anchors)
        known = given.clauses.get(clause)
        yield (f"{clause} ({known.word} {known.number})" if known is not None else clause), blocks


class Anchors:
    """Names of figures, each used once."""

    def __init__(self) -> None:
        self._count = 0

    def next(self) -> str:
        self._count += 1
        return f"figure-{self._count}"


def _told(one: DutyResult, window: WindowStatement, given: Given) -> Runs:
    who = f"{one.who}: " if one.who else ""
    if one.measure:
        of = f"{one.measure} of {one.group}" if one.group else one.measure
        value = "" if one.value is None else figure(one.value, one.unit)
        said = WORDS.is_at.format(measure=of, value=value) if value else WORDS.is_none.format(measure=of)
        said += WORDS.owed_level.format(one.target) if one.target else ""
    elif one.value is not None:
        done = _done(one, given)
        pattern = WORDS.share_done if done else WORDS.share
        value, what = figure(one.value, one.unit), _subject(one, given)
        said = pattern.format(value=value, what=what, done=done, target=f"{_act(one, given)}{one.target}")
    else:
        said = f"{one.group or _subject(one, given)} {one.target}".strip()
    end = Strong(f"{STATES[one.state.value].capitalize()}.")
    because = f" {_sentence(given.numbered(one.because))}" if one.because and one.state is not State.MET else ""
    return (Text(f"{who}{said}{_days(one, window)}. "), end, *((Text(because),) if because else ()))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _tabled(results: Sequence[DutyResult], window: WindowStatement, given: Given) -> Iterator[Block]:
    shown = worst_first(results)[:MOST_ROWS]
    because = [given.numbered(one.because) if one.state is not State.MET else "" for one in shown]
    rows = [
        (_of(one, given) + _days(one, window), _value(one), one.target, _state(one), *((why,) if any(because) else ()))
        for one, why in zip(shown, because, strict=True)
    ]
    header = (WORDS.what, WORDS.figure, WORDS.owed, WORDS.state, *((WORDS.why,) if any(because) else ()))
    yield table(f"{results[0].clause}: {window.label}", header, rows, right=(1,))
    if len(results) > len(shown):
        yield note(WORDS.also.format(len(results) - len(shown)))


def _figures(results: Sequence[DutyResult], window: WindowStatement, given: Given, anchors: Anchors) -> Iterator[Block]:
    if not results[0].measure:
        return
    # Of many groups those that were met need no picture.
    shown = [one for one in worst_first(results) if len(results) == 1 or one.state is not State.MET]
    for one in shown[:_MOST_FIGURES]:
        timed = next((t for t in given.exhibits.timed if _fits(t, one)), None)
        figures = [
            *ladder_figure(one, window.label, anchors.next(), given),
            *(_timeline(timed, one, window, given, anchors) if timed is not None else ()),
            *(trend_figure(one, given, anchors.next()) if window is given.statement.windows[-1] else ()),
        ]
        if figures and one.group:
            yield sentence(strong(one.group))
        yield from figures
    if len(shown) > _MOST_FIGURES:
        yield note(WORDS.more_figures.format(_MOST_FIGURES, len(shown)))


def _fits(timed: Timed, one: DutyResult) -> bool:
    return (timed.duty, timed.group, timed.first, timed.last) == (one.duty, one.group, one.first, one.last)


def _timeline(
    timed: Timed, one: DutyResult, window: WindowStatement, given: Given, anchors: Anchors
) -> Iterator[Block]:
    counted = [lane for lane in timed.lanes if lane.kind is Kind.COUNTED]
    if not any(lane.stretches for lane in timed.lanes):
        for lane in counted:
            yield sentence(WORDS.no_stretch.format(name=lane.name or WORDS.time, month=window.label))
        return
    yield timeline_figure(timed, one, window.label, anchors.next(), given.exhibits.zone)
    for lane in counted:
        if lane.stretches:
            rows = [_stretch(stretch, given.exhibits.zone) for stretch in lane.stretches[:_MOST_STRETCHES]]
            caption = WORDS.stretches.format(name=lane_name(lane), month=window.label)
            yield table(caption, (WORDS.from_, WORDS.to, WORDS.length), rows, right=(2,))
            if len(lane.stretches) > _MOST_STRETCHES:
                yield note(WORDS.more_stretches.format(len(lane.stretches) - _MOST_STRETCHES))


def _stretch(stretch: tuple[int, int], zone: str) -> tuple[str, str, str]:
    start, end = stretch
    return day_words(local_time(start, zone)), day_words(local_time(end, zone)), lasting(end - start)
