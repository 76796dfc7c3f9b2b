"""Firings for each row or piece, and for each step of a quantity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring import limits
from sladsl.checks.evaluate.measuring.conditions import truth
from sladsl.checks.evaluate.measuring.dues import document_earliness, document_lateness, earliness, lateness
from sladsl.checks.evaluate.measuring.explain import bound_words
from sladsl.checks.evaluate.measuring.lateness import late_by
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.duties import MONTHLY, groups_of, in_window
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.ledgers import Fate
from sladsl.checks.evaluate.settling.units import Quantified, exceeding, kind_of_steps, length_of, steps_of
from sladsl.checks.figures import figure, local_time
from sladsl.model.algebra import InTime, Late, Selection
from sladsl.model.consequences import ByLateness, Consequence, Exceeds, OfItem, OfLedger, UnitTrigger
from sladsl.model.moments import Supplied
from sladsl.model.node import nodes
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.world import World
    from sladsl.checks.evaluate.settling.settlement import Settlement


def of_items(consequence: Consequence, selection: Selection, month: Window, settlement: Settlement) -> Iterator[Firing]:
    world = settlement.world
    if any(isinstance(node, InTime | Late) for node in nodes(selection.where)) and _is_document(selection, world):
        yield from _of_documents(consequence, selection, month, settlement)
        return
    for window in settlement.windows_ending(MONTHLY, month):
        scope = Scope(world, window)
        found = select(in_window(selection, world), scope)
        if found.absent:
            why = f"no records of {', '.join(found.absent)} were given"
            yield Firing(consequence, window, scope, Truth.UNDETERMINED, because=(why,))
            continue  # what is there may be less without what is not: an outage without its maintenance
        lists = ((found.items, Truth.TRUE), (found.pending, Truth.PENDING), (found.open, Truth.UNDETERMINED))
        for items, held in lists:
            for item in items:
                inner = scope.bind(selection.name, item)
                yield Firing(consequence, window, inner, held, item=item, because=(bound_words(item, scope),))


def _is_document(selection: Selection, world: World) -> bool:
    whenever = selection.window is None or isinstance(selection.window, Supplied)
    return whenever and not selection.scopes and limits.document_of(selection.name, world) is not None


def _of_documents(
    consequence: Consequence, selection: Selection, month: Window, settlement: Settlement
) -> Iterator[Firing]:
    """One for each window for which the document is due: one that was never sent has no row, and is late all the same."""
    world = settlement.world
    document = limits.document_of(selection.name, world)
    assert document is not None
    for window in settlement.windows_ending(document.window, month):
        scope = Scope(world, window)
        table, item = limits.document_row(document, window, world)
        if table is None:
            why = f"no records of {selection.name} were given"
            yield Firing(consequence, window, scope, Truth.UNDETERMINED, because=(why,))
            continue
        inner = scope.bind(selection.name, item) if item is not None else scope
        held = Truth.TRUE if selection.where is None else truth(selection.where, inner)
        said = bound_words(item, scope) if item is not None else f"no {selection.name} for {window.label}"
        yield Firing(consequence, window, inner, held, item=item, because=(said,))


def of_units(consequence: Consequence, trigger: UnitTrigger, month: Window, settlement: Settlement) -> Iterator[Firing]:
    quantity = trigger.quantity
    world = settlement.world
    match quantity:
        case Exceeds(spec=spec, group=group):
            for window in settlement.windows_ending(spec, month):
                scope = Scope(world, window)
                for name, inner, _ in groups_of(group, scope) or ():
                    found = exceeding(quantity, inner)
                    if window.end > world.as_of and found.truth is Truth.TRUE:
                        found = replace(found, truth=Truth.PENDING)
                    yield _stepped(Firing(consequence, window, inner, group=name), trigger, found, found.value)
        case OfItem(selection=selection):
            for firing in of_items(consequence, selection, month, settlement):
                length = length_of(firing.item, firing.scope) if isinstance(firing.item, Item | Piece) else None
                if firing.truth is Truth.TRUE and length is None:
                    firing = replace(
                        firing, truth=Truth.UNDETERMINED, because=(*firing.because, "its length is not known")
                    )
                known = length if length is not None else Fraction(0)
                yield _stepped(firing, trigger, Quantified(known, firing.truth, firing.because, firing.evidence), known)
        case ByLateness(selection=selection):
            each = _of_documents if _is_document(selection, world) else of_items
            for firing in each(consequence, selection, month, settlement):
                yield from _late(firing, trigger, quantity, world)
        case OfLedger(ledger=ledger, state=state):
            for window, turn in settlement.turns(ledger, Fate(state), month):
                scope = Scope(world, window)
                unit = trigger.step.unit
                amount = figure(turn.entry.amount, unit)
                if state == Fate.OVERUSED:
                    of = ledger.removeprefix("unused part of ")
                    told = (
                        f"{amount} of {of} used in {window.label} beyond the allowance and what was carried over to it"
                    )
                else:
                    told = f"{amount} of the {ledger} of {turn.entry.origin.label} {_fate(state)} at the end of {window.label}"
                found = Quantified(turn.entry.amount, Truth.TRUE, (told,))
                yield _stepped(Firing(consequence, window, scope, group=turn.entry.group), trigger, found, found.value)
        case _:
            assert_never(quantity)


def _late(firing: Firing, trigger: UnitTrigger, of: ByLateness, world: World) -> Iterator[Firing]:
    if firing.truth is Truth.UNDETERMINED:
        yield firing
        return
    if isinstance(firing.item, Item):
        each = earliness if of.early else lateness
        late, what = each(firing.item, "", world, of.clause), bound_words(firing.item, firing.scope)
    else:
        each_document = document_earliness if of.early else document_lateness
        name = of.selection.name
        late, what = each_document(name, firing.scope), f"the {name} for {firing.window.label}"
    if late is None:
        return
    if late.truth is not Truth.TRUE:
        yield replace(firing, truth=late.truth, because=(f"whether the duty on {what} stands is {late.truth}",))
        return
    by = late_by(late, trigger, kind_of_steps(trigger, firing.scope, firing.consequence.clause), world)
    still = f", still open at {local_time(world.as_of, world.zone)}" if late.open else ""
    said = (f"{what} is {'early' if of.early else 'late'} by {by.words}{still}",)
    yield _stepped(firing, trigger, Quantified(by.full, firing.truth, said), by.started)


def _fate(state: str) -> str:
    return state if state == Fate.LAPSES else f"is {state}"


def _stepped(firing: Firing, trigger: UnitTrigger, found: Quantified, started: Fraction) -> Firing:
    if found.truth is not Truth.TRUE:
        return replace(firing, truth=found.truth, because=found.because)
    count, said = steps_of(trigger, found.value, started, firing.scope, firing.consequence.clause)
    if count == 0:
        return replace(firing, truth=Truth.FALSE)
    return replace(firing, truth=Truth.TRUE, steps=count, because=(*found.because, said), evidence=found.evidence)
