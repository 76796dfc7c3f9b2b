"""Rows of records, kept by column: a settlement reads few fields of many rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias, TypeVar, cast

from sladsl.model.schema import Record
from sladsl.records.set_aside import SetAside

OPEN_END = 7_289_654_400_000_000
"""The end of a period that has not ended: 2201-01-01, later than any time in a record can be."""

_T = TypeVar("_T")

Period: TypeAlias = tuple[int, int]
"""Start and end in microseconds since the epoch."""

Value: TypeAlias = int | Fraction | str | bool | date | tuple[int, int] | tuple[Period, ...] | None
"""As `FieldKind` says. A whole number may stand as an `int`: it calculates as exactly, and faster.

The periods of one cell are sorted and apart from each other: those that touch or overlap are one.
"""


@dataclass(frozen=True)
class Table:
    """The rows of one record. Row 0 is `columns[name][0]` for each field and stands on line `lines[0]`.

    Every field of the record has a column; None stands where an optional field is empty or its column absent. `file` holds the first
    rows; `further` are the numbers of the rows with which other files begin, and their names. `made`: the names of the last rows, which
    stand in no file: what was due and did not come.
    """

    record: Record
    columns: Mapping[str, Sequence[Value]]
    lines: Sequence[int]
    file: str = ""
    further: tuple[tuple[int, str], ...] = ()
    made: tuple[str, ...] = ()
    _kept: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.lines)

    def value(self, field_name: str, row: int) -> Value:
        return self.columns[field_name][row]

    def file_at(self, row: int) -> str:
        at = bisect_right(self.further, row, key=lambda part: part[0])
        return self.further[at - 1][1] if at else self.file

    def is_made(self, row: int) -> bool:
        """Whether the row stands in no file."""
        return row >= len(self) - len(self.made)

    def where(self, row: int) -> str:
        """ "probes.csv:12"; the name of a row that stands in no file."""
        if self.is_made(row):
            return self.name_of(row)
        return f"{self.file_at(row)}:{self.lines[row]}"

    def row_on(self, where: str) -> int | None:
        """The row that stands there, as `where` says it; None where none does."""
        file, _, line = where.rpartition(":")
        starts = [(0, self.file), *self.further, (len(self), "")]
        for (first, name), (end, _) in pairwise(starts):
            if name == file and line.isdigit():
                at = bisect_left(self.lines, int(line), first, end)
                return at if at < end and self.lines[at] == int(line) else None
        return None

    def without(self, rows: Collection[int]) -> Table:
        """The table without these rows."""
        gone = frozenset(rows)
        keep = [row for row in range(len(self)) if row not in gone]
        columns = {name: [column[row] for row in keep] for name, column in self.columns.items()}
        further = tuple((bisect_left(keep, first), name) for first, name in self.further)
        return Table(self.record, columns, [self.lines[row] for row in keep], self.file, further)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What hangs on these rows and on nothing but them and the key: however often they are settled, it is made once."""
        try:
            return cast(_T, self._kept[key])
        except KeyError:
            value = make()
            self._kept[key] = value
            return value

    @cached_property
    def rows_by_key(self) -> Mapping[str, int]:
        """The row of each key, the first where it is repeated. Empty where rows are known by their lines."""
        if not self.record.key:
            return {}
        keys = self.columns[self.record.key]
        return {key: row for row in range(len(keys) - 1, -1, -1) if isinstance(key := keys[row], str)}

    def name_of(self, row: int) -> str:
        """How people know the row: by its key or, without one, by its line in the file, which for Parquet is its row."""
        if self.is_made(row):
            return self.made[row - len(self)]
        key = self.columns[self.record.key][row] if self.record.key else None
        if isinstance(key, str):
            return key
        file = self.file_at(row)
        word = "line" if is_by_lines(file) else "row"
        return f"{file}, {word} {self.lines[row]}"


def is_by_lines(file: str) -> bool:
    """Whether the rows of a file are its lines, which Parquet has none of."""
    return file.casefold().removesuffix(".gz").endswith((".csv", ".jsonl", ".ndjson"))


@dataclass(frozen=True)
class Records:
    """Tables by the name of their record. One without rows: there were none. An absent one: nobody knows."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    rows_set_aside: tuple[SetAside, ...] = ()

    @property
    def set_aside(self) -> Mapping[str, int]:
        """How many rows of each record were set aside; records without such rows are left out."""
        counts: dict[str, int] = {}
        for row in self.rows_set_aside:
            counts[row.record] = counts.get(row.record, 0) + 1
        return counts

    def __getitem__(self, record_name: str) -> Table:
        return self.tables[record_name]

    def get(self, record_name: str) -> Table | None:
        return self.tables.get(record_name)

    def __contains__(self, record_name: object) -> bool:
        return record_name in self.tables

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)
