"""Where in the text an open reading matters: the first sentence that alone makes the evaluator ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import needed
from sladsl.findings import Place
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Cap, Pay
from sladsl.model.node import nodes


def places_of(slots: Iterable[str], agreement: Agreement, plan: Plan) -> dict[str, tuple[Place | None, str]]:
    """For each slot the place and the clause ("" outside clauses). Looks no further than the sentence that settles the last one."""
    open_slots = set(slots)
    found: dict[str, tuple[Place | None, str]] = {}
    if "partial minute" in open_slots:
        found["partial minute"] = (agreement.by_minutes, "")  # the words open it, and not what is computed
    months = next((reading.value for reading in plan.readings if reading.slot.name == "month"), "calendar")
    for part, place, clause in _sentences(plan):
        if not open_slots - found.keys():
            break
        for name in needed(part, months):
            if name in open_slots:
                found.setdefault(name, (place, clause))
    for name in open_slots - found.keys():
        found[name] = (_otherwise(name, agreement, plan), "")
    return found


def _sentences(plan: Plan) -> Iterator[tuple[Plan, Place | None, str]]:
    """The plan cut down to one sentence at a time."""
    nothing = replace(
        plan,
        services=(),
        lives=(),
        definitions=(),
        form_values=(),
        dues=(),
        deemed=(),
        duties=(),
        quotas=(),
        consequences=(),
        ledgers=(),
        rules=(),
        examples=(),
        readings=(),
        term=replace(plan.term, start=None, length=None),
    )
    for definition in plan.definitions:
        yield replace(nothing, definitions=(definition,)), definition.place, ""
    for duty in plan.duties:
        yield replace(nothing, duties=(duty,)), duty.place, duty.clause
    for quota in plan.quotas:
        yield replace(nothing, quotas=(quota,)), quota.place, quota.clause
    for consequence in plan.consequences:
        yield replace(nothing, consequences=(consequence,)), consequence.place, consequence.clause
    for ledger in plan.ledgers:
        yield replace(nothing, ledgers=(ledger,)), ledger.place, ""
    for rule in plan.rules:
        yield replace(nothing, rules=(rule,)), rule.place, ""


def _otherwise(slot: str, agreement: Agreement, plan: Plan) -> Place | None:
    """The name that the slot speaks of, the first credit for what hangs on all of them, else the last reading that is told."""
    kind, _, subject = slot.partition("/")
    named = next((name.place for name in agreement.names if name.text == subject), None)
    if named is not None:
        return named
    hanging = {
        "stacking": [c.place for c in plan.consequences if isinstance(c.effect, Pay)],
        "several amounts": [c.place for c in plan.consequences if isinstance(c.effect, Pay)],
        "cap order": [rule.place for rule in plan.rules if isinstance(rule, Cap)],
    }
    if hanging.get(kind):
        return hanging[kind][-1]
    told = [reading.place for reading in agreement.chosen if reading.origin == "contract"]
    return told[-1] if told else None


def first_with(agreement: Agreement, plan: Plan, fits: Callable[[object], bool]) -> Place | None:
    """The first sentence with a node that fits; for a rule about rows, which keeps no place of its own, where the record is introduced."""
    told = (*plan.definitions, *plan.duties, *plan.quotas, *plan.consequences, *plan.ledgers, *plan.rules)
    places: list[tuple[object, Place | None]] = [(part, part.place) for part in told]
    introduced = {name.text: name.place for name in agreement.names}
    places += [(due, introduced.get(due.selection.name)) for due in plan.dues]
    places += [(deemed, introduced.get(deemed.record)) for deemed in plan.deemed]
    return next((place for part, place in places if any(fits(node) for node in nodes(part))), None)
