"""Worked examples: what the text gives for the events of an example, beside what the example says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.clock import starting
from sladsl.checks.evaluate.events import world_of
from sladsl.checks.evaluate.explain import measure_words
from sladsl.checks.evaluate.measures import measure
from sladsl.checks.evaluate.open import TooManyOpen, trials
from sladsl.checks.evaluate.scope import Item, Scope
from sladsl.checks.evaluate.settle import ledger_unit
from sladsl.checks.evaluate.settlement import Settlement
from sladsl.checks.evaluate.world import World
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.checks.statement import State
from sladsl.findings import Place
from sladsl.model.consequences import Terminate
from sladsl.model.quantities import Dimension, Rounding, Unit
from sladsl.model.readings import Readings
from sladsl.model.worked import (
    Example,
    Expectation,
    ExpectCredit,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectState,
    RowEvent,
    SampleEvent,
)
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day

_DOES = {"met": "meets", "missed": "misses", "excused": "is excused from"}
_LATER = timedelta(days=400)
"""Now, in an example, is so long after its windows that time limits have run out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation: whether the text gives it, with both figures in words. `hangs_on`: open readings without which it cannot be said;
    it then holds if it does under some of their values."""

    expectation: Expectation
    holds: bool
    expected: str
    found: str
    place: Place
    hangs_on: tuple[str, ...] = ()


def run_example(plan: Plan, example: Example, readings: Readings) -> tuple[Outcome, ...]:
    """In the order of the example. Of open readings every value is tried: an expectation that holds under none is contradicted."""
    return tuple(_run(plan, example, expectation, readings) for expectation in example.expects)


def _run(plan: Plan, example: Example, expectation: Expectation, readings: Readings) -> Outcome:
    def once(trial: Readings) -> Outcome:
        world = world_of(plan, example.events, trial, _now(plan, example))
        return _outcome(expectation, world)

    try:
        found, names = trials(plan, readings, once)
    except TooManyOpen as many:
        return Outcome(expectation, True, "", "", expectation.place, many.names)
    good = next((outcome for outcome in found if outcome.holds), found[0])
    return good if not names else Outcome(expectation, good.holds, good.expected, good.found, good.place, names)


def _now(plan: Plan, example: Example) -> int:
    days = [expectation.first for expectation in example.expects]
    ends = [start_of_day(day + _LATER, plan.zone) for day in days]
    for event in example.events:
        match event:
            case SampleEvent(stretches=stretches):
                ends += [end for _, end in stretches]
            case RowEvent(fields=fields):
                ends += [value + 1 for _, value in fields if isinstance(value, int) and not isinstance(value, bool)]
            case _:
                ends.append(start_of_day(event.first + _LATER, plan.zone))
    return max(ends)


def _outcome(expectation: Expectation, world: World) -> Outcome:
    unit = expectation.window
    window = starting(unit, expectation.first, world)
    if window is None:
        return Outcome(expectation, False, "", f"no {unit} of the term", expectation.place)
    settlement = Settlement(world)
    match expectation:
        case ExpectMeasure(measure=node, value=value, unit=of, rounding=rounding, bound=bound):
            found = measure(node, _bound(bound, Scope(world, window))).value
            words = f"{measure_words(node)} in {window.label}"
            return _figures(expectation, value, _rounded(found, rounding), lambda one: f"{words} is {figure(one, of)}")
        case ExpectCredit(verb=verb, payer=payer, payee=payee, amount=amount):
            sum_ = _paid(settlement, window, verb, payer, payee)
            return _figures(
                expectation, amount.value, sum_,
                lambda one: f"{payer} shall {verb} {payee} {figure(one, amount.unit)} for {window.label}",
            )  # fmt: skip
        case ExpectNoCredit():
            sum_ = _paid(settlement, window, "credit", "", "")
            money = Unit(Dimension.MONEY, world.plan.currency)
            due = f"a credit of {figure(sum_, money)} is due for {window.label}"
            none = f"no credit is due for {window.label}"
            return Outcome(expectation, sum_ == 0, none, none if sum_ == 0 else due, expectation.place)
        case ExpectState(party=party, clause=clause, state=state):
            held = _state(settlement, window, party, clause)
            template = f'{party} {{}} clause "{clause}" in {window.label}'
            return _words(expectation, held == state, template, _DOES.get(state, state), _DOES.get(held, held))
        case ExpectLedger(ledger=ledger, value=value):
            open_ = settlement.books.at(window.end).of(ledger)
            of = ledger_unit(ledger, world)
            return _figures(
                expectation, value, open_,
                lambda one: f"the {ledger} that is carried over is {figure(one, of)} at the end of {window.label}",
            )  # fmt: skip
        case ExpectRight(party=party, subject=subject, arises=arises):
            arisen = any(
                one.effect.party == party and _is_subject(one.effect, subject) and window.start < one.at <= window.end
                for one in settlement.rights.all()
            )
            said = {True: "arises", False: "does not arise"}
            template = f"the right of {party} to terminate {subject or 'this agreement'} {{}} in {window.label}"
            return _words(expectation, arisen is arises, template, said[arises], said[arisen])
        case _:
            assert_never(expectation)


def _is_subject(effect: Terminate, subject: str) -> bool:
    return effect.subject == subject


def _figures(
    expectation: Expectation, expected: Fraction, found: Fraction | None, words: Callable[[Fraction], str]
) -> Outcome:
    said = words(found) if found is not None else "the text gives no value"
    return Outcome(expectation, found == expected, words(expected), said, expectation.place)


def _words(expectation: Expectation, holds: bool, template: str, expected: str, found: str) -> Outcome:
    return Outcome(expectation, holds, template.format(expected), template.format(found), expectation.place)


def _rounded(value: Fraction | None, rounding: Rounding | None) -> Fraction | None:
    return value if value is None or rounding is None else rounding.apply(value)


def _bound(bound: tuple[tuple[str, str], ...], scope: Scope) -> Scope:
    """The groups that the example names or, as "that Circuit", means: the one row there is."""
    for name, key in bound:
        table = scope.world.table(name) if scope.world.record(name) is not None else None
        if table is None:
            scope = scope.group(name, key)
        elif len(table):
            row = table.rows_by_key.get(key)
            if row is None:
                row = next((i for i in range(len(table)) if table.name_of(i) == key), 0)
            scope = scope.group(name, Item(name, row))
    return scope


def _paid(settlement: Settlement, window: Window, verb: str, payer: str, payee: str) -> Fraction:
    return sum(
        (
            line.amount
            for month in settlement.months_of(window)
            for line in settlement.paid_in(month).due
            if line.effect.verb == verb
            and payer in ("", line.effect.payer)
            and payee in ("", line.effect.payee)
            and window.start < line.window.end <= window.end
        ),
        Fraction(0),
    )


def _state(settlement: Settlement, window: Window, party: str, clause: str) -> str:
    """The state that decides: missed before undecided before excused before met."""
    states = {
        verdict.state
        for duty in settlement.world.plan.duties
        if duty.clause == clause and party in ("", duty.who)
        for _, verdicts in settlement.verdicts_in(duty, window)
        for verdict in verdicts
    }
    order = (State.MISSED, State.UNDETERMINED, State.PENDING, State.EXCUSED, State.MET)
    return next((state.value for state in order if state in states), State.MET.value)
