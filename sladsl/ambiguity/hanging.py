"""What consequences and calls for action speak of: clauses, measures, records."""

from __future__ import annotations

from sladsl.checks.plan import Plan
from sladsl.model.algebra import InTime, Late, Misses, NamedMeasure, NamedPeriod, Selection, UnitsIncurred
from sladsl.model.consequences import (
    Bands,
    ByLateness,
    Consequence,
    CountsAsMissed,
    Exceeds,
    ForEachMissedClause,
    Incur,
    OnMiss,
    UnitTrigger,
)
from sladsl.model.duties import Act, Document, Duty, EachRecord, Level, Repeated
from sladsl.model.node import nodes
from sladsl.node import node


@node
class Mentions:
    """`records`: those of which something is said when they are late. `parties`: those whose missed clauses are counted."""

    duties: frozenset[str]
    clauses: frozenset[str]
    measures: frozenset[str]
    records: frozenset[str]
    parties: frozenset[str]

    def of_duty(self, duty: Duty) -> bool:
        if duty.name in self.duties or duty.clause in self.clauses or duty.who in self.parties:
            return True
        match duty.kind:
            case Level(measure=NamedMeasure(name=name)):
                return name in self.measures
            case EachRecord(selection=selection):
                return selection.name in self.records
            case Document(record=record) | Repeated(record=record):
                return record in self.records
            case _:
                return False


def mentions(plan: Plan) -> Mentions:
    """Of all consequences, of the duties that another one calls for, and of the ledgers that a duty fills."""
    duties = {ledger.of for ledger in plan.ledgers}
    clauses: set[str] = set()
    measures: set[str] = set()
    records: set[str] = set()
    parties: set[str] = set()
    for consequence in plan.consequences:
        _note_trigger(consequence, duties, clauses, parties)
    triggers = tuple((c.trigger, c.guard) for c in plan.consequences)
    calls = (
        *((d.kind.each, d.kind.condition) for d in plan.duties if isinstance(d.kind, Act)),
        *(d.only_if for d in plan.duties if isinstance(d.kind, Document)),
    )
    tables = tuple(n for c in plan.consequences for n in nodes(c.effect) if isinstance(n, Bands))
    for part in nodes((triggers, calls, tables)):
        match part:
            case Misses(clause=clause):
                clauses.add(clause)
            case NamedMeasure(name=name):
                measures.add(name)
            case InTime(record=record) | Late(record=record):
                records.add(record)
            case ByLateness(selection=selection):
                records.add(selection.name)
            case Bands(field="Clause", rows=rows):
                clauses.update(row.choice for row in rows)
            case _:
                pass
    return Mentions(frozenset(duties), frozenset(clauses), frozenset(measures), frozenset(records), frozenset(parties))


def _note_trigger(consequence: Consequence, duties: set[str], clauses: set[str], parties: set[str]) -> None:
    match consequence.trigger:
        case OnMiss(duty=duty):
            duties.add(duty)
            clauses.add(consequence.clause)
        case ForEachMissedClause(party=party):
            parties.add(party)
        case _:
            clauses.add(consequence.clause)
    if isinstance(consequence.effect, CountsAsMissed):
        clauses.add(consequence.effect.clause)


def measured_in(trigger: object) -> object:
    """What it counts, and not for whom: two clauses on one Circuit need not speak of the same thing."""
    return (
        trigger.quantity.measure
        if isinstance(trigger, UnitTrigger) and isinstance(trigger.quantity, Exceeds)
        else trigger
    )


def spoken_of(roots: list[object], bodies: dict[str, object]) -> set[str]:
    """The measures, periods, records and counted units that they name, and those on which these rest."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for part in nodes(waiting.pop()):
            if isinstance(part, NamedMeasure | NamedPeriod | Selection) and part.name not in found:
                found.add(part.name)
                waiting.append(bodies.get(part.name))
            elif isinstance(part, UnitsIncurred):
                found.add(part.unit)
    return found


def owed_in(plan: Plan, bodies: dict[str, object]) -> set[str]:
    """What the duties of the plan, and the times that it sets, speak of; and the units that are incurred by them."""
    kinds = [getattr(duty.kind, "measure", getattr(duty.kind, "selection", None)) for duty in plan.duties]
    units = {one.effect.unit for one in plan.consequences if isinstance(one.effect, Incur)}
    return units | spoken_of([*kinds, *(due.selection for due in plan.dues)], bodies)
