"""One sentence at a time: each adds to what the agreement says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Records, Selection
from sladsl.model.consequences import BesidesOthers, Consequence
from sladsl.model.duties import Declared, Deemed, Duty, Level
from sladsl.model.resolve import record_rules
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.conditions import CONDITIONS, condition
from sladsl.model.resolve.consequences import CONSEQUENCES, consequence, no_credit, rights, stated
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.dispositions import disposition, no_reason, reason_of
from sladsl.model.resolve.duties import ACTS, duties
from sladsl.model.resolve.events import example
from sladsl.model.resolve.extensions import extensions
from sladsl.model.resolve.facts import PRINTED, fact, printed
from sladsl.model.resolve.leads import LEADS, Leads, leads_of, take_unit
from sladsl.model.resolve.ledgers import ledger_rule
from sladsl.model.resolve.loose_sentences import check_sentence
from sladsl.model.resolve.loose_words import may_not_claim, negotiate, provided, vague_frequency
from sladsl.model.resolve.loosely import binds
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.payments import PAYMENTS, payment
from sladsl.model.resolve.phrases import every, first, has, text_of, the, tidy, word
from sladsl.model.resolve.precise import open_or_wrong, parties
from sladsl.model.resolve.quantities import COMPARISONS, kept
from sladsl.model.resolve.quotas import quota
from sladsl.model.resolve.readings import read
from sladsl.model.resolve.rights import DECLARED, POWERS, check_power, terminate, withhold
from sladsl.model.resolve.rules import cap, claim_rule, least_credit, not_applying
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.selections import meant, narrowed
from sladsl.model.resolve.triggers import UNITS
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase

_UNLED = (
    "cap",
    "claim_needed",
    "claim_not_needed",
    "least_credit",
    "besides_credits",
    "applies_if",
    "applies_to",
    *record_rules.KINDS,
)
"""Sentences that hold at all times: a lead before them would be passed over."""


def sentence(block: Phrase, title: str, said: Said, ctx: Context) -> None:
    """Adds what one sentence (with its table or list) says. Raises Unresolved where it has no meaning."""
    ctx.bound, ctx.unit = [], None
    ctx.reason = reason_of(block)
    told = len(ctx.chosen) + len(said.read_as) + len(said.left_open)
    _say(block, title, said, ctx)
    if len(ctx.chosen) + len(said.read_as) + len(said.left_open) == told:
        no_reason(block, ctx)


def _say(block: Phrase, title: str, said: Said, ctx: Context) -> None:
    if block.kind == "record":
        return
    if block.kind == "example" and not ctx.zone:
        return  # its times are no instants; that the zone is missing is a finding of its own
    if block.kind == "example":
        said.examples.append(example(block, title, ctx))
        return
    statement = next(part for part in every(block) if part.kind not in (*LEADS, "table", "list_item"))
    check_sentence(statement, ctx)
    ctx.of_silence = statement.kind == "it_counts_as"
    leads = leads_of(block, every(block, "list_item"), ctx)
    table = first(block, "table")
    leads.refused(
        tuple(node.kind for node in leads.nodes if node.kind == "day_lead" and statement.kind != "indexed"),
        "only amounts change on a day of each year",
        'Write "If …", "For each …" or "During …".',
        ctx,
    )
    _check_table(statement, table, ctx)
    if statement.kind in _UNLED:
        _no_leads(statement, leads, ctx)
    if read(statement, ctx) or disposition(statement, said, ctx):
        _no_leads(statement, leads, ctx)
        return
    if statement.kind in PRINTED:
        printed(statement, leads, said, ctx)
        return
    match statement.kind:
        case "shall" | "shall_not" | "aims_for":
            _shall(statement, block, table, leads, said, ctx)
        case "level_without_duty" | "duty_without_party":
            raise _without_duty(statement, ctx)
        case "right":
            _right(statement, block, leads, said, ctx)
        case "no_credit_for_late" | "no_credit_for_clause":
            _no_leads(statement, leads, ctx)
            said.consequences.append(no_credit(statement, block, ctx))
            ctx.after_consequence = True
        case "no_credit_for_agreement":
            _no_leads(statement, leads, ctx)
            said.without_credits.append(block)
        case kind if kind in CONSEQUENCES:
            _consequence(statement, block, table, leads, said, ctx)
        case "it_counts_as":
            said.deemed.append(_deemed_by(leads, statement, ctx))
        case "due_provided":
            raise provided(statement, ctx)
        case "may_not_claim":
            raise may_not_claim(statement, ctx)
        case "cap":
            said.rules.append(replace(cap(statement, block, ctx), name=f"cap {len(said.rules) + 1}"))
        case "claim_needed" | "claim_not_needed":
            rule = claim_rule(statement, block, ctx)
            said.rules.append(rule)
            if not rule.clause:
                ctx.choose("claim", "claimed", statement, tidy(text_of(block)))
        case "least_credit":
            said.rules.append(least_credit(statement, block, ctx))
        case "besides_credits":
            said.rules.append(BesidesOthers(clause_title(the(statement, "clause_name"), ctx), ctx.place(block)))
        case "does_not_apply" | "not_in_extension":
            said.rules += not_applying(statement, leads, ctx)
        case "carried_over" | "set_off" | "ledger_lapses" | "ledger_stays_due":
            ledger_rule(statement, block, leads, said.ledgers, said.duties, said.quotas, ctx)
        case "applies_if":
            inner = the(statement, *CONDITIONS)
            said.only_if[ctx.clause] = (*said.only_if.get(ctx.clause, ()), condition(inner, ctx).condition)
        case "applies_to":
            said.only_to[ctx.clause] = meant(the(statement, "selection"), ctx).selection
        case kind if kind in record_rules.KINDS:
            record_rules.record_rule(statement, said.dues, said.deemed, said.lives, ctx)
        case _:
            if not fact(statement, said, ctx):
                raise ctx.refuse(
                    "N190",
                    statement,
                    f'"{text_of(statement)}" is told by no record and settled by nothing here',
                    hint="Write it as prose (> …) if it shall only be printed.",
                )
            _no_leads(statement, leads, ctx)


def _no_leads(statement: Phrase, leads: Leads, ctx: Context) -> None:
    kinds = tuple(node.kind for node in leads.nodes)
    leads.refused(kinds, "the sentence holds at all times", "Leave it out.", ctx)


def _check_table(statement: Phrase, table: Phrase | None, ctx: Context) -> None:
    """A table belongs to an amount, a level or times; under any other sentence nobody would read it."""
    takes = (
        *PAYMENTS,
        "incurs",
        "keep_measures",
        "keep_level_by_table",
        "ensure_records",
        "duty_without_party",
        "entitled",
    )
    if table is not None and not any(statement.walk(*takes)):
        raise ctx.refuse(
            "N111",
            table,
            "the sentence before this table does not speak of it",
            hint='Write "a share of the … fee for that month:" or "at the following level in each month:".',
        )


# --- duties, consequences, rights ------------------------------------------------------------------------------------


def _shall(statement: Phrase, block: Phrase, table: Phrase | None, leads: Leads, said: Said, ctx: Context) -> None:
    bearer = the(statement, *PARTIES)
    who = ctx.actor = party(bearer, ctx)
    owed = binds(statement, ctx)
    how = "shall not" if statement.kind == "shall_not" else "shall"
    for act, bound in _acts(statement):
        if not owed or not bound:
            _aim(act, who, block, said, ctx)
            continue
        vague_frequency(act, ctx)
        if act.kind == "negotiate":
            raise negotiate(act, ctx)
        if leads.several:
            leads.refused(("if_lead",), "it says which credit is due", 'Write "only the greatest is due".', ctx)
        if leads.terminated:
            said.duties.append(_declared(act.kind.replace("_", " "), who, "shall", block, said, ctx))
            continue
        if act.kind in PAYMENTS:
            if how == "shall not":
                raise ctx.refuse(
                    "N146",
                    act,
                    "a payment that is not owed needs no sentence",
                    hint="No credit is due for this clause.",
                )
            led = _led_by_unit(act, leads, ctx)
            if act.kind == "extend_by_table":
                due = list(extensions(act, who, table, led, block, ctx))
            else:
                effect = payment(act, who, table, led, ctx)
                due = [consequence(effect, led, block, ctx, instead=has(statement, "instead"))]
            for made in due:
                said.consequences.append(_named(made, said))
            ctx.after_consequence = True
            continue
        if how == "shall not" and act.kind in ("keep_level_by_table", "keep_measures"):
            raise ctx.refuse(
                "N147", act, "what a table asks for is owed, and not forbidden", hint='Write "shall keep".'
            )
        if has(statement, "instead"):
            raise ctx.refuse("N148", statement, '"instead" replaces an amount', hint="Leave it out.")
        for one in _with_efforts(act, ctx):
            for duty in duties(one, who, how, block, table, leads, ctx):
                _note(_of_each(duty, said), said, ctx)


def _acts(statement: Phrase) -> Iterator[tuple[Phrase, bool]]:
    """What the sentence says that the party does, and whether by a verb that binds: "shall keep …, and intends, without being bound, to …"."""
    bound = True
    for part in statement.parts:
        if part.kind in ("COMMA_AND_SHALL", "not_bound"):
            bound = part.kind != "not_bound"
        elif isinstance(part, Phrase) and part.kind in ("negotiate", *ACTS, *PAYMENTS):
            yield part, bound


def _aim(act: Phrase, who: str, block: Phrase, said: Said, ctx: Context) -> None:
    """What a party intends without being bound is printed; "If Provider does not" after it never comes true."""
    if act.kind in PAYMENTS:
        ctx.after_consequence = True
        return
    aim = Duty("", ctx.clause, who, "", Declared("aim"), tidy(text_of(block)), ctx.place(block), "intends")
    _note(aim, said, ctx)


def _of_each(duty: Duty, said: Said) -> Duty:
    """In a clause that "applies only to each Account with Plan pro" a level is kept for each Account, though all may share its measure."""
    only = said.only_to.get(duty.clause)
    if only is None or not isinstance(duty.kind, Level) or duty.kind.group is not None:
        return duty
    return replace(duty, kind=replace(duty.kind, group=Selection(only.name)))


def _with_efforts(act: Phrase, ctx: Context) -> list[Phrase]:
    """ "use … efforts to keep …": printed as it is; where efforts bind, the duty itself is owed as well."""
    if act.kind != "use_efforts":
        return [act]
    inner = the(act)
    if inner.kind not in ACTS:
        raise ctx.refuse(
            "N146",
            inner,
            "nobody pays by trying to pay",
            hint=f'Write "shall {text_of(inner)}" with what it is due for.',
        )
    return [act, *_with_efforts(inner, ctx)] if ctx.efforts_bind else [act]


def _led_by_unit(act: Phrase, leads: Leads, ctx: Context) -> Leads:
    """ "credit Customer GBP 100.00 for each Ticket …": the unit stands after the amount instead of before the sentence."""
    if act.kind != "pay_for_each":
        return leads
    led = replace(leads)
    take_unit(the(act, *UNITS), led, ctx)
    return led


def _note(duty: Duty, said: Said, ctx: Context) -> None:
    """A new sentence of duties is what "does not" refers to from now on."""
    named = replace(duty, name=_next(ctx.clause, [d.name for d in said.duties]))
    said.duties.append(named)
    if isinstance(duty.kind, Level):
        ctx.levels.append(named)
    if ctx.after_consequence:
        ctx.duties_before, ctx.after_consequence = [], False
    ctx.duties_before.append(named)


def _consequence(
    statement: Phrase, block: Phrase, table: Phrase | None, leads: Leads, said: Said, ctx: Context
) -> None:
    if statement.kind == "only_greatest" and leads.several == "rows":
        ctx.choose(
            f"several rows/{ctx.clause}" if ctx.in_clause else "several rows", "higher", statement, tidy(text_of(block))
        )
        return
    if statement.kind in ("only_greatest", "only_chosen") and not leads.several:
        raise ctx.refuse(
            "N149",
            statement,
            "of which credits?",
            hint='Write "If an Outage leads to several credits, only the greatest is due."',
        )
    for effect in stated(statement, table, leads, ctx):
        made = consequence(effect, leads, block, ctx, instead=has(statement, "instead"))
        said.consequences.append(_named(made, said))
    ctx.after_consequence = True


def _right(statement: Phrase, block: Phrase, leads: Leads, said: Said, ctx: Context) -> None:
    who = party(the(statement, *PARTIES), ctx)
    power = the(statement, *POWERS)
    if power.kind == "use_quota":
        _no_leads(statement, leads, ctx)
        said.quotas.append(quota(power, who, block, ctx))
        return
    led = bool(leads.nodes) and not leads.terminated
    if power.kind == "withhold" or (power.kind == "terminate" and led):
        effect = withhold(power, who, leads, ctx) if power.kind == "withhold" else terminate(power, who, leads, ctx)
        for made in rights(effect, leads, block, ctx):
            said.consequences.append(_named(made, said))
        return
    check_power(power, ctx)
    said.duties.append(_declared(DECLARED[power.kind], who, "may", block, said, ctx))


def _declared(verb: str, who: str, modality: str, block: Phrase, said: Said, ctx: Context) -> Duty:
    """What no record settles is printed and listed: a right to amend, what follows the end of the agreement."""
    name = _next(ctx.clause, [d.name for d in said.duties])
    return Duty(name, ctx.clause, who, "", Declared(verb), tidy(text_of(block)), ctx.place(block), modality)


def _named(made: Consequence, said: Said) -> Consequence:
    return replace(made, name=_next(f"{made.clause}: consequence", [c.name for c in said.consequences]))


def _next(base: str, taken: list[str]) -> str:
    return next(f"{base} {n}" for n in range(1, len(taken) + 2) if f"{base} {n}" not in taken)


def _without_duty(statement: Phrase, ctx: Context) -> Exception:
    """ "Monthly Uptime shall be at least 99.9%", "Each Ticket shall be Answered within 4 hours": nobody owes it."""
    if statement.kind == "level_without_duty":
        named, how, window = the(statement, *PARTIES), the(statement, *COMPARISONS), first(statement, *WINDOWS)
        ctx.name(text_of(named), named, NameKind.MEASURE)
        where = f" in {text_of(window)}" if window is not None else ""
        owed = f"shall keep {text_of(named)} {kept(how)}{where}"
    else:
        subject = text_of(the(statement, "selection"))
        rest = re.sub(r"\band (?:\w+ be )?(?=[A-Z])", "and is ", text_of(statement).split(" be ", 1)[-1])
        owed = f"shall ensure that {subject[:1].lower()}{subject[1:]} is {rest}"
    answers = (f"{who} {owed}" for who in parties(ctx))
    hint = f'Write "Provider {owed}."'
    return open_or_wrong(ctx, "A004", statement, "Who owes this?", answers, hint, label="who?")


def _deemed_by(leads: Leads, statement: Phrase, ctx: Context) -> Deemed:
    """ "If a Service Report is not Contested within 3 days after it is Sent, it counts as Accepted"."""
    match leads.condition:
        case Records(selection=selection, that=that) if that is not None and leads.unit is None:
            when = narrowed(selection, that).where
            if when is not None:
                return Deemed(selection.name, word(statement, "NAME"), when)
        case _:
            pass
    raise ctx.refuse(
        "N200", statement, "what counts so, and when?", hint='Write "If a Report is not …, it counts as …".'
    )
