"""Rows and pieces beyond a number of them: "for each Fault after the third in a month"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.belonging import belongs_at, counted_since
from sladsl.checks.evaluate.measuring.explain import bound_words
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every
from sladsl.checks.evaluate.settling.duties import MONTHLY, groups_of, in_window
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.reasons import Figure, Span, told
from sladsl.model.consequences import Consequence, ForEachItem
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement

Counted = tuple[int, Item | Piece, Truth]


def beyond(consequence: Consequence, trigger: ForEachItem, month: Window, settlement: Settlement) -> Iterator[Firing]:
    """For each beyond the first `after` in a window of `spec` and, where that slides, in the one that ends with the day on which it counts.
    One of which nobody knows yet whether it counts leaves those after it undecided."""
    spec = trigger.spec
    assert spec is not None
    for window in settlement.windows_ending(MONTHLY if spec.sliding else spec, month):
        scope = Scope(settlement.world, window)
        groups = groups_of(trigger.group, scope)
        if groups is None:
            yield Firing(consequence, window, scope, Truth.UNDETERMINED, because=(told("the groups are not known"),))
        for name, inner, _ in groups or ():
            yield from _of_group(consequence, trigger, spec, window, inner, name)


def _of_group(
    consequence: Consequence, trigger: ForEachItem, spec: WindowSpec, window: Window, scope: Scope, name: str
) -> Iterator[Firing]:
    counted = _counted(trigger, spec, scope)
    if isinstance(counted, str):
        yield Firing(consequence, window, scope, Truth.UNDETERMINED, group=name, because=(counted,))
        return
    times = [at for at, _, _ in counted]
    for place, (at, item, held) in enumerate(counted):
        if at < window.start:
            continue
        since = counted_since(at, spec, scope.world) if spec.sliding else window.start
        before = [truth for _, _, truth in counted[bisect_left(times, since) : place]]
        if len(before) < trigger.after:
            continue
        sure = sum(truth is Truth.TRUE for truth in before)
        others = () if sure >= trigger.after else (truth for truth in before if truth is not Truth.TRUE)
        words = bound_words(item, scope)
        length = Figure(Fraction(spec.count), Unit(Dimension.UNIT, spec.unit.value))
        named = told("the {length} that end with its day", length=length) if spec.sliding else Span(window.label)
        said = told(
            "{item} comes after {count} of its kind in {span}", item=words, count=Figure(Fraction(sure)), span=named
        )
        yield Firing(
            consequence, window, scope.bind(trigger.selection.name, item), every((held, *others)), item=item, group=name, because=(said,),
        )  # fmt: skip


def _counted(trigger: ForEachItem, spec: WindowSpec, scope: Scope) -> list[Counted] | str:
    """All that may count in the window or, where windows slide, in one that ends within it, by time; or why nobody knows."""
    world, window = scope.world, scope.window
    if spec.sliding:
        start = counted_since(window.start, spec, world)
        window = clock.of_stretch((start, window.end), window.label, world)
    found = select(in_window(trigger.selection, world), scope.over(window))
    if found.absent:
        return told("no records of {names} were given", names=", ".join(found.absent))
    lists = ((found.items, Truth.TRUE), (found.pending, Truth.PENDING), (found.open, Truth.UNDETERMINED))
    counted = [
        (at if (at := belongs_at(item, world)) is not None else window.start, item, held)
        for items, held in lists
        for item in items
    ]
    return sorted(counted, key=lambda one: one[0])
