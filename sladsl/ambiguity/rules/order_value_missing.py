"""Order-form values that are still to be agreed."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.quantities import Dimension


class OrderValueMissing(Rule):
    """A value is left to the order form, and none is given yet.

    ## Why it matters

    A target that stays blank at signature is no target: at 99.85% Provider owes 5% of the fee under one draft order form, and nothing
    under the other. Give the value with `--set "Uptime Target=99.9%"` or in a values file, or write it into the text.

    ## Example

    ```sla
    ## Services

    "Web Hosting" is a service that Provider supplies to Customer for GBP 4,000.00 a month.
    "Uptime Target" is a percentage to be agreed.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above Uptime Target in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Services

    "Web Hosting" is a service that Provider supplies to Customer for GBP 4,000.00 a month.
    "Uptime Target" is a percentage of 99.9%, unless otherwise agreed.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above Uptime Target in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("A022",)
    leaves_open = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        examples = {Dimension.PERCENT: "99.9%", Dimension.TIME: "4 hours", Dimension.MONEY: "EUR 1,000.00"}
        for value in plan.form_values:
            if value.value is None:
                hint = f'Give it when you compile: --set "{value.name}={examples.get(value.unit.dimension, "10")}".'
                yield warning("A022", f'"{value.name}" has no value yet', value.place, label="to be agreed", hint=hint)
