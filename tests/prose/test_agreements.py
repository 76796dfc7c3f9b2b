"""Whole agreements as providers publish and lawyers draft them, in the formats in which they come: each has the findings that two readers of it
would argue about, at these words, and no others. Two of them are clear."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.document import Document as Word

from sladsl.prose import review
from sladsl.prose.read import read
from sladsl.prose.text import Document

AGREEMENTS = Path(__file__).with_name("agreements")
FOUND: dict[str, list[tuple[str, str]]] = {
    "content_delivery.html": [
        ("G002", "use commercially reasonable efforts"),
        ("C005", "average of the Error Rates"),
        ("E002", "charges paid"),
        ("A011", "only against future payments"),
        ("G008", "At our discretion"),
        ("G009", "may not"),
        ("I001", "by the end of the second billing cycle after which the incident occurred"),
        ("G001", "should"),
        ("F009", "including"),
    ],
    "help_desk.md": [
        ("G001", "will"),
        ("F001", "Monthly Charge"),
        ("G004", "reasonable access"),
    ],
    "private_network.word.txt": [
        ("F001", "Customer Premises Equipment"),
        ("B005", "Business Days"),
        ("C002", "are excluded from the calculation"),
        ("G012", "normally"),
        ("G001", "will"),
        ("G002", "use all reasonable endeavours"),
        ("C019", "within 4 hours"),
        ("G006", "regularly"),
        ("B001", "within 5 Business Days of"),
        ("G004", "major incident"),
        ("D002", "up to 0.5%"),
        ("B001", "within thirty (30) days of"),
        ("I001", "within thirty (30) days of the Outage"),
        ("F004", "clause 6.3"),
        ("I009", "may amend this Schedule"),
    ],
    "payroll.md": [],
    "heat_meters.word.txt": [],
}


def drafted(name: str) -> Document:
    text = (AGREEMENTS / name).read_text("utf-8")
    if not name.endswith(".word.txt"):
        return read(name, Path(name).suffix, text.encode())
    stream = io.BytesIO()
    in_word(text).save(stream)
    return read("draft.docx", ".docx", stream.getvalue())


def in_word(text: str) -> Word:
    """Blocks parted by empty lines: a heading after `# `, a table of rows between bars, a paragraph."""
    word = new_docx()
    for block in text.strip().split("\n\n"):
        if block.startswith("# "):
            word.add_heading(block.removeprefix("# "), 1)
        elif block.startswith("| "):
            rows = [line.strip("| ").split(" | ") for line in block.splitlines()]
            table = word.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, said in zip(table.add_row().cells, row, strict=True):
                    cell.text = said
        else:
            word.add_paragraph(block)
    return word


@pytest.mark.parametrize("name", FOUND)
def test_what_two_readers_would_argue_about(name: str) -> None:
    assert [(one.code, one.quotation) for one in review(drafted(name))] == FOUND[name]


def test_each_agreement_is_read() -> None:
    assert sorted(FOUND) == sorted(file.name for file in AGREEMENTS.iterdir())
