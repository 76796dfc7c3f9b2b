"""Tables with a hole between two rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sladsl.ambiguity.chosen import settled
from sladsl.ambiguity.ladders import Ladder, ladders
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement


class TierGap(Rule):
    """A table of credits has rows for higher and for lower values, and none for a value between them.

    ## Why it matters

    A month at such a value gives the credit of the row below, of the row above, or nothing. One published table says "95.1% to
    99.8%: 5%" and "99.9%: nil"; at 99.85% Customer asks for 5% of the fee and Provider owes nothing.

    ## Example

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                  | Credit |
    | at least 99.5% but below 99.9%  | 10%    |
    | at least 95.0% but at most 99.0% | 25%    |
    | below 95.0%                     | 100%   |
    ```

    ## Write instead

    Let each row begin where the row before it ends: "at least" below, "below" above.

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

    codes = ("D001",)
    leaves_open = True
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            choice = settled(f"between rows/{ladder.consequence.clause}", plan)
            if choice.by_contract:
                continue
            for n, found in enumerate(_gaps(ladder)):
                hints = " ".join(hint for hint in (choice.hint, found.hint) if hint)
                yield replace(found, hint=hints, readings=choice.readings) if n == 0 else replace(found, hint="")


def _gaps(ladder: Ladder) -> Iterator[Finding]:
    for low, high, value, row in ladder.gaps():
        where = f"at {ladder.shown(low)}" if low == high else f"between {ladder.shown(low)} and {ladder.shown(high)}"
        clause, hint = ladder.consequence.clause, ladder.rounding_between(low, high)
        message = f"{ladder.at(value)} lies in no row"
        yield warning("D001", message, row.place, label=f"no row {where}", clause=clause, hint=hint)
