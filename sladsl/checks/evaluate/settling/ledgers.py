"""Ledgers: what a window leaves over, how long it may be used, against what it is set off, and when it lapses.

In each window, in this order: what arises is entered; what is set off is set off; what is used is used; what lapses on a condition
lapses; what is in its last window lapses; what is more than may be carried over lapses, the newest first. So a shortfall carried to the following 3 months may still be made good in the third.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from sladsl.model.consequences import Ledger
from sladsl.model.node import node
from sladsl.time.windows import Window


class Fate(StrEnum):
    LAPSES = "lapses"
    SET_OFF = "set off"
    NOT_SET_OFF = "not set off"
    USED = "used"
    OVERUSED = "overused"


@node
class Entry:
    """Part of a ledger that is open: the window from which it stems, for which group, and the instant after which it is gone (None: never)."""

    origin: Window
    group: str
    amount: Fraction
    until: int | None


@node
class Turn:
    """What became of (part of) an entry in a window."""

    ledger: str
    fate: Fate
    entry: Entry


@node
class Arising:
    """What a window brings: new entries by ledger, and use beyond a quota, which takes from what was carried over, by ledger and group; `most`:
    how much may be carried over, by ledger."""

    entries: tuple[tuple[str, Entry], ...] = ()
    used: tuple[tuple[str, str, Fraction], ...] = ()
    lapsing: frozenset[str] = frozenset()
    most: tuple[tuple[str, Fraction], ...] = ()


@node
class Balance:
    """What is open at the end of a window, by ledger, in the order of arising, and what happened in it."""

    open: tuple[tuple[str, Entry], ...] = ()
    turns: tuple[Turn, ...] = ()

    def of(self, ledger: str, group: str | None = None) -> Fraction:
        """The sum of what is open; for one group, or with None for all."""
        return sum(
            (e.amount for name, e in self.open if name == ledger and group in (None, e.group)),
            Fraction(0),
        )

    def entries(self, ledger: str) -> tuple[Entry, ...]:
        return tuple(entry for name, entry in self.open if name == ledger)


def close(
    before: Balance,
    window: Window,
    ledgers: tuple[Ledger, ...],
    arising: Arising,
    *,
    order: Callable[[str], str],
    at_end: Callable[[str], str] | None,
) -> Balance:
    """The balance at the end of `window`. `order` gives the value of "ledger order/NAME" and is asked only where it matters; `at_end`, that
    of "ledger end/NAME" when the term ends with this window (None: it does not)."""
    book = _Book(list(before.open) + list(arising.entries), [])
    for ledger in ledgers:
        for target in ledger.set_off_against:
            book.set_off(ledger, target, {one.name: one for one in ledgers}, order)
    for name, group, amount in arising.used:
        ledger = next(one for one in ledgers if one.name == name)
        beyond = amount - book.use(ledger, group, amount, order)
        if beyond > 0:
            book.turns.append(Turn(name, Fate.OVERUSED, Entry(window, group, beyond, None)))
    fresh = {(name, entry.origin.start) for name, entry in arising.entries}
    book.turns += [
        Turn(name, Fate.NOT_SET_OFF, entry) for name, entry in book.open if (name, entry.origin.start) in fresh
    ]
    book.lapse([one for one in book.open if one[0] in arising.lapsing and one[1].origin.start == window.start])
    book.lapse([one for one in book.open if one[1].until is not None and one[1].until <= window.end])
    for name, most in arising.most:
        ledger = next(one for one in ledgers if one.name == name)
        book.carry_at_most(ledger, most, window)
    for ledger in ledgers if at_end is not None else ():
        left = [one for one in book.open if one[0] == ledger.name]
        lapses = ledger.lapses_at_end
        if left and at_end is not None and (lapses if lapses is not None else at_end(ledger.name) == "lapses"):
            book.lapse(left)
    return Balance(tuple(book.open), tuple(book.turns))


class _Book:
    """The open entries while a window is closed."""

    def __init__(self, open_: list[tuple[str, Entry]], turns: list[Turn]) -> None:
        self.open = open_
        self.turns = turns

    def set_off(self, ledger: Ledger, target: str, by_name: dict[str, Ledger], order: Callable[[str], str]) -> None:
        oldest = ledger.oldest_first
        if oldest is None and target in by_name:
            oldest = by_name[target].oldest_first
        for group in dict.fromkeys(entry.group for name, entry in self.open if name == ledger.name):
            amount = self._sum(ledger.name, group)
            against = self._sum(target, group)
            both = min(amount, against)
            if both > 0:
                # What is set off comes from the oldest of its own: those entries lapse first.
                self._take(ledger.name, group, both, Fate.SET_OFF, True, order)
                self._take(target, group, both, Fate.SET_OFF, oldest, lambda _: order(ledger.name))

    def use(self, ledger: Ledger, group: str, amount: Fraction, order: Callable[[str], str]) -> Fraction:
        """How much of it what is open has covered."""
        covered = min(amount, self._sum(ledger.name, group))
        self._take(ledger.name, group, covered, Fate.USED, ledger.oldest_first, order)
        return covered

    def lapse(self, gone: list[tuple[str, Entry]]) -> None:
        self.open = [one for one in self.open if one not in gone]
        self.turns += [Turn(name, Fate.LAPSES, entry) for name, entry in gone]

    def carry_at_most(self, ledger: Ledger, most: Fraction, window: Window) -> None:
        """Of what this window leaves, or of all that is open."""
        for group in dict.fromkeys(entry.group for name, entry in self.open if name == ledger.name):
            mine = [entry for name, entry in self.open if name == ledger.name and entry.group == group]
            kept = mine if ledger.most_in_all else [entry for entry in mine if entry.origin.start == window.start]
            more = sum((entry.amount for entry in kept), Fraction(0)) - most
            self._take(ledger.name, group, more, Fate.LAPSES, False, lambda _: "newest first")

    def _sum(self, name: str, group: str) -> Fraction:
        return sum((e.amount for own, e in self.open if own == name and e.group == group), Fraction(0))

    def _take(
        self,
        name: str,
        group: str,
        amount: Fraction,
        fate: Fate,
        oldest: bool | None,
        order: Callable[[str], str],
    ) -> None:
        if amount <= 0:
            return
        mine = [i for i, (own, entry) in enumerate(self.open) if own == name and entry.group == group]
        if oldest is None:
            matters = len(mine) > 1 and amount < sum((self.open[i][1].amount for i in mine), Fraction(0))
            oldest = not matters or order(name) == "oldest first"
        spent: list[int] = []
        for i in mine if oldest else reversed(mine):
            if amount <= 0:
                break
            entry = self.open[i][1]
            part = min(amount, entry.amount)
            amount -= part
            self.turns.append(Turn(name, fate, replace(entry, amount=part)))
            if part == entry.amount:
                spent.append(i)
            else:
                self.open[i] = (name, replace(entry, amount=entry.amount - part))
        self.open = [one for i, one in enumerate(self.open) if i not in spent]
