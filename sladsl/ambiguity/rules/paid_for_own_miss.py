"""Payments to the party that has missed its duty."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import Misses, Not
from sladsl.model.consequences import Consequence, OnMiss, Pay
from sladsl.model.node import nodes


class PaidForOwnMiss(Rule):
    """Who misses a duty is paid for it: the two parties are exchanged.

    ## Why it matters

    "If Provider does not, Customer shall credit Provider" lets Customer pay GBP 400.00 for a bad month, where it should get them.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Customer shall credit Provider 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A034",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        owing = {duty.name: duty.who for duty in plan.duties}
        for one in plan.consequences:
            if not isinstance(one.effect, Pay) or one.effect.payer == one.effect.payee:
                continue
            if one.effect.payee in _missing(one, owing):
                message = f"{one.effect.payee} misses its duty, and {one.effect.payer} pays for it"
                yield warning("A034", message, one.place, label="parties exchanged?", clause=one.clause)


def _missing(one: Consequence, owing: dict[str, str]) -> set[str]:
    """The parties whose miss calls for the payment."""
    found = {owing[node.duty] for node in nodes(one.trigger) if isinstance(node, OnMiss) and node.duty in owing}
    kept = {id(inner) for node in nodes((one.trigger, one.guard)) if isinstance(node, Not) for inner in nodes(node)}
    for node in nodes((one.trigger, one.guard)):
        if isinstance(node, Misses) and node.party and id(node) not in kept:
            found.add(node.party)
    return found
