"""Times without a time zone."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement


class MissingZone(Rule):
    """The text counts months, days or hours, and does not say on whose clock.

    ## Why it matters

    With Provider in New York and Customer in Rome, an hour of downtime at 23:30 on 30 June in New York is one of July in Rome: the
    credit is one of June, of July, or of neither month.

    ## Example

    ```sla
    ## Interpretation

    This agreement follows the Standard Interpretation Rules, edition 1.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Interpretation

    This agreement follows the Standard Interpretation Rules, edition 1.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.
    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("B013",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        counted = [(duty.place, duty.clause) for duty in plan.duties]
        counted += [(quota.place, quota.clause) for quota in plan.quotas]
        counted += [(consequence.place, consequence.clause) for consequence in plan.consequences]
        if plan.zone or not counted:
            return
        place, clause = min(counted)
        hint = "Write under Interpretation: Times are in Europe/London."
        yield error("B013", "no time zone is named", place, label="on whose clock?", hint=hint, clause=clause)
