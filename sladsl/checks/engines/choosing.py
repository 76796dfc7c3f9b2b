"""Which engine settles which records, and what becomes of what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sladsl.checks.engines.names import Engine
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity, error
from sladsl.node import node
from sladsl.records.folder import Folder
from sladsl.records.table import Records

if TYPE_CHECKING:
    from sladsl.checks.engines.relation import Relation

_T = TypeVar("_T")
Files = Mapping[Path, str]
"""Files in their order, with the names under which statements tell them."""


@node
class Sizes:
    """`far`: Parquet files of so many rows or more stay where they are. `near`: of so many rows or more, tables that were read are handed
    to the engine."""

    far: int = 250_000
    near: int = 500_000


@dataclass
class Choice:
    """`master`: where Spark runs. `given_up`: the records of which the engine could not do everything, with what it could not. `by_rows`: what was settled row by row
    of records whose rows are here."""

    engine: Engine
    master: str = "local[*]"
    sizes: Sizes = field(default_factory=lambda: Sizes())
    given_up: dict[str, Refused] = field(default_factory=dict)
    by_rows: dict[tuple[str, str], Refused] = field(default_factory=dict)

    def far(self, folder: Folder, plan: Plan) -> dict[str, Files]:
        """The files that are not read: Parquet, as it is, of a record to which no other refers."""
        if self.engine is Engine.EXACT:
            return {}
        referred = {field.record for record in plan.records for field in record.fields if field.record}
        large = {
            name: {path: folder.name(path) for path in paths}
            for name, paths in folder.files.items()
            if name not in folder.exports and name not in referred and name not in self.given_up
            if paths and all(path.suffix.casefold() == ".parquet" for path in paths)
            if sum(path.stat().st_size for path in paths) > self.sizes.far // 8
        }
        if not large:
            return {}
        from sladsl.checks.engines import parquet
        from sladsl.checks.engines.duck import Duck

        database = Duck()
        return {name: files for name, files in large.items() if parquet.rows_in(files, database) >= self.sizes.far}

    def settle(self, plan: Plan, records: Records, far: Mapping[str, Files], run: Callable[[Records], _T]) -> _T:
        """What `run` gives of the records, with those that the engine holds. Raises `Refused` where rows are needed that are not here."""
        least = self.sizes.near if self.engine is Engine.AUTO else 1
        near = [name for name in records if self.engine is not Engine.EXACT and len(records[name]) >= least]
        if not near and not far:
            return run(records)
        from sladsl.checks.engines import parquet
        from sladsl.checks.engines.duck import Duck
        from sladsl.checks.engines.holding import held
        from sladsl.checks.engines.relation import DatabaseError

        database = Duck(tuple(path for files in far.values() for path in files))
        spark = None
        if self.engine is Engine.SPARK:
            from sladsl.checks.engines.spark import Spark

            spark = Spark(self.master)
        loading = spark or database
        names = {record.name: f"record_{number}" for number, record in enumerate(plan.records, 1)}
        relations: dict[str, Relation] = {name: loading.load(records[name], names[name]) for name in near}
        of = {record.name: record for record in plan.records}
        for name, files in far.items():
            try:
                found, columns = parquet.relation_of(
                    files, of[name], names[name], plan.zone, plan.currency, records.tables, database
                )
                if spark is not None:
                    spark.scan(found, tuple(files), columns)
            except DatabaseError as reason:
                raise Refused(name, f"DuckDB says: {reason}") from None
            relations[name] = found
        database.close_to_the_outside()
        with_held, holding = held(spark or database, relations, records)
        result = run(with_held)
        self.by_rows |= {(refused.record, refused.reason): refused for refused in holding.refused}
        return result

    def give_up(self, refused: Refused) -> bool:
        """Whether the record is settled row by row instead; not where an engine was asked for by name."""
        self.given_up[refused.record] = refused
        return self.engine is Engine.AUTO

    def refusal(self, refused: Refused) -> Finding:
        asked = f"clause {refused.clause} " if refused.clause else "the statement "
        message = f"{_NAMES[self.engine]} cannot settle {asked}exactly: of {refused.record}, {refused.reason}"
        return error("S011", message, None, hint="Settle with --engine auto: such a record is then settled row by row.")

    def told(self) -> tuple[Finding, ...]:
        """What was settled row by row, as far as somebody waited for it or asked for something else."""
        found = [*self.given_up.values(), *(self.by_rows.values() if self.engine is not Engine.AUTO else ())]
        return tuple(
            Finding("S012", Severity.INFO, f"settled row by row: of {one.record}, {one.reason}", None) for one in found
        )


_NAMES = {Engine.AUTO: "The engine", Engine.EXACT: "The evaluator", Engine.DUCKDB: "DuckDB", Engine.SPARK: "Spark"}
