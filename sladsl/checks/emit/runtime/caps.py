"""What falls due: amounts on their way, cut by caps, and rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.answers import PENDING, Answer, Undecided
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import CapSpec, ConsequenceSpec, Contract
from sladsl.checks.emit.runtime.fees import money_rounding
from sladsl.checks.emit.runtime.ledgers import Entry
from sladsl.checks.emit.runtime.numbers import exact, round_to
from sladsl.checks.emit.runtime.results import Result
from sladsl.checks.emit.runtime.rows import key_of
from sladsl.checks.emit.runtime.world import Scope, World, reading

Room = tuple[tuple[Any, ...], Fraction | None, CapSpec]
"""A cap in one window, for one payer, payee and item: what it is counted by, and its limit (None: not known yet)."""


@dataclass
class Claimable:
    """A credit, refund or payment on its way to be due. `above`: what the caps took of it, before it was rounded."""

    consequence: ConsequenceSpec
    effect: Effect
    amount: Fraction
    because: list[str]
    entry: Entry | None = None
    above: Fraction = Fraction(0)
    rooms: tuple[Room, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        return self.effect.payer, self.effect.payee


@dataclass
class Settled:
    """One window: its duties, and what follows from them. `sums`: by payer and payee, what fell due exactly, and what rounded."""

    whole: Window
    window: Window
    results: list[Result]
    credits: list[Claimable] = field(default_factory=list)
    due: list[Claimable] = field(default_factory=list)
    points: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    extensions: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sums: dict[tuple[str, str], tuple[Fraction, Fraction]] = field(default_factory=dict)


class Caps:
    """Cuts what falls due to what caps leave. Caps on a clause, service or item make one rank, those on all credits another."""

    world: World
    contract: Contract
    windows: list[Settled]
    _here: Settled | None

    def note(self, text: str) -> None:
        if self._here is not None and text not in self._here.notes:
            self._here.notes.append(text)

    def _capped(self, s: Scope, here: Settled, entries: list[Claimable]) -> None:
        """The order of the ranks (reading "cap order") is asked only where it changes an amount."""
        for one in entries:
            one.rooms = tuple(self._rooms(one))
        ranks = {room[2].scope == "all credits" for one in entries for room in one.rooms}
        left = self._under(here, entries, (False, True))
        if len(ranks) == 2:
            wide_first = self._under(here, entries, (True, False))
            if wide_first != left and reading(s, "cap order", otherwise="narrow first") == "wide first":
                left = wide_first
        due = self._rounded(s, here, entries, left)
        for one, cut, amount in zip(entries, left, due, strict=True):
            if cut < one.amount:
                known = [(limit, cap) for _, limit, cap in one.rooms if limit is not None]
                cap = min(known, key=lambda room: room[0])[1]
                one.because.append(f"{cap.text} (line {cap.line}): {exact(cut)} is left")
            one.above, one.amount = one.amount - cut, amount

    def _spent(self, here: Settled) -> dict[tuple[Any, ...], Fraction]:
        """What has fallen due before under each cap, as it was paid."""
        spent: dict[tuple[Any, ...], Fraction] = {}
        for settled in [*self.windows, here]:
            for one in settled.due:
                for key, _, _ in one.rooms:
                    spent[key] = spent.get(key, Fraction(0)) + one.amount
        return spent

    def _under(self, here: Settled, entries: Sequence[Claimable], ranks: tuple[bool, bool]) -> list[Fraction]:
        """What each rank leaves of what the one before it has left; what falls due later is cut first."""
        amounts = [one.amount for one in entries]
        for wide in ranks:
            used = self._spent(here)
            for position, one in enumerate(entries):
                rooms = [room for room in one.rooms if (room[2].scope == "all credits") is wide]
                for key, limit, _ in rooms:
                    if limit is None:
                        continue
                    left = max(Fraction(0), limit - used.get(key, Fraction(0)))
                    amounts[position] = min(amounts[position], left)
                for key, _, _ in rooms:
                    used[key] = used.get(key, Fraction(0)) + amounts[position]
        return amounts

    def _rounded(
        self, s: Scope, here: Settled, entries: Sequence[Claimable], amounts: Sequence[Fraction]
    ) -> list[Fraction]:
        """Each amount or their sum (reading "several amounts", asked only where it makes a difference), never above a cap."""
        rounding = money_rounding(s)
        if rounding is None:
            return list(amounts)
        each = self._rounded_so(rounding, here, entries, amounts, None)
        sums = dict(here.sums)
        together = self._rounded_so(rounding, here, entries, amounts, sums)
        if each == together or reading(s, "several amounts", otherwise="one by one") == "one by one":
            sums = dict(here.sums)
            for one, amount, given in zip(entries, amounts, each, strict=True):
                before = sums.get(one.pair, (Fraction(0), Fraction(0)))
                sums[one.pair] = (before[0] + amount, before[1] + given)
            together = each
        here.sums = sums
        return together

    def _rounded_so(
        self,
        rounding: tuple[str, Fraction],
        here: Settled,
        entries: Sequence[Claimable],
        amounts: Sequence[Fraction],
        sums: dict[tuple[str, str], tuple[Fraction, Fraction]] | None,
    ) -> list[Fraction]:
        """With `sums` each amount is what its rounded sum grows by; they are kept up in it."""
        used, found = self._spent(here), []
        for one, amount in zip(entries, amounts, strict=True):
            owed, given = (Fraction(0), Fraction(0)) if sums is None else sums.get(one.pair, (Fraction(0), Fraction(0)))
            value = round_to(owed + amount - given, *rounding)
            for key, limit, _ in one.rooms:
                if limit is None:
                    continue
                left = max(Fraction(0), limit - used.get(key, Fraction(0)))
                if value > left:
                    value = round_to(left, "down", rounding[1])
            for key, _, _ in one.rooms:
                used[key] = used.get(key, Fraction(0)) + value
            if sums is not None:
                sums[one.pair] = (owed + amount, given + value)
            found.append(value)
        return found

    # --- the caps of an entry ------------------------------------------------------------------------------------------

    def _rooms(self, one: Claimable) -> list[Room]:
        found: list[Room] = []
        for cap in self.contract.caps:
            if cap.scope == "invoice" or not _in_scope(cap, one):
                continue
            s = one.effect.scope
            item = s.item(cap.subject) if cap.scope == "item" else None
            windows = self._cap_windows(cap, s.window)
            ended = [window for window in windows if window.end <= s.window.end] or windows[:1]
            for window in windows:
                key = (cap.name, window.start, window.end, *one.pair, "" if item is None else key_of(item))
                if cap.measured and window not in ended:
                    found.append((key, None, cap))
                    continue
                # "Credits for one Outage" name no window: that of the limit is the month for which the credit is due.
                over = s.window if item is not None and cap.spec is None else window
                if cap.measured:
                    over = Window(over.start, min(over.end, s.window.end))
                inner = Scope(self.world, over, {})
                if item is not None:
                    of_item = replace(s, outside=())
                    inner = of_item if cap.subject in s.bound else of_item.bind(cap.subject, item)
                limit = self._limit(cap, inner, over)
                if limit is not None:
                    found.append((key, limit, cap))
        return found

    def _limit(self, cap: CapSpec, s: Scope, over: Window) -> Fraction | None:
        try:
            limit: Fraction | None = cap.limit(s.within(over))
        except Undecided as undecided:
            self.note(f"line {cap.line}: this cap could not be applied: {undecided.why}")
            return None
        return limit

    def _cap_windows(self, cap: CapSpec, window: Window) -> list[Window]:
        """The windows of the cap that hold the last moment of what falls due: several where they slide."""
        almanac = self.world.almanac
        if cap.spec is None:
            return [Window(almanac.term_start, almanac.term_end)]
        found = []
        for one in almanac.windows(cap.spec, window.end - 1, window.end):
            cut = almanac.in_term(one)
            if cut is not None and (not cap.spec.sliding or (cut.start, cut.end) == (one.start, one.end)):
                found.append(cut)
        return found or ([] if cap.spec.sliding else [window])

    def cap_reached(self, window: Window | None) -> Answer:
        """Whether credits for the window come to the limit of a cap on all credits that is for such a window."""
        if window is None:
            return False
        if window.end > self.world.now:
            return PENDING
        settled = [*self.windows, *([self._here] if self._here is not None else [])]
        for cap in self.contract.caps:
            if cap.scope != "all credits" or cap.verb != "credit" or window not in self._cap_windows(cap, window):
                continue
            limit = self._limit(cap, Scope(self.world, window, {}), window)
            sums: dict[tuple[str, str], Fraction] = {}
            for one in (one for month in settled for one in month.due if one.effect.verb == "credit"):
                if window.start < one.effect.scope.window.end <= window.end:
                    sums[one.pair] = sums.get(one.pair, Fraction(0)) + one.amount
            if limit is not None and any(sum_ >= limit for sum_ in sums.values()):
                return True
        return False


def _in_scope(cap: CapSpec, one: Claimable) -> bool:
    if one.effect.verb != cap.verb or cap.payer not in ("", one.effect.payer):
        return False
    if cap.scope == "clause":
        return one.consequence.clause == cap.subject
    if cap.scope == "service":
        return cap.subject in one.effect.services
    if cap.scope == "item":
        return one.effect.scope.item(cap.subject) is not None
    return True
