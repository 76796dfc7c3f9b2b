"""Service lives: from when to when a row counts."""

from __future__ import annotations

from dataclasses import replace

from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.rows import Item, Row
from sladsl.checks.emit.runtime.stretches import Stretch
from sladsl.checks.emit.runtime.world import Scope, World, reading


def life_of(world: World, row: Row) -> list[Stretch]:
    """When the row is in service: from its start day to its end day, both included."""
    spec = world.contract.record(row.record)
    start, end = -(10**18), 10**18
    if spec is not None and spec.life[0]:
        first, last = row.values.get(spec.life[0]), row.values.get(spec.life[1])
        if first is not None:
            start = first if isinstance(first, int) else world.clock.start_of(first)
        if last is not None:
            end = last if isinstance(last, int) else world.clock.end_of(last)
    return [(start, end)]


def in_service(s: Scope, member: Item) -> Scope | None:
    """The scope, its window cut to the time in which the member is in service (reading "group part"); None: it does not count."""
    if not isinstance(member, Row):
        return s
    ((start, end),) = life_of(s.world, member)
    if end <= s.window.start or start >= s.window.end:
        return None
    if start <= s.window.start and end >= s.window.end:
        return s
    how = reading(s, f"group part/{member.record}", "group part", otherwise="part")
    if how == "left out":
        return None
    return (
        s
        if how == "whole"
        else replace(s, window=Window(max(start, s.window.start), min(end, s.window.end)), whole=s.whole or s.window)
    )


def groups_in_service(s: Scope) -> Scope | None:
    """The scope, its window cut to the time in which all groups that are bound are in service; None: it does not count."""
    cut: Scope | None = s
    for name in sorted(s.groups):
        cut = None if cut is None else in_service(cut, s.bound[name])
    return cut
