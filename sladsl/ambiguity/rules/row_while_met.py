"""Rows that pay while the duty is met."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import Ladder, ladders, meets
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.quantities import Bound, Comparator


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

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            yield from _rows(ladder)


def _rows(ladder: Ladder) -> Iterator[Finding]:
    """A row that ends at a value that meets the duty; one without an end there leaves the target to the lead of the sentence."""
    for row in ladder.table.rows:
        if not ladder.levels or all(cell is None for cell in row.cells) or row.comparison is None:
            continue
        lower = any(
            b.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) for c in ladder.levels for b in c.bounds
        )
        closed = any(_ends_above(b) is lower or b.comparator is Comparator.EXACTLY for b in row.comparison.bounds)
        met = [v for v in ladder.tried() if row in ladder.rows_at(v) and all(meets(c, v) for c in ladder.levels)]
        if closed and met:
            value = met[len(met) // 2]
            message = f"{ladder.at(value)} meets the duty, and this row gives a credit for it"
            yield warning("H001", message, row.place, label="beyond the target", clause=ladder.consequence.clause)


def _ends_above(bound: Bound) -> bool:
    return bound.comparator in (Comparator.LESS_THAN, Comparator.AT_MOST)
