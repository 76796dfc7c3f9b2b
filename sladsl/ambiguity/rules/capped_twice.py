"""Two caps on the same credits."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.caps import covers
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Cap, CapScope, Pay, UpToAmount


class CappedTwice(Rule):
    """The same credits, in the same window, have two caps.

    ## Why it matters

    "Up to 50% of that fee" and "credits under this clause shall not exceed 30%" are two limits for one month: Customer gets GBP 2,000.00
    or GBP 1,200.00, and one of the two sentences was forgotten.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 60% of the Web Hosting fee for that month.

    Credits for a month shall not exceed 50% of the fees for that month.
    Credits for a month shall not exceed 30% of the fees for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 60% of the Web Hosting fee for that month.

    Credits for a month shall not exceed 50% of the fees for that month.
    Credits for any 12 consecutive months shall not exceed 30% of the fees for those months.
    ```
    """

    codes = ("A026",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        caps = [rule for rule in plan.rules if isinstance(rule, Cap)]
        for n, cap in enumerate(caps):
            before = next((c for c in caps[:n] if _same(c, cap)), None)
            if before is not None:
                message = "these credits have a cap already"
                yield warning("A026", message, cap.place, label=f"also capped in line {before.place.line}")
        for consequence in plan.consequences:
            if not isinstance(consequence.effect, Pay) or not isinstance(consequence.effect.amount, UpToAmount):
                continue
            inner = consequence.effect.amount.amount
            own = next((c for c in caps if c.scope is CapScope.CLAUSE and covers(c, consequence)), None)
            if isinstance(inner, UpToAmount) or own is not None:
                label = f"and again in line {own.place.line}" if own is not None else "up to …, up to …"
                message = "this credit is capped twice"
                yield warning("A026", message, consequence.place, label=label, clause=consequence.clause)


def _same(a: Cap, b: Cap) -> bool:
    return (a.scope, a.subject, a.spec, a.verb, a.payer) == (b.scope, b.subject, b.spec, b.verb, b.payer)
