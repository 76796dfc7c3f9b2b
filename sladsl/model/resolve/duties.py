"""Duties, from the sentences that impose them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.algebra import (
    AllOf,
    Condition,
    InPeriod,
    Misses,
)
from sladsl.model.consequences import ForEachItem
from sladsl.model.duties import Document, Duty, DutyKind, EachRecord, Level
from sladsl.model.resolve.acts import ACTING, Calls, acting
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.kept_levels import (
    KEEPING,
    each_reading,
    keep,
    keep_by_table,
    keep_measures,
    open_level,
    restated,
)
from sladsl.model.resolve.leads import Leads, window_of
from sladsl.model.resolve.levels import LEVELS
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import first, text_of, tidy
from sladsl.model.resolve.predicates import denied
from sladsl.model.resolve.row_duties import delivered, ensured
from sladsl.model.resolve.selections import narrowed
from sladsl.syntax.tree import Phrase

ACTS = (*KEEPING, "ensure_records", "deliver", *ACTING)


@dataclass(frozen=True)
class Made:
    """A duty as it is found in a sentence: its kind, to whom it is owed, and where it stands."""

    kind: DutyKind
    to: str
    node: Phrase


def duties(
    act: Phrase, who: str, modality: str, sentence: Phrase, table: Phrase | None, leads: Leads, ctx: Context
) -> list[Duty]:
    """The duties of one act under the leads before it; a table of measures gives one a row."""
    text = tidy(text_of(sentence))
    only_if: tuple[Condition, ...] = ()
    with ctx.introducing(*leads.binds):
        if act.kind in ACTING:
            leads.refused(
                ("during_lead", "window_lead"),
                "the act is called for by an event",
                'Write "If …" or "For each …".',
                ctx,
            )
            if isinstance(leads.unit, ForEachItem) and leads.unit.after:
                leads.refused(("unit_lead",), "each of them calls for the act", 'Leave out "after the …".', ctx)
            calls = calls_of(leads)
            made = [Made(acting(act, calls, table, ctx), _party(act, ctx), sentence)]
            if isinstance(made[0].kind, Document) and calls.condition is not None:
                only_if = (calls.condition,)
        else:
            made = _owed(act, sentence, table, ctx)
            made = [replace(one, kind=_led(one.kind, leads, ctx)) for one in made]
            _note_together(act, made, ctx)
            only_if = _only_if(leads)
    return [Duty("", ctx.clause, who, one.to, one.kind, text, ctx.place(one.node), modality, only_if) for one in made]


def _note_together(act: Phrase, made: list[Made], ctx: Context) -> None:
    """A level that is kept neither "of each Circuit" nor "of all Circuits together"."""
    phrase = first(act, *LEVELS)
    if phrase is None or any(part.kind == "scope_together" for part in phrase.walk()):
        return
    for one in made:
        if isinstance(one.kind, Level) and one.kind.group is None:
            ctx.kept_of_all.append((phrase, one.kind.measure, ctx.clause))


def calls_of(leads: Leads) -> Calls:
    """What calls for an act: a lead's condition, its items, or the row on which the duty before is missed."""
    duty = leads.misses
    if duty is None:
        return Calls(leads.each, leads.condition, leads.spec, leads.binds)
    if isinstance(duty.kind, EachRecord):
        missed = narrowed(duty.kind.selection, denied(duty.kind.that))
        return Calls(missed, leads.condition, leads.spec, leads.binds)
    missing: Condition = Misses(duty.clause, duty.who)
    if leads.condition is not None:
        missing = AllOf((missing, leads.condition))
    return Calls(None, missing, window_of(duty), leads.binds)


def _only_if(leads: Leads) -> tuple[Condition, ...]:
    """ "If Uptime Target is agreed, Provider shall keep …": the duty is owed where the condition holds."""
    held: list[Condition] = []
    if leads.misses is not None:
        held.append(Misses(leads.misses.clause, leads.misses.who))
    return (*held, leads.condition) if leads.condition is not None else tuple(held)


def _led(kind: DutyKind, leads: Leads, ctx: Context) -> DutyKind:
    """A duty under "For each Circuit," "During Peak Season," or "In each month,"."""
    if leads.unit is not None:
        if leads.each is not None and isinstance(kind, Level) and kind.group is None:
            kind = replace(kind, group=leads.each)
        elif not (isinstance(kind, EachRecord) and leads.each is not None and leads.each.where is None):
            leads.refused(("unit_lead",), "the duty says itself on what it is", "Leave it out.", ctx)
    if leads.period is not None:
        if not isinstance(kind, EachRecord):
            leads.refused(
                ("during_lead",),
                "a level is kept in whole windows",
                "Define the measure within that period, and keep it at a level.",
                ctx,
            )
        else:
            kind = replace(kind, selection=narrowed(kind.selection, InPeriod(leads.period)))
    if leads.window is not None:
        leads.refused(
            ("window_lead",),
            "a duty ranges over windows of one kind",
            f"Write the duty without it, and 'Clause \"{ctx.clause}\" does not apply in …'.",
            ctx,
        )
    if leads.spec is not None and isinstance(kind, Level) and kind.window is None:
        kind = replace(kind, window=leads.spec)
    return kind


def _owed(act: Phrase, sentence: Phrase, table: Phrase | None, ctx: Context) -> list[Made]:
    match act.kind:
        case "keep_level" | "keep_level_outside":
            return [Made(each_reading(act, ctx) or keep(act, sentence, ctx), "", sentence)]
        case "keep_level_by_table":
            return [Made(keep_by_table(act, table, ctx), "", sentence)]
        case "keep_measures":
            return [Made(kind, "", node) for node, kind in keep_measures(act, table, ctx)]
        case "keep_open_level":
            raise open_level(act, ctx)
        case "keep_level_restated":
            raise restated(act, ctx)
        case "ensure_records":
            return [Made(kind, "", sentence) for kind in ensured(act, table, ctx)]
        case _:
            return [Made(delivered(act, ctx), _party(act, ctx), sentence)]


def _party(act: Phrase, ctx: Context) -> str:
    found = first(act, *PARTIES)
    return party(found, ctx) if found is not None else ""
