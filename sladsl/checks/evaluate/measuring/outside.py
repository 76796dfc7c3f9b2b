"""Measures without certain time: "shall keep … , outside Interruption": neither the time in those periods counts nor the samples in it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    Aggregate,
    AllHold,
    Arithmetic,
    Constant,
    CountOf,
    Except,
    ExtremeOf,
    InPeriod,
    ItemLength,
    ItemValue,
    LedgerBalance,
    Measure,
    NamedMeasure,
    NotSo,
    OfField,
    OfPeriod,
    OverThings,
    OverWindows,
    Period,
    Predicate,
    Rounded,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    UnitsIncurred,
)
from sladsl.model.moments import Supplied


def without(measure: Measure, periods: tuple[Period, ...], world: World) -> Measure:
    """The measure with those periods left out, through the definitions that it names; the same node for the same question."""
    if not periods:
        return measure
    return world.once_for(
        measure, ("outside", tuple(id(period) for period in periods)), lambda: _without(measure, periods, world)
    )


def _without(measure: Measure, periods: tuple[Period, ...], world: World) -> Measure:
    match measure:
        case OfField(selection=selection) | CountOf(selection=selection) | ShareOfRecords(selection=selection):
            return replace(measure, selection=_selection(selection, periods))
        case OfPeriod(period=period):
            return replace(measure, period=Except(period, periods))
        case ShareOfTime(left_out=left_out) | ShareOfUnits(left_out=left_out):
            return replace(measure, left_out=left_out + periods)
        case OverWindows(measure=inner) | OverThings(measure=inner) | Rounded(measure=inner):
            return replace(measure, measure=_without(inner, periods, world))
        case Arithmetic(left=left, right=right) | ExtremeOf(left=left, right=right):
            return replace(measure, left=_without(left, periods, world), right=_without(right, periods, world))
        case NamedMeasure(name=name, scopes=scopes, window=window):
            definition = world.definition(name)
            if definition is None or not isinstance(definition.body, Measure):
                return measure
            assert all(scope.via is None for scope in scopes), "a measure of another row is found fault with (N098)"
            inner = _without(definition.body, periods, world)
            return inner if window == Supplied() else OverWindows(Aggregate.TOTAL, inner, windows=(window,))
        case Constant() | ItemValue() | ItemLength() | UnitsIncurred() | LedgerBalance():
            return measure
        case _:
            assert_never(measure)


def _selection(selection: Selection, periods: tuple[Period, ...]) -> Selection:
    """A row, or a piece, is left out by the time to which it belongs."""
    outside: tuple[Predicate, ...] = tuple(NotSo(InPeriod(period)) for period in periods)
    where = AllHold(outside if selection.where is None else (selection.where, *outside))
    return replace(selection, where=where)
