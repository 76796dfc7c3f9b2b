"""The PDF, read again: all that the tree says, with its numbers, and bookmarks; no text of a contract is markup."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from sladsl.documents.pdf import to_pdf
from sladsl.documents.tree import Paragraph, Text, plain
from tests.documents.test_word import HOSTING, ROOT, tree

ETHERNET = ROOT / "tests" / "corpus" / "comcast_ethernet.sla"
MARGIN = 25 / 25.4 * 72
"""25 millimetres in points."""


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def made():
    return pypdf.PdfReader(io.BytesIO(to_pdf(tree(HOSTING))))


def test_every_sentence_is_there_in_order(made) -> None:
    text = squeezed(" ".join(page.extract_text() for page in made.pages))
    document, at = tree(HOSTING), 0
    for part in document.parts:
        at = text.index(squeezed(part.number + part.title), at)
        for clause in part.clauses:
            for block in clause.blocks:
                if isinstance(block, Paragraph):
                    assert squeezed(plain(block.runs))[:30] in text


def test_its_bookmarks_are_the_numbered_headings(made) -> None:
    def titles(entries):
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    found, document = list(titles(made.outline)), tree(HOSTING)
    assert [f"{part.number} {part.title}" for part in document.parts] == [
        t for t in found if t.split(" ")[0].rstrip(".").isdigit() and t.split(" ")[0].endswith(".")
    ]
    assert "8.1 Availability" in found
    assert made.metadata.title == document.title


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(tree(HOSTING)) == to_pdf(tree(HOSTING))


def test_no_text_is_markup() -> None:
    wicked = '#panic("x") *bold* $x$ <clause-1-1> @ref `raw` [c] \\u{41} "'
    document = tree(HOSTING)
    named = replace(document, title=wicked, notes=((Text(wicked),),))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(named))).pages)
    assert squeezed(wicked) in squeezed(text)


def test_every_column_of_a_table_stands_on_the_page() -> None:
    right = []
    for page in pypdf.PdfReader(io.BytesIO(to_pdf(tree(ETHERNET)))).pages:
        edge = float(page.mediabox.width) - MARGIN

        def see(text, whole, own, *_, edge=edge) -> None:
            right.append((text, own[4] * whole[0] + own[5] * whole[2] + whole[4], edge))

        page.extract_text(visitor_text=see)
    assert [text for text, at, edge in right if text.strip() and at > edge] == []


def test_a_sentence_and_its_short_table_stand_together_and_nobody_signs_an_empty_page(made) -> None:
    pages = [squeezed(page.extract_text()) for page in made.pages]
    (notices,) = [page for page in pages if "keepsinStatuspage" in page]
    assert re.search(r"Announcedtimeyes.*Starttimeyes.*Endtimeyes", notices)
    (signed,) = [page for page in pages if "SignedforNorthwind" in page]
    assert "beyonditsreasonablecontrol" in signed


def test_it_is_what_pdf_a_wants(made) -> None:
    """What a validator of PDF/A-3a looks at first: none is at hand here, so pypdf looks for it."""
    root = made.trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<|pdfaid:part=\"3\"", told)
    assert re.search(r"pdfaid:conformance>A<|pdfaid:conformance=\"A\"", told)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert "/StructTreeRoot" in root
    assert [one["/S"] for one in root["/OutputIntents"]] == ["/GTS_PDFA1"]
    assert "/Encrypt" not in made.trailer
    assert {"/JavaScript", "/AA", "/OpenAction"} & set(root) == set()
    (carried,) = (one.get_object() for one in root["/AF"])
    assert (carried["/AFRelationship"], carried["/F"]) == ("/Source", "source.json")
    for page in made.pages:
        for font in (one.get_object() for one in page["/Resources"].get("/Font", {}).values()):
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described), font["/BaseFont"]
            assert "/ToUnicode" in font
