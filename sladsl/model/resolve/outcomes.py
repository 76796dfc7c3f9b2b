"""What a worked example says that follows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllOf, Late, Quantifier, Records
from sladsl.model.consequences import AllFees, Fee, NamedAmount, ShareOf
from sladsl.model.quantities import NUMBER, Dimension, Unit
from sladsl.model.resolve.amounts import in_currency
from sladsl.model.resolve.bases import BASES, base
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.event_months import last_month, month_of
from sladsl.model.resolve.fields import act_field, record_behind
from sladsl.model.resolve.levels import LEVELS
from sladsl.model.resolve.named_windows import named_window
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, word
from sladsl.model.resolve.points import clock_minute, read_date
from sladsl.model.resolve.predicates import predicate
from sladsl.model.resolve.quantities import (
    DURATIONS,
    QUANTITIES,
    ROUNDINGS,
    plain_length,
    quantity,
    rounding,
    unit_word,
)
from sladsl.model.resolve.selections import Meant, meant, selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS, participle
from sladsl.model.worked import (
    Bound,
    ExpectAllowance,
    Expectation,
    ExpectBelongs,
    ExpectCredit,
    ExpectDue,
    ExpectExtension,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectRows,
    ExpectState,
    ExpectUnits,
    NamedWindow,
)
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.zones import instant_of

OUTCOMES = (
    "measure_is",
    "clause_is",
    "clause_is_off",
    "is_excused",
    "meets_in",
    "misses_in",
    "shall_pay",
    "shall_pay_share",
    "shall_extend",
    "shall_incur",
    "shall_pay_units",
    "may_terminate",
    "may_use",
    "no_credit_is_due",
    "record_is",
    "record_is_due",
    "carried_balance",
)


def outcome(phrase: Phrase, cast: Cast) -> list[Expectation]:
    ctx, place = cast.ctx, cast.ctx.place(phrase)
    windows = [named_window(part, ctx) for part in every(phrase, *WINDOWS)]
    match phrase.kind:
        case "measure_is":
            return [_measure_is(phrase, windows, cast)]
        case "shall_pay" | "shall_pay_share":
            return [_pay(phrase, windows, cast)]
        case "no_credit_is_due":
            verb = "pay" if has(phrase, "payment") else "refund" if has(phrase, "refund") else "credit"
            return [ExpectNoCredit(windows[0], place, verb)]
        case "clause_is" | "clause_is_off" | "meets_in" | "misses_in" | "is_excused":
            return [_state(phrase, windows[0], ctx)]
        case "shall_incur" | "shall_pay_units":
            unit = ctx.name(word(phrase, "NAME"), phrase, NameKind.UNIT).text
            count = number(word(phrase, "NUMBER"))
            return [ExpectUnits(party(the(phrase, *PARTIES), ctx), unit, count, windows[0], place)]
        case "shall_extend":
            return [_extension(phrase, cast)]
        case "may_terminate":
            return [_right(phrase, windows, cast)]
        case "may_use":
            return [_allowance(phrase, windows[0], ctx)]
        case "carried_balance":
            return [_balance(part, phrase, ctx) for part in every(phrase, "balance_at")]
        case "record_is_due":
            return [_due(phrase, ctx)]
        case _:
            return [_rows(phrase, cast)]


def base_and_window(phrase: Phrase, cast: Cast) -> tuple[Fee | AllFees | NamedAmount, NamedWindow | None]:
    """ "the Hosting fee for March 2026": the fee of whatever window is asked for, and the window that is named beside it."""
    ctx = cast.ctx
    said = the(phrase, *BASES)
    window: Phrase | None = first(phrase, *WINDOWS)
    parts: list[Phrase | Word] = []
    for part in said.parts:
        told = first(part, *WINDOWS) if isinstance(part, Phrase) else None
        if not isinstance(part, Phrase) or told is None:
            parts.append(part)
            continue
        window = told
        if part.kind == "for_selected_and_window":
            parts.append(Phrase("for_selected", tuple(one for one in part.parts if one is not told)))
    group = next((word(part, "NAME") for part in every(said, "for_selected", "for_selected_and_window")), "")
    if group:
        cast.key(record_behind(group, said, ctx))
    with ctx.introducing(*cast.records):
        found = base(Phrase(said.kind, tuple(parts)), ctx)
    if not isinstance(found, Fee | AllFees | NamedAmount):
        raise ctx.refuse(
            "N184",
            phrase,
            f'"{text_of(said)}" is worked out, and not given',
            hint="Give the fee of which it is a part.",
        )
    return found, named_window(window, ctx) if window is not None else None


def _pay(phrase: Phrase, windows: list[NamedWindow], cast: Cast) -> ExpectCredit:
    ctx = cast.ctx
    payer, payee = (party(part, ctx) for part in every(phrase, *PARTIES))
    verb = next(v for v in ("credit", "refund", "pay") if has(phrase, v))
    place = ctx.place(phrase)
    if phrase.kind == "shall_pay":
        amount = in_currency(word(phrase, "MONEY"), phrase, ctx)
        return ExpectCredit(verb, payer, payee, amount, windows[0], place)
    of, window = base_and_window(phrase, cast)
    if window is None:
        raise _no_window(phrase, ctx)
    bound: Bound = ()
    if isinstance(of, Fee) and of.of_group:
        bound = ((of.of_group, cast.key(record_behind(of.of_group, phrase, ctx))),)
    return ExpectCredit(verb, payer, payee, ShareOf(number(word(phrase, "PERCENT")) / 100, of), window, place, bound)


def _no_window(phrase: Phrase, ctx: Context) -> Exception:
    return ctx.refuse("N180", phrase, "in which month?", hint='An example names its month: "in June 2026".')


def _measure_is(phrase: Phrase, windows: list[NamedWindow], cast: Cast) -> ExpectMeasure:
    ctx = cast.ctx
    found, value = the(phrase, *LEVELS), the(phrase, *QUANTITIES)
    told, bound = cast.level(found)
    said = quantity(value, ctx)
    check_unit(said.unit, unit_of(told.measure, found, ctx), told.name, value, ctx)
    if not windows:
        raise _no_window(phrase, ctx)
    how = first(phrase, *ROUNDINGS)
    rounded = rounding(how, said.unit) if how is not None else None
    return ExpectMeasure(told.measure, said.value, said.unit, rounded, windows[0], ctx.place(phrase), bound)


def _state(phrase: Phrase, window: NamedWindow, ctx: Context) -> ExpectState:
    who = first(phrase, *PARTIES)
    named = party(who, ctx) if who is not None else ""
    if phrase.kind == "is_excused":
        holder = the(phrase, *LEVELS)
        if holder.kind != "named":
            raise ctx.refuse(
                "N184", phrase, f"{text_of(holder)} is no party, and only a party is excused", hint="Name the party."
            )
        named = ctx.name(word(holder, "NAME"), holder, NameKind.PARTY, NameKind.ROLE).text
    states = {"meets_in": "met", "misses_in": "missed", "is_excused": "excused", "clause_is_off": "off"}
    state = states.get(phrase.kind) or next(s for s in ("met", "missed", "excused", "pending") if has(phrase, s))
    return ExpectState(named, clause_title(the(phrase, "clause_name"), ctx), state, window, ctx.place(phrase))


def _extension(phrase: Phrase, cast: Cast) -> ExpectExtension:
    """ "Provider shall extend Query by 7 days for June 2026"; without a window, in the month of the last event."""
    ctx = cast.ctx
    subject = word(phrase, "NAME")
    if subject:
        subject = ctx.name(subject, phrase, NameKind.SERVICE, NameKind.RECORD, NameKind.PERIOD).text
    length = the(phrase, *DURATIONS)
    for_window = first(phrase, *WINDOWS)
    window = named_window(for_window, ctx) if for_window is not None else last_month(phrase, cast)
    return ExpectExtension(subject, number(text_of(length)), unit_word(length), window, ctx.place(phrase))


def _right(phrase: Phrase, windows: list[NamedWindow], cast: Cast) -> ExpectRight:
    ctx = cast.ctx
    who = party(the(phrase, *PARTIES), ctx)
    title = first(phrase, "clause_name")
    subject = clause_title(title, ctx) if title is not None else ""
    if not subject and word(phrase, "NAME"):
        subject = ctx.name(word(phrase, "NAME"), phrase, NameKind.SERVICE).text
    arises = not has(phrase, "not")
    window = windows[0] if windows else last_month(phrase, cast) if arises else None
    return ExpectRight(who, subject, arises, window, ctx.place(phrase))


def _allowance(phrase: Phrase, window: NamedWindow, ctx: Context) -> ExpectAllowance:
    """ "Client may use up to 14.5 hours of Support in April 2026", with what is carried over into the month."""
    found = first(phrase, *QUANTITIES)
    name = word(found, "NAME") if found is not None else word(phrase, "NAME")
    if not name:
        raise ctx.refuse("N164", phrase, "up to so much of what?", hint='Write "up to 14.5 hours of Support".')
    place = ctx.place(phrase)
    if found is None:
        count = number(word(phrase, "NUMBER"))
        return ExpectAllowance(selected(name, phrase, ctx).name, count, NUMBER, window, place)
    unit = unit_word(found)
    value = plain_length(number(word(found, "NUMBER")), unit).amount
    return ExpectAllowance(ctx.name(name, phrase).text, value, Unit(Dimension.TIME, unit), window, place)


def _balance(part: Phrase, phrase: Phrase, ctx: Context) -> ExpectLedger:
    """ "the shortfall that is carried over is 4 hours at the end of April 2026"."""
    value, at = the(part, *QUANTITIES), first(part, "edge_of_stretch")
    window = first(at, *WINDOWS) if at is not None else None
    if at is None or window is None or not word(at, "END"):
        raise ctx.refuse("N185", part, "at the end of which month?", hint='Write "at the end of April 2026".')
    said = quantity(value, ctx)
    return ExpectLedger(_ledger(phrase, ctx), said.value, said.unit, named_window(window, ctx), ctx.place(part))


def _ledger(phrase: Phrase, ctx: Context) -> str:
    if has(phrase, "unused"):
        return f"unused part of {ctx.name(word(phrase, 'NAME'), phrase).text}"
    kind = "shortfall" if has(phrase, "shortfall") else "excess"
    measure = first(phrase, "in_measure")
    if measure is None:
        return ctx.ledger_of(kind, phrase)
    name = f"{kind} in {ctx.name(word(measure, 'NAME'), measure).text}"
    if name not in ctx.balances:
        raise ctx.refuse(
            "N116", measure, f"no {name} is told before this", hint=f'Write "A {name} is carried over to …" first.'
        )
    return name


# --- rows ------------------------------------------------------------------------------------------------------------------------


def _rows(phrase: Phrase, cast: Cast) -> Expectation:
    """ "the Ticket is late", "a Lead is a Qualified Lead": of the rows that the example gives, of which there must be one."""
    ctx, place, text = cast.ctx, cast.ctx.place(phrase), text_of(phrase)
    chosen = meant(the(phrase, "subject"), ctx)
    item = chosen.selection.name
    one = first(the(phrase, "predicates"), "is_one_of")
    if one is not None and len(every(the(phrase, "predicates"))) == 1:
        other = selected(word(one, "NAME"), one, ctx)
        return ExpectBelongs(chosen.selection, other, not has(one, "not"), text, place)
    with ctx.introducing(*(group.name for group in chosen.groups), item):
        that = predicate(the(phrase, "predicates"), item, ctx)
    window = month_of(item, phrase, cast) if isinstance(that, Late) else None
    found = Records(chosen.quantifier, chosen.selection, that, chosen.bound)
    if not _is_of_all(chosen):
        return ExpectRows(found, window, text, place)
    return ExpectRows(AllOf((Records(Quantifier.SOME, chosen.selection), found)), window, text, place)


def _is_of_all(chosen: Meant) -> bool:
    """Whether it would hold of no row at all."""
    return chosen.quantifier is Quantifier.EACH


def _due(phrase: Phrase, ctx: Context) -> ExpectDue:
    """ "the Ticket shall be Answered by 9 March 2026 08:05"."""
    subject = the(phrase, "subject")
    record = record_behind(meant(subject, ctx).selection.name, subject, ctx)
    field = act_field(record, participle(phrase), phrase, ctx)
    day = date(*read_date(word(phrase, "DATE"), phrase, ctx))
    clock = word(phrase, "CLOCK")
    if not clock:
        return ExpectDue(record, field, instant_of(datetime.combine(day, time()), ctx.zone), day, ctx.place(phrase))
    at = datetime.combine(day, time()) + timedelta(minutes=clock_minute(clock, phrase, ctx))
    return ExpectDue(record, field, instant_of(at, ctx.zone), None, ctx.place(phrase))
