"""Word documents: body and tables, with numbers as Word prints them. Tracked insertions are read as text, tracked deletions are not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from sladsl.prose.read.docx_numbers import Numbers
from sladsl.prose.read.outline import Block, document
from sladsl.prose.text import Document, Kind
from sladsl.prose.unreadable import Unreadable

_BLANKS = {qn("w:tab"), qn("w:br"), qn("w:cr")}
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:drawing"), qn("w:pict"), qn("w:object")}
_P, _TABLE, _ROW, _CELL, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
_CONTENTS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:moveTo")}
_HEADING = re.compile(r"(?:heading|überschrift|titolo|titre|título)\s*(\d)|(title)$", re.IGNORECASE)
_QUOTED = re.compile(r"\b(?:code|source|preformatted|quote|quotation)\b", re.IGNORECASE)
_GIVEN_BACK = re.compile(r"toc\s*\d|table of", re.IGNORECASE)


def read_docx(file: str, content: bytes) -> Document:
    """Unreadable: no Word document, one that is protected by a password, or one that is damaged."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            f"{file} is protected by a password, or an old .doc file. Save it in Word as .docx without a password."
        )
    try:
        body = open_docx(io.BytesIO(content))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        raise Unreadable(f"{file} is no Word document, or it is damaged. Open it in Word and save it anew.") from None
    return document(file, _Reader(body).blocks(), None)


class _Reader:
    """Walks the elements of the body, because python-docx leaves out what is tracked or stands in a content control."""

    def __init__(self, word: Any) -> None:
        self._body = word.element.body
        self._numbers = Numbers(word)
        self._tables = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._of(self._body)

    def _of(self, element: Any, row: tuple[int, int, int] | None = None) -> Iterator[Block]:
        for child in element:
            if child.tag == _P:
                yield from self._paragraph(child, row)
            elif child.tag == _TABLE:
                self._tables += 1
                table = self._tables
                for at, one in enumerate(_own(child, _ROW, _TABLE)):
                    for number, cell in enumerate(_own(one, _CELL, _ROW)):
                        yield from self._of(cell, (table, at, number))
            elif child.tag in _CONTENTS:
                yield from self._of(child, row)

    def _paragraph(self, paragraph: Any, row: tuple[int, int, int] | None) -> Iterator[Block]:
        style = self._numbers.style_of(paragraph)
        number = self._numbers.of(paragraph)
        text = re.sub(r"\s+", " ", "".join(_words(paragraph))).strip()
        if not text or _QUOTED.search(style) or _GIVEN_BACK.match(style):
            return
        heading = _HEADING.match(style)
        if heading:
            yield Block(text, Kind.HEADING, int(heading[1] or 1), number, row=row)
        elif row is not None:
            yield Block(text, Kind.CELL, 0, number, row=row)
        else:
            yield Block(text, Kind.ITEM if number or style.startswith("List") else Kind.TEXT, 0, number)


def _own(element: Any, kind: str, holder: str) -> list[Any]:
    """Its rows or cells, and not those of a table within it; they may stand in content controls."""
    return [each for each in element.iter(kind) if next(each.iterancestors(holder)) is element]


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag not in _GONE:
            yield from _words(child)
