"""Credits on their way to be due: claims, those that lapse, the greatest of several, what is carried above caps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.answers import answered
from sladsl.checks.emit.runtime.caps import Caps, Claimable, Settled
from sladsl.checks.emit.runtime.clock import Window, add_months
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import ConsequenceSpec, Spec
from sladsl.checks.emit.runtime.ledgers import Ledgers
from sladsl.checks.emit.runtime.rows import Item, key_of
from sladsl.checks.emit.runtime.world import Scope, reading

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


class Credits(Caps, ABC):
    """What becomes due of the amounts of one window, in the light of earlier ones."""

    ledgers: Ledgers

    @abstractmethod
    def _effects(self, consequence: ConsequenceSpec, s: Scope) -> list[Effect]:
        """What follows from a consequence in a window, where its clause applies."""

    def _due(self, s: Scope, here: Settled, late: bool = False) -> None:
        """Claims, the greatest of several, caps, rounding, the least credit: in this order. What was carried over comes first.
        `late`: what hangs on whether credits reach their cap, after these."""
        entries = self._greatest(s, self._not_lapsed(s, [one for one in here.credits if self._claimed(one)]))
        if not late:
            entries = [*self._carried_credits(s), *entries]
        self._capped(s, here, entries)
        self._carry_above(s, entries, late)
        here.due += [one for one in entries if one.amount != 0 and not self._too_small(one)]
        here.credits = []

    def _too_small(self, one: Claimable) -> bool:
        least, included = self.contract.least_credit
        return one.effect.verb == "credit" and (one.amount < least or (included and one.amount == least))

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

    def _carry_above(self, s: Scope, entries: list[Claimable], late: bool) -> None:
        """What is above the caps is carried over, under the window from which it stems; what has been carried long enough lapses."""
        for spec in self.contract.ledgers:
            if spec.kind == "credit above the cap":
                cuts = [
                    (one.entry, one.above, (one.consequence, one.effect))
                    for one in entries
                    if one.effect.verb == "credit"
                ]
                self.ledgers.above_cap(s, spec, cuts, late)

    def _claimed(self, entry: Claimable) -> bool:
        """A credit is due only if the conditions of the claim rules hold for it."""
        s = replace(entry.effect.scope, claim=True, outside=())
        if entry.effect.verb == "pay":
            return True
        clause = entry.consequence.clause
        ruled = {rule.clause for rule in self.contract.claims}
        rules = [
            rule
            for rule in self.contract.claims
            if rule.clause in ("", clause)
            and (not rule.item or s.item(rule.item) is not None)
            and not (rule.others and clause in ruled)
        ]
        if any(rule.conditions is None for rule in rules):
            return True
        if not rules and reading(s, "claim", otherwise="automatic") == "claimed":
            self.note(f"{entry.consequence.clause}: no record shows a claim")
            return False
        for rule in rules:
            answer = answered(lambda rule=rule: rule.conditions(s))  # type: ignore[misc]  # it has conditions
            if answer is not True:
                if isinstance(answer, str):
                    self.note(f"{entry.consequence.clause}: whether the credit is claimed is {answer}")
                return False
            entry.because.append(rule.text)
        return True

    def _not_lapsed(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        """A credit that lapses is that of the same clause or, where the clause gives none, any of the window."""
        kinds = ("credit", "credit by points", "credit by caps")
        paying = {one.clause for one in self.contract.consequences if one.kind in kinds}
        for consequence in self.contract.consequences:
            if consequence.kind == "credit lapses":
                for effect in self._effects(consequence, s):
                    entries = [
                        one
                        for one in entries
                        if one.effect.verb != "credit"
                        or (consequence.clause in paying and one.consequence.clause != consequence.clause)
                        or not (_same(one.effect.scope, effect.scope) and _inside(one.effect.scope, effect.scope))
                    ]
        return entries

    def _greatest(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        for consequence in self.contract.consequences:
            if consequence.kind == "greatest":
                for effect in self._effects(consequence, s):
                    for mine in _by_item(effect.subject, entries, effect.daily):
                        for one in _all_but_greatest(mine):
                            entries.remove(one)
        for mine in self._of_several_clauses(entries):
            if reading(s, "stacking", otherwise="add up") == "greatest":
                for one in _of_lesser_clauses(mine):
                    entries.remove(one)
        return entries

    def _of_several_clauses(self, entries: list[Claimable]) -> list[list[Claimable]]:
        """The credits between two parties for one window, where they stem from more than one clause. Those that are due besides others are apart."""
        together: dict[tuple[Any, ...], list[Claimable]] = {}
        for one in entries:
            if one.effect.verb == "credit" and one.consequence.clause not in self.contract.besides_others:
                window = one.effect.scope.window
                together.setdefault((window.start, window.end, *one.pair), []).append(one)
        return [mine for mine in together.values() if len({one.consequence.clause for one in mine}) > 1]

    def label(self, window: Window) -> str:
        """ "March 2026" for a calendar month, "5 March 2026" for a day, "5 March 2026, 10:00 to 11:00" for an hour, else its first
        and its last day."""
        first, last = self.world.clock.day_of(window.start), self.world.clock.day_of(window.end - 1)
        calendar = self.world.readings.either("month", otherwise="calendar") == "calendar"
        if calendar and first.day == 1 and last == add_months(first, 1) - timedelta(days=1):
            return f"{MONTHS[first.month - 1]} {first.year}"
        named = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
        clock = self.world.clock
        if (window.start, window.end) != (clock.start_of(first), clock.end_of(last)):
            return f"{named[0]}, {clock.hours_text(window.start, window.end)}"
        return named[0] if first == last else f"{named[0]} to {named[1]}"


def _by_item(name: str, entries: list[Claimable], daily: bool) -> list[list[Claimable]]:
    """The credits to which each item of the name leads, on each day if `daily`: what is due for a longer window then stands apart."""
    together: dict[tuple[Item, date | None], list[Claimable]] = {}
    for one in entries:
        item = one.effect.scope.item(name)
        day = _day_of(one.effect.scope) if daily else None
        if one.effect.verb == "credit" and item is not None and (day is not None or not daily):
            together.setdefault((item, day), []).append(one)
    return list(together.values())


def _day_of(s: Scope) -> date | None:
    at, clock = s.counts_at(), s.world.clock
    if at is None and clock.day_of(s.window.start) != clock.day_of(s.window.end - 1):
        return None
    return clock.day_of(s.window.start if at is None else at)


def _all_but_greatest(entries: list[Claimable]) -> list[Claimable]:
    if not entries:
        return []
    best = max(entries, key=lambda one: one.amount)
    return [one for one in entries if one is not best]


def _of_lesser_clauses(entries: list[Claimable]) -> list[Claimable]:
    """All but those of the clause that gives most; what a clause gives for several items is one credit."""
    sums: dict[str, Fraction] = {}
    for one in entries:
        sums[one.consequence.clause] = sums.get(one.consequence.clause, Fraction(0)) + one.amount
    best = max(sums, key=lambda clause: sums[clause])
    return [one for one in entries if one.consequence.clause != best]


def _inside(inner: Scope, outer: Scope) -> bool:
    return outer.window.start <= inner.window.start and inner.window.end <= outer.window.end


def _same(left: Scope, right: Scope) -> bool:
    """The same window, or one within the other, and no group in which they differ."""
    return left.window.start < right.window.end and right.window.start < left.window.end and _same_group(left, right)


def _same_group(left: Scope, right: Scope) -> bool:
    return all(key_of(left.bound[name]) == key_of(right.bound[name]) for name in left.groups & right.groups)
