"""How a slot that a table opens is settled: by the contract on purpose, by rules from above, or not at all."""

from __future__ import annotations

from sladsl.checks.plan import Plan
from sladsl.findings import OfferedReading
from sladsl.node import node


@node
class Settled:
    """`by_contract`: a sentence of the contract itself says so. Otherwise the sentences to choose from, and what holds without one."""

    by_contract: bool
    readings: tuple[OfferedReading, ...] = ()
    hint: str = ""


def settled(slot: str, plan: Plan) -> Settled:
    found = next((reading for reading in plan.readings if reading.slot.name == slot), None)
    if found is None:
        return Settled(False)
    if found.value is not None and found.origin == "contract":
        return Settled(True)
    offered = tuple(OfferedReading(f"{slot}: {a.value}", a.sentence) for a in found.slot.admissible)
    hint = f'In force until then, by "{found.origin}": {found.sentence}' if found.value is not None else ""
    return Settled(False, offered, hint)
