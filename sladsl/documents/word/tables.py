"""Tables: header rows that repeat, columns as wide as their texts, and the block of signatures."""

from __future__ import annotations

from sladsl.documents.tree import Align, Table, plain
from sladsl.documents.word.runs import Ink
from sladsl.documents.word.styles import TABLE
from sladsl.documents.word.xml import Element, element, text_run, within

_LETTER = 120
"""Twentieths of a point that a letter of a table takes, a bold one, too."""
_LINE = 70
"""Letters beyond which a text of a cell may as well break."""
_BLANK_LINE = 640
_LONGEST_WHOLE = 12
"""Rows of a table that the end of a page does not part."""


def table_of(table: Table, ink: Ink, whole: int, indent: int) -> Element:
    """`whole`: how wide the table and its indentation may be, in twentieths of a point."""
    widths = _widths(table, whole - indent)
    rows = []
    for n, cells in enumerate((table.header, *table.rows)):
        row = within("w:tr", within("w:trPr", element("w:cantSplit"), *([element("w:tblHeader")] if n == 0 else [])))
        for cell, width, align in zip(cells, widths, table.align, strict=True):
            right = align is Align.RIGHT
            style = "TableHead" if n == 0 else "TableFigure" if right else "TableText"
            keep = [element("w:keepNext")] if n < len(table.rows) <= _LONGEST_WHOLE else []
            side = [element("w:jc", val="right")] if right and n == 0 else []
            row.append(_cell(width, within("w:pPr", element("w:pStyle", val=style), *keep, *side), *ink.runs(cell)))
        rows.append(row)
    return _table(rows, widths, indent)


def signing(heads: list[str], lines: list[list[str]], whole: int) -> Element:
    """Where the parties sign: a column for each, and a line for the signature, the name, the position and the date. It stays on one page."""
    parties = len(heads) - 1
    widths = _shared([2, *[8 // parties] * parties], whole)
    rows = [
        _signing_row(heads, widths, "TableHead", 0),
        *(_signing_row(one, widths, "TableText", _BLANK_LINE) for one in lines),
    ]
    return _table(rows, widths, 0)


def _signing_row(cells: list[str], widths: list[int], style: str, height: int) -> Element:
    tall = [element("w:trHeight", val=height, hRule="atLeast")] if height else []
    row = within("w:tr", within("w:trPr", element("w:cantSplit"), *tall))
    for text, width in zip(cells, widths, strict=True):
        keep = within("w:pPr", element("w:pStyle", val=style), element("w:keepNext"))
        row.append(_cell(width, keep, text_run(text)))
    return row


def _cell(width: int, properties: Element, *runs: Element) -> Element:
    return within("w:tc", within("w:tcPr", element("w:tcW", w=width, type="dxa")), within("w:p", properties, *runs))


def _table(rows: list[Element], widths: list[int], indent: int) -> Element:
    look = element("w:tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    properties = within(
        "w:tblPr",
        element("w:tblStyle", val=TABLE.replace(" ", "")),
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblInd", w=indent, type="dxa"),
        element("w:tblLayout", type="fixed"),
        look,
    )
    grid = within("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    return within("w:tbl", properties, grid, *rows)


def _widths(table: Table, whole: int) -> list[int]:
    """Of the columns: as their texts want it where that fits; else first the longest word of each, then what is left by the length of
    its texts."""
    texts = [[plain(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    least = [
        (max((len(word) for text in column for word in text.split(" ")), default=1) + 2) * _LETTER for column in texts
    ]
    wanted = [min(max(len(text) for text in column), _LINE) * _LETTER for column in texts]
    full = [max(pair) for pair in zip(wanted, least, strict=True)]
    left = whole - sum(least)
    if left < 0 or sum(full) <= whole:
        return _shared(least if left < 0 else full, whole)
    more = [most - need for most, need in zip(full, least, strict=True)]
    return _shared([need + left * one // sum(more) for need, one in zip(least, more, strict=True)], whole)


def _shared(parts: list[int], whole: int) -> list[int]:
    """In these proportions, the whole of it."""
    widths = [whole * part // sum(parts) for part in parts]
    widths[-1] += whole - sum(widths)
    return widths
