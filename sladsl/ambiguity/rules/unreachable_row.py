"""Rows that no value reaches."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import ladders
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement


class UnreachableRow(Rule):
    """No value can ever lie in a row of the table: its limits exclude each other, or the measure cannot get there.

    ## Why it matters

    The row was written to say something. If "at least 97.0% but below 95.0%" should be "at least 95.0% but below 97.0%", its credit of
    50% of the fee is lost to the party that reads the text as it stands.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 97.0% but below 99.9% | 10%    |
    | at least 97.0% but below 95.0% | 50%    |
    | below 97.0%                    | 100%   |
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 97.0% but below 99.9% | 10%    |
    | at least 95.0% but below 97.0% | 50%    |
    | below 95.0%                    | 100%   |
    ```
    """

    codes = ("H003",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            reached = {row for value in ladder.tried() for row in ladder.rows_at(value)}
            for row in ladder.table.rows:
                if row in reached or row.comparison is None:
                    continue
                message = "no value can ever lie in this row"
                label = "no value fulfils this"
                hint = "Exchange the limits, or delete the row."
                yield error("H003", message, row.place, label=label, hint=hint, clause=ladder.consequence.clause)
