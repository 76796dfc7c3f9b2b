"""Parquet, read by DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.problem import Problem
from sladsl.records.source import Source, Unreadable


def read_parquet(path: Path, file: str, wanted: Callable[[str], bool]) -> Source | Unreadable:
    """`wanted` says of a column's name whether a field could take it."""
    import duckdb  # costs a quarter of a second

    from sladsl.records.relation import source_of

    # DuckDB takes the path for a pattern.
    pattern = "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as database:
            return source_of(database.read_parquet(pattern, binary_as_string=True), file, wanted)
    except duckdb.Error as reason:
        return Unreadable(
            f"{path.name} cannot be read as Parquet: {str(reason).splitlines()[0]}",
            Problem("R002", "a Parquet file", "Export the file again, or export it as CSV."),
            Place(file, 1, 1, 1, 1),
        )
