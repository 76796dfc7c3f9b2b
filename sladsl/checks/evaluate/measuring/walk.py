"""What a node of the plan depends on: records, names that may be bound, the supplied window. Worked out once for each node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model import algebra, moments
from sladsl.model.node import node
from sladsl.model.quantities import Bound

_WINDOWED = (
    moments.Supplied
    | moments.Neighbour
    | moments.Before
    | moments.Around
    | algebra.HasCount
    | algebra.InTime
    | algebra.Late
    | algebra.Misses
    | algebra.InWindows
    | algebra.Ever
    | algebra.CreditsReachCap
    | algebra.LedgerBalance
    | algebra.UnitsIncurred
)
_SETTLED = (
    algebra.LedgerBalance
    | algebra.UnitsIncurred
    | algebra.Misses
    | algebra.CreditsReachCap
    | algebra.InWindows
    | algebra.Ever
)
_MAY_BE_OPEN = (algebra.FromTo, algebra.Hysteresis, algebra.FieldPeriods)
"""Periods of which a piece may not have ended."""
_DUE = algebra.InTime | algebra.Late | moments.DuePoint


@node
class Needs:
    """`records`: read by the node. `names`: what, when bound, can change its value. `window`: the supplied window can. `ranged`: it is
    worked out only for the range that is asked for. `settled`: it looks at what settling has found. `item`: it looks at a field or an
    edge of something bound that it does not bind itself."""

    records: frozenset[str]
    names: frozenset[str]
    window: bool
    ranged: bool
    settled: bool
    item: bool


def needs(node: object, world: World) -> Needs:
    return world.of_plan(node, "needs", lambda: _Walk(world).of(node))


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def children(node: object) -> Iterator[object]:
    """The nodes directly under a node, through tuples."""
    if isinstance(node, tuple):
        for part in node:
            yield from (part,) if is_dataclass(part) else children(part)
    elif is_dataclass(node) and not isinstance(node, type):
        for name in _field_names(type(node)):
            value = getattr(node, name)
            if is_dataclass(value):
                yield value
            elif isinstance(value, tuple):
                yield from children(value)


def states_in(node: object, world: World) -> tuple[algebra.SamplesShow, ...]:
    """The states of samples of which a period is made, through definitions."""
    return world.of_plan(node, "states", lambda: tuple(_states(node, world, set())))


def _states(node: object, world: World, seen: set[str]) -> Iterator[algebra.SamplesShow]:
    if isinstance(node, algebra.SamplesShow):
        yield node
    elif isinstance(node, algebra.NamedPeriod) and node.name not in seen:
        seen.add(node.name)
        definition = world.definition(node.name)
        if definition is not None:
            yield from _states(definition.body, world, seen)
    for child in children(node):
        yield from _states(child, world, seen)


def holds_any(node: object, kinds: tuple[type, ...], world: World) -> bool:
    """Whether a period is made of such nodes, through definitions."""
    return world.of_plan(node, ("holds", kinds), lambda: _holds_any(node, kinds, world, set()))


def _holds_any(node: object, kinds: tuple[type, ...], world: World, seen: set[str]) -> bool:
    if isinstance(node, kinds):
        return True
    if isinstance(node, algebra.NamedPeriod) and node.name not in seen:
        seen.add(node.name)
        definition = world.definition(node.name)
        if definition is not None and _holds_any(definition.body, kinds, world, seen):
            return True
    return any(_holds_any(child, kinds, world, seen) for child in children(node))


class _Walk:
    def __init__(self, world: World) -> None:
        self._world = world
        self._records: set[str] = set()
        self._names: set[str] = set()
        self._window = self._ranged = self._settled = self._item = False
        self._seen: set[tuple[str, bool]] = set()

    def of(self, node: object) -> Needs:
        self._visit(node, supplied=False, bound=False)
        self._names |= self._records
        for record in tuple(self._records):
            self._refer(record)
        return Needs(
            frozenset(self._records), frozenset(self._names), self._window, self._ranged, self._settled, self._item
        )

    def _refer(self, name: str) -> None:
        record = self._world.record(name)
        for field in record.fields if record else ():
            if field.name not in self._names or (field.record and field.record not in self._names):
                self._names |= {field.name} | ({field.record} if field.record else set())
                if field.record:
                    self._refer(field.record)

    def _name(self, name: str, supplied: bool, bound: bool) -> None:
        if not name:
            return
        self._names.add(name)
        if self._world.record(name):
            self._records.add(name)
        definition = self._world.definition(name)
        if definition is not None and (name, supplied) not in self._seen:
            self._seen.add((name, supplied))
            self._visit(definition.body, supplied, bound)

    def _visit(self, node: object, supplied: bool, bound: bool) -> None:
        """`supplied`: a node above supplies the window itself. `bound`: a node above binds the item."""
        if isinstance(node, _WINDOWED) and not supplied:
            self._window = True
        if isinstance(node, _SETTLED) or (isinstance(node, _DUE) and self._world.duties_fall_away):
            self._settled = True
        match node:
            case algebra.Intervals() | algebra.MeasureState() | algebra.ShareOfUnits():
                self._ranged = True
                if isinstance(node, algebra.ShareOfUnits):
                    self._visit(node.window, supplied, bound)
                    self._visit(node.left_out, supplied, bound)
                    self._visit(node.state, True, bound)
                    return
                supplied = True
            case algebra.FromTo() | algebra.Selection():
                if isinstance(node, algebra.FromTo):
                    self._visit(node.selection, supplied, True)
                else:
                    self._name(node.name, supplied, True)
                bound = True
            case algebra.OnlyPieces():
                # One that has not ended has its length at the end of the window.
                self._window = self._window or (not supplied and holds_any(node.base, _MAY_BE_OPEN, self._world))
                self._visit(node.base, supplied, bound)
                self._visit(node.where, supplied, True)
                return
            case algebra.NamedPeriod() | algebra.NamedMeasure():
                self._name(node.name, supplied, bound)
            case algebra.Scope():
                self._names |= {node.name} | set(node.via or ())
            case algebra.SamplesShow():
                self._names.add(node.across)
            case algebra.Hysteresis():
                self._name(node.record, supplied, True)
                bound = True
            case Bound() if isinstance(node.limit, str):
                self._name(node.limit, supplied, bound)
            case algebra.FieldPeriods() | moments.FieldPoint() | moments.DuePoint() | algebra.ItemValue():
                self._name(node.record, supplied, bound)
                self._item = self._item or not bound
            case algebra.Referred():
                self._name(node.record, supplied, True)
            case moments.RecordPoint() | algebra.Done() | algebra.InTime() | algebra.Late():
                self._name(node.record, supplied, bound)
            case moments.ItemEdge() | algebra.ItemLength() | algebra.Lasts():
                self._names.add(node.name)
                self._item = self._item or not bound
            case algebra.FieldIs() if node.bound:
                self._names.add(node.bound)
            case algebra.Misses():
                self._names.add(node.clause)
            case _:
                pass
        for child in children(node):
            self._visit(child, supplied, bound)
