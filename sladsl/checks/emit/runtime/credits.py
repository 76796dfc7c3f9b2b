"""Credits on their way to be due: claims, the greatest of several, rounding, caps, what is carried above them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.amounts import rounded_down, rounded_money
from sladsl.checks.emit.runtime.answers import answered
from sladsl.checks.emit.runtime.clock import Window, add_months
from sladsl.checks.emit.runtime.conditions import windows_ending_in
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import CapSpec, ConsequenceSpec, Contract, Spec
from sladsl.checks.emit.runtime.ledgers import Entry, Ledgers
from sladsl.checks.emit.runtime.numbers import exact
from sladsl.checks.emit.runtime.results import Result
from sladsl.checks.emit.runtime.rows import Piece, key_of
from sladsl.checks.emit.runtime.world import Scope, World, reading

MONTH = Spec("month")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass
class Claimable:
    """A credit, refund or payment on its way to be due."""

    consequence: ConsequenceSpec
    effect: Effect
    amount: Fraction
    because: list[str]
    entry: Entry | None = None
    before_caps: Fraction = Fraction(0)


@dataclass
class Settled:
    """One window: its duties, and what follows from them."""

    whole: Window
    window: Window
    results: list[Result]
    credits: list[Claimable] = field(default_factory=list)
    points: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    extensions: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Credits:
    """What becomes due of the amounts of one window, in the light of earlier ones."""

    world: World
    contract: Contract
    ledgers: Ledgers
    windows: list[Settled]
    _capped: dict[tuple[str, int], bool]

    def note(self, text: str) -> None:
        raise NotImplementedError

    def _effects(self, consequence: ConsequenceSpec, s: Scope) -> list[Effect]:
        raise NotImplementedError

    def _due(self, s: Scope, here: Settled) -> None:
        """Claims, the greatest of several, rounding, caps: in this order. What was carried over comes first. What a cap leaves of an
        amount is rounded down, so that the cap holds."""
        fresh = [one for one in here.credits if self._claimed(one)]
        entries = self._greatest(s, self._not_lapsed(s, fresh))
        for one in entries:
            one.amount = rounded_money(one.effect.scope, one.amount)
        entries = [*self._carried_credits(s), *entries]
        entries = self._capped_entries(s, here, entries)
        self._carry_above(s, entries)
        here.credits = [one for one in entries if one.amount != 0 and one.amount >= self.contract.least_credit]

    def _capped_entries(self, s: Scope, here: Settled, entries: list[Claimable]) -> list[Claimable]:
        """The order of narrow and wide caps (reading "cap order") is asked only where it changes an amount."""
        caps = [cap for cap in self.contract.caps if cap.scope != "invoice"]
        wide = [cap for cap in caps if cap.scope == "all credits"]
        narrow = [cap for cap in caps if cap.scope != "all credits"]
        first = self._under(s, here, narrow + wide, entries)
        if not wide or not narrow:
            return first
        second = self._under(s, here, wide + narrow, entries)
        if [one.amount for one in first] == [one.amount for one in second]:
            return first
        return first if reading(s, "cap order", otherwise="narrow first") == "narrow first" else second

    def _under(self, s: Scope, here: Settled, caps: list[CapSpec], entries: list[Claimable]) -> list[Claimable]:
        cut = [replace(one, because=list(one.because), before_caps=one.amount) for one in entries]
        for cap in caps:
            for one in cut:
                self._cap(cap, one, here, cut)
        return cut

    def _carried_credits(self, s: Scope) -> list[Claimable]:
        """What earlier windows left above their caps."""
        found = []
        for spec in self.contract.ledgers:
            if spec.kind == "credit above the cap":
                for entry in self.ledgers.open[spec.name]:
                    consequence, effect = entry.source
                    moved = replace(effect, scope=replace(effect.scope, window=s.window, whole=s.whole))
                    because = [f"carried over from {self.label(entry.origin)}"]
                    found.append(Claimable(consequence, moved, entry.amount, because, entry))
        return found

    def _carry_above(self, s: Scope, entries: list[Claimable]) -> None:
        """What is above the caps is carried over, under the window from which it stems; what has been carried long enough lapses."""
        for spec in self.contract.ledgers:
            if spec.kind == "credit above the cap":
                self.ledgers.above_cap(
                    s,
                    spec,
                    [(one.entry, one.before_caps - one.amount, (one.consequence, one.effect)) for one in entries],
                )

    def _claimed(self, entry: Claimable) -> bool:
        """A credit is due only if the conditions of the claim rules hold for it."""
        s = replace(entry.effect.scope, claim=True, outside=())
        if entry.effect.verb == "pay":
            return True
        own = {one.clause for one in self.contract.consequences if one.kind.startswith("credit")}
        rules = [
            rule
            for rule in self.contract.claims
            if entry.effect.verb == "credit"
            and (not rule.item or s.item(rule.item) is not None)
            and (rule.clause not in own or rule.clause == entry.consequence.clause)
        ]
        if not rules and reading(s, "claim", otherwise="automatic") == "claimed":
            self.note(f"{entry.consequence.clause}: no record shows a claim")
            return False
        for rule in rules:
            answer = answered(lambda rule=rule: rule.conditions(s))  # type: ignore[misc]
            if answer is not True:
                if isinstance(answer, str):
                    self.note(f"{entry.consequence.clause}: whether the credit is claimed is {answer}")
                return False
            entry.because.append(rule.text)
        return True

    def _not_lapsed(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        for consequence in self.contract.consequences:
            if consequence.kind == "credit lapses":
                for effect in self._effects(consequence, s):
                    entries = [
                        one
                        for one in entries
                        if not (one.consequence.clause == consequence.clause and _same(one.effect.scope, effect.scope))
                    ]
        return entries

    def _greatest(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        for consequence in self.contract.consequences:
            if consequence.kind == "greatest":
                for effect in self._effects(consequence, s):
                    row = effect.scope.it
                    mine = [one for one in entries if row is not None and _leads_to(row, one.effect.scope)]
                    for one in _all_but_greatest(mine):
                        entries.remove(one)
        if len(entries) > 1 and reading(s, "stacking", otherwise="add up") == "greatest":
            mine = [one for one in entries if one.effect.verb == "credit"]
            for one in _all_but_greatest(mine):
                entries.remove(one)
        return entries

    def _cap(self, cap: CapSpec, entry: Claimable, here: Settled, entries: list[Claimable]) -> None:
        """Cuts the entry to what earlier ones have left of the cap in each of its windows; later credits are cut first."""
        if entry.effect.verb != "credit" or not _in_scope(cap, entry):
            return
        s = entry.effect.scope
        before = [one for settled in self.windows for one in settled.credits] + entries[: entries.index(entry)]
        for window in self._cap_windows(cap, s):
            mine = [
                one
                for one in before
                if _same_pair(one, entry) and _in_scope(cap, one) and _counts(cap, one, entry, window)
            ]
            limit = cap.limit(replace(s, window=self.world.almanac.in_term(window) or window, whole=window, outside=()))
            if limit is None:
                continue
            left = max(Fraction(0), limit - sum((one.amount for one in mine), Fraction(0)))
            if entry.amount > left:
                entry.amount = rounded_down(s, left)
                entry.because.append(f"{cap.text} (line {cap.line}): {exact(left)} is left")
            if entry.amount >= rounded_down(s, left):
                self._capped["", here.window.start] = True

    def _cap_windows(self, cap: CapSpec, s: Scope) -> list[Window]:
        almanac = self.world.almanac
        if cap.scope == "item":
            return [s.window]
        if cap.spec is None:
            return [
                Window(
                    max(almanac.term_start, self.world.begin), min(almanac.term_end, max(self.world.now, s.window.end))
                )
            ]
        if not cap.spec.sliding:
            return [almanac.window_at(cap.spec, s.window.start)]
        found = [one for one in windows_ending_in(s, cap.spec, s.whole or s.window) if one.start >= almanac.term_start]
        if found:
            return found
        return [
            one
            for one in almanac.windows(cap.spec, almanac.term_start, s.window.end)
            if one.start >= almanac.term_start
        ][:1]

    def label(self, window: Window) -> str:
        """ "March 2026" for a calendar month, "5 March 2026" for a day, else its first and its last day."""
        first, last = self.world.clock.day_of(window.start), self.world.clock.day_of(window.end - 1)
        calendar = self.world.readings.either("month", otherwise="calendar") == "calendar"
        if calendar and first.day == 1 and last == add_months(first, 1) - timedelta(days=1):
            return f"{MONTHS[first.month - 1]} {first.year}"
        named = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
        return named[0] if first == last else f"{named[0]} to {named[1]}"


def _leads_to(item: Any, s: Scope) -> bool:
    row = item.row if isinstance(item, Piece) else item
    return any(
        one is row or (isinstance(one, Piece) and (one == item or (row is not None and one.row is row)))
        for one in s.bound.values()
    )


def _all_but_greatest(entries: list[Claimable]) -> list[Claimable]:
    if not entries:
        return []
    best = max(entries, key=lambda one: one.amount)
    return [one for one in entries if one is not best]


def _same_pair(one: Claimable, entry: Claimable) -> bool:
    """Credits of one party to one other: caps hold for each pair."""
    return one.effect.verb == "credit" and (one.effect.payer, one.effect.payee) == (
        entry.effect.payer,
        entry.effect.payee,
    )


def _in_scope(cap: CapSpec, entry: Claimable) -> bool:
    if cap.scope == "clause":
        return entry.consequence.clause == cap.subject
    if cap.scope == "service":
        return entry.effect.subject == cap.subject
    if cap.scope == "item":
        return entry.effect.scope.item(cap.subject) is not None
    return True


def _counts(cap: CapSpec, one: Claimable, entry: Claimable, window: Window) -> bool:
    if cap.scope == "item":
        return key_of(one.effect.scope.item(cap.subject)) == key_of(entry.effect.scope.item(cap.subject))
    return window.start <= one.effect.scope.window.start and one.effect.scope.window.end <= window.end


def _same(left: Scope, right: Scope) -> bool:
    """The same window, or one within the other, and no group in which they differ."""
    inside = left.window.start < right.window.end and right.window.start < left.window.end
    return inside and all(key_of(left.bound[name]) == key_of(right.bound[name]) for name in left.groups & right.groups)
