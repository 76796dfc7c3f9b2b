"""Occasions beyond a number: "for each Fault after the third in a month"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.occasions import counted_from
from sladsl.checks.emit.runtime.results import each_window
from sladsl.checks.emit.runtime.rows import Items, called
from sladsl.checks.emit.runtime.world import Scope


def each_beyond(
    s: Scope,
    name: str,
    items: Callable[[Scope], Items],
    after: int,
    spec: Spec,
    group: Callable[[Scope], Items] | None = None,
    group_name: str = "",
) -> Iterator[Scope]:
    """Each row or piece that comes, by time, after so many others in a window, for each member of the group. Windows that slide are those
    that end with the day on which it counts."""
    for at in each_window(s, Spec("month") if spec.sliding else spec, group, group_name):
        first = _run_from(at, spec, at.window.start)
        found = items(at.within(Window(first, at.window.end)))
        settled = at.world.settled
        timed: list[tuple[int, Any, str]] = [(settled.counts_at(one), one, "") for one in found.certain]
        timed += [(settled.counts_at(one), one, state) for one, state in found.undecided]
        timed.sort(key=lambda one: one[0])
        for place, (when, item, state) in enumerate(timed):
            since = _run_from(at, spec, when)
            before = [other for time, _, other in timed[:place] if time >= since]
            if when < at.window.start or len(before) < after:
                continue
            open_ = state or ("" if before.count("") >= after else next(other for other in before if other))
            if open_:
                settled.note(f"{called(name, item)} is {open_}")
                continue
            why = (f"{called(name, item)} comes after {before.count('')} others",)
            yield replace(at.bind(name, item), because=why)


def _run_from(s: Scope, spec: Spec, at: int) -> int:
    """The start of the window in which what counts at this moment is counted."""
    if not spec.sliding:
        return s.window.start
    return counted_from(s, spec, at)
