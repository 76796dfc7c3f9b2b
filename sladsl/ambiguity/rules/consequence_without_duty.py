"""Credits for something that no one owes."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import nodes
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import InTime, Late, NamedMeasure, NamedPeriod, OfField, Selection
from sladsl.model.consequences import Consequence, ForEachMissedClause, ForEachUnit, OfLedger, OnMiss, Pay, UnitTrigger


class ConsequenceWithoutDuty(Rule):
    """A credit or refund follows from facts of which no duty speaks: it compensates for nothing that the payer owes.

    ## Why it matters

    A credit of 5% of the fee that belongs to no service level is a discount to one reader. To the other it is the remedy for a breach,
    counts towards termination, and is all that Customer gets where credits are the only remedy.

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
        owed = _spoken_of(tuple(d.kind for d in plan.duties) + tuple(plan.dues), bodies)
        clauses = {(duty.clause, duty.who) for duty in plan.duties}
        for consequence in plan.consequences:
            effect = consequence.effect
            if not isinstance(effect, Pay) or effect.verb == "pay" or _of_a_duty(consequence):
                continue
            if (consequence.clause, effect.payer) in clauses or _spoken_of(consequence.trigger, bodies) & owed:
                continue
            message = f"{effect.payer} shall {effect.verb} {effect.payee} for what no clause makes {effect.payer} do"
            hint = f"Write the duty first: {effect.payer} shall …."
            yield warning("A020", message, consequence.place, label="no duty", hint=hint, clause=consequence.clause)


def _of_a_duty(consequence: Consequence) -> bool:
    """Late rows, missed clauses, lapsed shortfalls and units that are incurred are those of a duty."""
    match consequence.trigger:
        case OnMiss() | ForEachMissedClause() | ForEachUnit() | UnitTrigger(quantity=OfLedger()):
            return True
        case _:
            return any(isinstance(node, Late | InTime) for node in nodes(consequence.trigger))


def _spoken_of(root: object, bodies: dict[str, object]) -> set[str]:
    """The measures, periods and records that it names, and those on which they rest."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for node in nodes(waiting.pop()):
            if isinstance(node, NamedMeasure | NamedPeriod | Selection) and node.name not in found:
                found.add(node.name)
                waiting.append(bodies.get(node.name))
            elif isinstance(node, OfField):
                found.add(node.selection.name)
    return found
