"""The PDF, read again: all that the tree says, with its numbers, and bookmarks; no text of a contract is markup."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from sladsl.documents.pdf import to_pdf
from sladsl.documents.tree import Paragraph, Text, plain
from tests.documents.test_word import HOSTING, tree


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
