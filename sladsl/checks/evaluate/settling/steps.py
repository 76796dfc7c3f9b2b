"""Firings for each row or piece, and for each step of a quantity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring import limits
from sladsl.checks.evaluate.measuring.conditions import truth
from sladsl.checks.evaluate.measuring.dues import document_earliness, document_lateness, earliness, lateness
from sladsl.checks.evaluate.measuring.explain import bound_words, ledger_words
from sladsl.checks.evaluate.measuring.lateness import late_by
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.duties import MONTHLY, groups_of, in_window
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.ledgers import Fate
from sladsl.checks.evaluate.settling.units import Quantified, exceeding, kind_of_steps, length_of, steps_of
from sladsl.checks.figures import local_time
from sladsl.checks.reasons import Figure, Span, told
from sladsl.model.algebra import InTime, Late, Selection
from sladsl.model.consequences import ByLateness, Consequence, Exceeds, OfItem, OfLedger, UnitTrigger
from sladsl.model.moments import Supplied
from sladsl.model.node import nodes
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.world import World
    from sladsl.checks.evaluate.settling.settlement import Settlement

_FATES = {
    Fate.LAPSES: "{amount} of the {ledger} of {origin} lapses at the end of {span}",
    Fate.SET_OFF: "{amount} of the {ledger} of {origin} is set off at the end of {span}",
    Fate.NOT_SET_OFF: "{amount} of the {ledger} of {origin} is not set off at the end of {span}",
    Fate.USED: "{amount} of the {ledger} of {origin} is used at the end of {span}",
}


def of_items(consequence: Consequence, selection: Selection, month: Window, settlement: Settlement) -> Iterator[Firing]:
    world = settlement.world
    if any(isinstance(node, InTime | Late) for node in nodes(selection.where)) and _is_document(selection, world):
        yield from _of_documents(consequence, selection, month, settlement)
        return
    for window in settlement.windows_ending(MONTHLY, month):
        scope = Scope(world, window)
        found = select(in_window(selection, world), scope)
        if found.absent:
            why = told("no records of {names} were given", names=", ".join(found.absent))
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
            why = told("no records of {names} were given", names=selection.name)
            yield Firing(consequence, window, scope, Truth.UNDETERMINED, because=(why,))
            continue
        inner = scope.bind(selection.name, item) if item is not None else scope
        held = Truth.TRUE if selection.where is None else truth(selection.where, inner)
        said = (
            bound_words(item, scope)
            if item is not None
            else told("no {name} for {span}", name=selection.name, span=Span(window.label))
        )
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
                        firing, truth=Truth.UNDETERMINED, because=(*firing.because, told("its length is not known"))
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
                amount = Figure(turn.entry.amount, unit)
                if state == Fate.OVERUSED:
                    of = ledger.removeprefix("unused part of ")
                    said = told(
                        "{amount} of {ledger} used in {span} beyond the allowance and what was carried over to it",
                        amount=amount,
                        ledger=of,
                        span=Span(window.label),
                    )
                else:
                    said = told(
                        _FATES[Fate(state)],
                        amount=amount,
                        ledger=ledger_words(ledger),
                        origin=Span(turn.entry.origin.label),
                        span=Span(window.label),
                    )
                found = Quantified(turn.entry.amount, Truth.TRUE, (said,))
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
        late, what = (
            each_document(name, firing.scope),
            told("the {name} for {span}", name=name, span=Span(firing.window.label)),
        )
    if late is None:
        return
    if late.truth is not Truth.TRUE:
        yield replace(
            firing,
            truth=late.truth,
            because=(told("whether the duty on {what} stands is {truth}", what=what, truth=str(late.truth)),),
        )
        return
    by = late_by(late, trigger, kind_of_steps(trigger, firing.scope, firing.consequence.clause), world)
    said: str = told("{what} is early by {by}" if of.early else "{what} is late by {by}", what=what, by=by.words)
    if late.open:
        said = told("{what}, still open at {time}", what=said, time=local_time(world.as_of, world.zone))
    yield _stepped(firing, trigger, Quantified(by.full, firing.truth, (said,)), by.started)


def _stepped(firing: Firing, trigger: UnitTrigger, found: Quantified, started: Fraction) -> Firing:
    if found.truth is not Truth.TRUE:
        return replace(firing, truth=found.truth, because=found.because)
    count, said = steps_of(trigger, found.value, started, firing.scope, firing.consequence.clause)
    if count == 0:
        return replace(firing, truth=Truth.FALSE)
    return replace(firing, truth=Truth.TRUE, steps=count, because=(*found.because, said), evidence=found.evidence)
