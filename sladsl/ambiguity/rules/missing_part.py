"""Parts without which an agreement is none."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Consequence
from sladsl.model.duties import Duty
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes


class MissingPart(Rule):
    """The text imposes duties or payments, and does not say between whom, or from which day.

    ## Why it matters

    Without a day on which the agreement takes effect, downtime in its first weeks gives a credit, or came before the promise; and the
    first month is charged in full or in part. Where a month is a contract month, or a duty ranges over blocks of two months, no window
    has a beginning: that is an error.

    ## Example

    ```sla
    ## Term

    > The day on which it begins stands in the letter of award.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Term

    This agreement takes effect on 1 January 2026 and continues for 24 months.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("A028",)
    leaves_open = True
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        said: list[Duty | Consequence] = [*plan.duties, *plan.consequences]
        if not said:
            return
        first = said[0]
        if not agreement.parties:
            hint = 'Begin with a part "## Parties": "Provider" means "Northwind Hosting Ltd".'
            yield warning("A028", "the parties are not named", first.place, label="who owes this?", hint=hint)
        if plan.term.start is None:
            hint = "Write under Term: This agreement takes effect on 1 January 2026 and continues for 12 months."
            message = "the text does not say on which day it takes effect"
            found = error if _counts_from_it(plan) else warning
            yield found("A028", message, first.place, label="from when?", hint=hint, clause=first.clause)


def _counts_from_it(plan: Plan) -> bool:
    chosen = any(one.value == "contract" for one in plan.readings if one.slot.name in ("month", "quarter", "year"))
    return chosen or any(isinstance(one, WindowSpec) and one.from_effect for one in nodes(plan))
