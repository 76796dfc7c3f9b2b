"""Open readings: evaluation under every value that they can have, to see which of them change the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import TypeVar

from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.readings import OpenReading, Readings, Slot
from sladsl.model.slots import slot
from sladsl.records.table import Records

_T = TypeVar("_T")
_MOST = 64
"""Evaluations of one set of open readings: each value of each alone, then pairs, until so many are made."""


class TooManyOpen(Exception):
    """A slot was met that has no value to try, or more slots than there is a bound for."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class _Trial(Readings):
    """The readings given, with values tried for open ones; notes what is asked in the readings behind it, too.

    A value that is tried can lead to a slot that the plan does not need otherwise (a billing month to one that is only partly within the
    term): such a slot is open, with the values of the catalogue.
    """

    def __init__(self, behind: Readings, tried: Mapping[str, str]) -> None:
        super().__init__((), {})
        self._behind = behind
        self._tried = dict(tried)

    def value(self, name: str) -> str:
        self.asked.add(name)
        if name in self._tried:
            return self._tried[name]
        try:
            return self._behind.value(name)
        except KeyError:
            raise OpenReading(slot(name)) from None


class Usual(Readings):
    """The readings given, with its first value for each open one: those under which `settle_under_open` gives its statement."""

    def value(self, name: str) -> str:
        try:
            return super().value(name)
        except OpenReading as open_:
            return open_.slot.admissible[0].value
        except KeyError:
            return slot(name).admissible[0].value


def trials(plan: Plan, readings: Readings, run: Callable[[Readings], _T]) -> tuple[list[_T], tuple[str, ...]]:
    """What `run` gives under the values of the open slots that it asks, the first combination first, and their names: each slot's values
    with the others at their first, then pairs, up to a bound. Without open slots: one result."""
    found, slots = _all(readings, run)
    own = {reading.slot.name for reading in plan.readings}
    return [result for _, result in found], tuple(name for name in slots if name in own)


def settle_under_open(
    plan: Plan,
    records: Records,
    given: Mapping[str, str],
    *,
    first: date | None = None,
    last: date | None = None,
    as_of: date | int | None = None,
) -> tuple[Statement | None, tuple[str, ...]]:
    """The statement, and the names of the open slots that change it. Where none does, the statement stands; otherwise the one returned is
    that of each slot's first value, to be shown as such or not at all. None: a slot has no value that could be tried."""
    readings = Readings(plan.readings, given)

    def run(trial: Readings) -> Statement:
        return evaluate(plan, records, trial, first=first, last=last, as_of=as_of)

    try:
        found, slots = _all(readings, run)
    except TooManyOpen as many:
        return None, many.names
    results = {frozenset(tried.items()): _result(statement) for tried, statement in found}
    own = {reading.slot.name for reading in plan.readings}
    changing = tuple(name for name in slots if _changes(name, slots, results))
    statement = found[0][1]
    taken = tuple(
        f'{slots[name].question} The agreement has no such reading; taken: "{slots[name].admissible[0].sentence}"'
        for name in changing
        if name not in own and name in statement.readings_asked
    )
    return replace(statement, missing=statement.missing + taken), tuple(name for name in changing if name in own)


def _all(readings: Readings, run: Callable[[Readings], _T]) -> tuple[list[tuple[dict[str, str], _T]], dict[str, Slot]]:
    """Slots are found as they are asked: a value tried for one may lead to another."""
    slots: dict[str, Slot] = {}
    done: dict[frozenset[tuple[str, str]], tuple[dict[str, str], _T]] = {}
    while True:
        known = len(slots)
        for tried in _combinations(slots):
            key = frozenset(tried.items())
            if key in done:
                continue
            try:
                done[key] = (tried, run(_Trial(readings, tried)))
            except OpenReading as open_:
                if not open_.slot.admissible or open_.slot.name in slots or len(slots) >= _MOST:
                    raise TooManyOpen((*slots, open_.slot.name)) from None
                slots[open_.slot.name] = open_.slot
                break
        if len(slots) == known:
            return [done[frozenset(tried.items())] for tried in _combinations(slots)], slots


def _combinations(slots: Mapping[str, Slot]) -> list[dict[str, str]]:
    """The first value of each; every other value of each alone; then pairs of other values."""
    usual = {name: slot.admissible[0].value for name, slot in slots.items()}
    out = [usual]
    for size in (1, 2):
        for names in combinations(slots, size):
            others = [[one.value for one in slots[name].admissible[1:]] for name in names]
            for values in product(*others):
                if len(out) >= _MOST and size > 1:
                    return out
                out.append({**usual, **dict(zip(names, values, strict=True))})
    return out


def _changes(name: str, slots: Mapping[str, Slot], results: Mapping[frozenset[tuple[str, str]], object]) -> bool:
    """Whether two tried combinations that differ in this slot alone differ in their result."""
    by_rest: dict[frozenset[tuple[str, str]], object] = {}
    for tried, result in results.items():
        rest = frozenset(one for one in tried if one[0] != name)
        if rest in by_rest and by_rest[rest] != result:
            return True
        by_rest.setdefault(rest, result)
    return False


def _result(statement: Statement) -> object:
    """What a reading must change to matter: values, states, sums, rights, ledgers; not the words that explain them."""
    windows = tuple(
        (
            window.first,
            window.last,
            tuple((duty.duty, duty.group, duty.value, duty.state) for duty in window.duties),
            tuple((credit.consequence, credit.group, credit.amount) for credit in window.credits),
            tuple((points.clause, points.party, points.unit, points.count) for points in window.points),
            tuple((one.clause, one.subject, one.amount, one.unit) for one in window.extensions),
        )
        for window in statement.windows
    )
    rights = tuple((one.clause, one.party, one.what, one.arisen, one.lapses, one.state) for one in statement.rights)
    return windows, rights, statement.carried_over
