"""Amounts of money without a currency of the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Pay


class MissingCurrency(Rule):
    """Something is to be paid, and the text does not say in which currency amounts are, and how they are rounded.

    ## Why it matters

    A fee in USD and a credit "in the local currency" need a rate and a day for it; 3% in a month is more than most credits.

    ## Example

    ```sla
    ## Interpretation

    This agreement follows the Standard Interpretation Rules, edition 1.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.
    Times are in Europe/London.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ## Interpretation

    This agreement follows the Standard Interpretation Rules, edition 1.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.
    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A021",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if plan.currency:
            return
        paying = next((c for c in plan.consequences if isinstance(c.effect, Pay)), None)
        if paying is not None:
            used = next((s.price.unit.name for s in plan.services if s.price is not None), "EUR")
            hint = f"Write under Interpretation: Amounts are in {used}, without taxes, and are rounded half up to the cent."
            message = "no currency is named for the amounts of this agreement"
            yield error("A021", message, paying.place, label="in which currency?", hint=hint, clause=paying.clause)
