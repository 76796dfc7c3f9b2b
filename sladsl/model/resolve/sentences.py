"""One sentence at a time: each adds to what the agreement says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sladsl.model.agreement import Calendar, ServiceLife, Term
from sladsl.model.algebra import Condition, Misses, Records, Selection
from sladsl.model.consequences import Consequence, Ledger, NoCredit, OnMiss, Rule
from sladsl.model.duties import Declared, Deemed, Due, Duty, Quota
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Rounding, RoundingMode
from sladsl.model.resolve import record_rules
from sladsl.model.resolve.conditions import TESTS, condition
from sladsl.model.resolve.consequences import (
    CONSEQUENCES,
    PAYMENTS,
    consequence,
    payment,
    stated,
    terminate,
    trigger,
    withhold,
)
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.duties import ACTS, Calls, duties
from sladsl.model.resolve.events import example
from sladsl.model.resolve.leads import LEADS, Leads, leads_of
from sladsl.model.resolve.moments import read_date
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.periods import weekly_hours
from sladsl.model.resolve.phrases import every, first, has, quoted, text_of, tidy, word
from sladsl.model.resolve.quantities import DURATIONS, length, rounding_step
from sladsl.model.resolve.readings import read
from sladsl.model.resolve.rules import cap, claim_rule, least_credit, ledger_rule, not_applying, quota
from sladsl.model.resolve.selections import meant, narrowed
from sladsl.model.worked import Example
from sladsl.syntax.tree import Phrase
from sladsl.time.places import near_names, place_named
from sladsl.time.zones import is_zone

DECLARED_ONLY = (
    "governing_law",
    "statutory_basis",
    "amended_in_writing",
    "upper_agreement",
    "follows_rules",
    "other_agreement",
    "payout",
    "only_remedy",
    "besides_damages",
    "besides_credits",
    "adjust_price",
    "notices_to",
    "signature",
    "this_prevails",
    "records_prevail",
    "table_prevails",
    "indexed",
    "renewal",
    "party_acts_for",
    "term",
    "party_definition",
    "role_definition",
    "weekly_calendar",
    "yearly_calendar",
    "service",
    "order_value",
    "unit_definition",
)
"""Sentences that nothing settles from records, or that the first pass has read: they are printed."""


@dataclass
class Said:
    """What the sentences have said so far."""

    duties: list[Duty] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    deemed: list[Deemed] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    lives: dict[str, ServiceLife] = field(default_factory=dict)
    term: Term = Term(None, None)
    rounding: Rounding | None = None
    calendar: Calendar | None = None
    only_if: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    only_to: dict[str, Selection] = field(default_factory=dict)


def sentence(block: Phrase, title: str, said: Said, ctx: Context) -> None:
    """Adds what one sentence (with its table or list) says. Raises Unresolved where it has no meaning."""
    ctx.bound, ctx.unit = [], None
    if block.kind == "record":
        return
    if block.kind == "example":
        said.examples.append(example(block, title, ctx))
        return
    statement = next(part for part in every(block) if part.kind not in (*LEADS, "table", "list_item"))
    leads = leads_of(block, every(block, "list_item"), ctx)
    table = first(block, "table")
    if read(statement, ctx) or statement.kind in DECLARED_ONLY:
        return
    match statement.kind:
        case "shall" | "shall_not":
            _shall(statement, block, table, leads, said, ctx)
        case "right":
            _right(statement, block, leads, said, ctx)
        case kind if kind in CONSEQUENCES:
            effect = stated(statement, block, table, leads, ctx)
            if isinstance(effect, NoCredit):
                said.consequences.append(_no_credit(effect, block, ctx))
            else:
                said.consequences.append(
                    _named(consequence(effect, leads, block, ctx, instead=has(statement, "instead")), said)
                )
        case "it_counts_as":
            said.deemed.append(_deemed_by(leads, statement, ctx))
        case "cap":
            said.rules.append(replace(cap(statement, block, ctx), name=f"cap {len(said.rules) + 1}"))
        case "claim_needed":
            said.rules.append(claim_rule(statement, block, ctx))
            ctx.choose("claim", "claimed", statement, tidy(text_of(block)))
        case "least_credit":
            said.rules.append(least_credit(statement, block, ctx))
        case "does_not_apply" | "not_in_extension":
            said.rules += not_applying(statement, leads, ctx)
        case "carried_over" | "set_off" | "ledger_lapses":
            ledger_rule(statement, block, leads, said.ledgers, said.duties, ctx)
        case "applies_if":
            inner = first(statement, "joined_tests", *TESTS)
            assert inner is not None
            said.only_if[ctx.clause] = (*said.only_if.get(ctx.clause, ()), condition(inner, ctx).condition)
        case "applies_to":
            chosen = first(statement, "selection")
            assert chosen is not None
            said.only_to[ctx.clause] = meant(chosen, ctx).selection
        case kind if kind in record_rules.KINDS:
            record_rules.record_rule(statement, said.dues, said.deemed, said.lives, ctx)
        case _:
            _fact(statement, block, said, ctx)


# --- duties and rights -----------------------------------------------------------------------------------------------


def _shall(statement: Phrase, block: Phrase, table: Phrase | None, leads: Leads, said: Said, ctx: Context) -> None:
    bearer = first(statement, *PARTIES)
    assert bearer is not None
    who = party(bearer, ctx)
    modality = "shall not" if statement.kind == "shall_not" else "shall"
    calls = Calls(leads.each, leads.condition, leads.spec, leads.binds)
    if leads.misses is not None:
        title = next(d.clause for d in said.duties if d.name == leads.misses)
        calls = Calls(None, Misses(title, who), WindowSpec(WindowUnit.MONTH), leads.binds)
    for act in every(statement, *ACTS, *PAYMENTS):
        if leads.terminated:
            said.duties.append(_after_termination(act, who, block, said, ctx))
            continue
        if act.kind in PAYMENTS and modality == "shall":
            effect = payment(act, who, block, table, leads, ctx)
            said.consequences.append(
                _named(consequence(effect, leads, block, ctx, instead=has(statement, "instead")), said)
            )
            continue
        for duty in duties(act, who, modality, block, table, calls, ctx):
            named = replace(duty, name=_next(f"{ctx.clause}", [d.name for d in said.duties]))
            said.duties.append(named)
            ctx.duties_before.append(named)


def _after_termination(act: Phrase, who: str, block: Phrase, said: Said, ctx: Context) -> Duty:
    """What follows a termination is printed and listed: no record of an agreement shows its own end."""
    name = _next(ctx.clause, [d.name for d in said.duties])
    kind = Declared(act.kind.replace("_", " "))
    return Duty(name, ctx.clause, who, "", kind, tidy(text_of(block)), ctx.place(block))


def _named(made: Consequence, said: Said) -> Consequence:
    return replace(made, name=_next(f"{made.clause}: consequence", [c.name for c in said.consequences]))


def _next(base: str, taken: list[str]) -> str:
    return next(f"{base} {n}" for n in range(1, len(taken) + 2) if f"{base} {n}" not in taken)


def _right(statement: Phrase, block: Phrase, leads: Leads, said: Said, ctx: Context) -> None:
    bearer = first(statement, *PARTIES)
    power = next(part for part in every(statement) if part.kind not in PARTIES)
    assert bearer is not None
    who = party(bearer, ctx)
    if power.kind == "use_quota":
        said.quotas.append(quota(power, who, block, ctx))
        return
    if power.kind == "terminate" and (leads.condition is not None or leads.misses is not None):
        effect = terminate(power, who, leads, ctx)
        made = trigger(leads, block, ctx)
        text = tidy(text_of(block))
        said.consequences.append(
            _named(Consequence("", ctx.clause, made.trigger, effect, text, ctx.place(block), made.guard), said)
        )
        return
    if power.kind == "withhold":
        with ctx.introducing(*leads.binds):
            effect_of_withholding = withhold(power, who, ctx)
        said.consequences.append(_named(consequence(effect_of_withholding, leads, block, ctx), said))
        return
    said.duties.append(
        Duty(
            _next(ctx.clause, [d.name for d in said.duties]),
            ctx.clause,
            who,
            "",
            Declared(power.kind.replace("_", " ")),
            tidy(text_of(block)),
            ctx.place(block),
            "may",
        )
    )


def _no_credit(effect: NoCredit, block: Phrase, ctx: Context) -> Consequence:
    trigger_duty = ctx.duties_before[-1].name if ctx.duties_before else ""
    return Consequence(
        f"{ctx.clause}: no credit", ctx.clause, OnMiss(trigger_duty), effect, tidy(text_of(block)), ctx.place(block)
    )


def _deemed_by(leads: Leads, statement: Phrase, ctx: Context) -> Deemed:
    """ "If a Service Report is not Contested within 3 days after it is Sent, it counts as Accepted"."""
    match leads.condition:
        case Records(selection=selection, that=that) if that is not None:
            when = narrowed(selection, that).where
            assert when is not None
            return Deemed(selection.name, word(statement, "NAME"), when)
        case _:
            raise ctx.refuse(
                "N200", statement, "what counts so, and when?", hint='Write "If a Report is not …, it counts as …".'
            )


# --- facts of the agreement ------------------------------------------------------------------------------------------


def _fact(statement: Phrase, block: Phrase, said: Said, ctx: Context) -> None:
    match statement.kind:
        case "effect_for" | "effect_until_notice":
            day = date(*read_date(word(statement, "DATE"), statement, ctx))
            lasts = first(statement, *DURATIONS)
            said.term = Term(day, length(lasts, ctx) if lasts is not None else None)
        case "business_day":
            week = first(statement, "week")
            assert week is not None
            hours = weekly_hours(week, ctx)
            days = tuple(sorted({day for entry in hours.entries for day in entry[0]}))
            old = said.calendar or Calendar((), False, (), False)
            said.calendar = replace(old, business_days=days, business_days_except_holidays=hours.except_holidays)
        case "public_holidays":
            _holidays(statement, said, ctx)
        case "time_zone" | "currency":
            return  # read by `facts_first`
        case _:
            raise ctx.refuse("N190", statement, f'"{text_of(statement)}" is read, but nothing here can settle it yet')


def _holidays(statement: Phrase, said: Said, ctx: Context) -> None:
    names = []
    for part in every(statement, "country"):
        name = quoted(text_of(part))
        if place_named(name) is None:
            near = near_names(name)
            hint = (
                f"Did you mean {', '.join(near)}?" if near else 'Name a country ("France") or a subdivision ("DE-BE").'
            )
            ctx.refuse("N191", part, f"no public holidays are known for {name}", label="unknown place", hint=hint)
            continue
        names.append(name)
    observed = bool(word(statement, "COMMA_AS_OBSERVED"))
    old = said.calendar or Calendar((), False, (), False)
    said.calendar = replace(old, holidays=tuple(names), observed=observed)
    if observed:
        ctx.choose("holidays", "observed", statement, tidy(text_of(statement)) + ".")


def facts_first(tree: Phrase, said: Said, ctx: Context) -> None:
    """Zone and currency are needed by every other sentence, wherever they stand."""
    for statement in tree.walk():
        if statement.kind == "time_zone":
            zone = word(statement, "ZONE")
            if not is_zone(zone):
                ctx.refuse(
                    "N192", statement, f'there is no time zone "{zone}"', hint='Write a zone such as "Europe/London".'
                )
                continue
            ctx.zone = zone
        elif statement.kind == "currency":
            ctx.currency = word(statement, "CURRENCY")
            step = first(statement, "to_places", "to_cent", "to_full_unit")
            if step is not None:
                said.rounding = Rounding(RoundingMode.HALF_UP, rounding_step(step, None))
                ctx.choose(
                    "amount rounding", f"half up:{said.rounding.step}", statement, tidy(text_of(statement)) + "."
                )
