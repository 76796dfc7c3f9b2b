"""What a settlement comes to in one window, as worked examples ask for it."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.settling.incurred import extensions_in
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.statement import State
from sladsl.model.quantities import Quantity
from sladsl.time.windows import Window


def paid(settlement: Settlement, window: Window, verb: str, payer: str, payee: str) -> Fraction:
    return sum(
        (
            line.amount
            for month in settlement.months_of(window)
            for line in settlement.paid_in(month).due
            if line.effect.verb == verb
            and payer in ("", line.effect.payer)
            and payee in ("", line.effect.payee)
            and window.start < line.window.end <= window.end
        ),
        Fraction(0),
    )


def extended(settlement: Settlement, window: Window, subject: str, unit: str) -> Fraction:
    """In the unit of the example: what is extended by weeks counts as days, by quarters and years as months."""
    sizes = {"week": ("day", 7), "quarter": ("month", 3), "year": ("month", 12)}
    of, size = sizes.get(unit, (unit, 1))
    total = Fraction(0)
    for month in settlement.months_of(window):
        if window.start < month.end <= window.end:
            for one in extensions_in(month, settlement):
                own, times = sizes.get(one.unit, (one.unit, 1))
                if one.subject == subject and own == of:
                    total += one.amount * times
    return total / size


def allowed(settlement: Settlement, window: Window, name: str) -> Fraction | None:
    """The limit of the quota, and what is carried over into the window."""
    quota = next((one for one in settlement.world.plan.quotas if one.name == name), None)
    if quota is None or not isinstance(quota.limit.limit, Quantity):
        return None
    ledgers = [one.name for one in settlement.world.plan.ledgers if one.of == name]
    carried = sum((settlement.books.at(window.start).of(ledger) for ledger in ledgers), Fraction(0))
    return quota.limit.limit.value + carried


def state(settlement: Settlement, window: Window, party: str, clause: str) -> str:
    """The state that decides: missed before undecided before excused before met; "off" where nobody owes anything."""
    states = {
        verdict.state
        for duty in settlement.world.plan.duties
        if duty.clause == clause and party in ("", duty.who)
        for month in settlement.months_of(window)
        for _, verdicts in settlement.verdicts_in(duty, month)
        for verdict in verdicts
        if window.start < verdict.window.end <= window.end
    }
    order = (State.MISSED, State.UNDETERMINED, State.PENDING, State.EXCUSED, State.MET)
    return next((state.value for state in order if state in states), "off")
