"""What follows from a plan alone, kept for all worlds in which it is evaluated: a search for witnesses has thousands of them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done
from sladsl.model.consequences import ClaimRule
from sladsl.model.duties import Repeated
from sladsl.model.moments import RecordPoint
from sladsl.model.node import nodes
from sladsl.model.schema import Field, FieldKind, Record

_MOST_PLANS = 8
_known: dict[int, Facts] = {}
WHEN = "sent, or due"
"""The field by whose time a row belongs to a window that is sent again and again: when it was sent or, of one that was not, when it was due.
No name of an author is written so."""


class Facts:
    """`nodes`: the identities of the nodes of the plan; only what is told of them may be kept for longer than a world. `claim_acts`: those
    of the acts under which a credit is due: claims, which have a reading of their own. The plan is kept alive, and so are its nodes."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nodes = frozenset(map(id, nodes(plan)))
        rules = [rule for rule in plan.rules if isinstance(rule, ClaimRule)]
        self.repeated = frozenset(duty.kind.record for duty in plan.duties if isinstance(duty.kind, Repeated))
        self.record = {
            record.name: _with_when(record) if record.name in self.repeated else record for record in plan.records
        }
        self.definition = {definition.name: definition for definition in plan.definitions}
        self.form_value = {value.name: value for value in plan.form_values}
        self.slots = frozenset(reading.slot.name for reading in plan.readings)
        claims: list[object] = [rule.conditions for rule in rules]
        claims += [node.among for node in nodes(plan.consequences) if isinstance(node, RecordPoint)]
        self.claim_acts = frozenset(id(node) for claim in claims for node in nodes(claim) if isinstance(node, Done))
        self.cache: dict[Hashable, object] = {}


def _with_when(record: Record) -> Record:
    return replace(record, fields=(*record.fields, Field(WHEN, FieldKind.TIME, optional=True)), belongs=WHEN)


def facts_of(plan: Plan) -> Facts:
    """The facts of the plans that were used last."""
    found = _known.pop(id(plan), None) or Facts(plan)
    _known[id(plan)] = found
    while len(_known) > _MOST_PLANS:
        del _known[next(iter(_known))]
    return found
