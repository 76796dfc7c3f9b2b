"""Sentences that say the opposite of what they say, or less: what a worked example is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    CountedBeyond,
    Done,
    Except,
    Not,
    NotSo,
    OnlyPieces,
    Predicate,
    Runs,
    Selection,
    UpTo,
    Within,
)
from sladsl.model.consequences import (
    BandRow,
    ByLateness,
    Consequence,
    Exceeds,
    ForEachItem,
    ForEachWindow,
    OfItem,
    OnCondition,
    UnitTrigger,
)
from sladsl.model.duties import Act, Document, Duty, EachRecord, Level
from sladsl.model.moments import FixedPoint, Length, LengthBasis, Limit, LimitKind
from sladsl.model.quantities import Comparator, Comparison

_T = TypeVar("_T")
_LONG_AGO = FixedPoint(1970, 1, 1, None)
_LONG = Length(Fraction(100 * 366 * 86_400), LengthBasis.ELAPSED, "day")
_OPPOSITE = {
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.MORE_THAN,
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
}


def changed_inside(node: _T) -> Iterator[_T]:
    """The node with one thing in it otherwise: a comparison turned round, a time limit that ran out long ago or hardly ever does, a
    period without what cuts it or without its shortest length, a selection of all rows."""
    yield from _otherwise(node)
    if isinstance(node, tuple):
        for number, part in enumerate(node):
            for other in changed_inside(part):
                yield (*node[:number], other, *node[number + 1 :])  # type: ignore[misc]
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            for other in changed_inside(getattr(node, field.name)):
                yield replace(node, **{field.name: other})


def _otherwise(node: object) -> Iterator[Any]:
    match node:
        case Comparison():
            yield _turned(node)
        case Limit():
            yield _at_once(node)
            if node.length is not None:
                yield replace(node, length=_LONG)
        case Except(base=base) | Within(base=base) | OnlyPieces(base=base) | UpTo(base=base) | CountedBeyond(base=base):
            yield base
        case Runs(shortest=Length()):
            yield replace(node, shortest=None)
        case Selection(where=where) if where is not None:
            yield replace(node, where=None)
            yield replace(node, where=NotSo(where))
        case _:
            return


def opposite_duties(duty: Duty) -> Iterator[Duty]:
    if duty.only_if or duty.only_to is not None:
        yield replace(duty, only_if=(), only_to=None)
    match duty.kind:
        case Level(comparison=comparison, by_choice=by_choice) as kind:
            turned = tuple((choices, _turned(one)) for choices, one in by_choice)
            whole = _turned(comparison) if comparison is not None else None
            yield replace(duty, kind=replace(kind, comparison=whole, by_choice=turned))
        case EachRecord(that=that) as kind:
            yield replace(duty, kind=replace(kind, that=NotSo(that)))
            yield replace(duty, kind=replace(kind, that=_hurried(that)))
        case Act(limit=Limit() as limit) as kind:
            yield replace(duty, kind=replace(kind, limit=_at_once(limit)))
        case Document(limit=limit) as kind:
            yield replace(duty, kind=replace(kind, limit=_at_once(limit)))
        case _:
            return


def _turned(comparison: Comparison) -> Comparison:
    bounds = (replace(one, comparator=_OPPOSITE.get(one.comparator, Comparator.MORE_THAN)) for one in comparison.bounds)
    return replace(comparison, bounds=tuple(bounds))


def _hurried(that: Predicate) -> Predicate:
    match that:
        case Done(limit=Limit() as limit):
            return replace(that, limit=_at_once(limit))
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            return replace(that, parts=tuple(_hurried(part) for part in parts))
        case _:
            return that


def _at_once(limit: Limit) -> Limit:
    """A limit that ran out long ago: whoever was in time no longer is."""
    return replace(limit, kind=LimitKind.BY, anchor=_LONG_AGO, length=None, lengths=(), pauses=None)


def opposite_consequences(consequence: Consequence) -> Iterator[Consequence]:
    if consequence.guard is not None:
        yield replace(consequence, guard=Not(consequence.guard))
    trigger = consequence.trigger
    match trigger:
        case OnCondition(condition=condition):
            yield replace(consequence, trigger=replace(trigger, condition=Not(condition)))
        case ForEachWindow(condition=condition) if condition is not None:
            yield replace(consequence, trigger=replace(trigger, condition=Not(condition)))
        case ForEachItem(selection=selection) if selection.where is not None:
            yield replace(consequence, trigger=replace(trigger, selection=_others(selection)))
        case UnitTrigger(quantity=Exceeds() as exceeds):
            turned = replace(exceeds, short=not exceeds.short)
            yield replace(consequence, trigger=replace(trigger, quantity=turned))
        case UnitTrigger(quantity=(OfItem(selection=selection) | ByLateness(selection=selection)) as quantity) if (
            selection.where is not None
        ):
            yield replace(
                consequence, trigger=replace(trigger, quantity=replace(quantity, selection=_others(selection)))
            )
        case _:
            return


def with_wider_rows(consequence: Consequence) -> Iterator[Consequence]:
    """With one row of its table that holds more: without one of its two limits, or beyond its only one."""
    for effect in _wider(consequence.effect):
        yield replace(consequence, effect=effect)


def _wider(node: _T) -> Iterator[_T]:
    if isinstance(node, BandRow):
        if node.comparison is not None:
            bounds = node.comparison.bounds
            for number in range(len(bounds)):
                fewer = Comparison((*bounds[:number], *bounds[number + 1 :]))
                yield replace(node, comparison=fewer if fewer.bounds else _turned(node.comparison))
    elif isinstance(node, tuple):
        for number, part in enumerate(node):
            for other in _wider(part):
                yield (*node[:number], other, *node[number + 1 :])  # type: ignore[misc]
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            for other in _wider(getattr(node, field.name)):
                yield replace(node, **{field.name: other})


def _others(selection: Selection) -> Selection:
    return replace(selection, where=NotSo(selection.where)) if selection.where is not None else selection
