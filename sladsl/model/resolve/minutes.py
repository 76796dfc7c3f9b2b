"""Time that is counted in minutes, and what of a minute of which only a part counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sladsl.findings import Place
from sladsl.model.agreement import Agreement, Definition
from sladsl.model.algebra import FromTo, NamedPeriod, Runs
from sladsl.model.node import nodes
from sladsl.model.resolve.context import Context


def by_minutes(ctx: Context, upper: Sequence[Agreement], defined: Sequence[Definition]) -> Place | None:
    """Where the text speaks of the minutes of a period that need not begin and end with one: "the percentage of the minutes in a month
    that are not Downtime", of failures from one second to another. None: what it so counts is whole minutes."""
    bodies = {one.name: one.body for one in defined}
    own = [place for place, period in ctx.by_minutes if _has_parts(period, bodies, set())]
    return next(iter([*own, *(one.by_minutes for one in upper if one.by_minutes is not None)]), None)


def _has_parts(period: str, bodies: Mapping[str, object], seen: set[str]) -> bool:
    if period in seen or period not in bodies:
        return False
    seen.add(period)
    return any(
        isinstance(one, FromTo | Runs) or (isinstance(one, NamedPeriod) and _has_parts(one.name, bodies, seen))
        for one in nodes(bodies[period])
    )
