"""Samples that a worked example tells: "every Probe has Outcome failure from … to …", "an Outage from … to …" of a period that they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sladsl.model.algebra import FieldIs, SamplesShow
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.fields import choice_of, record_behind, split_field, subject_of
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, tidy, word, words
from sladsl.model.resolve.points import instant, read_date
from sladsl.model.resolve.selections import CHOICES, scopes_of
from sladsl.model.schema import FieldKind, Record
from sladsl.model.worked import Event, SampleEvent
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.zones import instant_of


def stretches_of(phrase: Phrase, ctx: Context) -> tuple[tuple[int, int], ...]:
    told = [p for holder in (phrase, *every(phrase, "in_stretches")) for p in every(holder, "stretch")]
    stretches = [stretch(part, ctx) for part in told]
    for part in every(phrase, "first_of_each"):
        stretches += _first_of_each(part, ctx)
    return tuple(stretches)


def samples(phrase: Phrase, ctx: Context) -> SampleEvent:
    """ "every Probe of London has Outcome failure from … to …"."""
    record = record_behind(subject_of(word(phrase, "NAME"), phrase, ctx), phrase, ctx)
    field, value = _choice(words(phrase, "NAME")[-1], record, phrase, ctx)
    return SampleEvent(record, field, value, stretches_of(phrase, ctx), "", _streams(phrase, record, ctx))


def _choice(text: str, record: str, phrase: Phrase, ctx: Context) -> tuple[str, str]:
    """The field and the choice that samples have in an example; figures are given by their measure."""
    field, rest = split_field(record, text, phrase, ctx)
    said = first(phrase, *CHOICES)
    if field.kind not in (FieldKind.CHOICE, FieldKind.TEXT):
        raise ctx.refuse(
            "N195",
            phrase,
            f"an example gives no {field.name} of single {ctx.records[record].plural}, but the measure that is taken of it",
            hint='Write "Given that … in March 2026 is …".',
        )
    return field.name, choice_of(field, quoted(text_of(said)) if said is not None else rest, phrase, ctx)


def _streams(phrase: Phrase, record: str, ctx: Context) -> tuple[tuple[str, str], ...]:
    """ "every Probe of London", "every Sample of a Circuit": which of the streams are told. A row that is not named goes by its record."""
    scoped = scopes_of(phrase, record, ctx)
    if scoped.across:
        raise ctx.refuse("N195", phrase, "an example names the rows of which it speaks", hint='Write "of London".')
    chosen = [(w.field, value) for w in scoped.where if isinstance(w, FieldIs) for value in w.values]
    named = [*(scope.name for scope in scoped.scopes), *(group.name for group in scoped.groups)]
    return (*chosen, *((name, name) for name in named))


def _first_of_each(phrase: Phrase, ctx: Context) -> list[tuple[int, int]]:
    """ "for the first 4 minutes of each hour of 7 April 2026"."""
    sizes = {"minute": 1, "hour": 60, "day": 1440}
    units = [w.removesuffix("s") for w in words(phrase, "UNIT")]
    if units not in (["minute", "hour"], ["minute", "day"], ["hour", "day"]):
        raise ctx.refuse(
            "N182",
            phrase,
            "say minutes of each hour, or hours of each day",
            hint='Write "for the first 4 minutes of each hour of 7 April 2026".',
        )
    day = datetime.combine(date(*read_date(word(phrase, "DATE"), phrase, ctx)), time())
    length, every_minutes = int(number(word(phrase, "NUMBER"))) * sizes[units[0]], sizes[units[1]]
    starts = [day + timedelta(minutes=m) for m in range(0, 1440, every_minutes)]
    return [(instant_of(s, ctx.zone), instant_of(s + timedelta(minutes=length), ctx.zone)) for s in starts]


def stretch(phrase: Phrase, ctx: Context) -> tuple[int, int]:
    """ "from 3 March 2026 10:00 to 3 March 2026 11:00"."""
    start, end = (instant(part, ctx) for part in every(phrase, "moment"))
    if end <= start:
        raise backwards(phrase, ctx)
    return start, end


def backwards(phrase: Phrase, ctx: Context) -> Unresolved:
    return ctx.refuse("N181", phrase, "this stretch ends before it starts", hint="Exchange the two times.")


def samples_otherwise(phrase: Phrase, events: list[Event], ctx: Context) -> None:
    """ "and Outcome success at all other times": for the samples told just before."""
    last = next((e for e in reversed(events) if isinstance(e, SampleEvent)), None)
    if last is None:
        raise ctx.refuse("N183", phrase, "other than when?", hint='Write "every Probe has … from … to …" first.')
    field, value = _choice(word(phrase, "NAME"), last.record, phrase, ctx)
    if field != last.field:
        raise ctx.refuse(
            "N183",
            phrase,
            f"{last.field} was told before, and {field} is told here",
            hint="Give both choices of the same field.",
        )
    events[events.index(last)] = replace(last, otherwise=value)


# --- pieces that samples show ----------------------------------------------------------------------------------------


def piece_shown(samples: SamplesShow, parts: list[Phrase | Word], phrase: Phrase, cast: Cast) -> None:
    """ "an Outage from … to …" of a period that samples show: every sample has the choice then, and the other one at all other times.

    One more Outage adds its stretches to those that were told before.
    """
    ctx, record = cast.ctx, cast.ctx.records[samples.selection.name]
    shows, field = samples.shows, None
    if isinstance(shows, FieldIs) and len(shows.values) == 1:
        field = record.field(shows.field)
    if not isinstance(shows, FieldIs) or field is None or len(field.choices) < 2:
        raise no_row(record.name, phrase, ctx)
    value = shows.values[0]
    otherwise = next(choice for choice in field.choices if choice != value)
    stretches: list[tuple[int, int]] = []
    bound: list[tuple[str, str]] = []
    for part in parts:
        if isinstance(part, Phrase) and part.kind == "stretch":
            stretches.append(stretch(part, ctx))
        elif isinstance(part, Phrase):
            raise no_row(record.name, phrase, ctx)
        elif part.kind == "NAME":
            bound.append(_stream(tidy(part.text), record, phrase, cast))
    told = SampleEvent(record.name, field.name, value, tuple(stretches), otherwise, tuple(bound))
    for place, event in enumerate(cast.events):
        if isinstance(event, SampleEvent) and replace(event, stretches=()) == replace(told, stretches=()):
            cast.events[place] = replace(event, stretches=(*event.stretches, *told.stretches))
            return
    cast.events.append(told)


def _stream(text: str, record: Record, phrase: Phrase, cast: Cast) -> tuple[str, str]:
    """ "of a Circuit", "of London": which of the streams of samples are told."""
    if cast.ctx.names.find(text) is not None and text in cast.ctx.records and record.reference_to(text):
        return text, cast.key(text)
    field = next((one for one in record.fields if text in one.choices), None)
    if field is None:
        raise no_row(text, phrase, cast.ctx)
    return field.name, text


def no_row(text: str, phrase: Phrase, ctx: Context) -> Unresolved:
    return ctx.refuse(
        "N186",
        phrase,
        f'"{text}" is no row of a record',
        label="a record must stand here",
        hint='Give the records that show it: "every Probe has Outcome failure from … to …".',
    )
