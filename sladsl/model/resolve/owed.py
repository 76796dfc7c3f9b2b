"""What a party shall do: the duties, payments and aims of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Selection
from sladsl.model.consequences import Consequence
from sladsl.model.duties import Declared, Duty, Level
from sladsl.model.resolve.consequences import consequence
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.duties import ACTS, duties
from sladsl.model.resolve.extensions import extensions
from sladsl.model.resolve.leads import Leads, take_unit
from sladsl.model.resolve.loose_words import negotiate, vague_frequency
from sladsl.model.resolve.loosely import binds
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.payments import PAYMENTS, payment
from sladsl.model.resolve.phrases import first, has, text_of, the, tidy
from sladsl.model.resolve.precise import open_or_wrong, parties
from sladsl.model.resolve.quantities import COMPARISONS, kept
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.triggers import UNITS
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase


def shall(statement: Phrase, block: Phrase, table: Phrase | None, leads: Leads, said: Said, ctx: Context) -> None:
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
            said.duties.append(declared(act.kind.replace("_", " "), who, "shall", block, said, ctx))
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
                said.consequences.append(numbered(made, said))
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


def declared(verb: str, who: str, modality: str, block: Phrase, said: Said, ctx: Context) -> Duty:
    """What no record settles is printed and listed: a right to amend, what follows the end of the agreement."""
    name = _next(ctx.clause, [d.name for d in said.duties])
    return Duty(name, ctx.clause, who, "", Declared(verb), tidy(text_of(block)), ctx.place(block), modality)


def numbered(made: Consequence, said: Said) -> Consequence:
    return replace(made, name=_next(f"{made.clause}: consequence", [c.name for c in said.consequences]))


def _next(base: str, taken: list[str]) -> str:
    return next(f"{base} {n}" for n in range(1, len(taken) + 2) if f"{base} {n}" not in taken)


def without_duty(statement: Phrase, ctx: Context) -> Exception:
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
