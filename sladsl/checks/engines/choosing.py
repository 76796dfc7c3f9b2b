"""Which engine settles which records, and what becomes of what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity, error
from sladsl.records.table import Records

if TYPE_CHECKING:
    from sladsl.checks.engines.duck import Duck
    from sladsl.checks.engines.relation import Relation

_T = TypeVar("_T")


class Engine(StrEnum):
    AUTO = "auto"
    EXACT = "exact"
    DUCKDB = "duckdb"


@dataclass(frozen=True, slots=True)
class Sizes:
    """`far`: Parquet files of so many rows or more stay where they are. `near`: of so many rows or more, tables that were read are handed
    to the engine."""

    far: int = 250_000
    near: int = 50_000


@dataclass
class Choice:
    """`given_up`: records of which the engine could not do everything, with what it could not."""

    engine: Engine
    sizes: Sizes = field(default_factory=Sizes)
    given_up: dict[str, Refused] = field(default_factory=dict)

    def far(self, files: Mapping[str, Path], plan: Plan) -> dict[str, Path]:
        """The files that are not read."""
        if self.engine is Engine.EXACT:
            return {}
        large = {
            name: path
            for name, path in files.items()
            if path.suffix.casefold() == ".parquet" and name not in self.given_up and path.stat().st_size > self.sizes.far // 8
        }
        if not large:
            return {}
        from sladsl.checks.engines import parquet
        from sladsl.checks.engines.duck import Duck

        referred = parquet.referred(plan.records)
        counts = Duck()
        return {
            name: path
            for name, path in large.items()
            if name not in referred and parquet.rows_in(path, counts) >= self.sizes.far
        }

    def settle(self, plan: Plan, records: Records, far: Mapping[str, Path], run: Callable[[Records], _T]) -> _T:
        """What `run` gives of the records, with those that the engine holds. Raises `Refused` where a record that is not here must be."""
        near = [
            name
            for name in records
            if self.engine is not Engine.EXACT and len(records[name]) >= max(self.sizes.near, 1)
        ]
        if not near and not far:
            return run(records)
        from sladsl.checks.engines import parquet
        from sladsl.checks.engines.duck import Duck
        from sladsl.checks.engines.holding import held

        database = Duck(tuple(far.values()))
        relations: dict[str, Relation] = {name: database.load(records[name], name) for name in near}
        of = {record.name: record for record in plan.records}
        for name, path in far.items():
            relations[name] = parquet.relation_of(path, of[name], plan.zone, plan.currency, records.tables, database)
        database.close_to_the_outside()
        with_held, holding = held(database, relations, records)
        result = run(with_held)
        for refused in holding.refused:
            self.given_up.setdefault(f"{refused.record}: {refused.reason}", refused)
        return result


def refusal(refused: Refused, engine: Engine) -> Finding:
    """Of an engine that was asked for by name."""
    asked = f"Clause {refused.clause}: " if refused.clause else ""
    message = f"{asked}{engine} cannot settle {refused.record} exactly: {refused.reason}"
    return error("S008", message, None, hint="Settle with --engine auto: what the engine cannot do is then settled row by row.")


def told(refused: Refused) -> Finding:
    """Of an engine that was chosen for its speed."""
    message = f"{refused.record} is settled row by row, since {refused.reason}"
    return Finding("S009", Severity.INFO, message, None)
