"""JSON Schema (draft 2020-12) of each record: a row of its JSON Lines file as sladsl reads it."""

from __future__ import annotations

import json

from sladsl.checks.plan import Plan
from sladsl.model.schema import FieldKind, Record
from sladsl.records.row_schema import DRAFT, row_schema, schema_file
from sladsl.targets.fidelity import Fidelity
from sladsl.targets.target import Made, Target, Wanted


def make(plan: Plan, wanted: Wanted) -> Made:
    fidelity = Fidelity(plan.records)
    files = {}
    for record in plan.records:
        told = json.dumps(row_schema(record, plan.zone), ensure_ascii=False, indent=2)
        files[schema_file(record)] = f"{told}\n".encode()
        near = _beyond(record)
        fidelity.approximated(record, near) if near else fidelity.exact(record)
    if not files:
        files["records.schema.json"] = (json.dumps({"$schema": DRAFT, "not": {}}, indent=2) + "\n").encode()
    return Made(files, fidelity.list())


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


TARGET = Target("json-schema", "a JSON Schema of each record", make)
