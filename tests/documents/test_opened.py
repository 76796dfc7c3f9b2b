"""What other programs make of the documents: LibreOffice opens the Word file, and counts and refers as the tree does; a reader of PDF finds
every text. `pytest -m proof tests/documents/test_opened.py` tries every example and every contract of the corpus."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from sladsl.documents.pdf import to_pdf
from sladsl.documents.tree import Document, Paragraph, Prose, Table, plain
from sladsl.documents.word import to_docx
from tests.documents.test_word import CONTRACTS, HOSTING, name, numbered, tree

(ETHERNET,) = (path for path in CONTRACTS if path.stem == "comcast_ethernet")


def squeezed(text: str) -> str:
    return "".join(text.split())


def opened(paths: list[Path], folder: Path) -> dict[Path, str]:
    """The text that LibreOffice shows of each Word file: it counts the numbers and follows the references itself."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine")
    files = {path: folder / f"{n}.docx" for n, path in enumerate(paths)}
    for path, file in files.items():
        file.write_bytes(to_docx(tree(path)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    into = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*into, *map(str, files.values())], check=True, capture_output=True, timeout=600)
    return {path: file.with_suffix(".txt").read_text("utf-8-sig") for path, file in files.items()}


def texts(document: Document) -> Iterator[str]:
    """Every sentence, prose and cell, with its references as the tree has them."""

    def of(block: object) -> Iterator[str]:
        match block:
            case Paragraph():
                yield plain(block.runs)
                for child in block.below:
                    yield from of(child)
            case Prose():
                yield from (plain(one) for one in block.paragraphs)
            case Table():
                yield from (plain(cell) for row in (block.header, *block.rows) for cell in row)

    for part in document.parts:
        for clause in part.clauses:
            for block in clause.blocks:
                yield from of(block)
    for schedule in document.schedules:
        yield plain(schedule.intro)
        for section in schedule.sections:
            for block in section.blocks:
                yield from of(block)


def unlike(text: str, document: Document) -> list[str]:
    """What the tree says and the opened file does not: a number before its text, or a text with its references."""
    shown = squeezed(text)
    at, wrong = 0, []
    for number, told in numbered(document):
        wanted = squeezed(number + told[:40])
        found = shown.find(wanted, at)
        if found < 0:
            wrong.append(f"{number} {told[:60]}")
        else:
            at = found + len(wanted) - 1
    return [*wrong, *(told for told in texts(document) if squeezed(told) not in shown)]


def printed(document: Document) -> str:
    """The text of the PDF without the heads and feet of its pages."""
    pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(io.BytesIO(to_pdf(document))).pages]
    head = pages[-1][0]
    return "\n".join(line for page in pages for line in page if line != head and not line.startswith("SHA-256 "))


def lost(document: Document) -> list[str]:
    """What the tree says and the PDF does not."""
    shown = squeezed(printed(document))
    headings = [f"{part.number}{part.title}" for part in document.parts]
    headings += [f"{c.number}{c.title}" for part in document.parts for c in part.clauses if c.title]
    return [told for told in (*headings, *texts(document)) if squeezed(told) not in shown]


@pytest.mark.slow
def test_libreoffice_counts_and_refers_as_the_tree_does(tmp_path: Path) -> None:
    for path, text in opened([HOSTING, ETHERNET], tmp_path).items():
        assert unlike(text, tree(path)) == [], path.name


@pytest.mark.slow
def test_what_is_otherwise_is_found(tmp_path: Path) -> None:
    document = tree(HOSTING)
    text = printed(document)
    for old, new in (("8.1(b)", "8.1(c)"), ("GBP 100.00", "GBP 10.00"), ("(Chronic failure)", "")):
        assert old in text
        assert squeezed(text.replace(old, new)) != squeezed(text)
        assert [told for told in texts(document) if squeezed(told) not in squeezed(text.replace(old, new))]


@pytest.mark.slow
def test_a_reader_of_pdf_finds_every_text() -> None:
    for path in (HOSTING, ETHERNET):
        assert lost(tree(path)) == [], path.name


@pytest.mark.proof
@pytest.mark.parametrize("path", CONTRACTS, ids=name)
def test_a_reader_of_pdf_finds_every_text_of_every_contract(path: Path) -> None:
    assert lost(tree(path)) == []


@pytest.mark.proof
@pytest.mark.parametrize("part", range(8))
def test_libreoffice_opens_every_contract(part: int, tmp_path: Path) -> None:
    for path, text in opened(CONTRACTS[part::8], tmp_path).items():
        assert unlike(text, tree(path)) == [], path.name
