"""Ledgers: what a window leaves over, how long it is carried, against what it is set off, and what lapses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.comparing import limit_of
from sladsl.checks.emit.runtime.contract import LedgerSpec
from sladsl.checks.emit.runtime.results import Result, each_window
from sladsl.checks.emit.runtime.world import Scope, reading


@dataclass
class Entry:
    """What stems from one window. `until`: the last moment of the last window in which it may be used."""

    origin: Window
    scope: Scope
    amount: Fraction
    until: int
    source: Any = None


@dataclass(frozen=True)
class Lapse:
    ledger: str
    amount: Fraction
    entry: Entry


class Ledgers:
    """`open`: the entries of each ledger, the oldest first. `lapses`: by the start of the window in which they lapse."""

    def __init__(self, specs: tuple[LedgerSpec, ...]) -> None:
        self.specs = specs
        self.open: dict[str, list[Entry]] = {spec.name: [] for spec in specs}
        self.lapses: dict[int, list[Lapse]] = {}
        self.overused: dict[tuple[str, int], list[tuple[Fraction, Scope]]] = {}
        self.balances: dict[tuple[str, int], Fraction] = {}

    def close(self, s: Scope, results: Callable[[str, Scope], list[Result]]) -> None:
        """At the end of a window: what is left over, set-off, and what lapses."""
        for spec in self.specs:
            for scope, amount in self._left_over(s, spec, results):
                if amount > 0:
                    self.open[spec.name].append(
                        Entry(scope.whole or scope.window, scope, amount, self._until(scope, spec))
                    )
        for spec in self.specs:
            for target in spec.set_off_against:
                self._set_off(s, spec, target)
        for spec in self.specs:
            if spec.kind != "credit above the cap":
                self._lapse(s, spec)

    def above_cap(
        self, s: Scope, spec: LedgerSpec, cuts: list[tuple[Entry | None, Fraction, Any]], more: bool = False
    ) -> None:
        """What is above the caps is carried over: what was carried before under its old window, the rest under this one, `more` of it
        besides what is there."""
        kept: list[Entry] = self.open[spec.name] if more else []
        for entry, amount, source in cuts:
            if amount > 0 and entry is not None:
                entry.amount = amount
                kept.append(entry)
            elif amount > 0:
                kept.append(Entry(s.whole or s.window, s, amount, self._until(s, spec), source))
        self.open[spec.name] = kept
        self._lapse(s, spec)

    def _lapse(self, s: Scope, spec: LedgerSpec) -> None:
        here = self.lapses.setdefault(s.window.start, [])
        last = s.window.end >= s.world.almanac.term_end
        for entry in list(self.open[spec.name]):
            gone = entry.until <= s.window.end
            if last and not gone:
                gone = self._ends(s, spec)
                entry.until = FAR
            if not gone and spec.lapses_if is not None and entry.origin.end == (s.whole or s.window).end:
                lapses_if = spec.lapses_if

                def ask(entry: Entry = entry, lapses_if: Callable[[Scope], Answer] = lapses_if) -> Answer:
                    return lapses_if(entry.scope)

                gone = answered(ask) is True
            if gone:
                self.open[spec.name].remove(entry)
                if entry.amount > 0:
                    here.append(Lapse(spec.name, entry.amount, entry))
        if spec.most is not None:
            here += self._above_most(s, spec, spec.most)
        self.open[spec.name] = [entry for entry in self.open[spec.name] if entry.amount > 0]
        self.balances[spec.name, s.window.start] = sum((one.amount for one in self.open[spec.name]), Fraction(0))

    def _above_most(self, s: Scope, spec: LedgerSpec, most: Fraction) -> Iterator[Lapse]:
        """What is more than may be carried over, of the newest first."""
        if spec.most_of_allowance:
            _, _, allowance = s.world.contract.quotas[spec.of]
            most *= allowance(s)
        kept: dict[Any, Fraction] = {}
        for entry in self.open[spec.name]:
            if spec.most_in_all or entry.origin.start == (s.whole or s.window).start:
                group = entry.scope.group_key()
                kept[group] = kept.get(group, Fraction(0)) + entry.amount
        for entry in reversed(self.open[spec.name]):
            more = self._use(entry, max(Fraction(0), kept.get(entry.scope.group_key(), Fraction(0)) - most))
            if more > 0:
                kept[entry.scope.group_key()] -= more
                yield Lapse(spec.name, more, replace(entry, amount=more))

    def _ends(self, s: Scope, spec: LedgerSpec) -> bool:
        if not self.open[spec.name]:
            return False
        if spec.lapses_at_end is not None:
            return spec.lapses_at_end
        return reading(s, f"ledger end/{spec.name}", "ledger end", otherwise="lapses") == "lapses"

    def _until(self, s: Scope, spec: LedgerSpec) -> int:
        """An entry that is not carried ends with its window; one that is carried for a time, with the limit."""
        if spec.until is not None:
            limit = spec.until(s)
            return FAR if limit is None or limit.state else limit.end
        if not spec.carried:
            return s.window.end
        if not spec.windows:
            return FAR
        return s.world.almanac.neighbour(s.whole or s.window, spec.per, 1, spec.windows).end

    def _left_over(
        self, s: Scope, spec: LedgerSpec, results: Callable[[str, Scope], list[Result]]
    ) -> list[tuple[Scope, Fraction]]:
        if spec.kind == "credit above the cap":
            return []
        if spec.kind == "unused part":
            return self._unused(s, spec)
        found = []
        for result in results(spec.of, s):
            if result.value is not None and result.test is not None and result.state in ("met", "missed"):
                over = result.value - limit_of(result.test)
                found.append((result.scope, over if spec.kind == "excess" else -over))
        return found

    def _unused(self, s: Scope, spec: LedgerSpec) -> list[tuple[Scope, Fraction]]:
        """What is used is taken from the allowance of the window first, then from what was carried, by the order of use."""
        window, used_of, limit_of_ = s.world.contract.quotas[spec.of]
        found: list[tuple[Scope, Fraction]] = []
        for at in each_window(s, window):
            try:
                used, allowance = used_of(at), limit_of_(at)
            except Undecided as undecided:
                s.world.settled.note(f"{spec.name}: {undecided.why}")
                continue
            carried = self.open[spec.name]
            left = used or Fraction(0)
            over = max(Fraction(0), left - allowance)
            for entry in carried if self._oldest_first(s, spec, len(carried) > 1) else reversed(carried):
                over -= self._use(entry, over)
            if over > 0:
                self.overused.setdefault((spec.name, s.window.start), []).append((over, at))
            found.append((at, allowance - left))
        return found

    @staticmethod
    def _use(entry: Entry, amount: Fraction) -> Fraction:
        used = min(entry.amount, amount)
        entry.amount -= used
        return used

    def _oldest_first(self, s: Scope, spec: LedgerSpec, asked: bool) -> bool:
        if spec.oldest_first is not None:
            return spec.oldest_first
        return (
            not asked
            or reading(s, f"ledger order/{spec.name}", "ledger order", otherwise="oldest first") == "oldest first"
        )

    def _set_off(self, s: Scope, spec: LedgerSpec, target: str) -> None:
        """An excess makes good a shortfall, for the same group, in the order of the contract."""
        for entry in self.open[spec.name]:
            against = [one for one in self.open.get(target, ()) if one.scope.group_key() == entry.scope.group_key()]
            if not self._oldest_first(s, spec, len(against) > 1):
                against.reverse()
            for one in against:
                used = self._use(one, entry.amount)
                entry.amount -= used
