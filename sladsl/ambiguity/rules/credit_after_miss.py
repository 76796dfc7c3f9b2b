"""Misses that come before the limit from which a credit counts."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import comparisons_of, meets, name_of, own_limit, quantities_in, same_measure, values
from sladsl.ambiguity.rule import Rule
from sladsl.ambiguity.spans import span_of
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.duties import Level


class CreditAfterMiss(Rule):
    """The only consequence of a clause begins further on than its duty, so some misses give nothing.

    ## Why it matters

    With a duty of at most 2 hours of downtime and a credit for each hour beyond 4, a month of 3 hours is a breach without a credit; so
    damages have to be proved, unless the credit is the only remedy.

    ## Example

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 2 hours in each month.
    For each full hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 4 hours in each month.
    For each full hour by which the total Downtime in a month exceeds 4 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A030",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for consequence in plan.consequences:
            own = own_limit(consequence)
            alone = sum(c.clause == consequence.clause for c in plan.consequences) == 1
            if own is None or not alone:
                continue
            measure, triggers = own
            for duty in plan.duties:
                if duty.clause != consequence.clause or not isinstance(duty.kind, Level):
                    continue
                if not same_measure(duty.kind.measure, measure):
                    continue
                asked = comparisons_of(duty.kind)
                tried = values((triggers, *asked), span_of(measure, plan))
                missed = [v for v in tried if not any(meets(c, v) for c in asked) and not meets(triggers, v)]
                if missed:
                    told = figure(missed[len(missed) // 2], quantities_in(triggers)[0].unit)
                    message = (
                        f"a {name_of(measure)} of {told} misses the duty in line {duty.place.line}, and gives nothing"
                    )
                    yield warning(
                        "A030", message, consequence.place, label="begins further on", clause=consequence.clause
                    )
