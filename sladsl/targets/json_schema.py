"""JSON Schema (draft 2020-12) of each record: a row of its JSON Lines file as sladsl reads it."""

from __future__ import annotations

import json
from typing import Any, assert_never

from sladsl.checks.plan import Plan
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.targets.fidelity import Fidelity
from sladsl.targets.target import Made, Target, Wanted

_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?(Z|[+-][0-9]{2}:?[0-9]{2}))?$"
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"


def make(plan: Plan, wanted: Wanted) -> Made:
    fidelity = Fidelity(plan.records)
    files = {}
    for record in plan.records:
        files[file_name(record)] = (
            json.dumps(schema_of(record, plan.zone), ensure_ascii=False, indent=2) + "\n"
        ).encode()
        near = _beyond(record)
        fidelity.approximated(record, near) if near else fidelity.exact(record)
    if not files:
        files["records.schema.json"] = (json.dumps({"$schema": _DRAFT, "not": {}}, indent=2) + "\n").encode()
    return Made(files, fidelity.list())


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_name(record: Record) -> str:
    """ "service-reports.schema.json", beside the "service-reports.jsonl" that it describes."""
    return f"{'-'.join(record.plural.casefold().split())}.schema.json"


def schema_of(record: Record, zone: str) -> dict[str, Any]:
    return {
        "$schema": _DRAFT,
        "title": record.name,
        "description": f"One row of {record.plural}. Times without an offset are in {zone}.",
        "type": "object",
        "properties": {field.name: _field(field) for field in record.fields},
        "required": [field.name for field in record.fields if not field.optional],
    }


def _beyond(record: Record) -> str:
    """What a schema of one row cannot say of all rows."""
    found = ["that a day or a time exists in the calendar is left to its reader"] if _has_days(record) else []
    if record.key:
        found.append(f"that no two rows have the same {record.key}")
    if record.cadence is not None:
        found.append(f"that a row is due every {record.cadence.seconds} seconds")
    refers = [field.record for field in record.fields if field.record]
    if refers:
        found.append(f"that the {' and the '.join(refers)} to which a row refers is there")
    return f"not said, since it is no matter of one row: {'; '.join(found)}" if found else ""


def _has_days(record: Record) -> bool:
    return any(field.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.PERIODS) for field in record.fields)


def _field(field: Field) -> dict[str, Any]:
    told = _kind(field)
    if not field.optional:
        return told
    if "enum" in told:
        return {**told, "enum": [*told["enum"], "", None]}
    return {
        "anyOf": [told, {"type": "null"}, {"const": ""}],
        **({"description": told.pop("description")} if "description" in told else {}),
    }


def _kind(field: Field) -> dict[str, Any]:
    exact: dict[str, Any] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}]}
    match field.kind:
        case FieldKind.TIME:
            return {"type": "string", "pattern": _TIME}
        case FieldKind.DATE:
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case FieldKind.MONTH:
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
        case FieldKind.TEXT | FieldKind.REFERENCE:
            return {"type": ["string", "integer"]} | (
                {"description": f"a {field.record}"} if field.record else {"minLength": 1}
            )
        case FieldKind.CHOICE:
            numbers = [int(one) for one in field.choices if one.isdigit()]
            return {"enum": [*field.choices, *numbers]}
        case FieldKind.YES_NO:
            return {"enum": ["yes", "no", "true", "false", True, False]}
        case FieldKind.PERCENT:
            return {
                "description": "percent: 0.1 is 0.1%",
                "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)? ?%?$"}],
            }
        case FieldKind.NUMBER:
            return exact
        case FieldKind.DURATION | FieldKind.PHYSICAL | FieldKind.MONEY:
            return {"description": f"in {field.unit.name}" if field.unit is not None else "", **exact}
        case FieldKind.PERIODS:
            return {"type": "string", "description": "start/end;start/end", "pattern": "^$|/"}
        case _:
            assert_never(field.kind)


TARGET = Target("json-schema", "a JSON Schema of each record", make)
