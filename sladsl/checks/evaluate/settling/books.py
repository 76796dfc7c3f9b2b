"""The ledgers of a plan through its months: what each window brings to them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.conditions import bound_value
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.carried import usable_until
from sladsl.checks.evaluate.settling.deciding import decide
from sladsl.checks.evaluate.settling.duties import MONTHLY, spec_of
from sladsl.checks.evaluate.settling.ledgers import Arising, Balance, Entry, Fate, Turn, close
from sladsl.checks.plan import Plan
from sladsl.checks.statement import State
from sladsl.model.consequences import Ledger, LedgerKind
from sladsl.model.duties import Duty, Quota
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import PERCENT, Quantity
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


class Books:
    """Balances at the end of each month, made in the order of time when they are asked for. Credits above a cap are kept in `payments`."""

    def __init__(self, settlement: Settlement) -> None:
        self._settlement = settlement
        plan = settlement.world.plan
        self.ledgers = tuple(one for one in plan.ledgers if one.kind is not LedgerKind.ABOVE_CAP)
        self._duties = {duty.name: duty for duty in plan.duties}
        self._quotas = {quota.name: quota for quota in plan.quotas}
        self._closed: list[tuple[Window, Balance]] = []
        self._months = 0
        self.unsettled: dict[int, tuple[str, ...]] = {}

    @property
    def closed(self) -> tuple[tuple[Window, Balance], ...]:
        """The windows that have been closed so far, in the order of time."""
        return tuple(self._closed)

    def at(self, end: int) -> Balance:
        """At the end of the last window that ends at or before the instant."""
        self._advance(end)
        found = Balance()
        for window, balance in self._closed:
            if window.end <= end:
                found = balance
        return found

    def turns(self, ledger: str, fate: Fate, month: Window) -> tuple[tuple[Window, Turn], ...]:
        self._advance(month.end)
        return tuple(
            (window, turn)
            for window, balance in self._closed
            if month.start < window.end <= month.end
            for turn in balance.turns
            if turn.ledger == ledger and turn.fate is fate
        )

    def _advance(self, end: int) -> None:
        if not self.ledgers:
            return
        months = self._settlement.months_until(end)
        last = min(end, self._settlement.world.as_of)
        while self._months < len(months) and months[self._months].end <= last:
            month = months[self._months]
            self._months += 1
            self._close_month(month)

    def _close_month(self, month: Window) -> None:
        settlement, world = self._settlement, self._settlement.world
        windows: dict[tuple[int, int], tuple[Window, list[Ledger]]] = {}
        for ledger in self.ledgers:
            for window in settlement.windows_ending(windows_of(ledger, world.plan), month):
                windows.setdefault((window.end, window.start), (window, []))[1].append(ledger)
        for _, (window, ledgers) in sorted(windows.items()):
            before = self._closed[-1][1] if self._closed else Balance()
            ends = window.end >= world.term.end
            after = close(
                before,
                window,
                self.ledgers,
                self._arising(window, ledgers),
                order=lambda name: world.reading("ledger order", name),
                at_end=(lambda name: world.reading("ledger end", name)) if ends else None,
            )
            self._closed.append((window, after))

    def _arising(self, window: Window, ledgers: list[Ledger]) -> Arising:
        world = self._settlement.world
        entries: list[tuple[str, Entry]] = []
        used: list[tuple[str, str, Fraction]] = []
        lapsing: set[str] = set()
        most: list[tuple[str, Fraction]] = []
        for ledger in ledgers:
            if ledger.most is not None:
                most.append((ledger.name, self._most(ledger, ledger.most, window)))
            if ledger.lapses_if is not None and decide(ledger.lapses_if, Scope(world, window)) is Truth.TRUE:
                lapsing.add(ledger.name)
            if ledger.kind is LedgerKind.UNUSED:
                quota = self._quotas.get(ledger.of)
                amount = self._unused(quota, window) if quota is not None else None
                if amount is not None and amount < 0:
                    used.append((ledger.name, "", -amount))
                found = [("", amount)] if amount is not None and amount > 0 else []
            else:
                duty = self._duties.get(ledger.of)
                found = self._against_level(ledger, duty, window) if duty is not None else []
            for group, value in found:
                entries.append((ledger.name, Entry(window, group, value, usable_until(ledger, window, world))))
        return Arising(tuple(entries), tuple(used), frozenset(lapsing), tuple(most))

    def _against_level(self, ledger: Ledger, duty: Duty, window: Window) -> list[tuple[str, Fraction]]:
        out = []
        for one in self._settlement.verdicts(duty, window):
            if one.state in (State.PENDING, State.UNDETERMINED):
                said = f"{ledger.name}: not known for {window.label}, since the duty is {one.state}"
                self.unsettled[window.end] = (*self.unsettled.get(window.end, ()), said)
            if one.state not in (State.MET, State.MISSED) or one.value is None or one.comparison is None:
                continue
            bound = one.comparison.bounds[0]
            limit = bound.limit.value if isinstance(bound.limit, Quantity) else bound_value(bound.limit, one.scope)
            if limit is not None:
                beyond = one.value - limit if ledger.kind is LedgerKind.EXCESS else limit - one.value
                if beyond > 0:
                    out.append((one.group, beyond))
        return out

    def _most(self, ledger: Ledger, most: Quantity, window: Window) -> Fraction:
        quota = self._quotas.get(ledger.of)
        if quota is None or most.unit != PERCENT:
            return most.value
        return most.value * (self._allowed(quota, Scope(self._settlement.world, window)) or Fraction(0))

    @staticmethod
    def _allowed(quota: Quota, scope: Scope) -> Fraction | None:
        limit = quota.limit.limit
        return limit.value if isinstance(limit, Quantity) else bound_value(limit, scope)

    def _unused(self, quota: Quota, window: Window) -> Fraction | None:
        """What the window leaves of the allowance; below 0 where more was used."""
        scope = Scope(self._settlement.world, window)
        found = measure(quota.used, scope)
        allowed = self._allowed(quota, scope)
        if not found.determined or found.value is None or allowed is None:
            said = f"{quota.name}: not known for {window.label}"
            self.unsettled[window.end] = (*self.unsettled.get(window.end, ()), said)
            return None
        return allowed - found.value


def windows_of(ledger: Ledger, plan: Plan) -> WindowSpec:
    """The windows that leave something over."""
    for quota in plan.quotas:
        if quota.name == ledger.of:
            return quota.window
    duty = next((duty for duty in plan.duties if duty.name == ledger.of), None)
    return (spec_of(duty) if duty is not None else None) or MONTHLY
