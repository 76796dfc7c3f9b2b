"""Misses that come before the limit from which a credit counts."""

from __future__ import annotations

from collections import Counter
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


class CreditAfterMiss(Rule):
    """The only consequence of a clause begins further on than its duty, so some misses give nothing.

    ## Why it matters

    With a duty of at most 2 hours of downtime and a credit for each hour beyond 4, a month of 3 hours is a breach without a credit; so
    damages have to be proved, unless the credit is the only remedy.

    ## Example

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 2 hours in each month.
    For each full hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month,
    up to 100% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 4 hours in each month.
    For each full hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month,
    up to the Web Hosting fee for that month.
    ```
    """

    codes = ("A030",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        levels = levels_by_clause(plan)
        in_clause = Counter(consequence.clause for consequence in plan.consequences)
        for consequence in plan.consequences:
            own = own_limit(consequence)
            if own is None or in_clause[consequence.clause] > 1:
                continue
            measure, triggers = own
            for duty, level in levels.get(consequence.clause, ()):
                if not same_measure(level.measure, measure) or is_bonus(consequence.effect, duty.who):
                    continue
                asked = comparisons_of(level)
                tried = values((triggers, *asked), span_of(measure, plan))
                missed = [v for v in tried if not any(meets(c, v) for c in asked) and not meets(triggers, v)]
                if missed:
                    told = figure(missed[len(missed) // 2], quantities_in(triggers)[0].unit)
                    message = (
                        f"{at(name_of(measure), told)} misses the duty in line {duty.place.line}, and gives nothing"
                    )
                    yield warning(
                        "A030", message, consequence.place, label="begins further on", clause=consequence.clause
                    )
