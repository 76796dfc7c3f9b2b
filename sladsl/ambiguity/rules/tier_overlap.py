"""Tables in which two rows hold the same value and pay differently."""

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


class TierOverlap(Rule):
    """Two rows of a table hold the same value, and give different credits for it.

    ## Why it matters

    In June 2026 (43,200 minutes) an outage of exactly 432 minutes is 99.0%. With rows "at most 99.9%" and "at most 99.0%" the month
    gives 10% of the fee, 25%, or both.

    ## Example

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                   | Credit |
    | at least 99.0% but below 99.9%   | 10%    |
    | at least 95.0% but at most 99.0% | 25%    |
    | below 95.0%                      | 100%   |
    ```

    ## Write instead

    A limit belongs to one row: "at least 99.0%" in one, "below 99.0%" in the other.

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | at least 95.0% but below 99.0% | 25%    |
    | below 95.0%                    | 100%   |
    ```
    """

    codes = ("D002",)
    leaves_open = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            choice = settled(f"several rows/{ladder.consequence.clause}", plan)
            found = None if choice.by_contract or nested(ladder) else overlap(ladder, "D002")
            if found is not None:
                yield replace(found, hint=choice.hint, readings=choice.readings)
