"""Clauses that hang on one another in a circle: each excuses, or counts as missed, another that does the same to it."""

from __future__ import annotations

from collections.abc import Mapping

from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.names import names_in
from sladsl.checks.plan import Plan
from sladsl.model.consequences import CountsAsMissed, Excuse


def circles_of(plan: Plan, world: World) -> Mapping[str, frozenset[str]]:
    """Clause → the clauses of its circle, itself included; clauses in no circle are left out."""
    clause_of = {duty.name: duty.clause for duty in plan.duties} | {duty.clause: duty.clause for duty in plan.duties}
    hangs_on: dict[str, set[str]] = {}
    for one in plan.consequences:
        if isinstance(one.effect, Excuse | CountsAsMissed):
            named = names_in((one.trigger, one.guard), world)
            hangs_on.setdefault(one.effect.clause, set()).update(clause_of[name] for name in named if name in clause_of)
    reached = {clause: _reached(clause, hangs_on) for clause in hangs_on}
    return {
        clause: frozenset(other for other in others if clause in reached.get(other, ()))
        for clause, others in reached.items()
        if clause in others
    }


def _reached(clause: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    left = [clause]
    while left:
        for other in edges.get(left.pop(), ()):
            if other not in found:
                found.add(other)
                left.append(other)
    return found
