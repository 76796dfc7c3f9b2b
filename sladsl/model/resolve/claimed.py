"""The claim that an amount speaks of: "the fee for the 30 days before the Claim is Submitted" is read at the claim by which the credit is claimed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sladsl.model.agreement import Agreement
from sladsl.model.algebra import Quantifier, Records, Selection
from sladsl.model.consequences import ClaimRule, Consequence, Pay
from sladsl.model.moments import RecordPoint
from sladsl.model.node import nodes_and_values, rewritten
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.selections import both


def tie_to_claims(said: Said, upper: list[Agreement]) -> None:
    """In amounts, a claim is one that fulfils the rules on claims for them. A claim that is invalid or too late claims nothing."""
    rules = [rule for rule in (*said.rules, *(rule for a in upper for rule in a.rules)) if isinstance(rule, ClaimRule)]
    if rules:
        said.consequences[:] = [_tied(one, rules) for one in said.consequences]


def _tied(consequence: Consequence, rules: list[ClaimRule]) -> Consequence:
    if not isinstance(consequence.effect, Pay) or not any(isinstance(one, RecordPoint) for one in _parts(consequence)):
        return consequence
    mine = [rule for rule in rules if _concerns(rule, consequence, rules)]

    def tied(node: Any) -> Any:
        if not isinstance(node, RecordPoint):
            return node
        asked = [one for rule in mine for one in rule.conditions if _asks_for(one, node.record)]
        return replace(node, among=_fulfilling(asked)) if asked else node

    return replace(consequence, effect=rewritten(consequence.effect, tied))


def _parts(consequence: Consequence) -> list[object]:
    return list(nodes_and_values(consequence))


def _concerns(rule: ClaimRule, consequence: Consequence, rules: list[ClaimRule]) -> bool:
    if rule.clause and rule.clause != consequence.clause:
        return False
    if rule.others and any(other.clause == consequence.clause for other in rules):
        return False
    return not rule.item or rule.item in _parts(consequence)


def _asks_for(condition: object, record: str) -> bool:
    """ "a Claim … is Submitted within …": that there is one of these rows."""
    return (
        isinstance(condition, Records)
        and condition.quantifier is Quantifier.SOME
        and condition.that is not None
        and getattr(condition.that, "record", "") == record
    )


def _fulfilling(asked: list[Any]) -> Selection:
    """The rows that all of the conditions ask for."""
    first: Selection = asked[0].selection
    parts = [part for one in asked for part in (one.selection.where, one.that) if part is not None]
    return replace(first, where=both(parts))
