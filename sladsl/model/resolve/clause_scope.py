"""What a clause as a whole is limited to: "This clause applies only if …", "… only to each Instance …"."""

from __future__ import annotations

from dataclasses import replace

from sladsl.findings import error, warning
from sladsl.model.algebra import AllOf, Condition, Selection
from sladsl.model.consequences import (
    ByLateness,
    Consequence,
    CountsAsMissed,
    Exceeds,
    ForEachItem,
    NoCredit,
    OfItem,
    OnCondition,
    OnMiss,
    Pay,
    Trigger,
    UnitTrigger,
)
from sladsl.model.duties import DutyKind, EachRecord, Repeated
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import text_of, tidy
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.selections import narrowed


def no_credit_at_all(said: Said, ctx: Context) -> None:
    """ "No credit is due under this agreement": nothing follows from any duty of which the text says nothing else."""
    for sentence in said.without_credits:
        text, place = tidy(text_of(sentence)), ctx.place(sentence)
        given = next(
            (one for one in said.consequences if isinstance(one.effect, Pay) and one.effect.verb == "credit"), None
        )
        if given is not None:
            ctx.refuse(
                "N140",
                sentence,
                f'clause "{given.clause}" gives a credit',
                hint='Say it of the clauses that give none: "No credit is due for this clause."',
            )
            return
        said.consequences += [
            Consequence(f"{duty.name}: no credit", duty.clause, OnMiss(duty.name), NoCredit(), text, place)
            for duty in said.duties
        ]


def scope_clauses(said: Said, ctx: Context) -> None:
    """Hands the limits of each clause on to its duties and consequences. What follows from a miss is limited with its duty."""
    said.duties = [
        replace(duty, only_if=said.only_if.get(duty.clause, ()) + duty.only_if, only_to=said.only_to.get(duty.clause))
        for duty in said.duties
    ]
    said.consequences = [_scoped(one, said, ctx) for one in said.consequences]


def _scoped(one: Consequence, said: Said, ctx: Context) -> Consequence:
    if isinstance(one.trigger, OnMiss) or isinstance(one.effect, NoCredit):
        return one
    conditions = said.only_if.get(one.clause, ())
    if conditions:
        guard: tuple[Condition, ...] = (*conditions, *((one.guard,) if one.guard is not None else ()))
        one = replace(one, guard=guard[0] if len(guard) == 1 else AllOf(guard))
    only = said.only_to.get(one.clause)
    if only is None:
        return one
    trigger = _only_to(one.trigger, only)
    if trigger is None:
        ctx.findings.append(
            error(
                "N158",
                f"this clause applies only to each {only.name}, and this sentence speaks of none",
                one.place,
                label="to which does it apply?",
                hint=f'Write "For each {only.name} …", or put the sentence in a clause of its own.',
                clause=one.clause,
            )
        )
        return one
    return replace(one, trigger=trigger)


def _only_to(trigger: Trigger, only: Selection) -> Trigger | None:
    """The trigger for the rows to which the clause applies; None where it has no such rows."""
    match trigger:
        case ForEachItem(selection=selection) if selection.name == only.name:
            return replace(trigger, selection=_both(selection, only))
        case UnitTrigger(quantity=OfItem() | ByLateness() as of) if of.selection.name == only.name:
            return replace(trigger, quantity=replace(of, selection=_both(of.selection, only)))
        case OnCondition(group=Selection() as group) if group.name == only.name:
            return replace(trigger, group=_both(group, only))
        case UnitTrigger(quantity=Exceeds(group=Selection() as group) as of) if group.name == only.name:
            return replace(trigger, quantity=replace(of, group=_both(group, only)))
        case _:
            return None


def _both(selection: Selection, only: Selection) -> Selection:
    return narrowed(selection, only.where) if only.where is not None else selection


def _owed_by(kind: DutyKind) -> str:
    """The rows each of which is owed by itself."""
    match kind:
        case EachRecord(selection=Selection(name=name)) | Repeated(record=name):
            return name
        case _:
            return ""


def check_counted(said: Said, ctx: Context) -> None:
    """A clause of duties on single records has no month that could count as missed: it would make each record of the month missed, and
    nothing of a month without one."""
    for one in said.consequences:
        if not isinstance(one.effect, CountsAsMissed):
            continue
        kinds = [duty.kind for duty in said.duties if duty.clause == one.effect.clause]
        owed = [_owed_by(kind) for kind in kinds]
        each = next((name for name in owed if name), "")
        if each and all(owed):
            ctx.findings.append(
                warning(
                    "N213",
                    f'clause "{one.effect.clause}" is kept or missed by each {each}, and not by a month as a whole',
                    one.place,
                    label="what counts as missed?",
                    hint="Say it of a clause that keeps a measure or a percentage in each month, or say what follows: "
                    '"Provider shall credit Customer …".',
                    clause=one.clause,
                )
            )
