"""Payments: the credits, refunds and payments that fall due for the windows that end in a month.

In this order: what each consequence gives, within its own limits; what is given instead; claims; credits that lapse; which of several is
due; caps; rounding; the least credit. A month is settled after the months before it, since limits and caps may reach back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.explain import where
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import children
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.caps import Claimed, Cut, applies, cap_windows, cut_all
from sladsl.checks.evaluate.settling.carried import Carried, carry
from sladsl.checks.evaluate.settling.choosing import choose
from sladsl.checks.evaluate.settling.claims import unclaimed
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.limited import Limits
from sladsl.checks.evaluate.settling.rounding import Sums, rounding_of
from sladsl.checks.evaluate.settling.sums import Setting, Sum, base_of
from sladsl.checks.evaluate.settling.things import apart
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.figures import figure
from sladsl.checks.reasons import Figure, money, told
from sladsl.checks.statement import Evidence
from sladsl.model.algebra import CreditsReachCap
from sladsl.model.consequences import AtLeastAmount, Cap, CapScope, Consequence, LeastCredit, Limited, Pay
from sladsl.model.quantities import Dimension, Unit
from sladsl.node import node
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


@node
class Line:
    """One amount of one firing, exact until it is rounded."""

    consequence: Consequence
    effect: Pay
    firing: Firing
    amount: Fraction
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Window | None = None
    """The window from which a credit above a cap was carried over."""

    @property
    def window(self) -> Window:
        return self.firing.window


@dataclass
class MonthOfPayments:
    """`due`: what falls due, after all cuts; `notes`: what does not, or not yet, and why. `carried`: credits above a cap that are open."""

    due: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    carried: tuple[Carried, ...] = ()
    sums: Sums = field(default_factory=Sums)


class Payments:
    def __init__(self, settlement: Settlement) -> None:
        self._settlement = settlement
        plan = settlement.world.plan
        self._caps = tuple(rule for rule in plan.rules if isinstance(rule, Cap))
        self._least = tuple(rule for rule in plan.rules if isinstance(rule, LeastCredit))
        pays = [(one, one.effect) for one in plan.consequences if isinstance(one.effect, Pay)]
        self._last = [one for one in pays if any(isinstance(r, Cap) for r in plan.rules) and _looks_at_caps(one[0])]
        self._first = [one for one in pays if not any(one is other for other in self._last)]
        self._limits = Limits(settlement.world)
        self._months: dict[int, MonthOfPayments] = {}
        self._done: list[Line] = []

    def month(self, month: Window) -> MonthOfPayments:
        if month.start not in self._months:
            for earlier in self._settlement.months_until(month.end) if self._looks_back() else (month,):
                if earlier.start not in self._months and earlier.end <= max(month.end, self._settlement.world.as_of):
                    self._months[earlier.start] = MonthOfPayments()
                    self._settle(earlier, self._months[earlier.start])
        return self._months[month.start]

    def cap_reached(self, window: Window) -> Truth:
        """Whether credits for the window come to the limit of a cap that is for such a window."""
        world = self._settlement.world
        for month in self._settlement.months_of(window):
            self.month(month)
        for cap in self._caps:
            of_credits = cap.scope is CapScope.ALL and cap.verb == "credit"
            if not of_credits or window not in cap_windows(cap, window, world):
                continue
            limit = amount_of(cap.limit, Scope(world, window), Setting(""))
            sums: dict[tuple[str, str], Fraction] = {}
            for line in self._done:
                if window.start < line.window.end <= window.end and applies(cap, _claimed(line), world):
                    key = (line.effect.payer, line.effect.payee)
                    sums[key] = sums.get(key, Fraction(0)) + line.amount
            if limit.value is not None and any(sum_ >= limit.value for sum_ in sums.values()):
                return Truth.TRUE
        return Truth.FALSE

    def _looks_back(self) -> bool:
        """Whether what is due in a month can hang on the months before it."""
        plan = self._settlement.world.plan
        if any(cap.spec is None or cap.spec.sliding or cap.spec.unit in _LONG for cap in self._caps):
            return True
        limits = [limit for _, pay in (*self._first, *self._last) for limit in _limits_of(pay)]
        specs = [limit.spec for limit in limits if not isinstance(limit, AtLeastAmount)]
        longer = any(spec is not None and (spec.sliding or spec.unit in _LONG or spec.count > 1) for spec in specs)
        return longer or any(ledger.kind == "credit above the cap" for ledger in plan.ledgers)

    def _settle(self, month: Window, into: MonthOfPayments) -> None:
        self._settle_part(month, into, self._first, late=False)
        if self._last:
            self._settle_part(month, into, self._last, late=True)
        for cap in self._caps:
            if cap.scope is CapScope.INVOICE and into.due:
                into.notes.append(
                    f"Line {cap.place.line} limits what is set off against one invoice; invoices are not part of the records."
                )

    def _settle_part(
        self, month: Window, into: MonthOfPayments, pays: list[tuple[Consequence, Pay]], late: bool
    ) -> None:
        """What hangs on whether credits reach their cap comes after the credits."""
        settlement, world = self._settlement, self._settlement.world
        lines = list(self._given(month, pays, into))
        lines = unclaimed(lines, settlement, into.notes.append)
        lines = choose(lines, month, settlement, into.notes.append)
        # What was carried into a month falls due with it, when it is over.
        open_ = self._months_before(month) if not late and month.end <= world.as_of else ()
        lines = [*carry(open_, month, world), *lines]
        if not lines:
            return
        claimed = [_claimed(line) for line in lines]
        earlier = [_claimed(line) for line in self._done] if self._caps else []
        rounding = rounding_of(world) if lines else None
        cuts = cut_all(claimed, earlier, self._caps, rounding, into.sums, world, into.notes.append)
        kept_open: list[Carried] = []
        due: list[Line] = []
        for line, cut in zip(lines, cuts, strict=True):
            left = self._finished(line, cut, into)
            if left is not None:
                due.append(left)
            if cut.above > 0:
                kept_open += self._kept_open(line, cut, month)
        into.carried += tuple(kept_open)
        into.due += due
        self._done += due

    def _given(self, month: Window, pays: list[tuple[Consequence, Pay]], into: MonthOfPayments) -> Iterator[Line]:
        """What each consequence gives, in the order of the text, and within a consequence by window."""
        found: list[tuple[Consequence, Pay, Firing]] = []
        for consequence, effect in pays:
            for firing in firings(consequence, month, self._settlement):
                if firing.truth is Truth.TRUE:
                    if consequence.instead:
                        found = [one for one in found if not _replaced(one, firing, effect)]
                    found.append((consequence, effect, firing))
                else:
                    into.notes.append(_not_yet(consequence, firing))
        for consequence, effect, firing in found:
            line = self._priced(consequence, effect, firing, into)
            if line is not None:
                yield line

    def _priced(self, consequence: Consequence, effect: Pay, firing: Firing, into: MonthOfPayments) -> Line | None:
        inner = effect.amount
        while isinstance(inner, Limited):
            inner = inner.amount
        setting = Setting(consequence.clause, base_of(effect.amount), firing.missed)
        found = amount_of(inner, firing.scope, setting)
        at = f"{consequence.clause} (line {consequence.place.line}), {firing.window.label}"
        if found.value is None:
            why = "; ".join((*firing.because, *found.because)) or "there is nothing to pay"
            into.notes.append(f"{at}: no amount is due{'' if found.truth is Truth.TRUE else ' yet'}: {why}.")
            return None
        gross, said = found.value, _calculation(found, firing, self._settlement.world.plan.currency)
        why_ = (where(consequence.clause, consequence.place.line), *firing.because, *found.because, said)
        amount, cuts = self._limits.within(effect.amount, gross * (firing.steps or 1), firing, setting)
        evidence = tuple(dict.fromkeys(firing.evidence + found.evidence))
        return Line(consequence, effect, firing, amount, why_ + cuts, evidence)

    def _finished(self, line: Line, cut: Cut, into: MonthOfPayments) -> Line | None:
        at = f"{line.consequence.clause} (line {line.consequence.place.line}), {line.window.label}"
        if cut.amount == 0:
            into.notes.append(f"{at}: nothing is left of it: {'; '.join((*line.because[1:], *cut.reasons))}.")
            return None
        for rule in self._least:
            least = rule.limit.value
            if line.effect.verb == "credit" and (cut.amount < least or (rule.included and cut.amount == least)):
                money = figure(cut.amount, Unit(Dimension.MONEY, self._settlement.world.plan.currency))
                into.notes.append(f"{at}: {money} is too small a credit (line {rule.place.line}) and is not due.")
                return None
        return replace(line, amount=cut.amount, because=line.because + cut.reasons)

    def _months_before(self, month: Window) -> tuple[Carried, ...]:
        before = [one for start, one in sorted(self._months.items()) if start < month.start]
        return before[-1].carried if before else ()

    def _kept_open(self, line: Line, cut: Cut, month: Window) -> list[Carried]:
        return Carried.of(line, cut.above, month, self._settlement.world) if line.effect.verb == "credit" else []


def _looks_at_caps(node: object) -> bool:
    if isinstance(node, Consequence):
        return _looks_at_caps((node.trigger, node.guard))
    return isinstance(node, CreditsReachCap) or any(_looks_at_caps(child) for child in children(node))


_LONG = ("quarter", "year")


def _limits_of(pay: Pay) -> Iterator[Limited]:
    amount = pay.amount
    while isinstance(amount, Limited):
        yield amount
        amount = amount.amount


def _claimed(line: Line) -> Claimed:
    effect = line.effect
    return Claimed(
        line.consequence, effect.verb, effect.payer, effect.payee, line.window, line.firing.scope, line.amount
    )


def _replaced(one: tuple[Consequence, Pay, Firing], firing: Firing, effect: Pay) -> bool:
    """What the same clause gives between the same parties for the same window, group and item gives way."""
    consequence, pay, earlier = one
    same = consequence.clause == firing.consequence.clause and consequence is not firing.consequence
    between = (pay.payer, pay.payee) == (effect.payer, effect.payee)
    alike = earlier.window == firing.window and earlier.group == firing.group and not apart(earlier.item, firing.item)
    return same and between and alike


def _not_yet(consequence: Consequence, firing: Firing) -> str:
    at = f"{consequence.clause} (line {consequence.place.line}), {firing.window.label}"
    why = "; ".join(firing.because)
    return f"{at}: nothing is due {'yet' if firing.truth is Truth.PENDING else 'that the records show'}: {why}."


def _calculation(found: Sum, firing: Firing, currency: str) -> str:
    assert found.value is not None
    each = money(found.value, currency)
    if firing.steps is None or firing.steps == 1:
        stated = found.words.endswith((str(each), f"({each})")) and "% of" not in found.words
        return found.words if stated else told("{what} is {whole}", what=found.words, whole=each)
    whole = money(found.value * firing.steps, currency)
    times = told("{count} times {each} is {whole}", count=Figure(firing.steps), each=each, whole=whole)
    return told("{what}: {calculation}", what=found.words, calculation=times)
