"""Claims for credits that nobody is ever given."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Selection
from sladsl.model.consequences import ClaimRule, Consequence, OnMiss, Pay
from sladsl.model.node import nodes


def idle_claims(plan: Plan) -> Iterator[ClaimRule]:
    """Rules about a credit for an Incident where no credit is given for one: each credit must be claimed then, and none can be."""
    credits = [c for c in plan.consequences if isinstance(c.effect, Pay) and c.effect.verb != "pay"]
    for rule in plan.rules:
        if isinstance(rule, ClaimRule) and rule.item and not any(rule.item in _items(c, plan) for c in credits):
            yield rule


def _items(consequence: Consequence, plan: Plan) -> set[str]:
    """For what a credit is due one by one: the rows, pieces or groups of its trigger, or of the duty whose miss it follows."""
    told: list[object] = [consequence.trigger]
    if isinstance(consequence.trigger, OnMiss):
        told += [duty.kind for duty in plan.duties if duty.name == consequence.trigger.duty]
    return {one.name for part in told for one in nodes(part) if isinstance(one, Selection)}
