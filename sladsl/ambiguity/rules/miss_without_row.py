"""Misses that lie beyond all rows of their table."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import Ladder, ladders, meets
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement


class MissWithoutRow(Rule):
    """A value misses the duty, and no row of its table holds it.

    ## Why it matters

    If the lowest row is "at least 95.0% but below 99.0%", a month at 94.0% gives nothing, though it is worse than one that gives 25%
    of the fee. Write a row with `none` where nothing shall be due.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | at least 95.0% but below 99.0% | 25%    |
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | below 99.0%                    | 25%    |
    ```
    """

    codes = ("A013",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            yield from _beyond_the_rows(ladder)


def _beyond_the_rows(ladder: Ladder) -> Iterator[Finding]:
    """Values outside all rows, at either end; holes between rows are gaps (D001)."""
    tried = ladder.tried()
    held = [v for v in tried if ladder.rows_at(v)]
    if not ladder.levels or not held:
        return
    below = [v for v in tried if v < min(held)]
    above = [v for v in tried if v > max(held)]
    for outside in (below, above):
        missed = [v for v in outside if not any(meets(level, v) for level in ladder.levels)]
        if missed:
            value = missed[0] if outside is below else missed[len(missed) // 2]
            message = f"{ladder.at(value)} misses the duty, and no row holds it"
            place = ladder.table.rows[-1].place
            yield warning("A013", message, place, label="the table ends here", clause=ladder.consequence.clause)
