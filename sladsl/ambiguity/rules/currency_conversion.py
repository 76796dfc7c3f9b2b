"""Amounts in two currencies."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding
from sladsl.model.agreement import Agreement


class CurrencyConversion(Rule):
    """An amount stands in another currency than the agreement, and nothing says at which rate it is converted.

    ## Why it matters

    5% of USD 10,000 is EUR 460 at a rate of 0.92, the one of the day of the failure, and EUR 440 at 0.88, the one of the day of
    payment. The resolver finds this; state the amount in the currency of the agreement.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer USD 100.00.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 80.00.
    ```
    """

    codes = ("D023",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        return iter(())  # what has no meaning has no plan: the resolver finds it
