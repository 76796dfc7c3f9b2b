"""Tables in which a worse result pays less."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import Ladder, ladders, paid, told
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement


class ReversedOrder(Rule):
    """A worse value of the measure gives a smaller credit than a better one.

    ## Why it matters

    Who is at 98.0% then gains by letting the service fail a little longer. At 96.0% Customer gets 10% of the fee as written, or asks
    for at least the 15% of the better row.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 5%     |
    | at least 97.0% but below 99.0% | 15%    |
    | below 97.0%                    | 10%    |
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 5%     |
    | at least 97.0% but below 99.0% | 10%    |
    | below 97.0%                    | 15%    |
    ```
    """

    codes = ("H013",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            for column in range(len(ladder.table.rows[0].cells)):
                yield from _falls(ladder, column)


def _falls(ladder: Ladder, column: int) -> Iterator[Finding]:
    """From good to bad: each row that pays less than the one before."""
    lower_is_worse = ladder.lower_is_worse
    if lower_is_worse is None:
        return
    better = None
    for value in sorted(ladder.tried(), reverse=lower_is_worse):
        rows = ladder.rows_at(value)
        if len(rows) != 1 or (now := paid(rows[0].cells[column])) is None:
            continue
        if better is not None and now < better[1]:
            message = f"{ladder.at(value)} gives {told(rows[0].cells[column])}, and at {ladder.shown(better[0])} it gives more"
            label = f"worse than line {better[2].place.line}, which gives {told(better[2].cells[column])}"
            yield warning("H013", message, rows[0].place, label=label, clause=ladder.consequence.clause)
        better = (value, now, rows[0])
