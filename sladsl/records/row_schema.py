"""What a row of a record must look like, as JSON Schema (draft 2020-12): for whoever checks exports before they are sent."""

from __future__ import annotations

from typing import Any, assert_never

from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.written import file_of

_TIME = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,12})?)?( ?(Z|UTC|[+-]\d{2}(:?\d{2})?))?$"
_NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?"


DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_file(record: Record) -> str:
    """ "service-reports.schema.json", beside the file that it describes."""
    return file_of(record).removesuffix(".csv") + ".schema.json"


def row_schema(record: Record, zone: str) -> dict[str, Any]:
    """Of one object of a JSON Lines file, or one row of a table, by the names of the fields; further columns are allowed. `zone`: of times
    without an offset."""
    return {
        "$schema": DRAFT,
        "title": record.name,
        "description": f"One row of {record.plural}. Times without an offset are in {zone}.",
        "type": "object",
        "properties": {field.name: _value(field) for field in record.fields},
        "required": [f.name for f in record.fields if not f.optional and f.kind is not FieldKind.PERIODS],
    }


def _value(field: Field) -> dict[str, Any]:
    said = _of_kind(field)
    return {"anyOf": [said, {"type": "null"}, {"const": ""}]} if field.optional else said


def _of_kind(field: Field) -> dict[str, Any]:
    match field.kind:
        case FieldKind.TIME:
            return {"type": "string", "pattern": _TIME}
        case FieldKind.DATE:
            return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case FieldKind.MONTH:
            return {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
        case FieldKind.TEXT | FieldKind.REFERENCE:
            said = {"description": f"a {field.record}"} if field.record else {}
            return {"type": ["string", "number"], "minLength": 1, **said}
        case FieldKind.CHOICE:
            return {"enum": [*field.choices, *(int(one) for one in field.choices if one.isdigit())]}
        case FieldKind.YES_NO:
            return {"enum": [True, False, "yes", "no", "true", "false", "y", "n", "t", "f", "1", "0", 1, 0]}
        case FieldKind.NUMBER | FieldKind.PHYSICAL:
            return _number("", "")
        case FieldKind.PERCENT:
            return _number("", " ?%?", description="a number of percent")
        case FieldKind.DURATION:
            unit = field.unit.name if field.unit else "second"
            return {**_number("", "", description=f"a number of {unit}s"), "minimum": 0}
        case FieldKind.MONEY:
            return _number("([A-Z]{3} ?)?", "( ?[A-Z]{3})?", description="an amount")
        case FieldKind.PERIODS:
            period = {
                "type": "object",
                "properties": {"start": {"type": "string"}, "end": {"type": ["string", "null"]}},
                "required": ["start"],
            }
            return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"anyOf": [{"type": "string"}, period]}}]}
        case _:
            assert_never(field.kind)


def _number(before: str, after: str, **more: Any) -> dict[str, Any]:
    return {"type": ["number", "string"], "pattern": f"^{before}{_NUMBER}{after}$", **more}
