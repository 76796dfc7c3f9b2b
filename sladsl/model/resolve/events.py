"""Worked examples: given these events, this follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllHold, CountOf, Done, FieldIs, InBoundWindow, NamedMeasure, Predicate
from sladsl.model.moments import Supplied
from sladsl.model.quantities import Quantity
from sladsl.model.resolve.amounts import in_currency
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.conditions import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.event_rows import RowsBeingMade
from sladsl.model.resolve.fields import act_field, choice_of, record_behind, split_field, subject_of
from sladsl.model.resolve.levels import LEVELS, Told
from sladsl.model.resolve.named_windows import TOLD_MONTHS, named_window, named_windows, told_months
from sladsl.model.resolve.outcomes import OUTCOMES, base_and_window, outcome
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, quoted, text_of, the, word, words
from sladsl.model.resolve.points import clock_second, read_date
from sladsl.model.resolve.quantities import QUANTITIES, quantity
from sladsl.model.resolve.selections import CHOICES, narrowed, scopes_of, selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS
from sladsl.model.schema import FieldKind
from sladsl.model.worked import (
    AmountEvent,
    Bound,
    Event,
    Example,
    FormEvent,
    MeasureEvent,
    NamedWindow,
    SampleEvent,
    StateEvent,
    StretchEvent,
)
from sladsl.syntax.tree import Phrase
from sladsl.time.zones import instant_of

FACTS = (
    "every_record_has",
    "at_other_times",
    "measure_given",
    "measure_given_once",
    "measure_given_from",
    "measure_at_other_times",
    "value_given",
    "base_given",
    "clause_given",
    "party_given",
    "delivered",
    "event_record",
)


def example(phrase: Phrase, title: str, ctx: Context) -> Example:
    cast = Cast(ctx)
    for part in every(phrase, *FACTS):
        if part.kind == "event_record":
            RowsBeingMade(part, cast).make()
        else:
            _fact(part, cast)
    events = list(cast.events)
    with ctx.introducing(*cast.records):
        expects = [one for part in every(phrase, *OUTCOMES) for one in outcome(part, cast)]
    made = cast.events[len(events) :]
    # "Uptime of a Circuit in March 2026 is …" speaks of the row that the facts gave, or of a new one
    return Example(title, (*made, *events), tuple(expects), ctx.place(phrase))


def _fact(phrase: Phrase, cast: Cast) -> None:
    ctx, events = cast.ctx, cast.events
    match phrase.kind:
        case "every_record_has":
            events.append(_samples(phrase, ctx))
        case "at_other_times":
            _otherwise(phrase, events, ctx)
        case "measure_given":
            found, given = the(phrase, *LEVELS), list[tuple[Phrase, Phrase]]()
            for part in every(phrase):
                if part.kind in LEVELS and given:
                    _measured(found, given, cast)
                    found, given = part, []
                elif part.kind == "value_in_window":
                    given.append((the(part, *QUANTITIES), the(part, *WINDOWS)))
            _measured(found, given, cast)
        case "measure_given_once":
            _measured(the(phrase, *LEVELS), [(the(phrase, *QUANTITIES), the(phrase, *WINDOWS))], cast)
        case "measure_given_from":
            told, bound, said = _level_is(the(phrase, *LEVELS), the(phrase, *QUANTITIES), cast)
            events.append(StretchEvent(told.measure, said.value, _stretches(phrase, ctx), None, bound))
        case "measure_at_other_times":
            _measure_otherwise(phrase, events, ctx)
        case "value_given":
            events.append(_form_value(phrase, ctx))
        case "base_given":
            base, window = base_and_window(phrase, cast)
            events.append(AmountEvent(base, in_currency(word(phrase, "MONEY"), phrase, ctx), window))
        case "clause_given":
            state = next(s for s in ("met", "missed", "excused", "pending") if has(phrase, s))
            months = told_months(every(phrase, *TOLD_MONTHS), ctx)
            events.append(StateEvent("", clause_title(the(phrase, "clause_name"), ctx), state, months))
        case "party_given":
            state = "missed" if word(phrase, "MISS") else "met"
            months = told_months(every(phrase, *TOLD_MONTHS), ctx)
            who = party(the(phrase, *PARTIES), ctx)
            events.append(StateEvent(who, clause_title(the(phrase, "clause_name"), ctx), state, months))
        case _:
            events += _delivered(phrase, ctx)


def _level_is(found: Phrase, value: Phrase, cast: Cast) -> tuple[Told, Bound, Quantity]:
    told, bound = cast.level(found)
    said = quantity(value, cast.ctx)
    check_unit(said.unit, unit_of(told.measure, found, cast.ctx), told.name, value, cast.ctx)
    return told, bound, said


def _measured(found: Phrase, given: list[tuple[Phrase, Phrase]], cast: Cast) -> None:
    """A measure in named windows; "in each of the following 3 months" goes on from the window before."""
    last: NamedWindow | None = None
    told, bound = cast.level(found)
    unit = unit_of(told.measure, found, cast.ctx)
    for value, window in given:
        said = quantity(value, cast.ctx)
        check_unit(said.unit, unit, told.name, value, cast.ctx)
        for named in named_windows(window, last, cast.ctx):
            cast.events.append(MeasureEvent(told.measure, said.value, named, bound))
            last = named


def _measure_otherwise(phrase: Phrase, events: list[Event], ctx: Context) -> None:
    """ "and 0% at all other times": for the measure told just before."""
    last = next((e for e in reversed(events) if isinstance(e, StretchEvent)), None)
    if last is None:
        raise ctx.refuse("N183", phrase, "other than when?", hint='Write "Error Rate is 100% from … to …" first.')
    value = the(phrase, *QUANTITIES)
    said = quantity(value, ctx)
    check_unit(said.unit, unit_of(last.measure, phrase, ctx), "the measure", value, ctx)
    events[events.index(last)] = replace(last, otherwise=said.value)


def _form_value(phrase: Phrase, ctx: Context) -> FormEvent:
    """ "Uptime Target is 99.9%": an order-form value; a measure has its value in a window."""
    found, value = the(phrase, *LEVELS), the(phrase, *QUANTITIES)
    declared = ctx.names.find(word(found, "NAME")) if found.kind == "named" else None
    if declared is None or declared.kind is not NameKind.FORM_VALUE:
        raise ctx.refuse(
            "N180",
            phrase,
            f"in which month is {text_of(found)} {text_of(value)}?",
            hint=f'Write "{text_of(found)} is {text_of(value)} in June 2026".',
        )
    ctx.used.add(declared.text)
    said = quantity(value, ctx)
    check_unit(said.unit, unit_of(NamedMeasure(declared.text), found, ctx), declared.text, value, ctx)
    return FormEvent(declared.text, said)


def _stretches(phrase: Phrase, ctx: Context) -> tuple[tuple[int, int], ...]:
    stretches: list[tuple[int, int]] = []
    told = [p for holder in (phrase, *every(phrase, "in_stretches")) for p in every(holder, "stretch")]
    for part in told:
        start, end = (moment(m, ctx) for m in every(part, "moment"))
        if end <= start:
            raise ctx.refuse("N181", part, "this stretch ends before it starts", hint="Exchange the two times.")
        stretches.append((start, end))
    for part in every(phrase, "first_of_each"):
        stretches += _first_of_each(part, ctx)
    return tuple(stretches)


def _samples(phrase: Phrase, ctx: Context) -> SampleEvent:
    """ "every Probe of London has Outcome failure from … to …"."""
    record = record_behind(subject_of(word(phrase, "NAME"), phrase, ctx), phrase, ctx)
    field, value = _choice(words(phrase, "NAME")[-1], record, phrase, ctx)
    return SampleEvent(record, field, value, _stretches(phrase, ctx), "", _streams(phrase, record, ctx))


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


def _otherwise(phrase: Phrase, events: list[Event], ctx: Context) -> None:
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


def moment(phrase: Phrase, ctx: Context) -> int:
    """A date and a time of day in the agreement's zone, as an instant."""
    day = date(*read_date(word(phrase, "DATE"), phrase, ctx))
    return local_instant(day, clock_second(word(phrase, "CLOCK"), phrase, ctx), ctx)


def local_instant(day: date, second: int, ctx: Context) -> int:
    return instant_of(datetime.combine(day, time()) + timedelta(seconds=second), ctx.zone)


def _delivered(phrase: Phrase, ctx: Context) -> list[Event]:
    """ "Marketing delivers 180 Qualified Leads to Sales in March 2026 and 41 Deals are Closed in March 2026": counts, given outright."""
    names, counts = words(phrase, "NAME"), words(phrase, "NUMBER")
    windows = [named_window(part, ctx) for part in every(phrase, *WINDOWS)]
    counted = replace(selected(names[0], phrase, ctx), window=Supplied())
    found: list[Event] = [MeasureEvent(CountOf(counted), number(counts[0]), windows[0])]
    if len(counts) > 1:
        # the count that a duty "at least 50 Deals are Closed in each month" asks for
        rows = selected(names[1], phrase, ctx)
        record = record_behind(rows.name, phrase, ctx)
        act = act_field(record, names[2], phrase, ctx)
        that: Predicate = AllHold((Done(record, act), InBoundWindow(act)))
        found.append(MeasureEvent(CountOf(narrowed(rows, that)), number(counts[1]), windows[1]))
    return found
