"""What the cells of a row, and the rows of different records, must be to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sladsl.model.schema import FieldKind, Record
from sladsl.records.names import plain
from sladsl.records.problem import Problem, nearest, shown
from sladsl.records.sheet import Fault, Sheet

Spans: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""Of a record's name: pairs of fields, the first of which never comes after the second."""

_PAIRS = (("start", "end"), ("started", "ended"), ("begin", "end"), ("from", "to"), ("from", "until"))


def order_faults(sheet: Sheet, spans: Spans) -> list[Fault]:
    """Rows that end before they start: in the pairs given, and in fields named as such pairs ("Start" and "End", "Work Start" and
    "Work End")."""
    faults: list[Fault] = []
    for first, then in dict.fromkeys((*spans.get(sheet.record.name, ()), *named_pairs(sheet.record))):
        starts, ends = sheet.columns[first], sheet.columns[then]
        rows = [
            row
            for row, (start, end) in enumerate(zip(starts, ends, strict=True))
            if start is not None and end is not None and end < start  # type: ignore[operator]
        ]
        if not rows:
            continue
        began, ended = (sheet.source.column(sheet.numbers[name]) for name in (first, then))
        for row in rows:
            problem = Problem("R016", f"{then} not before {first}, {began[row].strip()}", f"Mend {first} or {then}.")
            faults.append(Fault(row, then, ended[row].strip(), problem))
    return faults


def named_pairs(record: Record) -> list[tuple[str, str]]:
    """The fields of a record that are named as start and end."""
    fields = {plain(f.name): f for f in record.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)}
    pairs = []
    for name, field in fields.items():
        for first, then in _PAIRS:
            other = fields.get(name[: -len(first)] + then) if name.endswith(first) else None
            if other is not None and other.kind is field.kind:
                pairs.append((field.name, other.name))
    return pairs


def key_faults(sheets: Mapping[str, Sheet], schema: Sequence[Record]) -> list[tuple[Sheet, Fault]]:
    """Rows that share their key with another row, in records to which others refer: it would not be known which one is meant."""
    referred = {f.record for record in schema for f in record.fields if f.kind is FieldKind.REFERENCE}
    faults: list[tuple[Sheet, Fault]] = []
    for name in sorted(referred & set(sheets)):
        sheet = sheets[name]
        if not sheet.record.key:
            continue
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(sheet.columns[sheet.record.key]):
            if isinstance(key, str):
                rows.setdefault(key, []).append(row)
        for key, same in rows.items():
            for row in same if len(same) > 1 else ():
                other = same[1] if row == same[0] else same[0]
                problem = Problem(
                    "R018",
                    f"a {sheet.record.key} that no other row has",
                    f"{sheet.told(other, row)} has it too, and other records refer to {sheet.record.plural} by it: keep one row for each.",
                )
                faults.append((sheet, Fault(row, sheet.record.key, key, problem)))
    return faults


def reference_faults(sheets: Mapping[str, Sheet], *, leaving_out: bool) -> list[tuple[Sheet, Fault]]:
    """Rows that refer to a row that is not there.

    `leaving_out`: rows with faults will be set aside, so that nothing may refer to them; without it they still count, as their faults
    are told already. A record that has no file is not known, and any reference to it may be right.
    """
    faults: list[tuple[Sheet, Fault]] = []
    for sheet in sheets.values():
        for field in sheet.record.fields:
            target = sheets.get(field.record) if field.kind is FieldKind.REFERENCE else None
            if target is None or not target.record.key or field.name not in sheet.numbers:
                continue
            if target.source.rejected and not leaving_out:
                continue  # the row that is missed may be among them
            bad = target.bad_rows if leaving_out else frozenset()
            keys = target.columns[target.record.key]
            there = {key for row, key in enumerate(keys) if row not in bad} if bad else set(keys)
            known = {fault.row for fault in sheet.faults if fault.field == field.name}
            for row, key in enumerate(sheet.columns[field.name]):
                if key is not None and key not in there and row not in known:
                    faults.append(
                        (sheet, Fault(row, field.name, str(key), _missing(str(key), target, key in set(keys))))
                    )
    return faults


def _missing(key: str, target: Sheet, is_set_aside: bool) -> Problem:
    expected = f"the {target.record.key} of a {target.record.name} in {target.name}"
    if is_set_aside:
        return Problem(
            "R017", f"{expected} that is not itself set aside", f"Mend the row {shown(key)} of {target.name}."
        )
    near = nearest(key, [str(k) for k in dict.fromkeys(target.columns[target.record.key]) if k is not None][:2000])
    hint = f"Is {near} meant? " if near else ""
    return Problem("R017", expected, f"{hint}Mend the row, or add the row to which it refers.")
