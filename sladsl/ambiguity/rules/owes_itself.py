"""Parties that owe something to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Pay, RefundPrepaid


class OwesItself(Rule):
    """One party is the one who owes and the one to whom it is owed.

    ## Why it matters

    "Customer shall credit Customer 10% of the fee" is a slip: read as written nobody pays, read as meant Provider owes GBP 400.00.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Customer shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A027",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for consequence in plan.consequences:
            match consequence.effect:
                case Pay(payer=payer, payee=payee, verb=verb) if payer == payee:
                    message = f"{payer} shall {verb} {payer}"
                case RefundPrepaid(payer=payer, payee=payee) if payer == payee:
                    message = f"{payer} shall refund {payer}"
                case _:
                    continue
            yield error("A027", message, consequence.place, label="the same party twice", clause=consequence.clause)
        for duty in plan.duties:
            if duty.who == duty.to:
                message = f"{duty.who} owes this to {duty.to}"
                yield error("A027", message, duty.place, label="the same party twice", clause=duty.clause)
        for service in plan.services:
            if service.supplier == service.customer:
                place = next((n.place for n in agreement.names if n.text == service.name), None)
                message = f"{service.supplier} supplies {service.name} to {service.customer}"
                yield error("A027", message, place, label="the same party twice")
