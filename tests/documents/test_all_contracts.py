"""Every contract of the examples and of the corpus as a Word file and as a PDF."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from sladsl.documents.pdf import to_pdf
from sladsl.documents.word import to_docx
from tests.documents.test_word import CONTRACTS, name, numbered, numbers, tree


@pytest.mark.slow
@pytest.mark.parametrize("path", CONTRACTS, ids=name)
def test_word_and_pdf_are_made_of_it(path: Path) -> None:
    document = tree(path)
    made = docx.Document(io.BytesIO(to_docx(document)))
    assert [number for number, _ in numbers(made)] == [number for number, _ in numbered(document)]
    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(document))).pages) >= 2
