"""Rights: when they arise, when they lapse, and which windows have given rise to one and do not count again.

A right that hangs on n of m windows arises at the end of the window that completes them. One that hangs on a number of items in any so
many consecutive days arises when the last of that number counts, once for each longest run of such stretches of days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring.clock import run_of
from sladsl.checks.evaluate.measuring.dues import lateness
from sladsl.checks.evaluate.measuring.explain import bound_words, lead_words, where
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.runs import Run, runs_of
from sladsl.checks.evaluate.measuring.scope import Happening, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.deciding import decide, happened
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.triggers import firings, groups_for, of_window
from sladsl.model.algebra import (
    AllOf,
    AnyOf,
    Condition,
    CreditsReachCap,
    Ever,
    HasCount,
    InWindows,
    IsAgreed,
    Late,
    MeasureIs,
    Misses,
    Not,
    Quantifier,
    Records,
)
from sladsl.model.consequences import Consequence, Forfeit, OnCondition, Terminate
from sladsl.model.moments import WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import SECONDS_IN, Quantity
from sladsl.time.windows import Window
from sladsl.time.zones import instant_of, local

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


@node
class Arisen:
    """A right, with the instant (the first moment after it arose), the scope in which its limits are read, and why."""

    consequence: Consequence
    effect: Terminate
    at: int
    scope: Scope
    group: str
    because: tuple[str, ...]


class Rights:
    """Rights of the whole term up to the as-of time, found when they are first asked for."""

    def __init__(self, settlement: Settlement) -> None:
        self._settlement = settlement
        self._spent: dict[tuple[int, tuple[tuple[str, object], ...]], set[int]] = {}
        self._clauses: dict[int, str] = {}
        self._found: tuple[Arisen, ...] | None = None
        plan = settlement.world.plan
        self._lapses: dict[str, tuple[Consequence, ...]] = {}
        for one in plan.consequences:
            if isinstance(one.effect, Forfeit):
                self._lapses[one.effect.what] = (*self._lapses.get(one.effect.what, ()), one)
        self._asked: tuple[str, ...] = ()
        self._ends: dict[tuple[object, ...], tuple[int, ...]] = {}

    def all(self) -> tuple[Arisen, ...]:
        """By the time at which they arose."""
        if self._found is None:
            plan = self._settlement.world.plan
            found = [
                right
                for one in plan.consequences
                if isinstance(one.effect, Terminate)
                for right in self._of(one, one.effect)
            ]
            self._found = tuple(sorted(found, key=lambda right: right.at))
        return self._found

    def spent(self, condition: InWindows, scope: Scope) -> frozenset[int]:
        """Asked by measuring whenever it tests the condition: the reading matters only once a right has arisen."""
        windows = self._spent.get(_key(condition, scope))
        if not windows:
            return frozenset()
        world = self._settlement.world
        run = run_of(scope.window, -1, condition.of - 1, WindowUnit(condition.unit), world) if condition.of > 1 else ()
        if not any(one.start in windows for one in (*run, scope.window)):
            return frozenset()
        clause = self._clauses.get(id(condition), "")
        return frozenset(windows) if self._settlement.world.reading("restart", clause) == "not again" else frozenset()

    def has_lapsed(self, clause: str, at: int) -> bool:
        """Whether the clause has lapsed before the instant: a window that ends later is settled without it. What makes a clause lapse does
        not itself hang on its lapse."""
        lapses = self._lapses.get(clause, ())
        if not lapses or clause in self._asked:
            return False
        before, self._asked = self._asked, (*self._asked, clause)
        try:
            return any(
                end < at
                for one in lapses
                for month in self._settlement.months_until(at)
                for end in self._of_lapse(one, month)
            )
        finally:
            self._asked = before

    def _of_lapse(self, lapse: Consequence, month: Window) -> tuple[int, ...]:
        """The ends of the windows in the month that make the clause lapse; inside a circle they may be others than outside it."""
        key = (lapse.name, month.start, self._asked, self._settlement.judging)
        if key not in self._ends:
            found = firings(lapse, month, self._settlement)
            self._ends[key] = tuple(firing.window.end for firing in found if firing.truth is Truth.TRUE)
        return self._ends[key]

    def _of(self, consequence: Consequence, effect: Terminate) -> Iterator[Arisen]:
        world = self._settlement.world
        trigger = consequence.trigger
        if isinstance(trigger, OnCondition):
            counted = _count_in(trigger.condition)
            if counted is not None and isinstance(trigger.condition, Records):
                yield from self._counted(consequence, effect, trigger.condition, counted)
            else:
                yield from self._in_windows(consequence, effect, trigger.condition)
            return
        for month in self._settlement.months_until(world.as_of):
            for firing in firings(consequence, month, self._settlement):
                if firing.truth is Truth.TRUE:
                    yield self._right(firing, effect, firing.window.end, firing.happened)

    def _in_windows(self, consequence: Consequence, effect: Terminate, condition: Condition) -> Iterator[Arisen]:
        """A right arises in a window that itself fulfils the condition, or for the first window of a run in which it holds."""
        settlement, world = self._settlement, self._settlement.world
        trigger = consequence.trigger
        assert isinstance(trigger, OnCondition)
        counting = tuple(_in_windows_of(condition))
        condition = of_window(condition, world)
        for one in counting:
            self._clauses[id(one)] = consequence.clause
        held_before: set[tuple[object, ...]] = set()
        for month in settlement.months_until(world.as_of):
            for window in settlement.windows_ending(trigger.spec, month):
                if window.end > world.as_of and _lateness_of(condition) is None:
                    return
                for scope, group in groups_for(consequence, Scope(world, window)):
                    held = decide(condition, scope)
                    key = (group,)
                    if held is not Truth.TRUE or settlement.in_force(consequence.clause, scope, None) is not Truth.TRUE:
                        held_before.discard(key)
                        continue
                    events = happened(condition, scope)
                    if counting:
                        fresh = any(isinstance(one, Window) and one.end == scope.window.end for one in events)
                    else:
                        fresh = key not in held_before or any(not isinstance(one, Window) for one in events)
                    held_before.add(key)
                    if not fresh:
                        continue
                    if consequence.guard is not None and decide(consequence.guard, scope) is not Truth.TRUE:
                        continue
                    for inner, found in _per_item(condition, events, scope):
                        said = _named(consequence, found, scope)
                        firing = Firing(consequence, window, inner, group=group, because=said)
                        at = _late_at(condition, inner)
                        yield self._right(firing, effect, window.end if at is None else at + 1, found)
                    for one in counting:
                        starts = {event.start for event in events if isinstance(event, Window)}
                        self._spent.setdefault(_key(one, scope), set()).update(starts)

    def _counted(
        self, consequence: Consequence, effect: Terminate, condition: Records, counted: HasCount
    ) -> Iterator[Arisen]:
        """ "at least 4 Interruptions in any 30 consecutive days", for each row that the condition speaks of."""
        world = self._settlement.world
        whole = Scope(world, world.term)
        plain = replace(condition.selection, window=None)
        for item in select(world.once_for(condition, "rows", lambda: plain), whole).items:
            scope = whole.group(condition.selection.name, item)
            group = bound_words(item, scope)
            for run in runs_of(counted, scope):
                inner = scope.after(run.items)
                window = _day_window(run, self._settlement)
                said = f"{group} has {len(run.items)} {counted.selection.name}s: {', '.join(bound_words(one, scope) for one in run.items)}"
                firing = Firing(consequence, window, inner.over(window), group=group, because=(said,))
                if self._settlement.in_force(consequence.clause, firing.scope, None) is not Truth.TRUE:
                    continue
                if consequence.guard is None or decide(consequence.guard, firing.scope) is Truth.TRUE:
                    yield self._right(firing, effect, run.at, run.items)

    def _right(self, firing: Firing, effect: Terminate, at: int, events: tuple[Happening, ...]) -> Arisen:
        consequence = firing.consequence
        why = (where(consequence.clause, consequence.place.line), *firing.because)
        scope = firing.scope.after(events) if events else firing.scope
        return Arisen(consequence, effect, at, scope, firing.group, why)


def _count_in(condition: Condition) -> HasCount | None:
    """ "a Circuit has …": of the one that has so many. That no Circuit or each has is asked of all of them, in each window."""
    if not isinstance(condition, Records) or condition.quantifier is not Quantifier.SOME:
        return None
    if isinstance(condition.that, HasCount) and condition.that.spec is not None:
        return condition.that
    return None


def _in_windows_of(condition: Condition) -> Iterator[InWindows]:
    match condition:
        case InWindows():
            yield condition
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _in_windows_of(part)
        case Not(part=part):
            yield from _in_windows_of(part)
        case MeasureIs() | Records() | Misses() | IsAgreed() | CreditsReachCap() | Ever():
            return
        case _:
            assert_never(condition)


def _per_item(
    condition: Condition, events: tuple[Happening, ...], scope: Scope
) -> Iterator[tuple[Scope, tuple[Happening, ...]]]:
    """A right for each row that a condition on records has found; else one."""
    items = [one for one in events if isinstance(one, Item | Piece)]
    if isinstance(condition, Records) and items:
        for item in items:
            yield scope.bind(condition.selection.name, item), (item,)
    else:
        yield scope, events


def _lateness_of(condition: Condition) -> Late | None:
    """A row becomes late when it does, be its window over or not."""
    return condition.that if isinstance(condition, Records) and isinstance(condition.that, Late) else None


def _late_at(condition: Condition, scope: Scope) -> int | None:
    """When a row became late, or late by so much: the right arises then, whichever month the row belongs to."""
    late = _lateness_of(condition)
    if late is None:
        return None
    item = scope.item(late.record)
    found = lateness(item, late.field, scope.world, late.clause) if item is not None and item.row >= 0 else None
    if found is None:
        return None
    late_by = [one.limit for one in late.by.bounds] if late.by is not None else []
    seconds = max((limit.value for limit in late_by if isinstance(limit, Quantity)), default=Fraction(0))
    days, rest = divmod(seconds, SECONDS_IN["day"])
    zone = scope.world.zone
    return instant_of(local(found.due, zone) + timedelta(days=int(days)), zone) + int(rest * 1_000_000)


def _named(consequence: Consequence, events: tuple[Happening, ...], scope: Scope) -> tuple[str, ...]:
    words = ", ".join(one.label if isinstance(one, Window) else bound_words(one, scope) for one in events)
    return (f"{lead_words(consequence)}: {words or scope.window.label}",)


def _key(condition: InWindows, scope: Scope) -> tuple[int, tuple[tuple[str, object], ...]]:
    return id(condition), tuple(sorted((name, scope.bound[name]) for name in scope.focus if name in scope.bound))


def _day_window(run: Run, settlement: Settlement) -> Window:
    """The month in which the run completed."""
    found = settlement.months_until(run.at + 1)
    return found[-1] if found else settlement.world.term
