"""For which sentence a worked example stands: the one without which, or with whose opposite, it no longer holds.

An example that says that a credit is due falls with the sentence that gives it; one that says that none is due falls when the sentence
asks for the opposite, where its facts touch the sentence at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from sladsl.checks.evaluate.examples import run_example
from sladsl.checks.plan import Plan
from sladsl.model.algebra import AllHold, AnyHolds, Done, Not, NotSo, Predicate, Selection
from sladsl.model.consequences import ByLateness, Consequence, Exceeds, ForEachItem, OfItem, OnCondition, UnitTrigger
from sladsl.model.duties import Act, Document, Duty, EachRecord, Level
from sladsl.model.moments import FixedPoint, Limit, LimitKind
from sladsl.model.quantities import Comparator, Comparison
from sladsl.model.readings import Readings
from sladsl.model.worked import (
    Example,
    ExpectAllowance,
    Expectation,
    ExpectBelongs,
    ExpectLedger,
    ExpectMeasure,
    ExpectRight,
    ExpectRows,
    ExpectState,
    MeasureEvent,
    StateEvent,
)

_T = TypeVar("_T")
_LONG_AGO = FixedPoint(1970, 1, 1, None)
_OPPOSITE = {
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.MORE_THAN,
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
}


def clauses_meant(plan: Plan, example: Example) -> tuple[str, ...]:
    """The clauses that the example names in what follows, and the one in which it stands; none: it speaks for the whole text."""
    known = {duty.clause for duty in plan.duties} | {consequence.clause for consequence in plan.consequences}
    named = [one.clause for one in example.expects if isinstance(one, ExpectState)]
    named += [one.subject for one in example.expects if isinstance(one, ExpectRight)]
    return tuple(dict.fromkeys(clause for clause in (example.title, *named) if clause in known))


def stands_for_something(plan: Plan, example: Example) -> bool:
    """Whether there is a sentence (of the clauses that it means) without which, or with whose opposite, the example no longer holds."""
    worked_out = tuple(one for one in example.expects if not _is_given(one, example))
    if not worked_out:
        return False
    meant = clauses_meant(plan, example)
    rest = replace(example, expects=worked_out)
    return any(map(_is_defined, worked_out)) or any(not _holds(changed, rest) for changed in _changed(plan, meant))


def _is_given(expectation: Expectation, example: Example) -> bool:
    """Whether the example says itself, as a fact, what it says that follows."""
    match expectation:
        case ExpectMeasure(measure=measure, window=window):
            told = (one for one in example.events if isinstance(one, MeasureEvent))
            return any(one.measure == measure and one.window == window for one in told)
        case ExpectState(clause=clause, window=window):
            states = (one for one in example.events if isinstance(one, StateEvent))
            return any(one.clause == clause and window in one.windows for one in states)
        case _:
            return False


def _is_defined(expectation: Expectation) -> bool:
    """Whether the figure is worked out from a definition, a quota or a ledger, without which there would be none."""
    match expectation:
        case ExpectLedger(value=value):
            return value != 0
        case ExpectMeasure() | ExpectAllowance() | ExpectBelongs() | ExpectRows():
            return True
        case _:
            return False


def _holds(plan: Plan, example: Example) -> bool:
    return all(one.holds for one in run_example(plan, example, Readings(plan.readings, {})))


def _changed(plan: Plan, meant: tuple[str, ...]) -> Iterator[Plan]:
    for number, duty in enumerate(plan.duties):
        if not meant or duty.clause in meant:
            for duties in _instead(plan.duties, number, *_opposite_duties(duty)):
                yield replace(plan, duties=duties)
    for number, consequence in enumerate(plan.consequences):
        if not meant or consequence.clause in meant:
            for consequences in _instead(plan.consequences, number, *_opposites(consequence)):
                yield replace(plan, consequences=consequences)
    for number in range(len(plan.rules)):
        for rules in _instead(plan.rules, number):
            yield replace(plan, rules=rules)
    for number, due in enumerate(plan.dues):
        for dues in _instead(plan.dues, number, replace(due, limit=_at_once(due.limit))):
            yield replace(plan, dues=dues)


def _instead(all_: tuple[_T, ...], number: int, *others: _T) -> Iterator[tuple[_T, ...]]:
    """Without the one of that number, and with each of the others in its place."""
    before, after = all_[:number], all_[number + 1 :]
    yield (*before, *after)
    for other in others:
        yield (*before, other, *after)


def _opposite_duties(duty: Duty) -> Iterator[Duty]:
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


def _opposites(consequence: Consequence) -> Iterator[Consequence]:
    trigger = consequence.trigger
    match trigger:
        case OnCondition(condition=condition):
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


def _others(selection: Selection) -> Selection:
    return replace(selection, where=NotSo(selection.where)) if selection.where is not None else selection
