"""From model to plan: what nothing computes is left behind, and every place that can be counted in two ways becomes a reading.

A slot belongs to the plan where a node of it makes the evaluator ask: `needed` lists them. Its value is the one that the contract
chooses, then that of the agreement above, then that of the interpretation rules, then the general rule of the language; else it is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast

from sladsl.checks.acts_timed import once_each
from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import needed
from sladsl.interpretation import TIME_LIMITS, is_standard
from sladsl.model.agreement import Agreement, Chosen, Definition, FormValue, Wording
from sladsl.model.algebra import Constant
from sladsl.model.moments import Limit, WindowKind, WindowSpec
from sladsl.model.node import nodes, rewritten
from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity
from sladsl.model.readings import Admissible, Reading, Slot
from sladsl.model.resolve.quantities import plain_length
from sladsl.model.schema import FieldKind
from sladsl.model.slots import GENERAL_RULES, WIDER, slot

_Node = TypeVar("_Node")
_FISCAL = "A {} is a fiscal {}, and the fiscal year starts on 1 {}."
_BY_DAY = {
    "month": (("1", "A month is a billing month that starts on day 1."),),
    "quarter": (("4-1", _FISCAL.format("quarter", "quarter", "April")),),
    "year": (("4-1", _FISCAL.format("year", "year", "April")),),
}
"""For months, quarters and years that begin on a day of the contract's own, one day more than the catalogue shows."""


def lower(agreement: Agreement, values: Mapping[str, Quantity]) -> Plan:
    """The plan of an agreement, with the order-form values that are given for it."""
    form = tuple(replace(v, value=values.get(v.name, v.value)) for v in agreement.form_values)
    plan = Plan(
        agreement=agreement.title,
        version=agreement.version,
        zone=agreement.zone,
        currency=agreement.currency,
        rounding=agreement.rounding,
        parties=tuple(party.name for party in agreement.parties),
        term=agreement.term,
        calendar=agreement.calendar,
        services=agreement.services,
        lives=agreement.lives,
        records=agreement.records,
        definitions=_with_lengths(tuple(_with_value(d, form) for d in agreement.definitions), form),
        form_values=form,
        declared_units=agreement.declared_units,
        dues=_with_lengths(agreement.dues, form),
        deemed=agreement.deemed,
        duties=_with_lengths(agreement.duties, form),
        quotas=agreement.quotas,
        consequences=_with_lengths(agreement.consequences, form),
        ledgers=agreement.ledgers,
        rules=_with_lengths(agreement.rules, form),
        readings=(),
        examples=agreement.examples,
    )
    plan = once_each(plan)
    asked = needed(plan, _value("month", plan, agreement), _value("comparison", plan, agreement))
    counted = tuple(_reading(name, plan, agreement) for name in asked)
    return replace(plan, readings=(*counted, *(_open_words(wording) for wording in agreement.wordings)))


def _open_words(wording: Wording) -> Reading:
    answers = tuple(Admissible(answer, wording.sentence(answer)) for answer in wording.answers)
    return Reading(Slot(wording.name, wording.question, answers), None, place=wording.place)


def _value(slot_name: str, plan: Plan, agreement: Agreement) -> str | None:
    chosen = _chosen(slot_name, _fitting(slot_name, plan, agreement.chosen))
    return chosen.value if chosen is not None else None


def _fitting(slot_name: str, plan: Plan, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Without what the text's own words rule out: who speaks of a "billing month" means no month of the calendar."""
    wanted = _kind_in_words(slot_name, plan)
    return tuple(one for one in chosen if one.slot != slot_name or one.value.startswith(wanted))


def _kind_in_words(slot_name: str, plan: Plan) -> str:
    """ "billing:" or "fiscal:", where the text names months, quarters or years of this kind, which begin on a day that it has to say."""
    if slot_name not in _BY_DAY:
        return ""
    there = nodes((plan.definitions, plan.duties, plan.consequences, plan.rules))
    kinds = (one.kind for one in there if isinstance(one, WindowSpec) and one.unit.value == slot_name)
    return next((f"{kind.value}:" for kind in kinds if kind in (WindowKind.BILLING, WindowKind.FISCAL)), "")


def _with_value(definition: Definition, form: tuple[FormValue, ...]) -> Definition:
    given = next((v for v in form if v.name == definition.name), None)
    if given is None or given.value is None:
        return definition
    return replace(definition, body=Constant(given.value))


def _with_lengths(node: _Node, form: tuple[FormValue, ...]) -> _Node:
    """The node, with the length of each time limit that an order-form value gives."""
    agreed = {
        value.name: plain_length(value.value.value / SECONDS_IN[value.value.unit.name], value.value.unit.name)
        for value in form
        if value.value is not None and value.value.unit.dimension is Dimension.TIME
    }

    def with_length(one: object) -> object:
        return replace(one, length=agreed[one.agreed]) if isinstance(one, Limit) and one.agreed in agreed else one

    return cast(_Node, rewritten(node, with_length)) if agreed else node


def _reading(name: str, plan: Plan, agreement: Agreement) -> Reading:
    found = slot(name, _more_values(name, plan))
    wanted = _kind_in_words(name, plan)
    found = replace(found, admissible=tuple(one for one in found.admissible if one.value.startswith(wanted)))
    chosen = _chosen(name, _fitting(name, plan, agreement.chosen))
    if chosen is not None:
        return Reading(found, chosen.value, chosen.sentence, chosen.origin, chosen.place)
    general = GENERAL_RULES.get(name.partition("/")[0])
    if general is not None and not (name == "partial minute" and agreement.by_minutes is not None):
        sentence = next((a.sentence for a in found.admissible if a.value == general), "")
        return Reading(found, general, sentence, "general rule")
    return Reading(found, None)


def _chosen(name: str, chosen: tuple[Chosen, ...]) -> Chosen | None:
    """The sentence that closes the slot: the contract's own before those from above; one that names the subject before one that does not."""
    kind = name.partition("/")[0]
    said = [c for c in chosen if c.slot in (name, kind, WIDER.get(kind))]
    ranked = sorted(said, key=lambda c: (_rank(c.origin), c.slot == WIDER.get(kind), c.slot != name))
    return ranked[0] if ranked else None


def _rank(origin: str) -> int:
    if origin == "contract":
        return 0
    return 3 if is_standard(origin) else 2 if origin in TIME_LIMITS else 1


def _more_values(name: str, plan: Plan) -> tuple[Admissible, ...]:
    """A missing record can count as any choice that the record has; an interval without a value of a percentage as 0%."""
    kind, _, subject = name.partition("/")
    wanted = _kind_in_words(name, plan)
    if wanted:
        return tuple(Admissible(f"{wanted}{day}", said) for day, said in _BY_DAY[kind])
    if kind == "idle interval":
        return _idle_values(subject, plan)
    if kind != "missing record":
        return ()
    record = next(r for r in plan.records if r.name == subject)
    return tuple(
        Admissible(f"{field.name}={choice}", f"A missing {subject} counts as a {choice}.")
        for field in record.fields
        if field.kind is FieldKind.CHOICE and field.name not in (record.cadence.each if record.cadence else ())
        for choice in field.choices
    )


def _idle_values(measure: str, plan: Plan) -> tuple[Admissible, ...]:
    unit = next((one.unit for one in plan.definitions if one.name == measure), None)
    if unit is None or unit.dimension is not Dimension.PERCENT:
        return ()
    return (Admissible("0%", f"An interval in which {measure} has no value counts as 0%."),)
