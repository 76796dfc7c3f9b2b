"""Rows that DuckDB reads: of Parquet files and of tables in databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sladsl.findings import Place
from sladsl.records.source import Source

if TYPE_CHECKING:
    import duckdb

_INSTANT = "TIMESTAMP WITH TIME ZONE"
_NEVER = 2**63 - 1  # an infinite time: no instant that a record can have


class RelationSource(Source):
    """Lines are row numbers, from 1, and columns of places are column numbers. Only wanted columns are in memory."""

    def __init__(
        self,
        file: str,
        header: Sequence[str],
        texts: Mapping[int, Sequence[str]],
        instants: Mapping[int, Sequence[int | None]],
        rows: int,
    ) -> None:
        super().__init__(file, header, range(1, rows + 1), ())
        self._texts = texts
        self._instants = instants

    def column(self, number: int) -> Sequence[str]:
        if number in self._texts:
            return self._texts[number]
        return [_written(instant) for instant in self._instants[number]]

    def instants(self, number: int) -> Sequence[int | None] | None:
        return self._instants.get(number)

    def raw(self, row: int) -> str:
        cells = {number: texts[row] for number, texts in self._texts.items()}
        cells |= {number: _written(instants[row]) for number, instants in self._instants.items()}
        return json.dumps({self.header[number]: cells[number] for number in sorted(cells)}, ensure_ascii=False)

    def place(self, row: int, column: int | None) -> Place:
        line = self.lines[row]
        first, end = (1, len(self.header) + 1) if column is None else (column + 1, column + 2)
        return Place(self.file, line, first, line, end)


def _written(instant: int | None) -> str:
    """The instant as a time in UTC or, outside the years that have a calendar, as its number."""
    if instant is None:
        return ""
    try:
        return f"{datetime(1970, 1, 1) + timedelta(microseconds=instant)}Z"
    except OverflowError:
        return str(instant)


def _exactly(name: str, kind: str) -> str:
    """SQL for the exact values of a column, text but for instants.

    Instants stay numbers, as a cast would use the zone of the machine. DuckDB casts binary floats to the shortest decimal that reads
    back as the same float.
    """
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == _INSTANT:
        return f"CASE WHEN isinf({quoted}) THEN {_NEVER} ELSE epoch_us({quoted}) END"
    match kind:
        case "TIMESTAMP_NS":
            return f"coalesce(strftime({quoted}, '%Y-%m-%dT%H:%M:%S.%n'), '')"
        case "TIMESTAMP" | "TIMESTAMP_S" | "TIMESTAMP_MS":
            return f"coalesce(strftime({quoted}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%f'), '')"
        case "VARCHAR[]":
            return f"coalesce(array_to_string({quoted}, ';'), '')"
        case _:
            return f"coalesce({quoted}::VARCHAR, '')"


def source_of(relation: duckdb.DuckDBPyRelation, file: str, wanted: Callable[[str], bool]) -> RelationSource:
    """`wanted` says of a column's name whether a field could take it. duckdb.Error: it cannot be read."""
    header = list(relation.columns)
    numbers = [number for number, name in enumerate(header) if wanted(name)]
    kinds = {n: str(relation.types[n]) for n in numbers}
    rows = relation.project(", ".join([*(_exactly(header[n], kinds[n]) for n in numbers), "1"])).fetchall()
    columns = dict(zip(numbers, zip(*rows, strict=True) if rows else [()] * len(numbers), strict=False))
    instants = {n: cells for n, cells in columns.items() if kinds[n] == _INSTANT}
    texts = {n: cells for n, cells in columns.items() if kinds[n] != _INSTANT}
    return RelationSource(file, header, texts, instants, len(rows))
