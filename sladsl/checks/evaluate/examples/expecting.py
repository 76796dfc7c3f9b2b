"""What the text gives for one expectation of a worked example, beside what the example says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.examples import found_in
from sladsl.checks.evaluate.measuring import limits, rows
from sladsl.checks.evaluate.measuring.dues import due_of
from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.evaluate.measuring.lives import groups_in_service
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settle import ledger_unit
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.deciding import decide
from sladsl.checks.evaluate.settling.rounding import rounding_of
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.evaluate.settling.told import window_named
from sladsl.checks.figures import figure, local_time
from sladsl.checks.statement import State
from sladsl.findings import Place
from sladsl.model.algebra import Selection
from sladsl.model.consequences import Terminate
from sladsl.model.node import node
from sladsl.model.quantities import Dimension, Quantity, Rounding, Unit
from sladsl.model.worked import (
    Bound,
    ExpectAllowance,
    Expectation,
    ExpectBelongs,
    ExpectCredit,
    ExpectDue,
    ExpectExtension,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectRows,
    ExpectState,
    ExpectUnits,
    NamedWindow,
    window_of,
)
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day

_DOES = {"met": "meets", "missed": "misses", "excused": "is excused from", "off": "owes nothing by"}
_IS = {state.value: f"is {state.value}" for state in State} | {"off": "does not apply"}


@node
class Outcome:
    """One expectation: whether the text gives it, with both figures in words. `hangs_on`: open readings without which it cannot be said;
    it then holds if it does under some of their values. `assumes`: choices that the example leaves open and on which it hangs, in words."""

    expectation: Expectation
    holds: bool
    expected: str
    found: str
    place: Place
    hangs_on: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()


def outcome(expectation: Expectation, world: World) -> Outcome:
    told = window_of(expectation)
    window = window_named(told, world) if told is not None else world.term
    if window is None or told is None:
        return _in(expectation, world.term, world) if told is None else _outside(expectation, told, world)
    return _in(expectation, window, world)


def _outside(expectation: Expectation, told: NamedWindow, world: World) -> Outcome:
    """Of a window that the term does not hold nothing is known, but that nothing is due for one that comes after it."""
    after = not told.starts and start_of_day(told.first, world.zone) >= world.term.end
    if after and isinstance(expectation, ExpectNoCredit):
        return Outcome(expectation, True, "", "", expectation.place)
    said = f"no {told.unit} of the term starts on" if told.starts else f"no {told.unit} of the term holds"
    return Outcome(expectation, False, "", f"{said} {told.first.isoformat()}", expectation.place)


def _in(expectation: Expectation, window: Window, world: World) -> Outcome:
    settlement = Settlement(world)
    match expectation:
        case ExpectMeasure(measure=node, value=value, unit=of, rounding=rounding, bound=bound):
            inner = _bound(bound, Scope(world, window))
            found = measure(node, groups_in_service(inner) or inner).value
            words = f"{measure_words(node)} in {window.label}"
            return _figures(expectation, value, _rounded(found, rounding), lambda one: f"{words} is {figure(one, of)}")
        case ExpectCredit():
            return _credit(expectation, window, settlement)
        case ExpectNoCredit(verb=verb):
            sum_ = found_in.paid(settlement, window, verb, "", "")
            called = "payment" if verb == "pay" else verb
            due = f"a {called} of {_money(sum_, world)} is due for {window.label}"
            none = f"no {called} is due for {window.label}"
            return Outcome(expectation, sum_ == 0, none, none if sum_ == 0 else due, expectation.place)
        case ExpectState(party=party, clause=clause, state=state):
            held = found_in.state(settlement, window, party, clause)
            holds = held == state or (held == "off" and state == "met")
            if not party:
                template = f'clause "{clause}" {{}} in {window.label}'
                return _words(expectation, holds, template, _IS[state], _IS[held])
            template = f'{party} {{}} clause "{clause}" in {window.label}'
            return _words(expectation, holds, template, _DOES.get(state, state), _DOES.get(held, held))
        case ExpectUnits(party=party, unit=unit, count=count):
            incurred = settlement.incurred(unit, party, window)
            words = f"{party} incurs {{}} in {window.label}"
            return _figures(
                expectation, count, incurred, lambda one: words.format(figure(one, Unit(Dimension.UNIT, unit)))
            )
        case ExpectExtension(subject=subject, count=count, unit=unit):
            extended = found_in.extended(settlement, window, subject, unit)
            words = f"{subject or 'the term'} is extended by {{}} for {window.label}"
            return _figures(expectation, count, extended, lambda one: words.format(_counted(one, unit)))
        case ExpectLedger(ledger=ledger, value=value):
            open_ = settlement.books.at(window.end).of(ledger)
            of = ledger_unit(ledger, world)
            return _figures(
                expectation, value, open_,
                lambda one: f"the {ledger} that is carried over is {figure(one, of)} at the end of {window.label}",
            )  # fmt: skip
        case ExpectAllowance(quota=quota, value=value, unit=of):
            allowed = found_in.allowed(settlement, window, quota)
            words = f"up to {{}} of {quota} may be used in {window.label}"
            return _figures(expectation, value, allowed, lambda one: words.format(figure(one, of)))
        case ExpectRight(party=party, subject=subject, arises=arises):
            rights = [
                one for one in settlement.rights.all() if one.effect.party == party and _is_subject(one.effect, subject)
            ]
            arisen = any(window.start < one.at <= window.end for one in rights)
            said = {True: "arises", False: "does not arise"}
            when = f"in {window.label}" if expectation.window is not None else "at any time"
            template = f"the right of {party} to terminate {subject or 'this agreement'} {{}} {when}"
            outcome = _words(expectation, arisen is arises, template, said[arises], said[arisen])
            if arises and rights and not arisen:
                months = (settlement.months_until(one.at)[-1].label for one in rights)
                return replace(outcome, found=f"{outcome.found}, but in {', '.join(dict.fromkeys(months))}")
            return outcome
        case ExpectRows(condition=condition, text=text):
            return _so(expectation, text, decide(condition, Scope(world, window)))
        case ExpectBelongs(rows=chosen, of=of_, belongs=belongs, text=text):
            return _so(expectation, text, _belong(chosen, of_, belongs, Scope(world, window)))
        case ExpectDue():
            return _due(expectation, world)
        case _:
            assert_never(expectation)


# --- amounts ---------------------------------------------------------------------------------------------------------------------


def _credit(expectation: ExpectCredit, window: Window, settlement: Settlement) -> Outcome:
    world, amount = settlement.world, expectation.amount
    verb, payer, payee = expectation.verb, expectation.payer, expectation.payee
    found = found_in.paid(settlement, window, verb, payer, payee)
    if isinstance(amount, Quantity):
        expected: Fraction | None = amount.value
    else:
        expected = amount_of(amount, _bound(expectation.bound, Scope(world, window)), Setting("")).value
        rounding = rounding_of(world)
        expected = _rounded(expected, rounding)
    if expected is None:
        said = f"the fee for {window.label} is not known"
        return Outcome(expectation, False, "", said, expectation.place)
    return _figures(
        expectation, expected, found,
        lambda one: f"{payer} shall {verb} {payee} {_money(one, world)} for {window.label}",
    )  # fmt: skip


def _money(amount: Fraction, world: World) -> str:
    return figure(amount, Unit(Dimension.MONEY, world.plan.currency))


def _counted(amount: Fraction, unit: str) -> str:
    return f"{figure(amount, None)} {unit}{'' if amount == 1 else 's'}"


# --- clauses and rights ----------------------------------------------------------------------------------------------------------


def _is_subject(effect: Terminate, subject: str) -> bool:
    return effect.subject == subject


# --- rows ------------------------------------------------------------------------------------------------------------------------


def _belong(chosen: Selection, of: Selection, belongs: bool, scope: Scope) -> Truth:
    found = rows.select(chosen, scope)
    held = [limits.belongs_to(item, of, scope) for item in found.items if isinstance(item, Item)]
    wanted = Truth.TRUE if belongs else Truth.FALSE
    return Truth.TRUE if held and all(one is wanted for one in held) else Truth.FALSE


def _due(expectation: ExpectDue, world: World) -> Outcome:
    record, field = expectation.record, expectation.field
    found = rows.select(Selection(record), Scope(world, world.term))
    owed = [due_of(item, field, world) for item in found.items if isinstance(item, Item)]
    untils = [due.until for due in owed if due is not None and due.until is not None]
    template = f"the {record} is due to be {field} by {{}}"
    expected = _by(expectation.instant, expectation.last_day, world)
    if len(set(untils)) != 1:
        said = f"the rows of {record} have {len(set(untils))} time limits" if untils else "the text sets no time limit"
        return Outcome(expectation, False, template.format(expected), said, expectation.place)
    until = untils[0]
    if expectation.last_day is not None:
        holds = until.last_day == expectation.last_day
    else:
        holds = until.instant == expectation.instant and until.last_day is None
    return _words(expectation, holds, template, expected, _by(until.instant, until.last_day, world))


def _by(instant: int, last_day: date | None, world: World) -> str:
    return last_day.isoformat() if last_day is not None else local_time(instant, world.zone)


# --- words -----------------------------------------------------------------------------------------------------------------------


def _figures(
    expectation: Expectation, expected: Fraction, found: Fraction | None, words: Callable[[Fraction], str]
) -> Outcome:
    said = words(found) if found is not None else "the text gives no value"
    return Outcome(expectation, found == expected, words(expected), said, expectation.place)


def _words(expectation: Expectation, holds: bool, template: str, expected: str, found: str) -> Outcome:
    return Outcome(expectation, holds, template.format(expected), template.format(found), expectation.place)


def _so(expectation: Expectation, text: str, held: Truth) -> Outcome:
    found = text if held is Truth.TRUE else "that this is not so" if held is Truth.FALSE else f"that this is {held}"
    return Outcome(expectation, held is Truth.TRUE, text, found, expectation.place)


def _rounded(value: Fraction | None, rounding: Rounding | None) -> Fraction | None:
    return value if value is None or rounding is None else rounding.apply(value)


def _bound(bound: Bound, scope: Scope) -> Scope:
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
