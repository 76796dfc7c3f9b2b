"""A foreign document as its reader sees it: paragraphs under headings, tables of cells. It has lost fonts and layout, but not its places."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from sladsl.findings import Place
from sladsl.node import node


class Kind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"


class Run(NamedTuple):
    """From `offset` in a paragraph on, its characters stand side by side in the file, from this line and column on (from 1)."""

    offset: int
    line: int
    column: int


@node
class Paragraph:
    """`code`: stretches that are set as code, which is nobody's prose. `number`: its own, as printed ("4.2", "(a)"), or "".

    `clause`: where it stands, as a lawyer would say it: "4.2 Service Credits". `position` counts the paragraphs of the document from 1.
    """

    text: str
    kind: Kind
    runs: tuple[Run, ...]
    position: int
    number: str = ""
    clause: str = ""
    code: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in `text`."""
        run = self.runs[max(bisect_right(self.runs, offset, key=lambda one: one.offset) - 1, 0)]
        return run.line, run.column + offset - run.offset


@node
class Table:
    """Rows of cells; a cell of several paragraphs is one of them joined by a blank."""

    rows: tuple[tuple[Paragraph, ...], ...]


@node
class Document:
    """`shown`: the text whose lines places count. Where the file has no lines of its own (Word, HTML), a line is a paragraph."""

    file: str
    shown: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    by_paragraphs: bool = False

    def place(self, paragraph: Paragraph, start: int, end: int) -> Place:
        line, column = paragraph.at(start)
        end_line, end_column = paragraph.at(max(end - 1, start))
        return Place(self.file, line, column, end_line, end_column + 1, paragraph.position if self.by_paragraphs else 0)
