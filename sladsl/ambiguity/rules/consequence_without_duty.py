"""Credits for something that no one owes."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.hanging import measured_in, owed_in, spoken_of
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import InTime, Late, Misses
from sladsl.model.consequences import (
    Consequence,
    Extend,
    ForEachMissedClause,
    ForEachUnit,
    Incur,
    OfLedger,
    OnMiss,
    Pay,
    UnitTrigger,
)
from sladsl.model.node import nodes


class ConsequenceWithoutDuty(Rule):
    """A credit or refund follows from facts of which no duty speaks: it compensates for nothing that the payer owes.

    ## Why it matters

    A credit of 5% of the fee that belongs to no service level is a discount to one reader, and to the other the remedy for a breach.

    ## Example

    ```sla
    ### Availability
    If Monthly Uptime is below 99.9% in a month, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A020",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        bodies: dict[str, object] = {d.name: d.body for d in plan.definitions}
        owed = owed_in(plan, bodies)
        clauses = {(duty.clause, duty.who) for duty in plan.duties}
        for one in plan.consequences:
            match one.effect:
                case Pay(payer=who, verb="credit" | "refund" as given):
                    does = f"gives a {given}"
                case Extend(party=who):
                    does = "extends its service"
                case Incur(party=who, unit=unit):
                    does = f"incurs {unit}s"
                case _:
                    continue
            spoken = spoken_of([measured_in(one.trigger)], bodies) & owed
            if not spoken and (one.clause, who) not in clauses and not _of_a_duty(one):
                message = f"{who} {does}, and no clause says what {who} owes before that"
                yield warning("A020", message, one.place, label="no duty", clause=one.clause)


def _of_a_duty(consequence: Consequence) -> bool:
    """Late rows, missed clauses, lapsed shortfalls and units that are incurred are those of a duty."""
    match consequence.trigger:
        case OnMiss() | ForEachMissedClause() | ForEachUnit() | UnitTrigger(quantity=OfLedger()):
            return True
        case _:
            return any(isinstance(node, Late | InTime | Misses) for node in nodes(consequence.trigger))
