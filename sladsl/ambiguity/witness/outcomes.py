"""What the same events come to under one answer, and how two such outcomes differ."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction

from sladsl.model.node import node


@node
class Outcome:
    """Of the settled windows together. `paid`: (payer, payee, amount), each pair once, by name; `windows`: the same for each window, with
    its label. `units`: points and days of extension, (what, party, count). `carried`: what ledgers hold at the end. `rights`: those that have arisen, with the days on which
    they arose and lapse. `states`: (clause, party, window, group, state) of each duty; `values`: what was measured. `asked`: the slots
    that mattered."""

    paid: tuple[tuple[str, str, Fraction], ...]
    windows: tuple[tuple[str, tuple[tuple[str, str, Fraction], ...]], ...]
    units: tuple[tuple[str, str, Fraction], ...]
    carried: tuple[tuple[str, str, Fraction], ...]
    rights: tuple[tuple[str, str, str, str, str], ...]
    states: tuple[tuple[str, str, str, str, str], ...]
    values: tuple[tuple[str, str, Fraction | None], ...]
    asked: frozenset[str]

    def paid_to(self, payer: str, payee: str) -> Fraction:
        return sum((amount for a, b, amount in self.paid if (a, b) == (payer, payee)), Fraction(0))


class Stake(IntEnum):
    """What hangs on the difference of two outcomes; the greater the stake, the more a reader cares."""

    NOTHING = 0
    VALUES = 1
    WINDOWS = 2  # the same money, due for another window
    STATES = 3
    CARRIED = 4
    UNITS = 5
    RIGHTS = 6
    MONEY = 7


def stake(one: Outcome, other: Outcome) -> Stake:
    if one.paid != other.paid:
        return Stake.MONEY
    if one.rights != other.rights:
        return Stake.RIGHTS
    if one.units != other.units:
        return Stake.UNITS
    if one.carried != other.carried:
        return Stake.CARRIED
    if _counted(one.states) != _counted(other.states):
        return Stake.STATES
    if one.windows != other.windows:
        return Stake.WINDOWS
    return Stake.VALUES if one.values != other.values else Stake.NOTHING


def _counted(states: Iterable[tuple[str, str, str, str, str]]) -> dict[tuple[str, str, str], int]:
    """A duty that is met shows nothing: months may be cut in another way without anybody gaining by it."""
    found: dict[tuple[str, str, str], int] = {}
    for clause, party, _, _, state in states:
        if state != "met":
            found[clause, party, state] = found.get((clause, party, state), 0) + 1
    return found


def spread(outcomes: Iterable[Outcome]) -> Fraction:
    """The most money between two of them, for the pair of parties for which it is most."""
    found = tuple(outcomes)
    pairs = {(a, b) for one in found for a, b, _ in one.paid}
    most = Fraction(0)
    for payer, payee in pairs:
        sums = [one.paid_to(payer, payee) for one in found]
        most = max(most, max(sums) - min(sums))
    return most
