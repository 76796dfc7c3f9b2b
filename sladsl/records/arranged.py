"""Rows of several files as one, and rows as `exports.toml` wants them: only some of them, with ends that follow from a length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from sladsl.findings import Place
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.exports import End, Export
from sladsl.records.names import plain
from sladsl.records.problem import Problem
from sladsl.records.source import Source
from sladsl.records.table import Value
from sladsl.records.times import TimeReader
from sladsl.records.values import ReadValue, read_number
from sladsl.records.written import time_text


def arrange(source: Source, record: Record, export: Export, times: TimeReader) -> Source:
    """The rows as the export is to be taken; the source itself where nothing differs."""
    at = {plain(name): number for number, name in enumerate(source.header)}
    only = {at[plain(column)]: words for column, words in export.only.items() if plain(column) in at}
    if only:
        source = Chosen(source, only)
    for of in record.fields:
        if any(plain(name) in at for name in export.columns_for(of)):
            continue
        # "Duration" and "duration" of one system are not the same: what is written as it stands there goes first.
        for end in sorted(export.ends, key=lambda end: {end.start, end.length} - {*source.header} != set()):
            start, length = at.get(plain(end.start)), at.get(plain(end.length))
            if plain(of.name) in end.of and start is not None and length is not None:
                began = Field(end.start, FieldKind.TIME)
                source = Ended(source, end, (start, export.reader(began, end.start, times, "")), length, of.name)
                break
    return source


def joined(sources: Sequence[Source], columns: Sequence[Mapping[str, int]]) -> tuple[Source, dict[str, int]]:
    """The rows of several files as one source, and its columns by the names of the fields."""
    source = Joined(sources, columns)
    return source, {name: number for number, name in enumerate(source.header)}


class Chosen(Source):
    """The rows of another source whose cells in each column of `only` are among its words."""

    def __init__(self, source: Source, only: Mapping[int, Sequence[str]]) -> None:
        wanted = [[cell.strip() in words for cell in source.column(number)] for number, words in only.items()]
        self._rows = [row for row, each in enumerate(zip(*wanted, strict=True)) if all(each)]
        self._source = source
        super().__init__(source.file, source.header, [source.lines[row] for row in self._rows], source.rejected)

    def column(self, number: int) -> Sequence[str]:
        cells = self._source.column(number)
        return [cells[row] for row in self._rows]

    def instants(self, number: int) -> Sequence[int | None] | None:
        instants = self._source.instants(number)
        return None if instants is None else [instants[row] for row in self._rows]

    def raw(self, row: int) -> str:
        return self._source.raw(self._rows[row])

    def place(self, row: int, column: int | None) -> Place:
        return self._source.place(self._rows[row], column)


class Ended(Source):
    """Another source with one more column, last: where `end` says that the row ends. A length that cannot be read stands there instead; of a
    start that cannot be read, its own column tells."""

    def __init__(self, source: Source, end: End, start: tuple[int, ReadValue], length: int, name: str) -> None:
        super().__init__(source.file, (*source.header, name), source.lines, source.rejected)
        self._source, self._end, self._start, self._length = source, end, start, length

    def column(self, number: int) -> Sequence[str]:
        if number < len(self._source.header):
            return self._source.column(number)
        at, read = self._start
        cells = zip(self._source.column(at), self._source.column(self._length), strict=True)
        return [self._ends(start.strip(), length.strip(), read) for start, length in cells]

    def instants(self, number: int) -> Sequence[int | None] | None:
        return self._source.instants(number) if number < len(self._source.header) else None

    def raw(self, row: int) -> str:
        return self._source.raw(row)

    def place(self, row: int, column: int | None) -> Place:
        return self._source.place(row, self._length if column == len(self._source.header) else column)

    def told(self, row: int, column: int) -> str:
        if column < len(self._source.header):
            return self._source.told(row, column)
        return f"{self._source.told(row, self._length)} (the length)"

    def reader(self, column: int, read: ReadValue) -> ReadValue:
        """Of the cells of a column: what is no time in that of the ends is a length."""
        if column < len(self._source.header):
            return read
        unit = self._end.unit
        problem = Problem(
            "R011",
            f"a number of {unit}s such as 60",
            "Export it as a number, or leave it empty while it has not ended.",
        )

        def ended(text: str) -> Value | Problem:
            value = read(text)
            return problem if isinstance(value, Problem) else value

        return ended

    def _ends(self, start: str, length: str, read: ReadValue) -> str:
        began, lasted = read(start) if start else None, read_number(length) if length else None
        if began is None or lasted is None:
            return ""  # it has not ended, or nobody knows
        if isinstance(lasted, Problem):
            return length
        if not isinstance(began, int):
            return ""
        return time_text(began + round(Fraction(lasted) * SECONDS_IN[self._end.unit] * 1_000_000))


class Joined(Source):
    """The rows of several files, one after the other. Its columns are the fields that have one in any file."""

    def __init__(self, sources: Sequence[Source], numbers: Sequence[Mapping[str, int]]) -> None:
        fields = tuple(dict.fromkeys(name for each in numbers for name in each))
        lines = [line for source in sources for line in source.lines]
        super().__init__(sources[0].file, fields, lines, [one for source in sources for one in source.rejected])
        self._sources, self._numbers = sources, numbers
        self.files = [source.file for source in sources]
        self.starts = list(accumulate((len(source.lines) for source in sources), initial=0))[:-1]

    def column(self, number: int) -> Sequence[str]:
        cells: list[str] = []
        for source, numbers in zip(self._sources, self._numbers, strict=True):
            at = numbers.get(self.header[number])
            cells.extend(source.column(at) if at is not None else [""] * len(source.lines))
        return cells

    def instants(self, number: int) -> Sequence[int | None] | None:
        cells: list[int | None] = []
        for source, numbers in zip(self._sources, self._numbers, strict=True):
            at = numbers.get(self.header[number])
            found = source.instants(at) if at is not None else [None] * len(source.lines)
            if found is None:
                return None
            cells.extend(found)
        return cells

    def raw(self, row: int) -> str:
        source, _, own = self._at(row)
        return source.raw(own)

    def place(self, row: int, column: int | None) -> Place:
        source, numbers, own = self._at(row)
        return source.place(own, None if column is None else numbers.get(self.header[column]))

    def part(self, row: int) -> int:
        return bisect_right(self.starts, row) - 1

    def told(self, row: int, column: int) -> str:
        source, numbers, own = self._at(row)
        at = numbers.get(self.header[column])
        return f'"{self.header[column]}"' if at is None else source.told(own, at)

    def _at(self, row: int) -> tuple[Source, Mapping[str, int], int]:
        part = self.part(row)
        return self._sources[part], self._numbers[part], row - self.starts[part]
