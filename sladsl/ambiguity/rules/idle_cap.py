"""Caps that no credit ever reaches."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.caps import CAPPED, caps_what_is_paid, covers, most, share_of, what_is_due_instead
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import AllFees, Cap, CapScope, LedgerKind
from sladsl.model.quantities import PERCENT


class IdleCap(Rule):
    """A cap limits credits that there are none of, or that never come to as much.

    ## Why it matters

    A cap of 100% over credits of at most 25% of the fee promises a limit that the text does not need; perhaps it was meant for the year,
    or a credit is missing. A cap on a clause without credits points to the wrong clause.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 25% of the Web Hosting fee for that month.

    Credits for a month shall not exceed 100% of the fees for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 25% of the Web Hosting fee for that month.

    Credits for any 12 consecutive months shall not exceed 10% of the fees for those months.
    ```
    """

    codes = ("A025",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if any(ledger.kind is LedgerKind.ABOVE_CAP for ledger in plan.ledgers):
            return
        for cap in plan.rules:
            if not isinstance(cap, Cap):
                continue
            credits = [c for c in plan.consequences if caps_what_is_paid(cap, c)]
            if not credits or (cap.scope is CapScope.CLAUSE and not any(c.clause == cap.subject for c in credits)):
                where = f'clause "{cap.subject}" gives none' if cap.scope is CapScope.CLAUSE else "the text gives none"
                message = f"this caps {CAPPED[cap.verb]}, and {where}"
                yield warning("A025", message, cap.place, label="nothing to cap", hint=what_is_due_instead(cap, plan))
                continue
            limit = share_of(cap.limit, AllFees(), plan)
            bounds = [most(c, plan) for c in credits if covers(cap, c)]
            known = [bound for bound in bounds if bound is not None]
            if limit is not None and known and len(known) == len(bounds) and sum(known) < limit:
                message = f"credits for a month come to at most {figure(sum(known, limit * 0), PERCENT)} of the fees, and this caps them at {figure(limit, PERCENT)}"
                yield Finding("A025", Severity.INFO, message, cap.place, "never reached")
