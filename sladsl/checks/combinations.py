"""What amounts come to under the answers to several questions at once, without trying every combination of all of them.

Each question is first answered by itself. Those that change amounts of the same clause can interact, and are tried in every combination;
those that touch different clauses add up. Whether they do is tried with all of them at once: where more or less is due then than by each
alone, those that meet are found by halving, and tried in every combination as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, product

from sladsl.checks.statement import Statement
from sladsl.node import node

MOST = 64
"""Combinations of one group of questions that are tried; beyond it each answer by itself and in pairs, as far as the bound goes."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """An amount that is due: its month ("2026-03"), its clause and line, who owes it to whom, and for what group or row."""

    month: str
    clause: str
    line: int
    payer: str
    payee: str
    group: str = ""


Amounts = Mapping[Item, Fraction]


@node
class Asked:
    """A question with the values of its answers. `clause`: where it stands, "" for none."""

    name: str
    values: tuple[str, ...]
    clause: str = ""


@node
class Way:
    """One combination of answers and what is due more or less than in the base."""

    answers: tuple[tuple[str, str], ...]
    change: Amounts


@node
class Group:
    """Questions that can interact, and their combinations, the first answers first. `whole`: all of them were tried."""

    names: tuple[str, ...]
    ways: tuple[Way, ...]
    whole: bool


@node
class Tried:
    """`base`: what is due under the first answer to each question. `silent`: questions that change no amount of these records, by
    themselves or with all others. `runs`: how often was settled."""

    base: Amounts
    groups: tuple[Group, ...]
    silent: tuple[str, ...]
    runs: int

    @property
    def whole(self) -> bool:
        return all(group.whole for group in self.groups)

    def lowest(self, counted: Callable[[Amounts], Fraction]) -> tuple[Fraction, tuple[tuple[str, str], ...]]:
        """The least that can be due of what is counted, and the answers under which it is."""
        return self._at(counted, min)

    def highest(self, counted: Callable[[Amounts], Fraction]) -> tuple[Fraction, tuple[tuple[str, str], ...]]:
        return self._at(counted, max)

    def items(self) -> tuple[Item, ...]:
        """All amounts that are due under some answers."""
        return tuple(
            sorted({*self.base, *(item for group in self.groups for way in group.ways for item in way.change)})
        )

    def _at(
        self, counted: Callable[[Amounts], Fraction], which: Callable[..., Way]
    ) -> tuple[Fraction, tuple[tuple[str, str], ...]]:
        """Groups touch no common clause, so that each adds its own least or most; the answers of those that matter."""
        total = counted(self.base)
        answers: list[tuple[str, str]] = []
        for group in self.groups:
            way = which(group.ways, key=lambda one: counted(one.change))
            total += counted(way.change)
            if any(counted(one.change) != counted(way.change) for one in group.ways):
                answers += way.answers
        return total, tuple(answers)


def amounts_of(statement: Statement) -> dict[Item, Fraction]:
    """What is due by the statement; several amounts of one line for one thing are summed."""
    found: dict[Item, Fraction] = {}
    for window in statement.windows:
        for one in window.credits:
            item = Item(window.first[:7], one.clause, one.line, one.payer, one.payee, one.group)
            found[item] = found.get(item, Fraction(0)) + one.amount
    return found


def try_all(asked: Sequence[Asked], run: Callable[[Mapping[str, str]], Amounts], most: int = MOST) -> Tried:
    """`run` gives what is due under answers to all of the questions."""
    usual = {one.name: one.values[0] for one in asked}
    done: dict[tuple[tuple[str, str], ...], Amounts] = {}

    def change(answers: Mapping[str, str]) -> Amounts:
        key = tuple((name, answers.get(name, value)) for name, value in usual.items())
        if key not in done:
            done[key] = run(dict(key))
        return _less(done[key], base)

    base: Amounts = {}
    base = done[tuple(usual.items())] = run(usual)
    usual_runs = sum(len(one.values) - 1 for one in asked) + 1
    touched: dict[str, set[str]] = {}
    for one in asked:
        changes = [change({one.name: value}) for value in one.values[1:]]
        touched[one.name] = {item.clause for found in changes for item in found}
    loud = [one for one in asked if touched[one.name]]
    units = [*_together(loud, touched), *([one] for one in asked if not touched[one.name])]
    while (met := _that_meet(units, change, lambda: len(done) < usual_runs + most)) is not None:
        units = [
            *(unit for unit in units if unit not in met),
            [one for one in asked if any(one in unit for unit in met)],
        ]
    groups = []
    for members in (unit for unit in units if len(unit) > 1 or touched[unit[0].name]):
        whole = _count(members) <= most
        told = product(*(one.values for one in members)) if whole else _near(members, most)
        names = tuple(one.name for one in members)
        ways = [Way(tuple(zip(names, values, strict=True)), {}) for values in told]
        groups.append(Group(names, tuple(Way(w.answers, change(dict(w.answers))) for w in ways), whole))
    silent = tuple(unit[0].name for unit in units if len(unit) == 1 and not touched[unit[0].name])
    return Tried(base, tuple(groups), silent, len(done))


def _less(amounts: Amounts, base: Amounts) -> Amounts:
    items = {*amounts, *base}
    zero = Fraction(0)
    return {i: d for i in sorted(items) if (d := amounts.get(i, zero) - base.get(i, zero))}


def _together(asked: Iterable[Asked], touched: Mapping[str, set[str]]) -> list[list[Asked]]:
    """Questions that touch a common clause, directly or by others between them."""
    groups: list[tuple[list[Asked], set[str]]] = []
    for one in asked:
        own, clauses = [one], set(touched[one.name])
        apart = []
        for members, theirs in groups:
            if theirs & touched[one.name]:
                own, clauses = [*members, *own], clauses | theirs
            else:
                apart.append((members, theirs))
        groups = [*apart, (own, clauses)]
    return [members for members, _ in groups]


Units = Sequence[list[Asked]]


def _that_meet(
    units: Units, change: Callable[[Mapping[str, str]], Amounts], may_go_on: Callable[[], bool]
) -> tuple[list[Asked], list[Asked]] | None:
    """Two sets of questions whose answers together change another amount than each alone; None where none are found. All are tried with
    their second answers, then with their third, and so on."""

    def meet(some: Units, at: int) -> bool:
        told = [{one.name: one.values[at] for one in unit if at < len(one.values)} for unit in some]
        alone: dict[Item, Fraction] = {}
        for answers in told:
            for item, amount in change(answers).items():
                alone[item] = alone.get(item, Fraction(0)) + amount
        together = change({name: value for answers in told for name, value in answers.items()})
        return _less(together, alone) != {}

    for at in range(1, max((len(one.values) for unit in units for one in unit), default=0)):
        if len(units) < 2 or not may_go_on():
            return None
        if meet(units, at):
            return _pair(units, partial(meet, at=at))
    return None


def _pair(units: Units, meet: Callable[[Units], bool]) -> tuple[list[Asked], list[Asked]]:
    """The first that meets one before it, and the last before it that it meets."""
    last = _least(lambda n: meet(units[: n + 1]), len(units) - 1)
    back = _least(lambda n: meet(units[last - n : last + 1]), last)
    return units[last - back], units[last]


def _least(holds: Callable[[int], bool], high: int) -> int:
    """A number at which something holds, and does not at the one before: it holds at `high`, and not at 0."""
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _count(members: Sequence[Asked]) -> int:
    count = 1
    for one in members:
        count *= len(one.values)
    return count


def _near(members: Sequence[Asked], most: int) -> list[tuple[str, ...]]:
    """The first answers, every other answer by itself, then pairs, up to the bound."""
    usual = tuple(one.values[0] for one in members)
    found = [usual]
    for size in (1, 2):
        for places in combinations(range(len(members)), size):
            for values in product(*(members[n].values[1:] for n in places)):
                if size > 1 and len(found) >= most:
                    return found
                one = list(usual)
                for n, value in zip(places, values, strict=True):
                    one[n] = value
                found.append(tuple(one))
    return found
