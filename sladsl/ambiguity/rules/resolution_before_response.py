"""Time limits in the wrong order: a later act due before an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.ambiguity.timed import alike
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement


class ResolutionBeforeResponse(Rule):
    """Two acts on one record run from the same time, and the act that comes later must be done sooner.

    ## Why it matters

    "Answered within 8 hours, resolved within 4": a ticket that is answered after 7 hours and resolved after 10 is late if the second limit
    runs from when it is opened, and in time if it was meant to run from the answer.

    ## Example

    ```sla
    ### Tickets

    Provider shall ensure that each Ticket is Answered within 8 hours after it is Opened.
    Provider shall ensure that each Ticket is Resolved within 4 hours after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Tickets

    Provider shall ensure that each Ticket is Answered within 8 hours after it is Opened.
    Provider shall ensure that each Ticket is Resolved within 4 hours after it is Answered.
    No credit is due for this clause.
    ```
    """

    codes = ("H012",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        order = {(r.name, field.name): n for r in plan.records for n, field in enumerate(r.fields)}
        for acts in alike(plan):
            first, *others = sorted(acts, key=lambda act: order[act.record, act.field])
            for later in others:
                if later.field == first.field or later.length.amount >= first.length.amount:
                    first = max(first, later, key=lambda act: act.length.amount)
                    continue
                message = f"{later.field} is due before {first.field}, which comes before it, from the same time"
                hint = f'Write "after it is {first.field}", or give it the longer time.'
                duty = later.duty
                yield warning("H012", message, duty.place, label="sooner", hint=hint, clause=duty.clause)
