"""Consequences, from the sentences that state them and the leads before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllOf, Condition, Misses, Selection
from sladsl.model.consequences import (
    ByLateness,
    Consequence,
    CountsAsMissed,
    CreditLapses,
    DeclaredUnits,
    Effect,
    Excuse,
    ForEachItem,
    Forfeit,
    FromTable,
    Incur,
    NoCredit,
    OfItem,
    OnCondition,
    OnlyGreatest,
    OnMiss,
    Pay,
    Trigger,
    UnitTrigger,
)
from sladsl.model.duties import EachRecord, Repeated
from sladsl.model.moments import WindowSpec
from sladsl.model.resolve.amounts import AMOUNTS, amount
from sladsl.model.resolve.bases import BASES
from sladsl.model.resolve.clause_names import clause_title, clause_titles
from sladsl.model.resolve.conditions import months
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.loosely import some_credit
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.payments import paid_amount
from sladsl.model.resolve.phrases import first, has, sentence_text, text_of, the, tidy, word
from sladsl.model.resolve.precise import fees, open_or_wrong, parties
from sladsl.model.resolve.row_conditions import note_row_condition
from sladsl.model.resolve.tables import Paying, credit_table
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec
from sladsl.syntax.tree import Phrase

CONSEQUENCES = (
    "excused",
    "entitled",
    "incurs",
    "counts_as_missed",
    "credit_lapses",
    "clause_lapses",
    "withheld_lapses",
    "only_greatest",
    "only_chosen",
)


@dataclass(frozen=True)
class Made:
    """A consequence as it is built: the trigger that the leads give, and the guard beside it."""

    trigger: Trigger
    guard: Condition | None


def consequence(effect: Effect, leads: Leads, sentence: Phrase, ctx: Context, *, instead: bool = False) -> Consequence:
    _one_kind_of_window(leads, sentence, ctx)
    made = trigger(leads, sentence, effect, ctx)
    note_row_condition(made.trigger, effect, leads.nodes, ctx)
    return Consequence(
        "", ctx.clause, made.trigger, effect, sentence_text(sentence), ctx.place(sentence), made.guard, instead
    )


def rights(effect: Effect, leads: Leads, sentence: Phrase, ctx: Context) -> list[Consequence]:
    """Of conditions of which one is enough, each gives the right in windows of its own."""
    if not leads.alternatives:
        return [consequence(effect, leads, sentence, ctx)]
    made = []
    for words, tested in leads.alternatives:
        alone = replace(leads, condition=tested.condition, spec=tested.spec, of_each=tested.each, alternatives=())
        made.append(replace(consequence(effect, alone, sentence, ctx), item=words))
    return made


def _one_kind_of_window(leads: Leads, sentence: Phrase, ctx: Context) -> None:
    specs = {tested.spec for _, tested in leads.alternatives if tested.spec is not None}
    if len(specs) > 1:
        raise ctx.refuse(
            "N103",
            sentence,
            "the conditions are tested in different kinds of windows, so nobody can say how often this is due",
            label="which windows?",
            hint="Let all speak of the same window, or make each a sentence of its own.",
        )


def trigger(leads: Leads, sentence: Phrase, effect: Effect, ctx: Context) -> Made:
    """One lead gives the trigger. Of two, the unit gives it, and the condition (or the miss) must hold as well."""
    if leads.period is not None:
        leads.refused(
            ("during_lead",),
            "the sentence speaks of whole windows",
            'Define the measure within that period, or write "Clause … does not apply".',
            ctx,
        )
    if leads.window is not None:
        leads.refused(
            ("window_lead",), "only the windows of each kind can lead", 'Write "in a month" or "in each month".', ctx
        )
    if leads.unit is not None:
        return Made(leads.unit, _both(_missed(leads, sentence, ctx), leads.condition))
    if leads.misses is not None:
        return Made(OnMiss(leads.misses.name), leads.condition)
    if leads.condition is not None:
        return Made(OnCondition(leads.condition, months(leads.spec), _of_each(leads, sentence, ctx)), None)
    return Made(OnCondition(AllOf(()), _always(leads, sentence, effect, ctx)), None)


def _of_each(leads: Leads, sentence: Phrase, ctx: Context) -> Selection | None:
    """What the condition is asked of, one by one."""
    each = tuple(dict.fromkeys(leads.of_each))
    if len(each) > 1:
        names = " and of each ".join(one.name for one in each)
        raise ctx.refuse(
            "N087", sentence, f"the condition is told of each {names}, and follows for one kind of thing",
            hint="Make each a sentence of its own.",
        )  # fmt: skip
    return each[0] if each else None


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    if one is None or other is None:
        return one or other
    return AllOf((one, other))


def _missed(leads: Leads, sentence: Phrase, ctx: Context) -> Condition | None:
    """ "If Provider does not, for each full hour by which …": the clause is missed in the window. A row that is late needs no guard."""
    duty = leads.misses
    if duty is None:
        return None
    match duty.kind, leads.unit:
        case (
            EachRecord(selection=Selection(name=own)) | Repeated(record=own),
            ForEachItem(selection=of) | UnitTrigger(quantity=ByLateness(selection=of)),
        ):
            if own != of.name:
                raise ctx.refuse(
                    "N140",
                    sentence,
                    f"the duty is on each {own}, and this is due for each {of.name}",
                    hint=f'Write "For each {own} that is late, …".',
                )
            return None
        case EachRecord() | Repeated(), UnitTrigger(quantity=OfItem()):
            raise ctx.refuse(
                "N140",
                sentence,
                '"does not" speaks of one row, and "for each" of others',
                hint="Keep one of the two.",
            )
        case _:
            return Misses(duty.clause, duty.who)


def _always(leads: Leads, sentence: Phrase, effect: Effect, ctx: Context) -> WindowSpec:
    """A payment without a lead is due in each window of which it speaks, or in each for which its table has a row."""
    if leads.spec is not None or not isinstance(effect, Pay | Incur):
        return months(leads.spec)
    for node in sentence.walk("window_unit"):
        if word(node, "EACH") or has(node, "every") or word(node, "A"):
            return window_spec(node, ctx)
    if isinstance(effect.amount, FromTable):
        return months(None)
    raise ctx.refuse(
        "N143",
        sentence,
        "nothing says when this is due",
        label="when?",
        hint='Begin with "If …" or "For each …", or let it be due "for each month".',
    )


# --- consequences that are sentences of their own --------------------------------------------------------------------


def stated(statement: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> list[Effect]:
    """Excuses, points, lapses; what else is due when several credits are. One for each clause that the sentence names."""
    titles = clause_titles(statement, ctx) if statement.kind == "excused" else [""]
    return [_stated(statement, title, table, leads, ctx) for title in titles]


def _stated(statement: Phrase, title: str, table: Phrase | None, leads: Leads, ctx: Context) -> Effect:
    window = first(statement, *WINDOWS)
    with ctx.introducing(*leads.binds):
        if window is not None:
            window_ref(window, ctx)
        match statement.kind:
            case "excused":
                return Excuse(party(the(statement, *PARTIES), ctx), title)
            case "entitled":
                return _entitled(statement, table, leads, ctx)
            case "incurs":
                return _incurs(statement, table, ctx)
            case "counts_as_missed":
                return CountsAsMissed(clause_title(the(statement, "clause_name"), ctx))
            case "credit_lapses":
                return CreditLapses()
            case "clause_lapses":
                return Forfeit(clause_title(the(statement, "clause_name"), ctx))
            case "withheld_lapses":
                return Forfeit("withheld")
            case "only_greatest":
                return OnlyGreatest(leads.leading, daily=leads.daily)
            case _:
                return OnlyGreatest(leads.leading, party(the(statement, *PARTIES), ctx), leads.daily)


def _entitled(statement: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> Pay:
    """ "Customer is eligible to receive a credit of 10% of …": the other party owes it; whether without a claim is the reading "claim"."""
    who, found = party(the(statement, *PARTIES), ctx), the(statement, *AMOUNTS, "some_credit")
    others = [name for name in parties(ctx) if name != who]
    noun = next((leaf.text for leaf in found.words() if leaf.text in ("credit", "refund")), "credit")
    if len(others) != 1:
        owed = re.sub(rf"^an? (?:service )?{noun} of ", "", text_of(found), flags=re.IGNORECASE)
        if found.kind == "some_credit":
            owed = f"a share of {fees(ctx)[0]}" if table is not None else "5%"  # of what is then asked
        answers = (f"{payer} shall {noun} {who} {owed}" for payer in others)
        hint = f'Write "Provider shall {noun} {who} {owed}".'
        raise open_or_wrong(ctx, "A004", statement, "Who owes this?", answers, hint, label="who?")
    if found.kind == "some_credit":
        raise some_credit(found, others[0], table is not None, ctx)
    return Pay(noun, others[0], who, paid_amount(statement, table, leads, ctx))


def _incurs(statement: Phrase, table: Phrase | None, ctx: Context) -> Incur:
    found = the(statement, *AMOUNTS)
    named = party(the(statement, *PARTIES), ctx)
    if found.kind == "amount_twice":
        inner = the(found, *BASES)
        unit = ctx.name(word(inner, "NAME"), inner, NameKind.UNIT).text
        return Incur(named, DeclaredUnits(Fraction(2), unit), unit, twice=True)
    if found.kind not in ("amount_units", "amount_following_units"):
        raise ctx.refuse(
            "N144",
            found,
            f'"{text_of(found)}" is paid, and not incurred',
            hint='Write "incurs 2 Points", or "shall credit …".',
        )
    unit = ctx.name(word(found, "NAME"), found, NameKind.UNIT).text
    bands = credit_table(table, Paying(unit, share=False), "", ctx) if table is not None else None
    return Incur(named, amount(found, ctx, bands), unit)


def no_credit(statement: Phrase, sentence: Phrase, ctx: Context) -> Consequence:
    """ "No credit is due for this clause": says on purpose that nothing follows from its duty."""
    if statement.kind == "no_credit_for_late":
        ctx.name(word(statement, "NAME"), statement, NameKind.RECORD, NameKind.SELECTION)
    duty = ctx.duties_before[-1].name if ctx.duties_before else ""
    text, place = tidy(text_of(sentence)), ctx.place(sentence)
    return Consequence(f"{ctx.clause}: no credit", ctx.clause, OnMiss(duty), NoCredit(), text, place)
