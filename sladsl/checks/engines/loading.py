"""Tables that were read already, written for a database to load: whole numbers and texts, and nothing that could be rounded."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sladsl.checks.engines.columns import Column, Stored
from sladsl.checks.engines.relation import ROW, Relation
from sladsl.checks.evaluate.measuring.columns import as_integers
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import Table, Value
from sladsl.time.dates import month_number

EMPTY = "\\N"
"""How an empty cell is written."""


def relation_of(table: Table, name: str) -> tuple[Relation, tuple[tuple[str, str], ...], Iterator[tuple[object, ...]]]:
    """The relation, its columns with their SQL types, and its rows."""
    columns: dict[str, Column] = {}
    kinds: list[tuple[str, str]] = [(ROW, "BIGINT")]
    cells: list[Sequence[object]] = [range(len(table))]
    for field in table.record.fields:
        column, kind, values = _column(field, table.columns[field.name])
        columns[field.name] = column
        if column.stored is not Stored.UNUSED:
            kinds.append((column.name, kind))
            cells.append(values)
    relation = Relation(table.record, name, columns, len(table), table.file, table)
    return relation, tuple(kinds), zip(*cells, strict=True)


def _column(field: Field, values: Sequence[Value]) -> tuple[Column, str, Sequence[object]]:
    types = set(map(type, values)) - {type(None)}
    nulls = any(value is None for value in values)

    def of(stored: Stored, **more: object) -> Column:
        return Column(field, field.name, stored, nulls=nulls, **more)  # type: ignore[arg-type]

    match field.kind:
        case FieldKind.TIME if types <= {int}:
            return of(Stored.MICROS), "BIGINT", values
        case FieldKind.DATE if types <= {date}:
            days = [value.toordinal() if isinstance(value, date) else None for value in values]
            return of(Stored.ORDINAL), "INTEGER", days
        case FieldKind.MONTH if types <= {tuple}:
            months = [_month(value) for value in values]
            return of(Stored.MONTH), "INTEGER", months
        case FieldKind.TEXT | FieldKind.CHOICE | FieldKind.REFERENCE if types <= {str}:
            unused = any(value == EMPTY for value in values)
            return of(Stored.UNUSED if unused else Stored.TEXT), "VARCHAR", values
        case FieldKind.YES_NO if types <= {bool}:
            return of(Stored.FLAG), "BOOLEAN", values
        case _ if types <= {int, Fraction}:
            numbers = as_integers(values)
            widest = max((abs(value) for value in numbers.values if value is not None), default=0)
            if widest >= 10**38:
                return of(Stored.UNUSED), "", values
            kind = "BIGINT" if widest < 2**63 else "DECIMAL(38, 0)"
            return of(Stored.NUMBER, factor=Fraction(1, numbers.scale)), kind, numbers.values
        case _:
            return of(Stored.UNUSED), "", values


def _month(value: Value) -> int | None:
    match value:
        case (int() as year, int() as month):
            return month_number(date(year, month, 1))
        case _:
            return None


def write(rows: Iterator[tuple[object, ...]], path: Path) -> None:
    """As CSV, with `EMPTY` for empty cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([EMPTY if cell is None else cell for cell in row] for row in rows)
