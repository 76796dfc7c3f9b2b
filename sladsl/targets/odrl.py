"""ODRL 2.2 as JSON-LD: who owes what to whom, within which limits, and what follows from a miss. Measures are named; how they are taken
stands beside them as text, since ODRL has no words for it."""

from __future__ import annotations

import json
from typing import Any

from sladsl.checks.figures import exact, in_unit
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done, NamedMeasure
from sladsl.model.consequences import (
    Amount,
    Consequence,
    FixedAmount,
    FromTable,
    NoCredit,
    OnMiss,
    Pay,
    ShareOf,
    Terminate,
)
from sladsl.model.duties import Document, Duty, EachRecord, Level
from sladsl.model.moments import Length, LengthBasis, Limit, LimitKind, WindowSpec, WindowUnit
from sladsl.model.quantities import Bound, Comparator, Dimension, Quantity, Unit
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.prometheus.promql import snake
from sladsl.targets.target import Made, Target, Wanted

FILE = "policy.odrl.jsonld"
PROFILE = "https://sladsl.dev/ns/odrl/1"
_OPERATORS = {
    Comparator.AT_LEAST: "gteq",
    Comparator.AT_MOST: "lteq",
    Comparator.MORE_THAN: "gt",
    Comparator.LESS_THAN: "lt",
    Comparator.EXACTLY: "eq",
}
_INTERVALS = {WindowUnit.MINUTE: "PT{}M", WindowUnit.HOUR: "PT{}H", WindowUnit.DAY: "P{}D", WindowUnit.WEEK: "P{}W", WindowUnit.MONTH: "P{}M", WindowUnit.YEAR: "P{}Y"}  # fmt: skip

Node = dict[str, Any]


def make(plan: Plan, wanted: Wanted) -> Made:
    writer = _Writer(plan)
    return Made(
        {FILE: (json.dumps(writer.policy(), ensure_ascii=False, indent=2) + "\n").encode()}, writer.fidelity.list()
    )


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.fidelity = Fidelity(whole(plan))
        self._texts = {one.name: one.text for one in plan.definitions}
        self._base = f"urn:sladsl:{snake(plan.agreement).replace('_', '-')}"

    def policy(self) -> Node:
        rules: dict[str, list[Node]] = {"obligation": [], "permission": [], "prohibition": []}
        for duty in self.plan.duties:
            kind = {"may": "permission", "shall not": "prohibition"}.get(duty.modality, "obligation")
            rules[kind].append(self._duty(duty))
        for one in self.plan.consequences:
            if isinstance(one.effect, Terminate):
                rules["permission"].append(self._right(one))
        self.fidelity.rest("ODRL has no words for it: no ledgers, points, caps or claims; checks.py settles it")
        parties = [{"uid": self._party(one), "dc:title": one} for one in self.plan.parties]
        first, second = (self._party(one) for one in (*self.plan.parties, "another party", "another party")[:2])
        if not any(rules.values()):  # an agreement without a rule is none
            rules["permission"].append({"uid": f"{self._base}:use", "action": "use"})
        return {
            "@context": ["http://www.w3.org/ns/odrl.jsonld", {"sla": f"{PROFILE}#", "dc": "http://purl.org/dc/terms/"}],
            "@type": "Agreement",
            "uid": self._base,
            "profile": PROFILE,
            "dc:title": self.plan.agreement,
            "sla:party": parties,
            "assigner": second,
            "assignee": first,
            "target": f"{self._base}:services",
            **{kind: found for kind, found in rules.items() if found},
        }

    # --- rules ---

    def _duty(self, duty: Duty) -> Node:
        found: Node = {
            "uid": f"{self._base}:{snake(duty.name).replace('_', '-')}",
            "assignee": self._party(duty.who),
            "assigner": self._party(duty.to or self._other(duty.who)),
            "dc:description": duty.text,
            "sla:clause": duty.clause,
        }
        match duty.kind:
            case Level(measure=measure, comparison=comparison, window=window) if (
                comparison is not None and window is not None
            ):
                name = measure.name if isinstance(measure, NamedMeasure) else f"the measure of {duty.name}"
                found["action"] = "sla:keep"
                found["constraint"] = [*(self._bound(name, one) for one in comparison.bounds), *self._window(window)]
                self.fidelity.approximated(duty, "the measure is named, and how it is taken is text")
            case Level():
                found["action"] = "sla:keep"
                self.fidelity.approximated(duty, "its limits hang on the thing that is measured, and are text")
            case EachRecord(that=Done(field=field, limit=Limit() as limit)) if limit.length is not None:
                found["action"] = f"sla:{snake(field)}"
                found["constraint"] = [_delay(limit.kind, limit.length)]
                self.fidelity.approximated(
                    duty, "the rows that it is owed for, and from when its time counts, are text"
                )
            case Document(record=record, window=window, limit=limit):
                found["action"] = f"sla:send_{snake(record)}"
                found["constraint"] = [
                    *self._window(window),
                    *([_delay(limit.kind, limit.length)] if limit.length is not None else []),
                ]
                self.fidelity.approximated(duty, f"from when its time counts is text{_plain(limit)}")
            case _:
                found["action"] = "sla:perform"
                self.fidelity.approximated(duty, "what is to be done is text")
        follows = [self._follows(one, duty) for one in self.plan.consequences if self._is_of(one, duty)]
        paid = [node for nodes in follows for node in nodes]
        if paid:
            found["remedy" if duty.modality == "shall not" else "consequence"] = paid
        if duty.modality == "may":
            found.pop("consequence", None)
        return found

    def _is_of(self, one: Consequence, duty: Duty) -> bool:
        return (
            isinstance(one.trigger, OnMiss) and one.trigger.duty == duty.name and isinstance(one.effect, Pay | NoCredit)
        )

    def _follows(self, one: Consequence, duty: Duty) -> list[Node]:
        if isinstance(one.effect, NoCredit):
            self.fidelity.exact(one)  # nothing follows, and nothing is said to
            return []
        assert isinstance(one.effect, Pay)
        if duty.modality == "may":
            return []
        paid = [*self._paid(one.effect.amount, one.effect, one.text)]
        self.fidelity.approximated(
            one, "how the amount is worked out is text: its base, its rounding and the limits of credits"
        )
        return paid

    def _paid(self, amount: Amount, effect: Pay, text: str) -> list[Node]:
        base = {"assignee": self._party(effect.payer), "assigner": self._party(effect.payee), "dc:description": text}
        match amount:
            case FixedAmount(quantity=quantity):
                return [{**base, "action": [self._compensate("payAmount", quantity)]}]
            case ShareOf(ratio=ratio):
                return [{**base, "action": [self._compensate("percentage", Quantity(ratio, Unit(Dimension.PERCENT)))]}]
            case FromTable(table=table) if table.measure is not None and not table.column_field:
                name = table.measure.name if isinstance(table.measure, NamedMeasure) else "the measure of the table"
                found = []
                for row in table.rows:
                    if row.comparison is None or len(row.cells) != 1 or row.cells[0] is None:
                        continue
                    conditions = [self._bound(name, one) for one in row.comparison.bounds]
                    found += [{**node, "constraint": conditions} for node in self._paid(row.cells[0], effect, text)]
                return found or [{**base, "action": "compensate"}]
            case _:
                return [{**base, "action": "compensate"}]

    def _right(self, one: Consequence) -> Node:
        assert isinstance(one.effect, Terminate)
        self.fidelity.approximated(one, "when the right arises, and by what notice it is used, is text")
        return {
            "uid": f"{self._base}:{snake(one.name).replace('_', '-')}",
            "assignee": self._party(one.effect.party or self.plan.parties[0]),
            "assigner": self._party(self._other(one.effect.party)),
            "action": "sla:terminate",
            "dc:description": one.text,
            "sla:clause": one.clause,
        }

    # --- constraints ---

    def _compensate(self, operand: str, quantity: Quantity) -> Node:
        return {"rdf:value": {"@id": "odrl:compensate"}, "refinement": [_constraint(operand, "eq", quantity)]}

    def _bound(self, name: str, bound: Bound) -> Node:
        limit = self._limit(bound.limit)
        operand = f"sla:{snake(name)}"
        if limit is None:
            found: Node = {
                "leftOperand": operand,
                "operator": _OPERATORS[bound.comparator],
                "rightOperand": str(bound.limit),
            }
        else:
            found = _constraint(operand, _OPERATORS[bound.comparator], limit)
        return {**found, **({"dc:description": self._texts[name]} if self._texts.get(name) else {})}

    def _limit(self, limit: Quantity | str) -> Quantity | None:
        if isinstance(limit, Quantity):
            return limit
        return next((one.value for one in self.plan.form_values if one.name == limit), None)

    def _window(self, spec: WindowSpec) -> list[Node]:
        form, count = _INTERVALS.get(spec.unit, "P{}M"), spec.count * (3 if spec.unit is WindowUnit.QUARTER else 1)
        return [
            {"leftOperand": "timeInterval", "operator": "eq", "rightOperand": _typed(form.format(count), "duration")}
        ]

    def _party(self, name: str) -> str:
        return f"{self._base}:party:{snake(name).replace('_', '-')}"

    def _other(self, party: str) -> str:
        return next((one for one in self.plan.parties if one != party), "another party")


def _constraint(operand: str, operator: str, quantity: Quantity) -> Node:
    value, unit = exact(in_unit(quantity.value, quantity.unit)), _unit(quantity.unit)
    right = _typed(value, "decimal") if "/" not in value else value
    return {"leftOperand": operand, "operator": operator, "rightOperand": right, **({"unit": unit} if unit else {})}


def _delay(kind: LimitKind, length: Length) -> Node:
    operator = "gteq" if kind in (LimitKind.AT_LEAST_BEFORE, LimitKind.AT_LEAST_AFTER) else "lteq"
    return {"leftOperand": "delayPeriod", "operator": operator, "rightOperand": _typed(_duration(length), "duration")}


def _plain(limit: Limit) -> str:
    counted = limit.length is not None and limit.length.basis in (LengthBasis.BUSINESS_DAYS, LengthBasis.CALENDAR)
    return "; business days and hours of a calendar are told as days and hours" if counted else ""


def _duration(length: Length) -> str:
    """As xsd:duration; business days and hours of a calendar are told as days and hours, which the description says better."""
    match length.basis:
        case LengthBasis.MONTHS:
            return f"P{exact(length.amount)}M"
        case LengthBasis.DAYS | LengthBasis.BUSINESS_DAYS:
            return f"P{exact(length.amount)}D"
        case LengthBasis.ELAPSED | LengthBasis.CALENDAR:
            hours, rest = divmod(int(length.amount), 3600)
            minutes, seconds = divmod(rest, 60)
            told = "".join(f"{n}{u}" for n, u in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
            return f"PT{told or '0S'}"


def _unit(unit: Unit) -> str:
    match unit.dimension:
        case Dimension.PERCENT:
            return "http://qudt.org/vocab/unit/PERCENT"
        case Dimension.MONEY:
            return f"urn:iso:std:iso:4217:{unit.name}"
        case Dimension.NUMBER:
            return ""
        case _:
            return f"{PROFILE}#{snake(unit.name)}"


def _typed(value: str, kind: str) -> Node:
    return {"@value": value, "@type": f"xsd:{kind}"}


TARGET = Target("odrl", "duties, limits and what follows as an ODRL 2.2 policy", make)
