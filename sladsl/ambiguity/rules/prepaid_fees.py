"""Fees that are paid in advance, and a right to end the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import RefundPrepaid, Terminate
from sladsl.model.moments import WindowUnit


class PrepaidFees(Rule):
    """The customer may end the agreement within a year for which a fee is due, and the text does not say what becomes of the rest of it.

    ## Why it matters

    GBP 120,000.00 are paid on 1 January, and the agreement ends on 31 July: GBP 50,000.00 are paid back, or nothing.

    ## Example

    ```sla
    ## Services

    "Licence" is a service that Provider supplies to Customer for GBP 120,000.00 a year.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider misses clause "Availability" in 3 consecutive months, Customer may terminate this agreement by notice.
    ```

    ## Write instead

    ```sla
    ## Services

    "Licence" is a service that Provider supplies to Customer for GBP 120,000.00 a year.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider misses clause "Availability" in 3 consecutive months, Customer may terminate this agreement by notice.
    If Customer terminates under this clause, Provider shall refund Customer the fees paid for the time after the end of this agreement.
    ```
    """

    codes = ("E010",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        yearly = {service.customer for service in plan.services if service.unit is WindowUnit.YEAR}
        if any(isinstance(one.effect, RefundPrepaid) for one in plan.consequences):
            return
        if any("fees paid for the time after" in duty.text for duty in plan.duties):
            return
        for one in plan.consequences:
            if isinstance(one.effect, Terminate) and one.effect.party in yearly and not one.effect.subject_is_clause:
                yield warning(
                    "E010",
                    "the fee of a year may have been paid when the agreement ends, and nothing says whether it is refunded",
                    one.place,
                    label="what of the rest?",
                    hint=f'Add "If {one.effect.party} terminates under this clause, … shall refund {one.effect.party} the fees paid '
                    'for the time after the end of this agreement."',
                    clause=one.clause,
                )
                return
