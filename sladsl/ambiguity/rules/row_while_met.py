"""Rows that pay while the duty is met."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.chosen import settled
from sladsl.ambiguity.ladders import ladders
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.checks.tiers import paid_while_met
from sladsl.findings import Finding, Severity
from sladsl.model.agreement import Agreement


class RowWhileMet(Rule):
    """A credit speaks of a value at which the duty is met: the table and the target disagree.

    ## Why it matters

    With a target of 99.9% and a row up to 99.99%, a month at 99.95% gives nothing (the duty is met) or 5% of the fee (the row says so).

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                  | Credit |
    | at least 99.0% but below 99.99% | 5%     |
    | below 99.0%                     | 25%    |
    ```

    Where the credit has no condition of its own, the table alone decides, and two sentences say which holds:
    `A row that applies while the duty is met gives its credit.` and `A row that applies while the duty is met gives no credit.`
    After `If Provider does not, …` the row never applies there.

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 5%     |
    | below 99.0%                    | 25%    |
    ```
    """

    codes = ("H001",)
    leaves_open = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            clause = ladder.consequence.clause
            choice = settled(f"met rows/{clause}", plan)
            if choice.by_contract:
                continue
            for row, value in paid_while_met(ladder.table, ladder.levels, ladder.tried()):
                message = f"{ladder.at(value)} meets the duty, and this row gives a credit for it"
                yield Finding(
                    "H001",
                    Severity.WARNING,
                    message,
                    row.place,
                    "beyond the target",
                    choice.hint,
                    clause,
                    choice.readings,
                )
