"""Rows of records, kept by column: a settlement reads few fields of many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from sladsl.model.schema import Record

Period: TypeAlias = "tuple[int, int | None]"
"""Start and end in microseconds since the epoch; an end of None has not come yet."""

Value: TypeAlias = "int | Fraction | str | bool | date | tuple[int, int] | tuple[Period, ...] | None"
"""As `FieldKind` says, except that a whole amount stands as an `int`: it calculates exactly as the `Fraction` would, and faster."""


@dataclass(frozen=True)
class Table:
    """The rows of one record. Row 0 is `columns[name][0]` for each field and stands on line `lines[0]` of `file`.

    Every field of the record has a column; None stands where an optional field is empty or its column is absent.
    """

    record: Record
    columns: Mapping[str, Sequence[Value]]
    lines: Sequence[int]
    file: str = ""

    def __len__(self) -> int:
        return len(self.lines)

    def value(self, field_name: str, row: int) -> Value:
        return self.columns[field_name][row]

    @cached_property
    def rows_by_key(self) -> Mapping[str, int]:
        """The row of each key: the first, where a key is repeated. Empty for a record whose rows are known by their lines."""
        if not self.record.key:
            return {}
        keys = self.columns[self.record.key]
        return {key: row for row in range(len(keys) - 1, -1, -1) if isinstance(key := keys[row], str)}

    def name_of(self, row: int) -> str:
        """How people know the row: by its key or, without one, by its line in the file."""
        key = self.columns[self.record.key][row] if self.record.key else None
        return key if isinstance(key, str) else f"{self.file}, line {self.lines[row]}"


@dataclass(frozen=True)
class Records:
    """The tables by the name of their record. A table without rows says that nothing happened; an absent table that nobody knows."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, record_name: str) -> Table:
        return self.tables[record_name]

    def get(self, record_name: str) -> Table | None:
        return self.tables.get(record_name)

    def __contains__(self, record_name: object) -> bool:
        return record_name in self.tables

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)
