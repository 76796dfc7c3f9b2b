"""What a Word file says, also after another word processor has saved it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as Docx
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
    made = docx.Document(io.BytesIO(content))
    return Said("docx", (*_edges(made), *_pieces(made.element.body)), embedded)


def _edges(made: Docx) -> Iterator[Piece]:
    """The heads and feet of pages, each once, without the numbers of the pages."""
    found: dict[Piece, None] = {}
    for section in made.sections:
        for edge, kinds in (
            ("head", (section.header, section.first_page_header, section.even_page_header)),
            ("foot", (section.footer, section.first_page_footer, section.even_page_footer)),
        ):
            for one in kinds:
                if not one.is_linked_to_previous:
                    text = squeezed(" ".join("".join(_constant(p._p)) for p in one.paragraphs))
                    if text:
                        found[Piece(text, edge=edge)] = None
    yield from found


def _constant(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph without what its fields come to."""
    within = False
    for part in paragraph.iter(qn("w:t"), qn("w:fldChar"), qn("w:tab")):
        if part.tag == qn("w:fldChar"):
            within = part.get(qn("w:fldCharType")) != "end"
        elif not within and not any(True for _ in part.iterancestors(qn("w:fldSimple"))):
            yield part.text or "" if part.tag == qn("w:t") else " "


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
