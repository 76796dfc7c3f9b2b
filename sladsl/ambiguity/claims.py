"""Claims for credits that nobody is ever given."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.plan import Plan
from sladsl.findings import Place
from sladsl.model.algebra import Selection
from sladsl.model.consequences import ClaimRule, Consequence, OnMiss, Pay
from sladsl.model.node import nodes


def idle_claims(plan: Plan) -> Iterator[tuple[str, Place, str]]:
    """Rules about a credit for an Incident where no credit is given for one: each credit must be claimed then, and none can be.
    What is wrong with each, where it stands, and how to mend it."""
    credits = [c for c in plan.consequences if isinstance(c.effect, Pay) and c.effect.verb != "pay"]
    for rule in plan.rules:
        if isinstance(rule, ClaimRule) and rule.item and not any(rule.item in _items(c, plan) for c in credits):
            message = f"no credit here is for one {rule.item}, and this asks for a claim of such a credit"
            count = f'note it in the {rule.item} ("- Claimed: time, if any"), and count only each {rule.item} that is Claimed in time.'
            yield message, rule.place, f"Ask for a claim for the month; or {count}"


def _items(consequence: Consequence, plan: Plan) -> set[str]:
    """For what a credit is due one by one: the rows, pieces or groups of its trigger, or of the duty whose miss it follows."""
    told: list[object] = [consequence.trigger]
    if isinstance(consequence.trigger, OnMiss):
        told += [duty.kind for duty in plan.duties if duty.name == consequence.trigger.duty]
    return {one.name for part in told for one in nodes(part) if isinstance(one, Selection)}
