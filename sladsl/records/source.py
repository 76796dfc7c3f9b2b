"""A file of rows, whatever its format: columns of text, and where each cell stands."""

from __future__ import annotations

import gzip
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sladsl.findings import Place
from sladsl.node import node
from sladsl.records.problem import Problem


@node
class Unreadable:
    """The whole file, or all that follows the place, cannot be read."""

    message: str
    problem: Problem
    place: Place


@node
class Rejected:
    """A row that has no cells to speak of: too few of them, too many, or none that can be told apart."""

    message: str
    problem: Problem
    place: Place
    raw: str


class Source(ABC):
    """`file` is how findings name the file. Rows count from 0, and `lines` says on which line each starts.

    Several files may hold the rows: `files` are all of them, and `starts` the rows with which each begins."""

    def __init__(self, file: str, header: Sequence[str], lines: Sequence[int], rejected: Sequence[Rejected]) -> None:
        self.file = file
        self.header = header
        self.lines = lines
        self.rejected = rejected
        self.files: Sequence[str] = (file,)
        self.starts: Sequence[int] = (0,)

    @abstractmethod
    def column(self, number: int) -> Sequence[str]:
        """The cells of a column, counted from 0, as text; empty cells are empty texts."""

    def instants(self, number: int) -> Sequence[int | None] | None:
        """The cells in microseconds since the epoch, if the file keeps the column as instants; None where it keeps text."""
        return None

    @abstractmethod
    def raw(self, row: int) -> str:
        """The row as it stands in the file."""

    @abstractmethod
    def place(self, row: int, column: int | None) -> Place:
        """Where a cell stands, or the whole row."""

    def part(self, row: int) -> int:
        """The number of the file in which the row stands, from 0."""
        return 0

    def told(self, row: int, column: int) -> str:
        """How people find the column in the file of the row: `column 3 "Outcome"`."""
        return f'column {column + 1} "{self.header[column]}"'


def read_text(path: Path, file: str) -> str | Unreadable:
    """The text of a UTF-8 file, or of a UTF-16 file that says so at its start; of a `.gz`, that of the file within."""
    data = path.read_bytes()
    if path.suffix.casefold() == ".gz":
        try:
            data = gzip.decompress(data)
        except (EOFError, OSError, zlib.error):
            problem = Problem("R002", "a whole gzip file", "Export it again: it is damaged or broke off.")
            return Unreadable(f"{path.name} cannot be unpacked.", problem, Place(file, 1, 1, 1, 1))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as reason:
        before = data[: reason.start].decode(encoding, errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        spoilt = data[reason.start : reason.start + 1].hex().upper()
        return Unreadable(
            f"{path.name} is not UTF-8 text: byte {spoilt} on line {line}, column {column}.",
            Problem("R002", "text in UTF-8", "Export the file again, with the encoding UTF-8."),
            Place(file, line, column, line, column + 1),
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Unreadable(
            f"{path.name} is not a text file: it holds a zero byte on line {line}.",
            Problem("R002", "text in UTF-8", "Export the file again, as text with the encoding UTF-8."),
            Place(file, line, 1, line, 2),
        )
    return text


class FileTexts(Mapping[str, str]):
    """The texts of the files that findings about records name, read when they are asked for; for `report.render_text`."""

    def __init__(self) -> None:
        self._texts: dict[str, str | None] = {}

    def __getitem__(self, file: str) -> str:
        if file not in self._texts:
            path = Path(file)
            kind = Path(path.stem).suffix if path.suffix.casefold() == ".gz" else path.suffix
            is_text = kind.casefold() in (".csv", ".jsonl", ".ndjson", ".json", ".toml")
            try:
                text = read_text(path, file) if is_text else None
            except OSError:
                text = None
            self._texts[file] = text.replace("\r\n", "\n") if isinstance(text, str) else None
        found = self._texts[file]
        if found is None:
            raise KeyError(file)
        return found

    def __iter__(self) -> Iterator[str]:
        return (file for file, text in self._texts.items() if text is not None)

    def __len__(self) -> int:
        return sum(text is not None for text in self._texts.values())
