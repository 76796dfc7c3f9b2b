"""A text with its name, and the way from an offset to the line and column that its author sees."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from typing import NamedTuple

from sladsl.findings import Place
from sladsl.node import node


class Span(NamedTuple):
    """A stretch of the text: offsets into `Source.text`, the end not included."""

    start: int
    end: int


@node
class Source:
    """The text of one file.

    The byte-order mark is dropped, CRLF and CR become LF, and no-break spaces become spaces. None of these moves a line
    or a column, so positions are right for the file as it is on disk.
    """

    path: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_line_starts", tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; a column is a character, also where it is a tab."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, span: Span) -> Place:
        line, column = self.position(span.start)
        end_line, end_column = self.position(span.end)
        return Place(self.path, line, column, end_line, end_column)

    def span(self, place: Place) -> Span:
        """The stretch of the text that a place of this file names."""
        starts = self._line_starts
        return Span(starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; "" beyond the last."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]
