"""Whether a clause can be missed for one thing: "misses clause "Power" for a Rack" asks that its duty is told apart by racks."""

from __future__ import annotations

from sladsl.findings import error
from sladsl.model.algebra import Misses, Selection
from sladsl.model.consequences import ForEachWindow, OnCondition
from sladsl.model.duties import Duty, EachRecord, Level, Repeated
from sladsl.model.node import nodes
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import with_article
from sladsl.model.resolve.said import Said


def check_missed_for(said: Said, ctx: Context) -> None:
    """A finding for each clause that every thing would miss at once."""
    for one in said.consequences:
        trigger = one.trigger
        if not isinstance(trigger, OnCondition | ForEachWindow) or trigger.group is None:
            continue
        group = trigger.group.name
        for missed in nodes(trigger.condition):
            if not isinstance(missed, Misses):
                continue
            owed = [duty for duty in said.duties if duty.clause == missed.clause]
            if owed and not any(_told_apart(duty, group, ctx) for duty in owed):
                ctx.findings.append(
                    error(
                        "N082",
                        f'clause "{missed.clause}" is missed for all together, and not for {with_article(group)}',
                        one.place,
                        label=f"the same for every {group}",
                        hint=f'Let the duty say "of each {group}", or leave out "for {with_article(group)}".',
                        clause=one.clause,
                    )
                )


def _told_apart(duty: Duty, group: str, ctx: Context) -> bool:
    match duty.kind:
        case Level(group=of):
            return of is not None and of.name == group
        case EachRecord(selection=Selection(name=name)) | Repeated(record=name):
            record = ctx.records.get(name)
            return name == group or (record is not None and record.reference_to(group) is not None)
        case _:
            return False
