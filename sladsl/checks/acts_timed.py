"""Things that are acts, too: a Circuit that is in service for years is delivered once.

Rows with a service life belong to each window in which they are in service. Where it is asked of them whether an act is done in time, they
belong to one window alone, by their time, as all other rows do: what is late is late once, and not again in each month of its life.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done, InTime, Late, Records, Selection, ShareOfRecords
from sladsl.model.consequences import ByLateness
from sladsl.model.duties import Act, EachRecord
from sladsl.model.node import nodes, rewritten


def once_each(plan: Plan) -> Plan:
    """The plan with such selections marked."""
    alive = {life.record for life in plan.lives if life.start or life.end}
    if not alive:
        return plan
    bodies = {one.name: one.body for one in plan.definitions}

    def links(selection: Selection) -> Iterator[Selection]:
        yield selection
        while selection.name not in alive and isinstance(body := bodies.get(selection.name), Selection):
            yield (selection := body)

    def timed(selection: Selection, *, asked: bool = False) -> Selection:
        every = list(links(selection))
        asked = asked or any(_asks(one.where) for one in every)
        return replace(selection, timed=True) if asked and every[-1].name in alive else selection

    def marked(one: Any) -> Any:
        match one:
            case Selection():
                return timed(one)
            case EachRecord(selection=own, that=that) | Records(selection=own, that=that) | ShareOfRecords(own, that):
                return replace(one, selection=timed(own, asked=_asks(that)))
            case ByLateness(selection=own):
                return replace(one, selection=timed(own, asked=True))
            case Act(each=Selection() as each, sets_time=True):
                return replace(one, each=timed(each, asked=True))
            case _:
                return one

    def changed(part: Any) -> Any:
        return rewritten(part, marked)

    return replace(
        plan,
        definitions=cast(Any, changed(plan.definitions)),
        duties=cast(Any, changed(plan.duties)),
        consequences=cast(Any, changed(plan.consequences)),
        rules=cast(Any, changed(plan.rules)),
        quotas=cast(Any, changed(plan.quotas)),
    )


def _asks(node: object) -> bool:
    """Whether it is asked if an act is done in time."""
    return any(
        isinstance(one, InTime | Late) or (isinstance(one, Done) and one.limit is not None) for one in nodes(node)
    )
