"""Mutants: the plan with one node of it changed. What is walked is what computes; names, words, places and what is only printed are not.

A selection with a name ("Qualified Lead") stands in the plan as a copy in each sentence that uses it. It is one sentence of the text, so
it is changed in all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import needed
from sladsl.model.agreement import Definition
from sladsl.model.algebra import (
    AllHold,
    AllOf,
    AnyHolds,
    AnyOf,
    Arithmetic,
    Condition,
    FieldIs,
    FromTo,
    HasCount,
    Measure,
    NamedMeasure,
    NamedPeriod,
    Not,
    NotSo,
    Operator,
    Period,
    Predicate,
    Records,
    Scope,
    Selection,
    WeeklyHours,
)
from sladsl.model.consequences import (
    BandRow,
    Bands,
    Consequence,
    NoCredit,
    OfLedger,
    OnCondition,
    OnMiss,
    Pay,
)
from sladsl.model.duties import Declared, Duty, Retain
from sladsl.model.readings import Reading
from sladsl.model.schema import FieldKind, Record
from sladsl.model.slots import slot
from tests.mutation import changed_values


@dataclass(frozen=True, slots=True)
class Mutant:
    """`path`: where, and what became of it, in words; `kind`: the family of the change."""

    path: str
    kind: str
    plan: Plan


_LABELS = {
    "Plan": {
        "agreement",
        "version",
        "parties",
        "declared_units",
        "examples",
        "readings",
        "records",
        "zone",
        "currency",
    },
    "Duty": {"name", "clause", "to", "text", "modality"},
    "Consequence": {"name", "clause", "text", "item"},
    "Definition": {"name", "unit", "text"},
    "Service": {"name", "supplier", "customer", "each"},
    "ServiceLife": {"record"},
    "Length": {"unit", "period"},
    "Calendar": {"observed"},  # the reading "holidays" says it again
    "Quantity": {"unit"},
    "Ledger": {"name", "text"},
    "Cap": {"name", "text"},
    "ClaimRule": {"text", "clause"},
    "LeastCredit": {"text"},
    "Act": {"verb", "sets_time"},  # a mark that the resolver makes
    "Selection": {"timed"},  # a mark that lowering makes; nothing hangs on it where nothing has a service life
    "Scope": {"via"},
    "Terminate": {"subject", "subject_is_clause"},
    "Term": {"notice"},  # no record shows the notice; the calendar tells its last day
}
"""What is no meaning of its own: names by which other nodes speak of a node, words for people, and columns as the files have them."""

_CAN_GO = {
    "Selection": {"where", "window"},
    "Limit": {"pauses"},
    "Done": {"limit"},
    "Runs": {"shortest"},
    "UnitTrigger": set(),
    "Consequence": {"guard"},
    "Terminate": {"exercise", "notice"},
    "Extend": {"limit"},
    "Late": {"by"},
    "Term": {"length", "renews_by"},
    "Records": {"that"},
}
"""Parts without which a sentence still says something."""

_Made = Iterator[tuple[str, str, Any]]
"""The way from a node to the change in words, the kind, and what stands instead of the node."""


def mutants(plan: Plan) -> Iterator[Mutant]:
    """Every plan that differs from this one by one change. Readings are changed to each of their other values."""
    for words, kind, changed in _changed(plan):
        yield Mutant(words, kind, _asking(changed))


def _asking(plan: Plan) -> Plan:
    """The plan with the readings that its nodes have come to need: a table with a hole leaves open what is paid there."""
    known = {one.slot.name: one.value for one in plan.readings}
    more = tuple(
        Reading(slot(name), None)
        for name in needed(plan, known.get("month"), known.get("comparison"))
        if name not in known
    )
    return replace(plan, readings=plan.readings + more) if more else plan


def _changed(plan: Plan) -> _Made:
    walk = _Walk(plan)
    for words, kind, changed in walk.node(plan, ""):
        yield words, kind, changed
    for one in plan.definitions:
        if isinstance(one.body, Selection) and one.body.where is not None:
            for words, kind, where in walk.node(one.body.where, one.name, named=True):
                yield words, kind, _everywhere(plan, one.body.where, where)
    for changed, words, kind in _whole(plan):
        yield words, kind, changed


def _whole(plan: Plan) -> Iterator[tuple[Plan, str, str]]:
    for zone in changed_values.other_zones(plan.zone):
        yield replace(plan, zone=zone), f"zone: {plan.zone} → {zone}", "zone"
    if plan.currency:
        other = "USD" if plan.currency != "USD" else "EUR"
        yield replace(plan, currency=other), f"currency: {plan.currency} → {other}", "unit"
    for number, reading in enumerate(plan.readings):
        for one in reading.slot.admissible:
            if reading.value is not None and one.value != reading.value:
                changed = (*plan.readings[:number], replace(reading, value=one.value), *plan.readings[number + 1 :])
                words = f'reading "{reading.slot.name}": {reading.value} → {one.value}'
                yield replace(plan, readings=changed), words, "reading"
    for number, record in enumerate(plan.records):
        for words, kind, other_record in _of_record(record, {life.record for life in plan.lives}):
            records = (*plan.records[:number], other_record, *plan.records[number + 1 :])
            yield replace(plan, records=records), f"{record.name}: {words}", kind


def _of_record(record: Record, serving: set[str]) -> Iterator[tuple[str, str, Record]]:
    lives = record.name in serving
    for field in record.fields:
        if (
            not lives
            and field.name != record.belongs
            and field.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH)
        ):
            yield f"belongs by {record.belongs} → {field.name}", "order", replace(record, belongs=field.name)
        if field.unit is not None and field.kind is FieldKind.DURATION:
            other = "second" if field.unit.name != "second" else "minute"
            unit = replace(field.unit, name=other)
            changed = tuple(replace(one, unit=unit) if one is field else one for one in record.fields)
            yield f"{field.name} in {field.unit.name} → {other}", "unit", replace(record, fields=changed)
    if record.cadence is not None:
        twice = replace(record.cadence, seconds=record.cadence.seconds * 2)
        yield "one each twice the time", "window", replace(record, cadence=twice)
        for name in record.cadence.each:
            each = tuple(one for one in record.cadence.each if one != name)
            yield (
                f"one for each {name} → one for all",
                "order",
                replace(record, cadence=replace(record.cadence, each=each)),
            )


class _Walk:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parties = plan.parties
        self._named = {
            one.body.where for one in plan.definitions if isinstance(one.body, Selection) and one.body.where is not None
        }

    def node(self, node: Any, at: str, *, named: bool = False) -> _Made:
        """`named`: the condition of a selection with a name is walked itself."""
        if isinstance(node, Predicate) and node in self._named and not named:
            return
        if isinstance(node, Definition) and isinstance(node.body, Selection):
            return
        yield from self._itself(node, at)
        labels = _LABELS.get(type(node).__name__, set()) | {"place"}
        for field in fields(node):
            if field.name in labels or (field.name == "spec" and _stands_in_its_condition(node)):
                continue
            value = getattr(node, field.name)
            here = _joined(at, field.name)
            for words, kind, instead in self._value(node, field.name, value, here):
                yield words, kind, replace(node, **{field.name: instead})

    def _itself(self, node: Any, at: str) -> _Made:
        match node:
            case NotSo(part=part) | Not(part=part):
                yield f"{at}: not → so", "negation", part
            case AllHold(parts=parts):
                yield f"{at}: and → or", "and/or", AnyHolds(parts)
            case AnyHolds(parts=parts):
                yield f"{at}: or → and", "and/or", AllHold(parts)
            case AllOf(parts=parts):
                yield f"{at}: and → or", "and/or", AnyOf(parts)
            case AnyOf(parts=parts):
                yield f"{at}: or → and", "and/or", AllOf(parts)
            case Arithmetic(operator=Operator.MINUS | Operator.OVER, left=left, right=right):
                yield f"{at}: operands exchanged", "order", replace(node, left=right, right=left)
            case FromTo(start=start, end=end):
                yield f"{at}: from and to exchanged", "order", replace(node, start=end, end=start)
            case WeeklyHours():
                for words, kind, instead in changed_values.changed_hours(node):
                    yield f"{at}: {words}", kind, instead
            case Pay(payer=payer, payee=payee):
                yield f"{at}: payer and payee exchanged", "parties", replace(node, payer=payee, payee=payer)
            case FieldIs(values=values) if values:
                for choice in changed_values.changed_choice(node, self._choices(node)):
                    yield f"{at}: {values[0]} → {choice[0]}", "choice", replace(node, values=choice)
            case _:
                pass
        if isinstance(node, Predicate) and not isinstance(node, NotSo | AllHold | AnyHolds):
            yield f"{at}: so → not", "negation", NotSo(node)
        if isinstance(node, Condition) and not isinstance(node, Not | AllOf | AnyOf):
            yield f"{at}: so → not", "negation", Not(node)

    def _value(self, node: Any, field: str, value: Any, at: str) -> _Made:
        if isinstance(node, WeeklyHours) or (isinstance(node, FieldIs) and field == "values"):
            return
        if is_dataclass(value):
            if field in _CAN_GO.get(type(node).__name__, set()):
                yield f"{at}: left out", "left out", None
            yield from self.node(value, at)
        elif isinstance(value, tuple):
            yield from self._elements(node, field, value, at)
        elif (
            isinstance(value, str)
            and not isinstance(value, StrEnum)
            and not (isinstance(node, Pay) and field == "verb")
        ):
            for other in self._names(node, field, value):
                yield f"{at}: {value} → {other}", "parties" if other in self._parties else "name", other
        elif value is not None and not isinstance(node, BandRow):
            for kind, instead in changed_values.changed(node, field, value):
                yield f"{at}: {_said(value)} → {_said(instead)}", kind, instead

    def _elements(self, node: Any, field: str, value: tuple[Any, ...], at: str) -> _Made:
        for number, one in enumerate(value):
            here = f"{at} {_name(one, number)}" if at else _name(one, number)
            before, after = value[:number], value[number + 1 :]
            if is_dataclass(one):
                if _is_only_printed(one):
                    continue
                if _droppable(node, field, value):
                    yield f"{here}: left out", "left out", (*before, *after)
                for words, kind, instead in self.node(one, here):
                    yield words, kind, (*before, instead, *after)
            elif isinstance(one, tuple):
                if field in ("by_choice", "lengths"):
                    yield f"{here}: left out", "left out", (*before, *after)
                for part, inner in enumerate(one):
                    if is_dataclass(inner):
                        for words, kind, instead in self.node(inner, here):
                            yield words, kind, (*before, (*one[:part], instead, *one[part + 1 :]), *after)
            elif isinstance(one, str):
                for other in self._names(node, field, one):
                    yield f"{here}: {one} → {other}", "name", (*before, other, *after)
        if field == "business_days":
            yield f"{at}: without Monday", "window", value[1:]
            yield f"{at}: with Saturday", "window", (*value, 5)
        if field == "holidays" and value:
            yield f"{at}: none", "window", ()
        if isinstance(node, Bands) and field == "rows" and len(value) > 1:
            cells = [one.cells for one in value]
            turned = tuple(replace(one, cells=cell) for one, cell in zip(value, [*cells[1:], cells[0]], strict=True))
            yield f"{at}: cells moved by one row", "order", turned

    def _choices(self, node: FieldIs) -> tuple[str, ...]:
        for record in self._plan.records:
            field = record.field(node.field)
            if field is not None and set(node.values) <= set(field.choices):
                return field.choices
        return ()

    def _names(self, node: Any, field: str, value: str) -> Iterator[str]:
        """Other names that could stand there: a party, a field of the same kind, a definition of the same kind, another duty."""
        definitions = self._plan.definitions
        match node:
            case NamedPeriod() if field == "name":
                yield from (d.name for d in definitions if d.name != value and isinstance(d.body, Period))
            case NamedMeasure() if field == "name":
                yield from (d.name for d in definitions if d.name != value and isinstance(d.body, Measure))
            case OnMiss():
                kinds = {type(d.kind) for d in self._plan.duties if d.name == value}
                yield from (d.name for d in self._plan.duties if d.name != value and type(d.kind) in kinds)
            case OfLedger() if field == "ledger":
                yield from (one.name for one in self._plan.ledgers if one.name != value)
            case _ if field in ("who", "party", "payer", "payee"):
                if value in self._parties and not isinstance(node, Pay):
                    yield next(one for one in self._parties if one != value)
            case _ if field in ("field", "fields", "start", "end"):
                yield from self._fields(getattr(node, "record", ""), value)
            case _:
                return

    def _fields(self, record_name: str, value: str) -> Iterator[str]:
        for record in self._plan.records:
            field = record.field(value)
            if field is not None and record_name in ("", record.name):
                yield from (one.name for one in record.fields if one.name != value and one.kind is field.kind)
                return


def _droppable(node: Any, field: str, value: tuple[Any, ...]) -> bool:
    if isinstance(node, Plan):
        return field in ("dues", "deemed", "duties", "quotas", "consequences", "ledgers", "rules")
    return len(value) > 1 or field in ("left_out", "removed", "outside", "only_if")


def _stands_in_its_condition(node: object) -> bool:
    """ "has at least 4 Interruptions in any 30 consecutive days": the days stand with the count, and again as the window of the sentence."""
    match node:
        case OnCondition(condition=Records(that=HasCount(spec=spec))):
            return spec is not None
        case _:
            return False


def _is_only_printed(node: object) -> bool:
    """Duties that no record settles, and sentences that say that nothing follows: the document has them, a statement does not."""
    match node:
        case Duty(kind=Retain() | Declared()) | Consequence(effect=NoCredit()):
            return True
        case _:
            return isinstance(node, Scope) and node.via is None


def _everywhere(node: Any, old: Any, new: Any) -> Any:
    """The node with every node in it that equals `old` replaced."""
    if isinstance(node, tuple):
        parts = tuple(_everywhere(one, old, new) for one in node)
        return node if all(a is b for a, b in zip(node, parts, strict=True)) else parts
    if not is_dataclass(node) or isinstance(node, type):
        return node
    if node == old:
        return new
    made = {one.name: _everywhere(getattr(node, one.name), old, new) for one in fields(node)}
    if all(made[one.name] is getattr(node, one.name) for one in fields(node)):
        return node
    return replace(node, **made)


def _joined(at: str, field: str) -> str:
    if not at:
        return "" if field in ("definitions", "duties", "consequences", "ledgers", "rules") else field
    return f"{at}, {field.replace('_', ' ')}"


def _name(node: object, number: int) -> str:
    name = getattr(node, "name", "")
    if isinstance(node, Definition | Duty | Consequence) or type(node).__name__ in ("Ledger", "Service", "Cap"):
        return str(name)
    if type(node).__name__ in ("NotApplying", "ClaimRule", "LeastCredit"):
        return f"rule {number + 1}"
    return str(number + 1)


def _said(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    return str(value)
