"""Worked examples: given these events, this follows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllHold, CountOf, Done, InBoundWindow, Measure, Predicate, Selection
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.resolve.conditions import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.event_rows import RowBeingMade
from sladsl.model.resolve.fields import act_field, choice_of, record_behind, split_field, subject_of
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, text_of, word, words
from sladsl.model.resolve.points import clock_minute, read_date
from sladsl.model.resolve.quantities import QUANTITIES, ROUNDINGS, money, quantity, rounding
from sladsl.model.resolve.selections import CHOICES, meant, narrowed
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import MONTH_NAMES, WINDOWS
from sladsl.model.worked import (
    Event,
    Example,
    Expectation,
    ExpectCredit,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectState,
    MeasureEvent,
    SampleEvent,
)
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.zones import instant_of

FACTS = ("every_record_has", "at_other_times", "measure_given", "measure_given_once", "delivered", "event_record")
OUTCOMES = (
    "measure_is",
    "clause_is",
    "is_excused",
    "meets_in",
    "misses_in",
    "shall_pay",
    "may_terminate",
    "no_credit_is_due",
    "carried_balance",
)


def example(phrase: Phrase, title: str, ctx: Context) -> Example:
    events: list[Event] = []
    for part in every(phrase, *FACTS):
        if part.kind == "event_record":
            events += RowBeingMade(part, ctx).events()
        elif part.kind == "at_other_times":
            _otherwise(part, events, ctx)
        else:
            events += _fact(part, ctx)
    expects: list[Expectation] = []
    for part in every(phrase):
        if part.kind in FACTS:
            continue
        expects += _outcome(part, ctx)
    return Example(title, tuple(events), tuple(expects), ctx.place(phrase))


# --- events ----------------------------------------------------------------------------------------------------------


def _fact(phrase: Phrase, ctx: Context) -> list[Event]:
    match phrase.kind:
        case "every_record_has":
            return [_samples(phrase, ctx)]
        case "measure_given":
            found = first(phrase, *LEVELS)
            assert found is not None
            told = level(found, ctx)
            given = [
                (value, window) for part in every(phrase, "value_in_window") for value, window in [_value_in(part)]
            ]
            return _measured(told.measure, given, ctx)
        case "measure_given_once":
            found, window, value = first(phrase, *LEVELS), first(phrase, *WINDOWS), first(phrase, *QUANTITIES)
            assert found is not None
            assert window is not None
            assert value is not None
            return _measured(level(found, ctx).measure, [(value, window)], ctx)
        case _:
            return _delivered(phrase, ctx)


def _value_in(phrase: Phrase) -> tuple[Phrase, Phrase]:
    value, window = first(phrase, *QUANTITIES), first(phrase, *WINDOWS)
    assert value is not None
    assert window is not None
    return value, window


def _measured(measure: Measure, given: list[tuple[Phrase, Phrase]], ctx: Context) -> list[Event]:
    """A measure in named windows; "in each of the following 3 months" goes on from the window before."""
    found: list[Event] = []
    last: date | None = None
    for value, window in given:
        for first_day, unit in _windows(window, last, ctx):
            found.append(MeasureEvent(measure, quantity(value, ctx).value, first_day, unit))
            last = first_day
    return found


def _windows(window: Phrase, last: date | None, ctx: Context) -> list[tuple[date, WindowUnit]]:
    if window.kind in ("window_each_beside", "window_beside") and last is not None:
        count = int(word(window, "NUMBER") or 1)
        months = []
        for _ in range(count):
            last = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
            months.append((last, WindowUnit.MONTH))
        return months
    return [named_window(window, ctx)]


def named_window(window: Phrase, ctx: Context) -> tuple[date, WindowUnit]:
    """A window that is named by its date: "June 2026", "5 March 2026"."""
    if window.kind == "window_month":
        name, year = word(window, "MONTH_OF_YEAR").split(" ")
        return date(int(year), MONTH_NAMES.index(name) + 1, 1), WindowUnit.MONTH
    if window.kind == "window_day":
        return date(*read_date(word(window, "DATE"), window, ctx)), WindowUnit.DAY
    raise ctx.refuse(
        "N180", window, f'which one is "{text_of(window)}"?', hint='An example names its month: "in June 2026".'
    )


def _samples(phrase: Phrase, ctx: Context) -> SampleEvent:
    """ "every Probe has Outcome failure from … to …"."""
    record, *more = words(phrase, "NAME")
    item = record_behind(subject_of(record, phrase, ctx), phrase, ctx)
    field, rest = split_field(item, more[0], phrase, ctx)
    said = first(phrase, *CHOICES)
    value = choice_of(field, text_of(said).strip('"“”') if said is not None else rest, phrase, ctx)
    stretches: list[tuple[int, int]] = []
    told = [p for holder in (phrase, *every(phrase, "in_stretches")) for p in every(holder, "stretch")]
    for part in told:
        start, end = (moment(m, ctx) for m in every(part, "moment"))
        if end <= start:
            raise ctx.refuse("N181", part, "this stretch ends before it starts")
        stretches.append((start, end))
    for part in every(phrase, "first_of_each"):
        stretches += _first_of_each(part, ctx)
    return SampleEvent(item, field.name, value, tuple(stretches), "")


def _first_of_each(phrase: Phrase, ctx: Context) -> list[tuple[int, int]]:
    """ "for the first 4 minutes of each hour of 7 April 2026"."""
    sizes = {"minute": 1, "hour": 60}
    units = [w.removesuffix("s") for w in words(phrase, "UNIT")]
    if len(units) != 2 or not set(units) <= set(sizes):
        raise ctx.refuse("N182", phrase, "say minutes of each hour, or hours of each day")
    day = datetime.combine(date(*read_date(word(phrase, "DATE"), phrase, ctx)), time())
    length, every_minutes = int(word(phrase, "NUMBER")) * sizes[units[0]], sizes[units[1]]
    starts = [day + timedelta(minutes=m) for m in range(0, 1440, every_minutes)]
    return [(instant_of(s, ctx.zone), instant_of(s + timedelta(minutes=length), ctx.zone)) for s in starts]


def _otherwise(phrase: Phrase, events: list[Event], ctx: Context) -> None:
    """ "and Outcome success at all other times": for the samples told just before."""
    last = next((e for e in reversed(events) if isinstance(e, SampleEvent)), None)
    if last is None:
        raise ctx.refuse("N183", phrase, "other than when?", hint='Write "every Probe has … from … to …" first.')
    field, rest = split_field(last.record, word(phrase, "NAME"), phrase, ctx)
    said = first(phrase, *CHOICES)
    value = choice_of(field, text_of(said).strip('"“”') if said is not None else rest, phrase, ctx)
    events[events.index(last)] = SampleEvent(last.record, last.field, last.value, last.stretches, value, last.bound)


def moment(phrase: Phrase, ctx: Context) -> int:
    """A date and a time of day in the agreement's zone, as an instant."""
    day = date(*read_date(word(phrase, "DATE"), phrase, ctx))
    return local_instant(day, clock_minute(word(phrase, "CLOCK"), phrase, ctx), ctx)


def local_instant(day: date, minute: int, ctx: Context) -> int:
    return instant_of(datetime.combine(day, time()) + timedelta(minutes=minute), ctx.zone)


def _delivered(phrase: Phrase, ctx: Context) -> list[Event]:
    """ "Marketing delivers 180 Qualified Leads to Sales in March 2026 and 41 Deals are Closed in March 2026": counts, given outright."""
    names, counts = words(phrase, "NAME"), words(phrase, "NUMBER")
    windows = every(phrase, *WINDOWS)
    found: list[Event] = []
    chosen = meant(Phrase("subject", _name_words(phrase, 0)), ctx)
    first_day, unit = named_window(windows[0], ctx)
    counted = CountOf(Selection(chosen.selection.name, chosen.selection.where, Supplied(), chosen.selection.scopes))
    found.append(MeasureEvent(counted, number(counts[0]), first_day, unit))
    if len(counts) > 1:
        found.append(_acted(phrase, names, counts[1], windows[1], ctx))
    return found


def _acted(phrase: Phrase, names: list[str], count: str, window: Phrase, ctx: Context) -> MeasureEvent:
    """ "41 Deals are Closed in March 2026": the count that a duty "at least 50 Deals are Closed in each month" asks for."""
    item = subject_of(names[1], phrase, ctx)
    act = act_field(record_behind(item, phrase, ctx), names[2], phrase, ctx)
    that: Predicate = AllHold((Done(record_behind(item, phrase, ctx), act), InBoundWindow(act)))
    first_day, unit = named_window(window, ctx)
    return MeasureEvent(CountOf(narrowed(Selection(item), that)), number(count), first_day, unit)


def _name_words(phrase: Phrase, nth: int) -> tuple[Word, ...]:
    names = [part for part in phrase.parts if isinstance(part, Word) and part.kind == "NAME"]
    return (names[nth],)


# --- outcomes --------------------------------------------------------------------------------------------------------


def _outcome(phrase: Phrase, ctx: Context) -> list[Expectation]:
    place = ctx.place(phrase)
    windows = [named_window(part, ctx) for part in every(phrase, *WINDOWS)]
    match phrase.kind:
        case "measure_is":
            return [_expect_measure(phrase, windows, ctx)]
        case "shall_pay":
            payer, payee = (party(part, ctx) for part in every(phrase, *PARTIES))
            verb = next(v for v in ("credit", "refund", "pay") if has(phrase, v))
            return [ExpectCredit(verb, payer, payee, money(word(phrase, "MONEY")), *windows[0], place)]
        case "no_credit_is_due":
            return [ExpectNoCredit(*windows[0], place)]
        case "clause_is" | "meets_in" | "misses_in" | "is_excused":
            return [_expect_state(phrase, windows, ctx)]
        case "may_terminate":
            who = first(phrase, *PARTIES)
            assert who is not None
            title = first(phrase, "clause_name")
            subject = clause_title(title, ctx) if title is not None else ""
            if not subject and word(phrase, "NAME"):
                subject = ctx.name(word(phrase, "NAME"), phrase, NameKind.SERVICE).text
            month = windows[0] if windows else (date.min, WindowUnit.MONTH)
            return [ExpectRight(party(who, ctx), subject, True, *month, place)]
        case "carried_balance":
            return [_balance(part, phrase, ctx) for part in every(phrase, "balance_at")]
        case _:
            raise ctx.refuse("N184", phrase, f'"{text_of(phrase)}" cannot be computed from an example')


def _expect_measure(phrase: Phrase, windows: list[tuple[date, WindowUnit]], ctx: Context) -> ExpectMeasure:
    found, value = first(phrase, *LEVELS), first(phrase, *QUANTITIES)
    assert found is not None
    assert value is not None
    told = level(found, ctx)
    unit = unit_of(told.measure, found, ctx)
    said = quantity(value, ctx)
    check_unit(said.unit, unit, told.name, value, ctx)
    how = first(phrase, *ROUNDINGS)
    if not windows:
        raise ctx.refuse("N180", phrase, "in which month?", hint='An example names its month: "in June 2026".')
    return ExpectMeasure(
        told.measure,
        said.value,
        said.unit,
        rounding(how, said.unit) if how is not None else None,
        *windows[0],
        ctx.place(phrase),
    )


def _expect_state(phrase: Phrase, windows: list[tuple[date, WindowUnit]], ctx: Context) -> ExpectState:
    title = first(phrase, "clause_name")
    assert title is not None
    who = first(phrase, *PARTIES)
    named = party(who, ctx) if who is not None else ""
    if phrase.kind == "is_excused":
        holder = first(phrase, "named")
        named = ctx.name(word(holder, "NAME"), holder, NameKind.PARTY, NameKind.ROLE).text if holder is not None else ""
    states = {"meets_in": "met", "misses_in": "missed", "is_excused": "excused"}
    state = states.get(phrase.kind) or next(s for s in ("met", "missed", "excused", "pending") if has(phrase, s))
    return ExpectState(named, clause_title(title, ctx), state, *windows[0], ctx.place(phrase))


def _balance(part: Phrase, phrase: Phrase, ctx: Context) -> ExpectLedger:
    """ "the shortfall that is carried over is 4 hours at the end of April 2026"."""
    value, at = first(part, *QUANTITIES), first(part, "edge_of_stretch")
    assert value is not None
    if at is None:
        raise ctx.refuse("N185", part, "at the end of which month?", hint='Write "at the end of April 2026".')
    window = first(at, *WINDOWS)
    assert window is not None
    kind = "shortfall" if has(phrase, "shortfall") else "excess"
    said = quantity(value, ctx)
    return ExpectLedger(ctx.ledger_of(kind, phrase), said.value, said.unit, *named_window(window, ctx), ctx.place(part))
