"""Credits above a cap that are carried over to later windows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.clock import run_of
from sladsl.checks.evaluate.measuring.limits import deadline
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.reasons import Span, told
from sladsl.model.consequences import Ledger, LedgerKind
from sladsl.model.node import node
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.payments import Line


@node
class Carried:
    """What a cap took from a line: the window from which it stems, and the instant after which it is gone (None: the end of the term)."""

    ledger: Ledger
    line: Line
    origin: Window
    amount: Fraction
    until: int | None

    @classmethod
    def of(cls, line: Line, above: Fraction, month: Window, world: World) -> list[Carried]:
        """Nothing where the contract carries no credits over, or where the credit has been carried as far as it goes."""
        for ledger in world.plan.ledgers:
            if ledger.kind is not LedgerKind.ABOVE_CAP:
                continue
            origin = line.origin or month
            until = usable_until(ledger, origin, world)
            if until is None or until > month.end:
                return [cls(ledger, line, origin, above, until)]
        return []


def carry(open_: tuple[Carried, ...], month: Window, world: World) -> list[Line]:
    """The lines of a month for what is carried to it: older credits come before newer ones, so that they are cut last."""
    out = []
    for one in open_:
        scope = one.line.firing.scope.over(month)
        firing = replace(one.line.firing, window=month, scope=scope)
        said = told("above the cap in {span} and carried over", span=Span(one.origin.label))
        reasons = (said, *(reason for reason in one.line.because if reason != said))
        out.append(replace(one.line, firing=firing, amount=one.amount, because=reasons, origin=one.origin))
    return out


def usable_until(ledger: Ledger, origin: Window, world: World) -> int | None:
    """The end of the last window in which what was left over in a window may be used; None where the term ends before."""
    if ledger.carried_until_used:
        return None
    if ledger.carried_for is not None:
        found = deadline(ledger.carried_for, Scope(world, origin))
        return found.late_from if found is not None else None
    if not ledger.carried_windows or ledger.carried_unit is None:
        return origin.end
    following = run_of(origin, 1, ledger.carried_windows, ledger.carried_unit, world)
    return following[-1].end if len(following) == ledger.carried_windows else None
