"""Claims for credits that there are none of."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.claims import idle_claims
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement


class IdleClaim(Rule):
    """A credit must be claimed for a thing for which no credit is given.

    ## Why it matters

    Where a credit is for the downtime of a whole month, nobody can claim "a credit for a Ticket". As written, each credit must be claimed
    and none can be, so that none is ever due. Probably the claim for the month was meant.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.

    A credit for a Ticket is due only if Customer claims it within 3 days after that Ticket is Opened.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.

    A credit for a month is due only if a Claim for that month is Received within 30 days after the end of that month.
    ```
    """

    codes = ("A038",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for message, place, hint in idle_claims(plan):
            yield warning("A038", message, place, label="nothing to claim", hint=hint)
