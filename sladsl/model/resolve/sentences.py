"""One sentence at a time: each adds to what the agreement says."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.algebra import Records
from sladsl.model.consequences import BesidesOthers
from sladsl.model.duties import Deemed
from sladsl.model.resolve import record_rules
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.conditions import CONDITIONS, condition
from sladsl.model.resolve.consequences import CONSEQUENCES, consequence, no_credit, rights, stated
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.dispositions import disposition, no_reason, reason_of
from sladsl.model.resolve.events import example
from sladsl.model.resolve.facts import PRINTED, fact, printed
from sladsl.model.resolve.leads import LEADS, Leads, leads_of
from sladsl.model.resolve.ledgers import ledger_rule
from sladsl.model.resolve.loose_sentences import check_sentence
from sladsl.model.resolve.loose_words import may_not_claim, provided
from sladsl.model.resolve.owed import declared, numbered, shall, without_duty
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.payments import PAYMENTS
from sladsl.model.resolve.phrases import every, first, has, text_of, the, tidy, word
from sladsl.model.resolve.quotas import quota
from sladsl.model.resolve.readings import read
from sladsl.model.resolve.repeated_misses import note_repeated
from sladsl.model.resolve.rights import DECLARED, POWERS, check_power, terminate, withhold
from sladsl.model.resolve.rules import cap, claim_rule, least_credit, not_applying
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.selections import meant, narrowed
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
    note_repeated(block, statement, ctx)
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
            shall(statement, block, table, leads, said, ctx)
        case "level_without_duty" | "duty_without_party":
            raise without_duty(statement, ctx)
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
        "at_intervals",
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


# --- consequences, rights ---------------------------------------------------------------------------------------------


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
        said.consequences.append(numbered(made, said))
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
            said.consequences.append(numbered(made, said))
        return
    check_power(power, ctx)
    said.duties.append(declared(DECLARED[power.kind], who, "may", block, said, ctx))


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
