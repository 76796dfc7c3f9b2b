"""Worked examples: given these events, this follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sladsl.model.algebra import AllHold, CountOf, Done, FieldIs, InBoundWindow, Predicate
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.event_rows import RowBeingMade
from sladsl.model.resolve.fields import act_field, choice_of, record_behind, split_field, subject_of
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.outcomes import OUTCOMES, named_window, outcome
from sladsl.model.resolve.phrases import every, first, has, number, quoted, text_of, the, word, words
from sladsl.model.resolve.points import clock_minute, read_date
from sladsl.model.resolve.quantities import QUANTITIES, quantity, unit_word
from sladsl.model.resolve.selections import CHOICES, narrowed, scopes_of, selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event, Example, MeasureEvent, SampleEvent
from sladsl.syntax.tree import Phrase
from sladsl.time.zones import instant_of

FACTS = ("every_record_has", "at_other_times", "measure_given", "measure_given_once", "delivered", "event_record")


def example(phrase: Phrase, title: str, ctx: Context) -> Example:
    events: list[Event] = []
    for part in every(phrase, *FACTS):
        if part.kind == "event_record":
            events += RowBeingMade(part, ctx).events()
        elif part.kind == "at_other_times":
            _otherwise(part, events, ctx)
        else:
            events += _fact(part, ctx)
    expects = [one for part in every(phrase, *OUTCOMES) for one in outcome(part, events, ctx)]
    return Example(title, tuple(events), tuple(expects), ctx.place(phrase))


def _fact(phrase: Phrase, ctx: Context) -> list[Event]:
    match phrase.kind:
        case "every_record_has":
            return [_samples(phrase, ctx)]
        case "measure_given":
            given = [(the(part, *QUANTITIES), the(part, *WINDOWS)) for part in every(phrase, "value_in_window")]
            return _measured(the(phrase, *LEVELS), given, ctx)
        case "measure_given_once":
            return _measured(the(phrase, *LEVELS), [(the(phrase, *QUANTITIES), the(phrase, *WINDOWS))], ctx)
        case _:
            return _delivered(phrase, ctx)


def _measured(found: Phrase, given: list[tuple[Phrase, Phrase]], ctx: Context) -> list[Event]:
    """A measure in named windows; "in each of the following 3 months" goes on from the window before."""
    told = level(found, ctx)
    unit = unit_of(told.measure, found, ctx)
    events: list[Event] = []
    last: date | None = None
    for value, window in given:
        said = quantity(value, ctx)
        check_unit(said.unit, unit, told.name, value, ctx)
        for first_day, kind in _windows(window, last, ctx):
            events.append(MeasureEvent(told.measure, said.value, first_day, kind))
            last = first_day
    return events


def _windows(window: Phrase, last: date | None, ctx: Context) -> list[tuple[date, WindowUnit]]:
    if window.kind in ("window_each_beside", "window_beside") and last is not None and has(window, "following"):
        if unit_word(window) != "month":
            raise ctx.refuse(
                "N180", window, f'which ones are "{text_of(window)}"?', hint="An example names its months."
            )
        count = int(number(word(window, "NUMBER") or "1"))
        months = []
        for _ in range(count):
            last = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
            months.append((last, WindowUnit.MONTH))
        return months
    return [named_window(window, ctx)]


def _samples(phrase: Phrase, ctx: Context) -> SampleEvent:
    """ "every Probe of London has Outcome failure from … to …"."""
    record = record_behind(subject_of(word(phrase, "NAME"), phrase, ctx), phrase, ctx)
    field, value = _choice(words(phrase, "NAME")[-1], record, phrase, ctx)
    stretches: list[tuple[int, int]] = []
    told = [p for holder in (phrase, *every(phrase, "in_stretches")) for p in every(holder, "stretch")]
    for part in told:
        start, end = (moment(m, ctx) for m in every(part, "moment"))
        if end <= start:
            raise ctx.refuse("N181", part, "this stretch ends before it starts", hint="Exchange the two times.")
        stretches.append((start, end))
    for part in every(phrase, "first_of_each"):
        stretches += _first_of_each(part, ctx)
    return SampleEvent(record, field, value, tuple(stretches), "", _streams(phrase, record, ctx))


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
    return local_instant(day, clock_minute(word(phrase, "CLOCK"), phrase, ctx), ctx)


def local_instant(day: date, minute: int, ctx: Context) -> int:
    return instant_of(datetime.combine(day, time()) + timedelta(minutes=minute), ctx.zone)


def _delivered(phrase: Phrase, ctx: Context) -> list[Event]:
    """ "Marketing delivers 180 Qualified Leads to Sales in March 2026 and 41 Deals are Closed in March 2026": counts, given outright."""
    names, counts = words(phrase, "NAME"), words(phrase, "NUMBER")
    windows = [named_window(part, ctx) for part in every(phrase, *WINDOWS)]
    counted = replace(selected(names[0], phrase, ctx), window=Supplied())
    found: list[Event] = [MeasureEvent(CountOf(counted), number(counts[0]), *windows[0])]
    if len(counts) > 1:
        # the count that a duty "at least 50 Deals are Closed in each month" asks for
        rows = selected(names[1], phrase, ctx)
        record = record_behind(rows.name, phrase, ctx)
        act = act_field(record, names[2], phrase, ctx)
        that: Predicate = AllHold((Done(record, act), InBoundWindow(act)))
        found.append(MeasureEvent(CountOf(narrowed(rows, that)), number(counts[1]), *windows[1]))
    return found
