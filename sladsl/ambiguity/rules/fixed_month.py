"""A month of 30 days in a formula."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import Arithmetic, Constant, Operator
from sladsl.model.node import nodes
from sladsl.model.quantities import Dimension, Quantity

_THIRTY_DAYS = 30 * 86_400


class FixedMonth(Rule):
    """A formula divides by the length of 30 days, and the months in which it is measured have 28 to 31.

    ## Why it matters

    In July, 44 minutes of downtime are 99.8981% of 43,200 minutes and 99.9014% of the 44,640 minutes that July has: a credit of GBP 500.00,
    or none. Hosting agreements state both, "total minutes" and that it "is based on a 30-day period".

    ## Example

    ```sla
    ### Availability

    "Share Up" means the total duration of the Ups in a month, divided by 43,200 minutes.
    "Up" means each minute in which every Probe has Outcome success.
    Provider shall keep Share Up at or above 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    "Share Up" means the percentage of the time in a month that is not Downtime.
    Provider shall keep Share Up at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("B010",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if any(one.slot == "month length" and one.value != "actual" for one in agreement.chosen):
            return
        for definition in plan.definitions:
            if any(_by_thirty_days(node) for node in nodes(definition.body)):
                yield warning(
                    "B010",
                    f"{definition.name} is divided by 30 days, and months have 28 to 31",
                    definition.place,
                    label="30 days",
                    hint='Write "the percentage of the time in a month that is …"; or add "A month counts as 43,200 minutes."',
                )


def _by_thirty_days(node: object) -> bool:
    match node:
        case Arithmetic(operator=Operator.OVER, right=Constant(quantity=Quantity(value=value, unit=unit))):
            return unit.dimension is Dimension.TIME and value == _THIRTY_DAYS
        case _:
            return False
