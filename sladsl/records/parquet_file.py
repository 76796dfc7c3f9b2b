"""Parquet, read by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.problem import Problem
from sladsl.records.source import Source, Unreadable


class ParquetSource(Source):
    """Lines are row numbers, from 1, and columns of places are column numbers. Only wanted columns are in memory."""

    def __init__(self, file: str, header: Sequence[str], columns: dict[int, Sequence[str]], rows: int) -> None:
        super().__init__(file, header, range(1, rows + 1), ())
        self._columns = columns

    def column(self, number: int) -> Sequence[str]:
        return self._columns[number]

    def raw(self, row: int) -> str:
        return json.dumps({self.header[n]: cells[row] for n, cells in self._columns.items()}, ensure_ascii=False)

    def place(self, row: int, column: int | None) -> Place:
        line = self.lines[row]
        first, end = (1, len(self.header) + 1) if column is None else (column + 1, column + 2)
        return Place(self.file, line, first, line, end)


def _as_text(name: str, kind: str) -> str:
    """SQL for the exact text of a column.

    Instants are written in UTC by way of their microseconds, as a cast would use the zone of the machine. DuckDB casts binary floats
    to the shortest decimal that reads back as the same float.
    """
    quoted = '"' + name.replace('"', '""') + '"'
    match kind:
        case "TIMESTAMP WITH TIME ZONE":
            return f"strftime(make_timestamp(epoch_us({quoted})), '%Y-%m-%dT%H:%M:%S.%fZ')"
        case "TIMESTAMP_NS":
            return f"strftime({quoted}, '%Y-%m-%dT%H:%M:%S.%n')"
        case "TIMESTAMP" | "TIMESTAMP_S" | "TIMESTAMP_MS":
            return f"strftime({quoted}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%f')"
        case "VARCHAR[]":
            return f"array_to_string({quoted}, ';')"
        case _:
            return f"{quoted}::VARCHAR"


def read_parquet(path: Path, file: str, wanted: Callable[[str], bool]) -> ParquetSource | Unreadable:
    """`wanted` says of a column's name whether a field could take it."""
    import duckdb  # costs a quarter of a second

    # DuckDB takes the path for a pattern.
    pattern = "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as database:
            source = database.read_parquet(pattern, binary_as_string=True)
            header = list(source.columns)
            numbers = [number for number, name in enumerate(header) if wanted(name)]
            texts = [f"coalesce({_as_text(header[n], str(source.types[n]))}, '')" for n in numbers]
            rows = source.project(", ".join([*texts, "1"])).fetchall()
    except duckdb.Error as reason:
        return Unreadable(
            f"{path.name} cannot be read as Parquet: {str(reason).splitlines()[0]}",
            Problem("R002", "a Parquet file", "Export the file again, or export it as CSV."),
            Place(file, 1, 1, 1, 1),
        )
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(numbers) + 1)
    return ParquetSource(file, header, dict(zip(numbers, columns, strict=False)), len(rows))
