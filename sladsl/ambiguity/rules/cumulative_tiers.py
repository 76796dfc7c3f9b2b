"""Tables in which each row holds all values of the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sladsl.ambiguity.chosen import settled
from sladsl.ambiguity.ladders import ladders
from sladsl.ambiguity.overlaps import nested, overlap
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding
from sladsl.model.agreement import Agreement


class CumulativeTiers(Rule):
    """The rows of a table have a limit on one side only, so that a bad month reaches several of them.

    ## Why it matters

    "Below 99.9%: 5%. Below 99.5%: 10%. Below 99.0%: 25%." At 98.9% a month gives 25% of the fee to a reader who takes the worst row that
    it reaches, and 40% to one who adds up all that it has passed.

    ## Example

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime | Credit |
    | below 99.9%    | 5%     |
    | below 99.5%    | 10%    |
    | below 99.0%    | 25%    |
    ```

    ## Write instead

    Give each row both its limits; or choose one of the sentences that the finding offers.

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.5% but below 99.9% | 5%     |
    | at least 99.0% but below 99.5% | 10%    |
    | below 99.0%                    | 25%    |
    ```
    """

    codes = ("D005",)
    leaves_open = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            choice = settled(f"several rows/{ladder.consequence.clause}", plan)
            found = overlap(ladder, "D005") if nested(ladder) and not choice.by_contract else None
            if found is not None:
                yield replace(found, hint=choice.hint, readings=choice.readings)
