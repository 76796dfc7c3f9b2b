"""What the other department has to export, as one page: the files, their columns, and an example of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sladsl.documents.house import PLAIN
from sladsl.documents.templating import filled_in
from sladsl.model.schema import Field, FieldKind, Keeping, Record
from sladsl.node import node
from sladsl.records.row_schema import schema_file
from sladsl.records.written import file_of


@node
class Column:
    name: str
    holds: str
    required: str
    example: str


@node
class Wanted:
    """A record: who keeps it and where (`kept`), how often a row is due ("" where nothing says), and what else holds for its rows."""

    name: str
    anchor: str
    file: str
    schema: str
    kept: str
    due: str
    columns: tuple[Column, ...]
    notes: str


def exporting_page(title: str, zone: str, currency: str, records: Sequence[Record]) -> str:
    """HTML without scripts or other resources. The same records give the same text."""
    wanted = [_wanted(number, record, zone, currency) for number, record in enumerate(records, start=1)]
    return filled_in(PLAIN, "exporting.html.j2", {"title": title, "records": wanted}, {})


def _wanted(number: int, record: Record, zone: str, currency: str) -> Wanted:
    return Wanted(
        record.name,
        f"record-{number}",
        file_of(record),
        schema_file(record),
        _kept(record),
        _due(record),
        _columns(record, currency),
        " ".join(_notes(record, zone)),
    )


def _kept(record: Record) -> str:
    match record.keeping:
        case Keeping.KEEPS:
            return f"{record.keeper} keeps it in {record.source}." if record.source else f"{record.keeper} keeps it."
        case Keeping.COLLECTS:
            source = f" from {record.source}" if record.source else ""
            return f"{record.keeper} collects it{source}."
        case Keeping.SENDS:
            return f"{record.keeper} sends it to {record.recipient}."
        case _:
            assert_never(record.keeping)


def _due(record: Record) -> str:
    cadence = record.cadence
    if cadence is None:
        return ""
    of_each = f" for each {' and '.join(cadence.each)}" if cadence.each else ""
    return f"One row is due every {_length(cadence.seconds)}{of_each}; a stretch without a row counts as missing."


def _length(seconds: int) -> str:
    for unit, size in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds % size == 0:
            return unit if seconds == size else f"{seconds // size} {unit}s"
    return "second" if seconds == 1 else f"{seconds} seconds"


def _columns(record: Record, currency: str) -> tuple[Column, ...]:
    """The times of the example come one after the other, as they mostly do."""
    times = [field.name for field in record.fields if field.kind is FieldKind.TIME]
    return tuple(_column(field, currency, times) for field in record.fields)


def _column(field: Field, currency: str, times: Sequence[str]) -> Column:
    holds, example = _content(field, currency)
    if field.name in times:
        example = f"2026-03-05T{10 + times.index(field.name) % 14}:00:00Z"
    required = (
        "empty where there is none" if field.kind is FieldKind.PERIODS else "if any" if field.optional else "always"
    )
    return Column(field.name, holds, required, example)


def _content(field: Field, currency: str) -> tuple[str, str]:
    """What the field holds, and an example."""
    unit = field.unit.name if field.unit else ""
    match field.kind:
        case FieldKind.TIME:
            return "a time, in UTC or with its offset", ""
        case FieldKind.DATE:
            return "a date", "2026-03-05"
        case FieldKind.MONTH:
            return f"a {unit or 'month'}{', by its first month' if unit in ('quarter', 'year') else ''}", "2026-01"
        case FieldKind.TEXT:
            return "a text", "A-1"
        case FieldKind.NUMBER:
            return "a number, with a decimal point", "12.5"
        case FieldKind.PHYSICAL:
            return f"a number of {unit}", "21.5"
        case FieldKind.PERCENT:
            return "a percentage", "0.1%"
        case FieldKind.DURATION:
            return f"a number of {unit or 'second'}s, not negative", "45.5"
        case FieldKind.MONEY:
            return f"an amount in {unit or currency}", "1234.50"
        case FieldKind.CHOICE:
            return f"one of: {', '.join(field.choices)}", field.choices[0]
        case FieldKind.YES_NO:
            return "yes or no", "yes"
        case FieldKind.REFERENCE:
            return f"the key of a {field.record}", "A-1"
        case FieldKind.PERIODS:
            return "stretches of time, start/end;start/end", "2026-03-05T10:00Z/2026-03-05T11:30Z"
        case _:
            assert_never(field.kind)


def _notes(record: Record, zone: str) -> list[str]:
    notes = []
    if record.belongs:
        notes.append(f"A row belongs to the month, or whatever the agreement counts in, of its {record.belongs}.")
    if record.key:
        notes.append(f"A row is known by its {record.key}.")
    if any(field.kind in (FieldKind.TIME, FieldKind.PERIODS) for field in record.fields):
        notes.append(f"A time without an offset is taken in {zone}.")
    return notes
