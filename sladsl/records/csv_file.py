"""CSV: RFC 4180, with the separators that spreadsheets write and any line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.problem import Problem
from sladsl.records.source import Rejected, Source, Unreadable, read_text


class CsvSource(Source):
    """`lasts` are the lines on which the rows end."""

    def __init__(
        self,
        file: str,
        header: Sequence[str],
        columns: Sequence[Sequence[str]],
        lines: Sequence[int],
        lasts: Sequence[int],
        rejected: Sequence[Rejected],
        text: _Text,
    ) -> None:
        super().__init__(file, header, lines, rejected)
        self._columns = columns
        self._lasts = lasts
        self._text = text

    def column(self, number: int) -> Sequence[str]:
        return self._columns[number]

    def raw(self, row: int) -> str:
        return self._text.raw(self.lines[row], self._lasts[row])

    def place(self, row: int, column: int | None) -> Place:
        return self._text.place(self.file, self.lines[row], self._lasts[row], column)


class _Text:
    """Finds rows and cells again in the text; only rows with findings are looked up."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self._lines: list[str] = []

    def raw(self, first: int, last: int) -> str:
        self._lines = self._lines or list(io.StringIO(self.text, newline=""))
        return "".join(self._lines[first - 1 : last]).rstrip("\r\n")

    def place(self, file: str, first: int, last: int, column: int | None) -> Place:
        raw = self.raw(first, last)
        start, end = (0, len(raw)) if column is None else self._cell(raw, column)
        line, at = _line_and_column(raw, start)
        end_line, end_at = _line_and_column(raw, end)
        return Place(file, first + line, at, first + end_line, end_at)

    def _cell(self, raw: str, column: int) -> tuple[int, int]:
        quoted, number, start = False, 0, 0
        for position, character in enumerate(raw):
            if character == '"':
                quoted = not quoted
            elif character == self.delimiter and not quoted:
                if number == column:
                    return start, position
                number, start = number + 1, position + 1
        return start, len(raw)


def _line_and_column(raw: str, position: int) -> tuple[int, int]:
    """The line, counted from 0, and the column, counted from 1."""
    before = raw[:position]
    return before.count("\n"), position - before.rfind("\n")


def read_csv(path: Path, file: str) -> CsvSource | Unreadable:
    """Blank lines, and rows in which every cell is empty, are no rows."""
    text = read_text(path, file)
    if isinstance(text, Unreadable):
        return text
    where = _Text(text, _delimiter(text))
    return _read_even(where, file) or _read_any(where, path, file)


def _read_even(where: _Text, file: str) -> CsvSource | None:
    """The usual file, cut at every separator at once: no quotation marks, as many cells on each line as in the header, none blank."""
    text, delimiter = where.text.replace("\r\n", "\n").removesuffix("\n"), where.delimiter
    if '"' in text or "\r" in text or "\n" not in text:
        return None
    header, _, body = text.partition("\n")
    names = header.split(delimiter)
    width = len(names)
    cells = body.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    rows = text.count("\n")
    # A line end must stand after each row's last cell and nowhere else.
    if len(cells) != rows * (width + 1) - 1 or cells[width :: width + 1] != ["\n"] * (rows - 1):
        return None
    columns = [cells[number :: width + 1] for number in range(width)]
    if "" in columns[0] or not any(names):
        return None
    lines = range(2, rows + 2)
    return CsvSource(file, names, columns, lines, lines, (), where)


def _read_any(where: _Text, path: Path, file: str) -> CsvSource | Unreadable:
    reader = csv.reader(io.StringIO(where.text, newline=""), delimiter=where.delimiter, strict=True)
    header: list[str] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    lasts: list[int] = []
    rejected: list[Rejected] = []
    width = last = 0
    try:
        for row in reader:
            first, last = last + 1, reader.line_num
            if not any(row):
                continue
            if header is None:
                header, width = row, len(row)
            elif len(row) == width or (len(row) > width and not any(row[width:])):
                rows.append(row)
                lines.append(first)
                lasts.append(last)
            else:
                rejected.append(_ragged(row, width, where, file, first, last))
    except csv.Error as reason:
        first = last + 1
        return Unreadable(
            f"{path.name} cannot be read from line {first} on: {reason}.",
            Problem(
                "R002",
                "cells in CSV, parted and quoted as RFC 4180 says",
                'Look for a quotation mark that is not closed; one within a quoted cell is written twice, "".',
            ),
            where.place(file, first, first, None),
        )
    if header is None:
        return Unreadable(
            f"{path.name} is empty: it has no line with the names of its columns.",
            Problem(
                "R003",
                "a first line that names the columns",
                "If there were no such records, export the file with its header alone; if it is not known, remove the file.",
            ),
            Place(file, 1, 1, 1, 1),
        )
    columns: Sequence[Sequence[str]] = list(zip(*rows, strict=False)) if rows else [()] * width
    return CsvSource(file, header, columns, lines, lasts, rejected, where)


def _ragged(row: list[str], width: int, where: _Text, file: str, first: int, last: int) -> Rejected:
    few = len(row) < width
    hint = f'A "{where.delimiter}" within a value needs quotation marks around the value.'
    return Rejected(
        f"The row has {len(row)} cells where the header has {width}.",
        Problem("R006", f"{width} cells", "Give every column its cell, empty or not." if few else hint),
        where.place(file, first, last, None),
        where.raw(first, last),
    )


def _delimiter(text: str) -> str:
    """What parts the names of the columns most often: spreadsheets write semicolons where the comma is a decimal mark."""
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    bare = "".join(header.split('"')[::2])
    return max(",;\t", key=bare.count)
