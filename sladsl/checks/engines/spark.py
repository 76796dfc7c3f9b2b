"""Spark, in this process or on a cluster. `pip install sladsl[spark]` brings it; it needs Java 17 or later."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlglot import exp

from sladsl.checks.engines import loading
from sladsl.checks.engines.duck import Duck
from sladsl.checks.engines.keeping import Keeping
from sladsl.checks.engines.names import EngineMissing
from sladsl.checks.engines.relation import ROW, DatabaseError, Relation
from sladsl.records.table import Table

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}


class Spark(Keeping):
    """Fulfils `relation.Database`. A session that there is already is used as it is but for these settings, and is not stopped."""

    name = "Spark"
    dialect = "spark"

    def __init__(self, master: str = "local[*]") -> None:
        super().__init__()
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise EngineMissing("Spark is not installed: pip install 'sladsl[spark]', and Java 17 or later") from None
        builder = SparkSession.builder.master(master).appName("sladsl")
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        self._error: type[Exception] = PySparkException
        try:
            self._session = builder.getOrCreate()
        except Exception as reason:  # Java that is absent or too old, a master that does not answer
            raise EngineMissing(f"Spark does not start: {_first_line(reason)}") from None
        self._local = master.startswith("local")
        self._folder = tempfile.TemporaryDirectory(prefix="sladsl-")

    def load(self, table: Table, name: str) -> Relation:
        """A table that was read already: to this process as a file, to a cluster row by row."""
        if self._local:
            relation, path = Duck().written(table, name, Path(self._folder.name))
            self._session.read.parquet(str(path)).createOrReplaceTempView(name)
            return relation
        relation, kinds, rows = loading.relation_of(table, name)
        schema = ", ".join(f"`{column}` {_KINDS.get(kind, kind)}" for column, kind in kinds)
        wide = {n for n, (_, kind) in enumerate(kinds) if kind.startswith("DECIMAL")}
        cells = list(_with_decimals(rows, wide))
        self._session.createDataFrame(cells, schema, verifySchema=False).createOrReplaceTempView(name)
        return relation

    def scan(self, relation: Relation, files: Sequence[Path], columns: Sequence[Mapping[str, str]]) -> None:
        """Files that stay where they are, as a view; `columns` are those of each file by the field that they hold."""
        starts = [0, *(first for first, _ in relation.further)]
        parts = []
        for path, start, of in zip(files, starts, columns, strict=True):
            listed = "".join(f", `{column}` AS `{field}`" for field, column in of.items())
            parts.append(f"SELECT _metadata.row_index + {start} AS `{ROW}`{listed} FROM parquet.`{path.absolute()}`")
        self._session.sql(" UNION ALL ".join(parts)).createOrReplaceTempView(relation.name)

    def query(self, text: str) -> list[tuple[Any, ...]]:
        try:
            return [tuple(row) for row in self._session.sql(text).collect()]
        except self._error as reason:
            raise DatabaseError(_first_line(reason)) from None

    # --- what measuring asks ---

    def without(self, relation: Relation, rows: Collection[int]) -> Relation:
        name = f"{relation.name}_without_{len(self._known)}"
        gone = ", ".join(map(str, sorted(rows)))
        kept = self._session.sql(f"SELECT * FROM `{relation.name}` WHERE `{ROW}` NOT IN ({gone})")
        kept.createOrReplaceTempView(name)
        return replace(relation, name=name, rows=relation.rows - len(rows))

    def micros(self, cell: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this="unix_micros", expressions=[cell])

    def total(self, cell: exp.Expr) -> exp.Expr:
        """In decimals of 38 digits, and an error beyond them."""
        return exp.Sum(this=cell)

    def ranked(self, cell: exp.Expr, percentile: exp.Expr) -> exp.Expr | None:
        """None: `percentile_disc` works its rank out with a binary float."""
        return None

    def least(self, of: exp.Expr, most: int) -> exp.Expr | None:
        return None

    def slots(self, slot: exp.Expr, count: int) -> exp.Expr | None:
        return None


_KINDS = {"VARCHAR": "STRING", "INTEGER": "INT"}


def _with_decimals(rows: Iterator[tuple[object, ...]], wide: Collection[int]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        if not wide:
            yield row
        else:
            yield tuple(Decimal(cell) if n in wide and isinstance(cell, int) else cell for n, cell in enumerate(row))


def _first_line(reason: Exception) -> str:
    return (str(reason).strip() or type(reason).__name__).splitlines()[0]
