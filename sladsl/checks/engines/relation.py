"""A record in a database: where its rows stand and how its fields do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlglot import exp

from sladsl.checks.engines.columns import Column, Stored
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.schema import Record
from sladsl.records.table import Table

_T = TypeVar("_T")

ROW = "row number in the file"
"""The column by which rows are known and stand in the order of the file; no field can have this name, for it has no capital."""


class Database(Protocol):
    """What the engines differ in. Rows come as tuples of `int`, `Decimal`, `str`, `bool` and None."""

    name: str

    def rows(self, query: exp.Query) -> Sequence[tuple[Any, ...]]:
        """Raises `DatabaseError` where the query overflows or fails. The query is used up: it may be changed."""

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What was asked before under a key that says all of it."""

    def without(self, relation: Relation, rows: Collection[int]) -> Relation:
        """The relation without some of its rows."""

    def micros(self, cell: exp.Expr) -> exp.Expr:
        """Microseconds since the epoch of a timestamp with time zone."""

    def total(self, cell: exp.Expr) -> exp.Expr:
        """The exact sum of whole numbers or decimals; more than the database can hold must be an error."""

    def ranked(self, cell: exp.Expr, percentile: exp.Expr) -> exp.Expr | None:
        """The cell of rank ceil(p × n) of the n that are not empty, exactly; None where the database has no such aggregate."""

    def least(self, of: exp.Expr, most: int) -> exp.Expr | None:
        """An aggregate: the least of whole numbers as a list, so many at most, by size; None where the database has no such aggregate."""

    def slots(self, slot: exp.Expr, count: int) -> exp.Expr | None:
        """An aggregate of the numbers 0 to `count` - 1 as a set, a digit 0 or 1 each, and nothing where they follow one another without
        a gap; None where the database has no such aggregate."""


class DatabaseError(Exception):
    """A query that failed, in the words of the database."""


@dataclass(frozen=True)
class Relation:
    """`name` is that of a table or view. `read`: the table of which it is a copy. Otherwise it stands in `file` and the `further` ones, with
    the number of the row with which each of those begins."""

    record: Record
    name: str
    columns: Mapping[str, Column]
    rows: int
    file: str
    read: Table | None = None
    further: tuple[tuple[int, str], ...] = ()

    @property
    def source(self) -> exp.Table:
        return exp.table_(self.name, quoted=True)

    @property
    def row(self) -> exp.Expr:
        return exp.column(ROW, quoted=True)

    def where(self, row: int) -> str:
        """ "probes.parquet:12"."""
        if self.read is not None:
            return self.read.where(row)
        first, file = max((part for part in self.further if part[0] <= row), default=(0, self.file))
        return f"{file}:{row - first + 1}"

    def column(self, name: str) -> Column:
        found = self.columns.get(name)
        if found is None or found.stored is Stored.UNUSED:
            raise Refused(self.record.name, f"its {name} cannot be compared in a database")
        return found

    def instant(self, column: Column, database: Database) -> exp.Expr:
        """A time cell as a whole number: microseconds or the number of a day or month."""
        if column.stored is Stored.INSTANT:
            return database.micros(column.cell)
        if column.stored is Stored.DAY:
            days = exp.DateDiff(
                this=column.cell, expression=exp.cast(exp.Literal.string("1970-01-01"), "DATE"), unit=exp.var("DAY")
            )
            return exp.Add(this=exp.Paren(this=days), expression=exp.Literal.number(719163))
        return column.cell
