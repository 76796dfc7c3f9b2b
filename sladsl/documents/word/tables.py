"""Tables: header rows that repeat, columns as wide as their texts, and the block of signatures."""

from __future__ import annotations

from sladsl.documents.columns import shared, stays_whole, widths
from sladsl.documents.tree import Align, Table, plain
from sladsl.documents.word.runs import Ink
from sladsl.documents.word.styles import TABLE
from sladsl.documents.word.xml import Markup, element, text_run, within

_BLANK_LINE = 640


def table_of(table: Table, ink: Ink, whole: int, indent: int) -> Markup:
    """`whole`: how wide the table and its indentation may be, in twentieths of a point."""
    texts = [[plain(cell) for cell in row] for row in (table.header, *table.rows)]
    across = widths(texts, whole - indent)
    kept = len(table.rows) if stays_whole(texts, across) else 1
    rows = []
    for n, cells in enumerate((table.header, *table.rows)):
        row = [within("w:trPr", element("w:cantSplit"), *([element("w:tblHeader")] if n == 0 else []))]
        for cell, width, align in zip(cells, across, table.align, strict=True):
            right = align is Align.RIGHT
            style = "TableHead" if n == 0 else "TableFigure" if right else "TableText"
            keep = [element("w:keepNext")] if n < kept else []
            side = [element("w:jc", val="right")] if right and n == 0 else []
            row.append(_cell(width, within("w:pPr", element("w:pStyle", val=style), *keep, *side), *ink.runs(cell)))
        rows.append(within("w:tr", *row))
    return _table(rows, across, indent)


def signing(heads: list[str], lines: list[list[str]], whole: int) -> Markup:
    """Where the parties sign: a column for each, and a line for the signature, the name, the position and the date. It stays on one page."""
    parties = len(heads) - 1
    across = shared([2, *[8 // parties] * parties], whole)
    rows = [
        _signing_row(heads, across, "TableHead", 0),
        *(_signing_row(one, across, "TableText", _BLANK_LINE) for one in lines),
    ]
    return _table(rows, across, 0)


def _signing_row(cells: list[str], across: list[int], style: str, height: int) -> Markup:
    tall = [element("w:trHeight", val=height, hRule="atLeast")] if height else []
    row = [within("w:trPr", element("w:cantSplit"), *tall)]
    for text, width in zip(cells, across, strict=True):
        keep = within("w:pPr", element("w:pStyle", val=style), element("w:keepNext"))
        row.append(_cell(width, keep, text_run(text)))
    return within("w:tr", *row)


def _cell(width: int, properties: Markup, *runs: Markup) -> Markup:
    return within("w:tc", within("w:tcPr", element("w:tcW", w=width, type="dxa")), within("w:p", properties, *runs))


def _table(rows: list[Markup], across: list[int], indent: int) -> Markup:
    look = element("w:tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    properties = within(
        "w:tblPr",
        element("w:tblStyle", val=TABLE.replace(" ", "")),
        element("w:tblW", w=sum(across), type="dxa"),
        element("w:tblInd", w=indent, type="dxa"),
        element("w:tblLayout", type="fixed"),
        look,
    )
    grid = within("w:tblGrid", *(element("w:gridCol", w=width) for width in across))
    return within("w:tbl", properties, grid, *rows)
