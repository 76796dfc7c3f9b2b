"""Triggers: when, for which window and how often a consequence is called for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring.belonging import items_between
from sladsl.checks.evaluate.measuring.explain import bound_words, lead_words, where
from sladsl.checks.evaluate.measuring.rows import chain
from sladsl.checks.evaluate.measuring.scope import Bound, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every
from sladsl.checks.evaluate.measuring.walk import children
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.beyond import beyond
from sladsl.checks.evaluate.settling.deciding import decide, happened
from sladsl.checks.evaluate.settling.duties import MONTHLY, groups_of, in_window, spec_of
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.names import names_in
from sladsl.checks.evaluate.settling.steps import of_items, of_units
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.reasons import Figure, Span, joined, told
from sladsl.checks.statement import State
from sladsl.model.algebra import AllOf, AnyOf, Condition, HasCount, Quantifier, Records, Selection
from sladsl.model.consequences import (
    Consequence,
    Fee,
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    OnCondition,
    OnMiss,
    Pay,
    Terminate,
    UnitTrigger,
)
from sladsl.model.duties import Duty
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement

_NOT_YET = {State.PENDING: Truth.PENDING, State.UNDETERMINED: Truth.UNDETERMINED}


def firings(consequence: Consequence, month: Window, settlement: Settlement) -> tuple[Firing, ...]:
    """Those that fall due for windows that end in the month, by window, after the guard; false ones are left out."""
    found = (_guarded(firing, settlement) for firing in _firings(consequence, month, settlement))
    return tuple(firing for firing in found if firing.truth is not Truth.FALSE)


def _guarded(firing: Firing, settlement: Settlement) -> Firing:
    """With the clause in force and the second lead holding as well."""
    if firing.truth is Truth.FALSE:
        return firing
    guard = firing.consequence.guard
    in_force = settlement.in_force(firing.consequence.clause, firing.scope, firing.item)
    held = every((firing.truth, in_force, Truth.TRUE if guard is None else decide(guard, firing.scope)))
    if held is Truth.TRUE and firing.window.end > settlement.world.as_of:
        return replace(
            firing,
            truth=Truth.PENDING,
            because=(*firing.because, told("{span} is not over", span=Span(firing.window.label))),
        )
    return firing if held is firing.truth else replace(firing, truth=held)


def _firings(consequence: Consequence, month: Window, settlement: Settlement) -> Iterator[Firing]:
    trigger = consequence.trigger
    world = settlement.world
    match trigger:
        case OnMiss(duty=name):
            yield from _on_miss(consequence, name, month, settlement)
        case OnCondition(condition=condition, spec=spec):
            for window in settlement.windows_ending(spec, month):
                yield from on_condition(consequence, Scope(world, window))
        case UnitTrigger():
            yield from of_units(consequence, trigger, month, settlement)
        case ForEachItem(selection=selection, every=every, spec=spec) if every > 1:
            for window, item, scope in items_between(selection, every, spec or MONTHLY, month, world):
                reached = Figure(Fraction(every), Unit(Dimension.UNIT, selection.name))
                said = told("{count} have been reached with {item}", count=reached, item=bound_words(item, scope))
                yield Firing(consequence, window, scope, item=item, because=(said,))
        case ForEachItem(after=after) if after:
            yield from beyond(consequence, trigger, month, settlement)
        case ForEachItem(selection=selection):
            yield from of_items(consequence, selection, month, settlement)
        case ForEachMissedClause(party=party, spec=spec):
            for window in settlement.windows_ending(spec, month):
                for clause in settlement.clauses:
                    for scope, name in groups_for(consequence, Scope(world, window)):
                        missed = settlement.missed(clause, party, window, scope.bound)
                        said = told(
                            '{party} misses clause "{name}" in {span}',
                            party=party,
                            name=clause,
                            span=Span(window.label),
                        )
                        if missed is not Truth.TRUE:
                            said = told("whether {what} is {truth}", what=said, truth=str(missed))
                        yield Firing(consequence, window, scope, missed, group=name, missed=clause, because=(said,))
        case ForEachWindow(spec=spec, condition=condition):
            for window in settlement.windows_ending(spec, month):
                for scope, name in groups_for(consequence, Scope(world, window)):
                    held = Truth.TRUE if condition is None else decide(condition, scope)
                    if window.end > world.as_of:
                        held = Truth.PENDING
                    yield Firing(
                        consequence,
                        window,
                        scope,
                        held,
                        group=name,
                        because=(told("in {span}", span=Span(window.label)),),
                    )
        case ForEachUnit(unit=unit, spec=spec, after=after):
            for window in settlement.windows_ending(spec, month):
                party = consequence.effect.payer if isinstance(consequence.effect, Pay) else ""
                count = settlement.incurred(unit, party, window)
                if count > after:
                    units = Figure(count, Unit(Dimension.UNIT, unit))
                    said = told(
                        "{party} has incurred {count} in {span}", party=party, count=units, span=Span(window.label)
                    )
                    if after:
                        said = told(
                            "{what}, {count} after the first {after}",
                            what=said,
                            count=Figure(count - after),
                            after=after,
                        )
                    yield Firing(consequence, window, Scope(world, window), steps=count - after, because=(said,))
        case _:
            assert_never(trigger)


def _on_miss(consequence: Consequence, name: str, month: Window, settlement: Settlement) -> Iterator[Firing]:
    for duty in settlement.world.plan.duties:
        if duty.name != name:
            continue
        for window, verdicts in settlement.verdicts_in(duty, month):
            for one in verdicts:
                if one.state in (State.MET, State.EXCUSED) or _goes_on(duty, one, settlement):
                    continue
                truth_ = _NOT_YET.get(one.state, Truth.TRUE)
                place = where(duty.clause, duty.place.line)
                why = (
                    told("{where} is missed in {span}", where=place, span=Span(window.label))
                    if one.state is State.MISSED
                    else told("{where} is {state}: {why}", where=place, state=str(one.state), why=one.because),
                )
                yield Firing(
                    consequence, window, one.scope, truth_, None, "" if one.item is not None else one.group, one.item, duty.clause,
                    why, one.evidence,
                )  # fmt: skip


def _goes_on(duty: Duty, one: Verdict, settlement: Settlement) -> bool:
    """Whether a miss in a sliding window goes on from the window before: stretches that overlap and are missed one after another are one miss."""
    spec = spec_of(duty)
    if spec is None or not spec.sliding or one.state is not State.MISSED:
        return False
    near = settlement.world.windows(spec, one.window.start, one.window.end)
    before = [window for window in near if window.start < one.window.start]
    if not before:
        return False
    earlier = settlement.verdicts(duty, before[-1])
    return any(other.state is State.MISSED and other.group == one.group for other in earlier)


def on_condition(consequence: Consequence, scope: Scope) -> Iterator[Firing]:
    """In one window: once, for each group for which the effect asks, or for each item that the condition finds where the effect speaks of it."""
    trigger, window, world = consequence.trigger, scope.window, scope.world
    assert isinstance(trigger, OnCondition)
    condition = of_window(trigger.condition, world)
    lead = lead_words(consequence)
    for inner, name in groups_for(consequence, scope):
        held = decide(condition, inner)
        if held is not Truth.FALSE and window.end > world.as_of and held is not Truth.UNDETERMINED:
            held = Truth.PENDING
        if held is not Truth.TRUE:
            why = (told("whether {what} in {span} is {truth}", what=lead, span=Span(window.label), truth=str(held)),)
            yield Firing(consequence, window, inner, held, group=name, because=why)
            continue
        events = happened(condition, inner)
        items = tuple(one for one in events if not isinstance(one, Window))
        after = inner.after(events)
        said = told("{what} ({span})", what=lead, span=Span(window.label))
        if (
            isinstance(condition, Records)
            and condition.quantifier is Quantifier.SOME
            and items
            and _of_each(consequence, condition, world)
        ):
            for item in items:
                why = (told("{what}: {items}", what=said, items=bound_words(item, scope)),)
                bound = after.bind(condition.selection.name, item)
                yield Firing(consequence, window, bound, item=item, group=name, because=why, happened=events)
        else:
            first = (
                after.bind(condition.selection.name, items[0])
                if isinstance(condition, Records) and len(items) == 1
                else after
            )
            further = [one for one in events if not isinstance(one, Window) or one.label != window.label]
            named = joined(tuple(_happening_words(one, scope) for one in further[:6]), "{one}, {other}")
            why = (told("{what}: {items}", what=said, items=named) if named else said,)
            yield Firing(
                consequence,
                window,
                first,
                group=name,
                because=why,
                happened=events,
            )


def of_window(condition: Condition, world: World) -> Condition:
    """ "If a Delivery is late" is tested for those that belong to the window; a group that is counted in another window ("a Circuit has at
    least 4 Interruptions") belongs to none."""
    if isinstance(condition, AllOf | AnyOf):
        joined = condition
        return world.once_for(
            joined, "of window", lambda: replace(joined, parts=tuple(of_window(one, world) for one in joined.parts))
        )
    if (
        not isinstance(condition, Records)
        or condition.selection.window is not None
        or isinstance(condition.that, HasCount)
    ):
        return condition
    record = next((one for one in chain(condition.selection, world)), condition.selection).name
    of = world.record(record)
    lasting = not condition.selection.timed and any(life.record == record for life in world.plan.lives)
    if of is not None and (not of.belongs or lasting):
        return condition
    return world.once_for(
        condition, "of window", lambda: replace(condition, selection=in_window(condition.selection, world))
    )


def _happening_words(one: Bound | Window, scope: Scope) -> str:
    return told("{span}", span=Span(one.label)) if isinstance(one, Window) else bound_words(one, scope)


def _of_each(consequence: Consequence, condition: Records, world: World) -> bool:
    """Whether what follows is said of the item itself: a right for it, or an amount of it."""
    names = names_in(consequence.effect, world)
    return isinstance(consequence.effect, Terminate) or condition.selection.name in names


def groups_for(consequence: Consequence, scope: Scope) -> Iterator[tuple[Scope, str]]:
    """Once, or for each row of the group of which the condition is asked, or of which the effect speaks ("for that Circuit") and that the
    trigger does not bind."""
    effect = consequence.effect
    trigger = consequence.trigger
    if isinstance(trigger, OnCondition | ForEachWindow) and trigger.group is not None:
        for name, inner, _ in groups_of(trigger.group, scope) or ():
            yield inner, name
        return
    own = (
        trigger.condition.selection.name
        if isinstance(trigger, OnCondition) and isinstance(trigger.condition, Records)
        else ""
    )
    wanted = (
        effect.of_group
        if isinstance(effect, Terminate)
        else _group_of_fee(effect)
        or next(
            (
                service.each
                for service in scope.world.plan.services
                if service.each and service.each in names_in(effect, scope.world)
            ),
            "",
        )
    )
    if not wanted or wanted == own or wanted in scope.bound:
        yield scope, ""
        return
    for name, inner, _ in groups_of(Selection(wanted), scope) or ():
        yield inner, name


def _group_of_fee(node: object) -> str:
    """The group that a fee of the effect names: "the Compute fees for that Region"."""
    if isinstance(node, Fee) and node.of_group:
        return node.of_group
    return next((found for child in children(node) if (found := _group_of_fee(child))), "")
