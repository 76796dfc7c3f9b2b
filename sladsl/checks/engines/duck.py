"""DuckDB, in memory and in this process."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from sladsl.checks.engines import loading
from sladsl.checks.engines.keeping import Keeping
from sladsl.checks.engines.relation import ROW, DatabaseError, Relation
from sladsl.records.table import Table

if TYPE_CHECKING:
    import duckdb

_MEMORY = "1900MB"
"""Of the database; it reserves more than it touches, and with less it reserves and gives back without end."""


class Duck(Keeping):
    """Fulfils `relation.Database`. It reads the files that it is given and nothing else, once it is closed to the outside."""

    name = "DuckDB"
    dialect = "duckdb"

    def __init__(self, files: Sequence[Path] = ()) -> None:
        import duckdb  # costs a quarter of a second

        super().__init__()
        self._error: type[Exception] = duckdb.Error
        self._folder = tempfile.TemporaryDirectory(prefix="sladsl-")
        self._connection: duckdb.DuckDBPyConnection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "memory_limit": _MEMORY,
                "temp_directory": self._folder.name,
            }
        )
        # Rows are in the order of the file by their numbers; nothing hangs on the order in which they are read.
        self.run("SET TimeZone = 'UTC'", "SET preserve_insertion_order = false", "SET enable_progress_bar = false")
        self._files = tuple(files)

    def close_to_the_outside(self) -> None:
        """Nothing but the files of the records can be read from here on, and nothing can be set."""
        allowed = ", ".join(_quoted(str(path)) for path in self._files)
        self.run(
            f"SET allowed_paths = [{allowed}]", "SET enable_external_access = false", "SET lock_configuration = true"
        )

    def load(self, table: Table, name: str) -> Relation:
        """A table that was read already."""
        relation, kinds, rows = loading.relation_of(table, name)
        path = Path(self._folder.name) / "rows.csv"
        loading.write(rows, path)
        columns = ", ".join(f"{_quoted(column)}: {_quoted(kind)}" for column, kind in kinds)
        source = (
            f"read_csv({_quoted(str(path))}, columns = {{{columns}}}, header = false, auto_detect = false, delim = ',', "
            f"quote = '\"', escape = '\"', nullstr = {_quoted(loading.EMPTY)}, parallel = false)"
        )
        self.run(f"CREATE TABLE {_named(name)} AS SELECT * FROM {source}")
        path.unlink()
        return relation

    def written(self, table: Table, name: str, folder: Path) -> tuple[Relation, Path]:
        """A table that was read already, as a Parquet file in a folder."""
        relation, path = self.load(table, name), folder / f"{name}.parquet"
        self.run(f"COPY {_named(name)} TO {_quoted(str(path))} (FORMAT parquet)")
        return relation, path

    def run(self, *statements: str) -> None:
        try:
            for statement in statements:
                self._connection.execute(statement)
        except self._error as reason:
            raise DatabaseError(str(reason).splitlines()[0]) from None

    def query(self, text: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(text).fetchall()
        except self._error as reason:
            raise DatabaseError(str(reason).splitlines()[0]) from None

    # --- what measuring asks ---

    def without(self, relation: Relation, rows: Collection[int]) -> Relation:
        name = f"{relation.name} without {len(self._known)}"
        gone = ", ".join(map(str, sorted(rows)))
        self.run(
            f"CREATE VIEW {_named(name)} AS SELECT * FROM {_named(relation.name)} WHERE {_named(ROW)} NOT IN ({gone})"
        )
        return replace(relation, name=name, rows=relation.rows - len(rows))

    def micros(self, cell: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this="epoch_us", expressions=[cell])

    def total(self, cell: exp.Expr) -> exp.Expr:
        """The sum of whole numbers is one of 128 bits, and an error beyond them."""
        return exp.Sum(this=cell)

    def ranked(self, cell: exp.Expr, percentile: exp.Expr) -> exp.Expr | None:
        """With a decimal percentile the rank is worked out in whole numbers."""
        return exp.Anonymous(this="quantile_disc", expressions=[cell, percentile])

    def least(self, of: exp.Expr, most: int) -> exp.Expr | None:
        return exp.Anonymous(this="min", expressions=[of, exp.Literal.number(most)])

    def slots(self, slot: exp.Expr, count: int) -> exp.Expr | None:
        of = [exp.cast(slot, "INTEGER"), exp.Literal.number(0), exp.Literal.number(max(count - 1, 1))]
        bits = exp.Anonymous(this="bitstring_agg", expressions=of)
        # A month of minutes is 44,640 digits, and a thousand services have as many each: only those with gaps are written.
        least, most = exp.Min(this=slot.copy()), exp.Max(this=slot.copy())
        whole = exp.EQ(this=exp.Anonymous(this="bit_count", expressions=[bits.copy()]), expression=most - least + 1)
        return exp.Case().when(whole, exp.null()).else_(exp.cast(bits, "TEXT"))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
