"""From the blocks of a file to paragraphs that know under which heading and number they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sladsl.node import node
from sladsl.prose.text import Document, Kind, Paragraph, Run, Table

_NUMBER = re.compile(
    r"(?:(?:clause|section|article|§)\s*)?(\d{1,3}(?:\.\d{1,3})*)(?:[.)]\s+|\s+(?=[A-Z“\"]))|(\([a-z]{1,4}\)|\(\d{1,2}\))\s",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:schedule|annex|appendix|exhibit|attachment)\s+[\dA-Z]{1,3}\b", re.IGNORECASE)


@node
class Block:
    """What a reader module hands over. `level`: of a heading, from 1; 0 for all else. `number`: where it does not stand in the text.

    `runs` empty: the file has no lines of its own. `row`: of a table, with the number of the table, of the row and of the cell.
    """

    text: str
    kind: Kind
    level: int = 0
    number: str = ""
    runs: tuple[Run, ...] = ()
    row: tuple[int, int, int] | None = None
    code: tuple[tuple[int, int], ...] = ()


def document(file: str, blocks: Iterable[Block], shown: str | None) -> Document:
    """`shown` None: places count paragraphs, and the text that is shown has one paragraph a line."""
    paragraphs: list[Paragraph] = []
    cells: dict[tuple[int, int, int], Paragraph] = {}
    heading = ""
    for block in blocks:
        position = len(paragraphs) + 1
        own = block.number or number_of(block.text)
        title = f"{block.number} {block.text}".strip() if block.number else block.text
        if block.kind is Kind.HEADING:
            heading = title
        clause = heading if block.kind is Kind.HEADING or not own else _under(own, heading)
        runs = block.runs or (Run(0, position, 1),)
        paragraph = Paragraph(block.text, block.kind, runs, position, own, clause, block.code)
        paragraphs.append(paragraph)
        if block.row is not None:
            cells.setdefault(block.row, paragraph)
    text = "\n".join(one.text for one in paragraphs) if shown is None else shown
    return Document(file, text, tuple(paragraphs), _tables(cells), shown is None)


def number_of(text: str) -> str:
    """The number with which a paragraph begins: "4.2", "(a)", "Annex 3", or ""."""
    part = _PART.match(text)
    if part:
        return part[0]
    found = _NUMBER.match(text)
    return (found[1] or found[2]) if found else ""


def _under(own: str, heading: str) -> str:
    return f"{own}, under {heading}" if heading else own


def _tables(cells: dict[tuple[int, int, int], Paragraph]) -> tuple[Table, ...]:
    tables: dict[int, dict[int, list[Paragraph]]] = {}
    for (table, row, _), cell in sorted(cells.items(), key=lambda entry: entry[0]):
        tables.setdefault(table, {}).setdefault(row, []).append(cell)
    return tuple(Table(tuple(tuple(row) for row in rows.values())) for rows in tables.values())


def joined(pieces: Sequence[tuple[str, int, int]]) -> tuple[str, tuple[Run, ...]]:
    """Lines of a wrapped paragraph, each with its line and column, as one text with the places of its lines."""
    text, runs = "", []
    for piece, line, column in pieces:
        if text and not text.endswith(" "):
            text += " "
        runs.append(Run(len(text), line, column))
        text += piece
    return text, tuple(runs)
