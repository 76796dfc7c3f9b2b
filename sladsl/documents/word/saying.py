"""What a Word file says, also after another word processor has saved it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn

from sladsl.documents.saying import Piece, Said, squeezed
from sladsl.documents.word.package import carried
from sladsl.documents.word.runs import QUIET
from sladsl.documents.word.xml import Element

_CONTENTS = ("TOC", "Contents")
_CONTENTS_HEADING = "ContentsHeading"


def said_by_word(content: bytes) -> Said | None:
    """None where it is no Word file. What is struck out as a tracked change is not said, what is put in by one is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/document.xml" not in archive.namelist():
            return None
        embedded = carried(archive)
    body = docx.Document(io.BytesIO(content)).element.body
    return Said(tuple(_pieces(body)), embedded)


def _pieces(body: Element) -> Iterator[Piece]:
    """The table of contents repeats headings and has the pages of whoever saved it: it says nothing of its own."""
    for paragraph in body.iter(qn("w:p")):
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = "" if properties is None else properties.get(qn("w:val"))
        if style != _CONTENTS_HEADING and style.startswith(_CONTENTS):
            continue
        text = squeezed("".join(_text(paragraph)))
        cell = next((one for one in paragraph.iterancestors(qn("w:tc"))), None)
        if text:
            yield Piece(text, "" if cell is None else _row(cell))


def _text(paragraph: Element) -> Iterator[str]:
    for run in paragraph.iter(qn("w:r")):
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is not None and style.get(qn("w:val")) == QUIET:
            continue
        for part in run:
            if part.tag == qn("w:t"):
                yield part.text or ""
            elif part.tag in (qn("w:tab"), qn("w:br")):
                yield " "


def _row(cell: Element) -> str:
    """The text of the first cell of its row, by which a reader finds it."""
    first = next(cell.getparent().iterchildren(qn("w:tc")))
    return squeezed("".join(text for paragraph in first.iter(qn("w:p")) for text in _text(paragraph)))
