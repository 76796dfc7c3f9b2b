"""Credits whose own condition holds while the duty is met."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import (
    at,
    comparisons_of,
    is_bonus,
    levels_by_clause,
    meets,
    name_of,
    own_limit,
    same_measure,
)
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.checks.spans import quantities_in, span_of, values
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Incur, Pay


class CreditBeforeMiss(Rule):
    """A credit has a condition of its own, and the condition holds at values at which the duty of its clause is met.

    ## Why it matters

    A duty of 99.9% and a credit below 99.95% are two targets. At 99.92% Provider owes 5% of the fee although it has met the duty, or it
    owes nothing because one of the two numbers is a slip.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Monthly Uptime is below 99.95% in a month, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A029",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        levels = levels_by_clause(plan)
        for consequence in plan.consequences:
            own = own_limit(consequence) if isinstance(consequence.effect, Pay | Incur) else None
            if own is None:
                continue
            measure, triggers = own
            for duty, level in levels.get(consequence.clause, ()):
                if not same_measure(level.measure, measure) or is_bonus(consequence.effect, duty.who):
                    continue
                asked = comparisons_of(level)
                tried = values((triggers, *asked), span_of(measure, plan))
                met = [v for v in tried if meets(triggers, v) and all(meets(c, v) for c in asked)]
                if met:
                    told = figure(met[len(met) // 2], quantities_in(triggers)[0].unit)
                    message = f"{at(name_of(measure), told)} meets the duty in line {duty.place.line}, and gives a credit here"
                    label = "another limit than that of the duty"
                    yield warning("A029", message, consequence.place, label=label, clause=consequence.clause)
