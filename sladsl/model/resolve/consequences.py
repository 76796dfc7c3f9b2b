"""Consequences and rights, from the sentences that state them and the leads before them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AllOf,
    Condition,
)
from sladsl.model.consequences import (
    AllFees,
    Amount,
    Consequence,
    CountsAsMissed,
    CreditLapses,
    DeclaredUnits,
    Effect,
    Excuse,
    Extend,
    Forfeit,
    Incur,
    NoCredit,
    OnCondition,
    OnlyGreatest,
    OnMiss,
    Pay,
    RefundPrepaid,
    Release,
    ShareOf,
    Terminate,
    Trigger,
    Withhold,
)
from sladsl.model.moments import Length, Limit, LimitKind, WindowUnit
from sladsl.model.resolve.amounts import AMOUNTS, BASES, amount
from sladsl.model.resolve.conditions import clause_title, months
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.moments import POINTS, WINDOWS, point, window_spec, window_unit
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import first, has, number, text_of, tidy, word
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, singular_unit
from sladsl.model.resolve.tables import credit_table
from sladsl.syntax.tree import Phrase

PAYMENTS = ("pay_amount", "pay_back_fees", "pay_for_each", "release", "extend")
CONSEQUENCES = (
    "excused",
    "incurs",
    "counts_as_missed",
    "credit_lapses",
    "clause_lapses",
    "withheld_lapses",
    "only_greatest",
    "only_chosen",
    "no_credit_for_late",
    "no_credit_for_clause",
)


@dataclass(frozen=True)
class Made:
    """A consequence as it is built: the trigger that the leads give, and the guard beside it."""

    trigger: Trigger
    guard: Condition | None


def consequence(effect: Effect, leads: Leads, sentence: Phrase, ctx: Context, *, instead: bool = False) -> Consequence:
    made = trigger(leads, sentence, ctx)
    return Consequence(
        "", ctx.clause, made.trigger, effect, tidy(text_of(sentence)), ctx.place(sentence), made.guard, instead
    )


def trigger(leads: Leads, sentence: Phrase, ctx: Context) -> Made:
    """One lead gives the trigger. Of two, the unit gives it, and the condition must hold as well."""
    if leads.misses is not None and leads.unit is None:
        return Made(OnMiss(leads.misses), leads.condition)
    if leads.unit is not None:
        guard = leads.condition
        if leads.misses is not None:
            raise ctx.refuse("N140", sentence, '"does not" and "for each" both say when; keep one of them')
        return Made(leads.unit, guard)
    if leads.condition is not None:
        return Made(OnCondition(leads.condition, months(leads.spec)), None)
    return Made(OnCondition(AllOf(()), months(leads.spec)), None)


def payment(act: Phrase, who: str, sentence: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> Effect:
    """credit, refund, pay, extend, release."""
    with ctx.introducing(*leads.binds):
        match act.kind:
            case "pay_amount":
                return Pay(_verb(act), who, _payee(act, ctx), _paid_amount(act, table, leads, ctx))
            case "pay_back_fees":
                until = first(act, *POINTS)
                assert until is not None
                return RefundPrepaid(who, _payee(act, ctx), point(until, ctx))
            case "extend":
                return _extend(act, who, ctx)
            case "release":
                return Release(who)
            case _:
                raise ctx.refuse(
                    "N141", act, f'"{text_of(act)}" is not understood here', hint="Let the unit lead: For each …, …."
                )


def _verb(act: Phrase) -> str:
    return next(verb for verb in ("credit", "refund", "pay") if has(act, verb))


def _payee(act: Phrase, ctx: Context) -> str:
    found = first(act, *PARTIES)
    assert found is not None
    return party(found, ctx)


def _paid_amount(act: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> Amount:
    found = first(act, *AMOUNTS)
    assert found is not None
    bands = None
    if table is not None:
        item = leads.binds[-1] if leads.binds else ""
        bands = credit_table(table, "", item, ctx)
    return amount(found, ctx, bands)


def _extend(act: Phrase, who: str, ctx: Context) -> Extend:
    subject = ""
    if word(act, "NAME"):
        subject = ctx.name(word(act, "NAME"), act, NameKind.SERVICE).text
    longer = first(act, *DURATIONS)
    assert longer is not None
    limited = first(act, "allowance_of")
    most, spec = None, None
    if limited is not None:
        cut, window = first(limited, *DURATIONS), first(limited, *WINDOWS)
        assert cut is not None
        most = length(cut, ctx)
        spec = window_spec(window, ctx) if window is not None else None
    return Extend(who, subject, length(longer, ctx), most, spec)


def stated(statement: Phrase, sentence: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> Effect:
    """The consequences that are sentences of their own: excuses, points, lapses."""
    window = first(statement, *WINDOWS)
    if window is not None and window.kind == "window_unit":
        ctx.unit = ctx.unit or window_unit(window, ctx)
    with ctx.introducing(*leads.binds):
        match statement.kind:
            case "excused":
                who, title = first(statement, *PARTIES), first(statement, "clause_name")
                assert who is not None
                assert title is not None
                return Excuse(party(who, ctx), clause_title(title, ctx))
            case "incurs":
                return _incurs(statement, table, ctx)
            case "counts_as_missed":
                title = first(statement, "clause_name")
                assert title is not None
                return CountsAsMissed(clause_title(title, ctx))
            case "credit_lapses":
                return CreditLapses()
            case "clause_lapses":
                title = first(statement, "clause_name")
                assert title is not None
                return Forfeit(clause_title(title, ctx))
            case "withheld_lapses":
                return Forfeit("withheld")
            case "only_greatest":
                return OnlyGreatest()
            case "only_chosen":
                who = first(statement, *PARTIES)
                assert who is not None
                return OnlyGreatest(party(who, ctx))
            case _:
                return NoCredit()


def _incurs(statement: Phrase, table: Phrase | None, ctx: Context) -> Incur:
    who, found = first(statement, *PARTIES), first(statement, *AMOUNTS)
    assert who is not None
    assert found is not None
    named = party(who, ctx)
    if found.kind == "amount_twice":
        inner = first(found, *BASES)
        assert inner is not None
        unit = ctx.name(word(inner, "NAME"), inner, NameKind.UNIT).text
        return Incur(named, DeclaredUnits(Fraction(2), unit), unit, twice=True)
    unit = ctx.name(word(found, "NAME"), found, NameKind.UNIT).text
    bands = credit_table(table, unit, "", ctx) if table is not None else None
    return Incur(named, amount(found, ctx, bands), unit)


# --- rights ----------------------------------------------------------------------------------------------------------


def terminate(power: Phrase, who: str, leads: Leads, ctx: Context) -> Terminate:
    title = first(power, "clause_name")
    that = first(power, "for_that")
    subject = clause_title(title, ctx) if title is not None else ""
    if not subject and word(power, "NAME"):
        subject = ctx.name(word(power, "NAME"), power, NameKind.SERVICE).text
    group = ctx.name(word(that, "NAME"), that).text if that is not None else ""
    told, end = _notice(power, ctx)
    given = first(power, "given")
    exercise = None
    if given is not None:
        with ctx.introducing(*leads.binds):
            cut, anchor = first(given, *DURATIONS), first(given, *POINTS)
            assert cut is not None
            assert anchor is not None
            exercise = Limit(LimitKind.WITHIN, point(anchor, ctx), length(cut, ctx))
    return Terminate(who, subject, title is not None, group, told, end, exercise)


def _notice(power: Phrase, ctx: Context) -> tuple[Length | None, WindowUnit | None]:
    notice = first(power, "notice")
    if notice is None:
        return None, None
    window = first(notice, *WINDOWS)
    end = window_unit(window, ctx) if window is not None else None
    unit = word(notice, "UNIT_OF_NOTICE")
    if not unit:
        return None, end
    return plain_length(number(word(notice, "NUMBER")), singular_unit(unit.rstrip("s'’"))), end


def withhold(power: Phrase, who: str, ctx: Context) -> Withhold:
    found, until = first(power, *AMOUNTS), first(power, *POINTS)
    assert found is not None
    base = first(found, "base_following_invoices", "base_invoice")
    if base is not None:
        share: Amount = ShareOf(number(word(found, "PERCENT")) / 100, AllFees())
        return Withhold(who, share, point(until, ctx) if until is not None else None)
    return Withhold(who, amount(found, ctx), point(until, ctx) if until is not None else None)
