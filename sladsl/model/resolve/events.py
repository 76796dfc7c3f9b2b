"""Worked examples: given these events, this follows."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllHold, CountOf, Done, InBoundWindow, NamedMeasure, Predicate
from sladsl.model.moments import Supplied
from sladsl.model.quantities import Quantity
from sladsl.model.resolve.amounts import in_currency
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.event_rows import RowsBeingMade
from sladsl.model.resolve.event_samples import samples, samples_otherwise, stretches_of
from sladsl.model.resolve.fields import act_field, record_behind
from sladsl.model.resolve.levels import LEVELS, Told
from sladsl.model.resolve.named_windows import TOLD_MONTHS, named_window, named_windows, told_months
from sladsl.model.resolve.outcomes import OUTCOMES, base_and_window, outcome
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, has, number, text_of, the, word, words
from sladsl.model.resolve.quantities import QUANTITIES, quantity
from sladsl.model.resolve.selections import narrowed, selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS
from sladsl.model.worked import (
    AmountEvent,
    Bound,
    Event,
    Example,
    Expectation,
    FormEvent,
    MeasureEvent,
    NamedWindow,
    StateEvent,
    StretchEvent,
    window_of,
)
from sladsl.syntax.tree import Phrase

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
        expects: list[Expectation] = []
        for part in every(phrase, *OUTCOMES):
            expects += outcome(part, cast)
            cast.told = window_of(expects[-1]) or cast.told
    made = cast.events[len(events) :]
    # "Uptime of a Circuit in March 2026 is …" speaks of the row that the facts gave, or of a new one
    return Example(title, (*made, *events), tuple(expects), ctx.place(phrase))


def _fact(phrase: Phrase, cast: Cast) -> None:
    ctx, events = cast.ctx, cast.events
    match phrase.kind:
        case "every_record_has":
            events.append(samples(phrase, ctx))
        case "at_other_times":
            samples_otherwise(phrase, events, ctx)
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
            events.append(StretchEvent(told.measure, said.value, stretches_of(phrase, ctx), None, bound))
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
