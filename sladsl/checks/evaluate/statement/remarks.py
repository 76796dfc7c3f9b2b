"""Notes of a window: what follows from the contract without a sum of its own, and what no record settles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.figures import figure
from sladsl.model.consequences import (
    Consequence,
    CountsAsMissed,
    CreditLapses,
    Excuse,
    Extend,
    Forfeit,
    Incur,
    NoCredit,
    OnlyGreatest,
    Pay,
    RefundPrepaid,
    Release,
    Terminate,
    Withhold,
)
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


_BEYOND_THE_TERM = (
    "What falls into the time by which the term is extended is not settled: windows end with the agreed term."
)


def remarks(month: Window, settlement: Settlement) -> Iterator[str]:
    """In the order of the text. What other parts of the statement show (credits, points, states, rights) is not said twice."""
    for consequence in settlement.world.plan.consequences:
        effect = consequence.effect
        match effect:
            case Pay() | Terminate() | OnlyGreatest() | NoCredit() | Excuse() | CountsAsMissed() | CreditLapses():
                continue
            case Incur() | Extend():
                for firing in firings(consequence, month, settlement):
                    if firing.truth is not Truth.TRUE:
                        yield _said(consequence, firing, f"not decided: it is {firing.truth}")
                    elif isinstance(effect, Extend) and not effect.subject:
                        yield _BEYOND_THE_TERM
            case RefundPrepaid(payer=payer, payee=payee):
                for firing in firings(consequence, month, settlement):
                    yield _said(
                        consequence,
                        firing,
                        f"{payer} refunds {payee} fees paid in advance; no record shows how much, and no amount is settled",
                    )
            case Withhold(party=party, amount=amount):
                for firing in firings(consequence, month, settlement):
                    found = amount_of(amount, firing.scope, Setting(consequence.clause))
                    money = Unit(Dimension.MONEY, settlement.world.plan.currency)
                    sum_ = f" ({figure(found.value, money)})" if found.value is not None else ""
                    yield _said(consequence, firing, f"{party} may withhold {found.words or 'an amount'}{sum_}")
            case Release(party=party):
                for firing in firings(consequence, month, settlement):
                    yield _said(consequence, firing, f"{party} releases the amounts withheld")
            case Forfeit(what=what):
                for firing in firings(consequence, month, settlement):
                    if settlement.rights.has_lapsed(what, firing.window.end):
                        continue
                    named = {"withheld": "the amounts withheld lapse", "right": "the right lapses"}
                    yield _said(consequence, firing, named.get(what, f'clause "{what}" lapses'))
            case _:
                assert_never(effect)


def _said(consequence: Consequence, firing: Firing, what: str) -> str:
    at = f"{consequence.clause} (line {consequence.place.line}), {firing.window.label}"
    unsure = "" if firing.truth is Truth.TRUE else f" ({firing.truth})"
    return f"{at}: {what}{unsure}: {'; '.join(firing.because)}."
