"""The statement as JSON, stable: names of keys never change their meaning, and no value or amount is a JSON number.

Values and amounts are exact decimal strings, or "n/d" where no finite decimal exists, in the `unit` beside them: a percentage of
99.9 is "99.9" with unit "%", six and a half hours are "6.5" with unit "hour". `statement.schema.json` is the schema.
"""

from __future__ import annotations

import json
from fractions import Fraction
from importlib.resources import files
from typing import Any

from sladsl.checks.figures import exact, in_unit
from sladsl.checks.statement import (
    CarriedOver,
    Credit,
    DutyResult,
    Evidence,
    Extension,
    Flaw,
    OpenAmount,
    OpenPoint,
    Points,
    Right,
    Statement,
    WindowStatement,
)
from sladsl.model.quantities import Dimension, Unit

Json = dict[str, Any]


def statement_json(statement: Statement) -> str:
    """The text of the JSON document, with a line feed at its end; the same statement gives the same bytes."""
    return json.dumps(as_json(statement), ensure_ascii=False, indent=2) + "\n"


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every statement fulfils."""
    text = files("sladsl.checks").joinpath("statement.schema.json").read_text("utf-8")
    loaded: Json = json.loads(text)
    return loaded


def as_json(statement: Statement) -> Json:
    return {
        "agreement": statement.agreement,
        "currency": statement.currency,
        "as_of": statement.as_of,
        "windows": [_window(window) for window in statement.windows],
        "rights": [_right(right) for right in statement.rights],
        "carried_over": [_carried(entry) for entry in statement.carried_over],
        "set_aside": list(statement.set_aside),
        "missing": list(statement.missing),
        "readings_asked": list(statement.readings_asked),
        **_left_open(statement),
        **({"flaws": [_flaw(flaw) for flaw in statement.flaws]} if statement.flaws else {}),
    }


def _flaw(flaw: Flaw) -> Json:
    changes = [
        {
            "month": one.month,
            "payer": one.payer,
            "payee": one.payee,
            "amount": _money(one.amount),
            "otherwise": _money(one.otherwise),
        }
        for one in flaw.changes
    ]
    return {
        "record": flaw.record,
        "kind": flaw.kind.value,
        "count": str(flaw.count),
        "first": list(flaw.first),
        "assumed": flaw.assumed,
        "changes": changes,
    }


def _left_open(statement: Statement) -> Json:
    """Only where the parties leave something open."""
    if not statement.open_points:
        return {}
    told: Json = {
        "points": [_open_point(point) for point in statement.open_points],
        "amounts": [_open_amount(amount) for amount in statement.open_amounts],
        "all_combinations_tried": statement.open_whole,
    }
    return {"left_open": told}


def _open_point(point: OpenPoint) -> Json:
    return {
        "question": point.question,
        "clause": point.clause,
        "parties": list(point.parties),
        "until": point.until,
        "reason": point.reason,
        "readings": list(point.readings),
    }


def _open_amount(amount: OpenAmount) -> Json:
    return {
        "month": amount.month,
        "clause": amount.clause,
        "line": amount.line,
        "payer": amount.payer,
        "payee": amount.payee,
        "group": amount.group,
        "lowest": {"amount": _money(amount.lowest), "under": list(amount.lowest_under)},
        "highest": {"amount": _money(amount.highest), "under": list(amount.highest_under)},
    }


def _window(window: WindowStatement) -> Json:
    return {
        "from": window.first,
        "to": window.last,
        "label": window.label,
        "duties": [_duty(duty, window) for duty in window.duties],
        "credits": [_credit(credit) for credit in window.credits],
        "points": [_points(points) for points in window.points],
        "extensions": [_extension(extension) for extension in window.extensions],
        "total": _money(sum((credit.amount for credit in window.credits), Fraction(0))),
        "totals": [{"payer": payer, "payee": payee, "amount": _money(sum_)} for payer, payee, sum_ in window.totals],
        "notes": list(window.notes),
    }


def _duty(duty: DutyResult, window: WindowStatement) -> Json:
    return {
        "duty": duty.duty,
        "clause": duty.clause,
        "line": duty.line,
        "from": duty.first or window.first,
        "to": duty.last or window.last,
        "who": duty.who,
        "measure": duty.measure,
        "group": duty.group,
        "value": None if duty.value is None else _value(duty.value, duty.unit),
        "unit": _unit(duty.unit),
        "target": duty.target,
        "state": duty.state.value,
        "because": duty.because,
        "evidence": [_evidence(one) for one in duty.evidence],
    }


def _credit(credit: Credit) -> Json:
    return {
        "consequence": credit.consequence,
        "clause": credit.clause,
        "line": credit.line,
        "verb": credit.verb,
        "payer": credit.payer,
        "payee": credit.payee,
        "group": credit.group,
        "amount": _money(credit.amount),
        "currency": credit.currency,
        "because": list(credit.because),
        "evidence": [_evidence(one) for one in credit.evidence],
    }


def _points(points: Points) -> Json:
    return {
        "clause": points.clause,
        "party": points.party,
        "unit": points.unit,
        "count": exact(points.count),
        "because": list(points.because),
    }


def _extension(extension: Extension) -> Json:
    return {
        "clause": extension.clause,
        "subject": extension.subject,
        "amount": exact(extension.amount),
        "unit": extension.unit,
        "because": list(extension.because),
    }


def _right(right: Right) -> Json:
    return {
        "clause": right.clause,
        "line": right.line,
        "party": right.party,
        "what": right.what,
        "group": right.group,
        "arisen": right.arisen,
        "lapses": right.lapses or None,
        "state": right.state,
        "notice": right.notice,
        "because": list(right.because),
    }


def _carried(entry: CarriedOver) -> Json:
    return {
        "ledger": entry.ledger,
        "origin": entry.origin,
        "amount": _value(entry.amount, entry.unit),
        "unit": _unit(entry.unit),
        "usable_until": entry.usable_until or None,
    }


def _evidence(evidence: Evidence) -> Json:
    return {"record": evidence.record, "count": str(evidence.count), "first": list(evidence.first)}


def _value(value: Fraction, unit: Unit | None) -> str:
    return exact(value if unit is None else in_unit(value, unit))


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return "%" if unit.dimension is Dimension.PERCENT else unit.name


def _money(amount: Fraction) -> str:
    """With two decimals at least, as money is written."""
    text = exact(amount)
    if "/" in text:
        return text
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"
