"""The clean world of a worked example: of what its events do not speak is in order."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.walk import children, needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.told import window_named
from sladsl.model.algebra import NamedMeasure, UnitsIncurred
from sladsl.model.worked import MeasureEvent, StretchEvent
from sladsl.time.windows import Window


def in_order(found: Measured, node: object, scope: Scope) -> bool:
    """Whether the measure shows nothing because no event of the example speaks of it: its duty is then met, and nothing falls due by it."""
    return scope.world.clean and found.value in (None, 0) and not found.evidence and not _is_told(node, scope)


def unsaid(node: object, scope: Scope) -> bool:
    """Whether the world is that of an example in which nothing speaks of the condition: nothing then follows from it."""
    return scope.world.clean and not _is_told(node, scope)


def _is_told(node: object, scope: Scope) -> bool:
    """Whether an event states this measure, or one that it is made of, in the window, or gives samples or rows of its records.

    How many units have been incurred is told by the clauses that give them. Rows that are bound (the Circuit whose month is measured)
    are made for the rows that refer to them, and tell nothing; the one for which something is due ("for each Outage") is told.
    """
    window, world = scope.window, scope.world
    made_of = world.of_plan(node, "made of", lambda: _made_of(node, scope))
    if any(isinstance(part, UnitsIncurred) for part in made_of):
        return True
    needed = needs(node, world)
    if any(sample.record in needed.records for sample in world.samples):
        return True
    for record in needed.records - _made_for_others(scope):
        table = world.table(record)
        if table is not None and len(table):
            return True
    events = [event.measure for event in world.given if _speaks_of(event, window, world)]
    if not events:
        return False
    names = {part.name for part in made_of if isinstance(part, NamedMeasure)}
    return any(
        event.name in names if isinstance(event, NamedMeasure) else bool(needs(event, world).records & needed.records)
        for event in events
    )


def _made_for_others(scope: Scope) -> frozenset[str]:
    item = scope.it.item if isinstance(scope.it, Piece) else scope.it
    told = {item.record} - scope.focus if isinstance(item, Item) else set()
    return frozenset(scope.bound.keys() - told)


def _speaks_of(event: MeasureEvent | StretchEvent, window: Window, world: World) -> bool:
    if isinstance(event, MeasureEvent):
        named = window_named(event.window, world)
        return named is not None and named.start < window.end and window.start < named.end
    return event.otherwise is not None or any(
        first < window.end and window.start < last for first, last in event.stretches
    )


def _made_of(node: object, scope: Scope) -> tuple[object, ...]:
    """All parts of the node, through the definitions of measures."""
    named: set[str] = set()
    found: list[object] = []
    stack = [node]
    while stack:
        part = stack.pop()
        found.append(part)
        if isinstance(part, NamedMeasure) and part.name not in named:
            named.add(part.name)
            definition = scope.world.definition(part.name)
            stack += [definition.body] if definition is not None else []
        stack += children(part)
    return tuple(found)
