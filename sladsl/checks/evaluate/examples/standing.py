"""For which sentence a worked example stands: the one without which, or with whose opposite, it no longer holds.

An example that says that a credit is due falls with the sentence that gives it; one that says that none is due falls when the sentence
asks for the opposite, where its facts touch the sentence at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from sladsl.checks.evaluate.examples.examples import run_example
from sladsl.checks.evaluate.examples.opposites import (
    changed_inside,
    opposite_consequences,
    opposite_duties,
    with_wider_rows,
)
from sladsl.checks.plan import Plan
from sladsl.model.consequences import ClaimRule, Consequence, OnMiss
from sladsl.model.moments import RecordPoint
from sladsl.model.node import rewritten
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
            for duties in _instead(plan.duties, number, *opposite_duties(duty)):
                yield replace(plan, duties=duties)
    for number, consequence in enumerate(plan.consequences):
        if not meant or consequence.clause in meant:
            for consequences in _instead(plan.consequences, number, *opposite_consequences(consequence)):
                yield replace(plan, consequences=consequences)
            for one in with_wider_rows(consequence):
                wider = replace(plan, consequences=_put(plan.consequences, number, one))
                yield wider
                yield from _missed_instead(wider, one)
    for number, rule in enumerate(plan.rules):
        for rules in _instead(plan.rules, number, *changed_inside(rule)):
            yield replace(_without_claims(plan) if isinstance(rule, ClaimRule) else plan, rules=rules)
    for number, due in enumerate(plan.dues):
        for dues in _instead(plan.dues, number, *changed_inside(due)):
            yield replace(plan, dues=dues)
    for number, definition in enumerate(plan.definitions):
        for body in changed_inside(definition.body):
            yield replace(plan, definitions=_put(plan.definitions, number, replace(definition, body=body)))


def _missed_instead(plan: Plan, consequence: Consequence) -> Iterator[Plan]:
    """With the opposite of the duty whose miss it follows: at the level itself both the duty and the first row say that nothing is due."""
    trigger = consequence.trigger
    for number, duty in enumerate(plan.duties):
        if isinstance(trigger, OnMiss) and trigger.duty == duty.name:
            for other in opposite_duties(duty):
                yield replace(plan, duties=_put(plan.duties, number, other))


def _without_claims(plan: Plan) -> Plan:
    """A rule on claims says three things: how one claims, that one has to, and which claim an amount speaks of. Without it nobody has
    to, and any claim will do."""
    free = replace(
        plan, consequences=tuple(replace(one, effect=rewritten(one.effect, _of_any)) for one in plan.consequences)
    )
    needed = (one for one in plan.readings if one.slot.name == "claim" and one.value == "claimed")
    reading = next(needed, None)
    if reading is None:
        return free
    number = plan.readings.index(reading)
    return replace(free, readings=_put(plan.readings, number, replace(reading, value="automatic")))


def _of_any(node: Any) -> Any:
    return replace(node, among=None) if isinstance(node, RecordPoint) else node


def _put(all_: tuple[_T, ...], number: int, other: _T) -> tuple[_T, ...]:
    return (*all_[:number], other, *all_[number + 1 :])


def _instead(all_: tuple[_T, ...], number: int, *others: _T) -> Iterator[tuple[_T, ...]]:
    """Without the one of that number, and with each of the others in its place."""
    before, after = all_[:number], all_[number + 1 :]
    yield (*before, *after)
    for other in others:
        yield (*before, other, *after)
