"""Quantities of unlike kinds that are added, compared or paid."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding
from sladsl.model.agreement import Agreement


class DimensionError(Rule):
    """A sentence adds or compares quantities of different kinds, or pays what is no amount of money.

    ## Why it matters

    A published agreement gives a credit of "the total minutes of the outage, divided by the monthly lease rate, times 25". Minutes
    divided by money are no money: taken at its word, an outage of some seconds gives back the whole month; what was meant is another
    sum. The resolver finds this, and there is nothing to choose: the sentence has to be mended.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer the total Downtime divided by the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("D012",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        return iter(())  # what has no meaning has no plan: the resolver finds it
