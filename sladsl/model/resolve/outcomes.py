"""What a worked example says that follows."""

from __future__ import annotations

from datetime import date

from sladsl.model.agreement import NameKind
from sladsl.model.moments import WindowUnit
from sladsl.model.resolve.amounts import in_currency
from sladsl.model.resolve.conditions import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, text_of, the, word
from sladsl.model.resolve.points import read_date
from sladsl.model.resolve.quantities import QUANTITIES, ROUNDINGS, quantity, rounding
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import MONTH_NAMES, WINDOWS
from sladsl.model.worked import (
    Event,
    Expectation,
    ExpectCredit,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectState,
    MeasureEvent,
    RowEvent,
    SampleEvent,
)
from sladsl.syntax.tree import Phrase
from sladsl.time.zones import date_of

OUTCOMES = (
    "measure_is",
    "clause_is",
    "is_excused",
    "meets_in",
    "misses_in",
    "shall_pay",
    "shall_extend",
    "shall_incur",
    "may_terminate",
    "no_credit_is_due",
    "record_is",
    "carried_balance",
)
_INSTEAD = {
    "shall_extend": "Say which measure it rests on, or that the clause is missed in the month.",
    "shall_incur": "Say that the clause is missed in the month, or what is credited for the Points.",
    "record_is": 'Say that clause "…" is met or missed in the month.',
}
"""What can be said instead of an outcome that a settlement does not give as a figure of its own."""


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


def outcome(phrase: Phrase, events: list[Event], ctx: Context) -> list[Expectation]:
    place = ctx.place(phrase)
    windows = [named_window(part, ctx) for part in every(phrase, *WINDOWS)]
    match phrase.kind:
        case "measure_is":
            return [_measure_is(phrase, windows, ctx)]
        case "shall_pay":
            payer, payee = (party(part, ctx) for part in every(phrase, *PARTIES))
            verb = next(v for v in ("credit", "refund", "pay") if has(phrase, v))
            amount = in_currency(word(phrase, "MONEY"), phrase, ctx)
            return [ExpectCredit(verb, payer, payee, amount, *windows[0], place)]
        case "no_credit_is_due":
            return [ExpectNoCredit(*windows[0], place)]
        case "clause_is" | "meets_in" | "misses_in" | "is_excused":
            return [_state(phrase, windows, ctx)]
        case "may_terminate":
            who = party(the(phrase, *PARTIES), ctx)
            title = first(phrase, "clause_name")
            subject = clause_title(title, ctx) if title is not None else ""
            if not subject and word(phrase, "NAME"):
                subject = ctx.name(word(phrase, "NAME"), phrase, NameKind.SERVICE).text
            return [ExpectRight(who, subject, True, _last_month(phrase, events, ctx), WindowUnit.MONTH, place)]
        case "carried_balance":
            return [_balance(part, phrase, ctx) for part in every(phrase, "balance_at")]
        case _:
            raise ctx.refuse(
                "N184",
                phrase,
                f'"{text_of(phrase)}" is not a figure that a settlement gives',
                hint=_INSTEAD[phrase.kind],
            )


def _measure_is(phrase: Phrase, windows: list[tuple[date, WindowUnit]], ctx: Context) -> ExpectMeasure:
    found, value = the(phrase, *LEVELS), the(phrase, *QUANTITIES)
    told = level(found, ctx)
    said = quantity(value, ctx)
    check_unit(said.unit, unit_of(told.measure, found, ctx), told.name, value, ctx)
    if not windows:
        raise ctx.refuse("N180", phrase, "in which month?", hint='An example names its month: "in June 2026".')
    how = first(phrase, *ROUNDINGS)
    rounded = rounding(how, said.unit) if how is not None else None
    return ExpectMeasure(told.measure, said.value, said.unit, rounded, *windows[0], ctx.place(phrase))


def _state(phrase: Phrase, windows: list[tuple[date, WindowUnit]], ctx: Context) -> ExpectState:
    who = first(phrase, *PARTIES)
    named = party(who, ctx) if who is not None else ""
    if phrase.kind == "is_excused":
        holder = the(phrase, *LEVELS)
        if holder.kind != "named":
            raise ctx.refuse(
                "N184", phrase, f"{text_of(holder)} is no party, and only a party is excused", hint="Name the party."
            )
        named = ctx.name(word(holder, "NAME"), holder, NameKind.PARTY, NameKind.ROLE).text
    states = {"meets_in": "met", "misses_in": "missed", "is_excused": "excused"}
    state = states.get(phrase.kind) or next(s for s in ("met", "missed", "excused", "pending") if has(phrase, s))
    return ExpectState(named, clause_title(the(phrase, "clause_name"), ctx), state, *windows[0], ctx.place(phrase))


def _balance(part: Phrase, phrase: Phrase, ctx: Context) -> ExpectLedger:
    """ "the shortfall that is carried over is 4 hours at the end of April 2026"."""
    value, at = the(part, *QUANTITIES), first(part, "edge_of_stretch")
    window = first(at, *WINDOWS) if at is not None else None
    if at is None or window is None or not word(at, "END"):
        raise ctx.refuse("N185", part, "at the end of which month?", hint='Write "at the end of April 2026".')
    kind = "shortfall" if has(phrase, "shortfall") else "excess"
    said = quantity(value, ctx)
    return ExpectLedger(ctx.ledger_of(kind, phrase), said.value, said.unit, *named_window(window, ctx), ctx.place(part))


def _last_month(phrase: Phrase, events: list[Event], ctx: Context) -> date:
    """The month of the last event: the one with which a right arises in an example."""
    days: list[date] = []
    for event in events:
        match event:
            case MeasureEvent(first=day):
                days.append(day)
            case SampleEvent(stretches=stretches):
                days += [date_of(end - 1, ctx.zone) for _, end in stretches]
            case RowEvent(fields=fields):
                instants = [v for _, v in fields if isinstance(v, int) and not isinstance(v, bool)]
                days += [date_of(instant, ctx.zone) for instant in instants]
                days += [v for _, v in fields if isinstance(v, date)]
    if not days:
        raise ctx.refuse(
            "N180", phrase, "in which month does the right arise?", hint="Give the events with their dates."
        )
    return max(days).replace(day=1)
