"""A table, or a view, of a DuckDB file or of a PostgreSQL server, read by DuckDB and never written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.problem import Problem
from sladsl.records.source import Source, Unreadable

_SERVER = ("postgresql://", "postgres://")


def is_server(database: str) -> bool:
    return database.startswith(_SERVER)


def read_database(
    database: str, table: str, folder: Path, file: str, wanted: Callable[[str], bool]
) -> Source | Unreadable:
    """`database`: a file beside the exports, or the address of a PostgreSQL server; `table` with its schema, as in "ops.incidents"."""
    import duckdb

    from sladsl.records.relation import source_of

    server = is_server(database)
    try:
        with duckdb.connect(config={"threads": "1"}) as here:
            if server:
                here.load_extension("postgres")
            where = database if server else str(folder / database)
            if not server and not Path(where).is_file():
                return _unreadable(f"There is no database {database}.", file)
            kind = "TYPE postgres, READ_ONLY" if server else "READ_ONLY"
            here.execute(f"ATTACH {_text(where)} AS ops ({kind})")
            name = ".".join(_name(part) for part in ("ops", *table.split(".")))
            return source_of(here.sql(f"SELECT * FROM {name}"), file, wanted)
    except (duckdb.Error, OSError) as reason:
        said = str(reason).splitlines()[0]
        if server and "xtension" in said:
            hint = "PostgreSQL is read through DuckDB's extension: run INSTALL postgres in DuckDB once, or export the table."
            return _unreadable(f"The extension of DuckDB for PostgreSQL is not there: {said}", file, hint)
        return _unreadable(f"{table} of {database} cannot be read: {said}", file)


def _unreadable(message: str, file: str, hint: str = "Mend the database or the table in exports.toml.") -> Unreadable:
    return Unreadable(message, Problem("R002", "a table of a database", hint), Place(file, 1, 1, 1, 1))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(part: str) -> str:
    return '"' + part.strip().replace('"', '""') + '"'
