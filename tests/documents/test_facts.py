"""The schedules of facts, and the figures beside credit tables, in each format."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise

import docx
import pypdf
import pytest

from sladsl.documents.charts.drawing import Box, Dot, Words
from sladsl.documents.html import to_html
from sladsl.documents.markdown import to_markdown
from sladsl.documents.pdf import to_pdf
from sladsl.documents.tree import Document, Figure, Note, Paragraph, Table, plain
from sladsl.documents.word import to_docx
from sladsl.publishing import document_of
from tests.digest.contracts import checked

HOSTING = "examples/managed-hosting/contract.sla"


@cache
def document(name: str = HOSTING) -> Document:
    return document_of(checked(name), ())


def schedule(title: str, name: str = HOSTING) -> list[list[str]]:
    """The rows of the tables of a schedule."""
    (found,) = [one for one in document(name).schedules if one.title == title]
    tables = [block for section in found.sections for block in section.blocks if isinstance(block, Table)]
    return [[plain(cell) for cell in row] for table in tables for row in (table.header, *table.rows)]


def figures(name: str = HOSTING) -> list[Figure]:
    blocks = [block for part in document(name).parts for clause in part.clauses for block in clause.blocks]
    return [one for block in blocks if isinstance(block, Paragraph) for one in block.below if isinstance(one, Figure)]


def test_examples_stand_in_a_table_with_their_arithmetic() -> None:
    rows = schedule("Worked examples")
    assert rows[0][0] == "Monthly Uptime in April 2026"
    assert ["99.9%", "nothing", ""] in rows
    assert next(row[1] for row in rows if row[0] == "99%") == "Provider credits Customer GBP 400.00"
    assert not any("line" in cell for row in rows for cell in row)


def test_minutes_are_exact() -> None:
    assert schedule("Percentages as lengths of time")[1] == ["99.9%", "40.32", "41.76", "43.2", "44.64"]


def test_holidays_say_whence_they_are() -> None:
    (found,) = [one for one in document().schedules if one.title == "Public holidays"]
    told = to_markdown(document())
    assert "Monday, 28 December 2026" in told
    assert re.search(r"library “holidays”, version \d+\.\d+", told)
    assert found.sections[0].title == "England, 1 January 2026 to 31 December 2027"


def test_records_without_retention_are_named() -> None:
    found = document("examples/interconnection/contract.sla").schedules
    (records,) = [one for one in found if one.title == "Records"]
    notes = [plain(one.runs) for one in records.sections[0].blocks if isinstance(one, Note)]
    assert notes[0].startswith(
        "The agreement does not say how long these records are kept: Circuits, Trouble Tickets, "
    )


def test_the_figure_has_a_line_for_each_row() -> None:
    (figure,) = figures()
    shapes = figure.drawing.shapes
    lines = sorted((one.x, one.y) for one in shapes if isinstance(one, Box))
    assert len(lines) == 4
    assert [y for _, y in lines] == sorted(y for _, y in lines)  # the less uptime, the more is due
    full, empty = (
        sorted(one.x for one in shapes if isinstance(one, Dot) and one.hollow is hollow) for hollow in (False, True)
    )
    assert full == empty == [x for x, _ in lines][1:]
    assert {"0%", "95%", "99%", "99.9%", "100%"} <= {one.text for one in shapes if isinstance(one, Words)}
    assert "between 95% and 99%: 25%" in figure.drawing.about


def test_a_figure_of_each_column_that_is_unlike_the_others() -> None:
    found = figures("tests/corpus/google_cloud_storage_2019.sla")
    assert [one.drawing.title.rpartition(", for ")[2] for one in found] == [
        "standard-multi",
        "standard-regional and nearline-multi",
        "nearline-regional",
    ]


def test_every_format_tells_the_figure_to_those_who_do_not_see_it() -> None:
    assert "between 95% and 99%: 25%" in to_markdown(document())
    assert re.search(r"<desc [^>]*>Credit: .*between 95% and 99%: 25%", to_html(document()))
    made = docx.Document(io.BytesIO(to_docx(document())))
    (picture,) = made.inline_shapes
    assert "between 95% and 99%: 25%" in picture._inline.docPr.get("descr")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(document()))).pages)
    assert "Credit against Monthly Uptime." in text


@pytest.mark.parametrize(
    "name", ["tests/corpus/uk_model_services_contract.sla", "tests/corpus/delay_repay_crosscountry.sla"]
)
def test_words_of_heights_do_not_stand_on_each_other(name: str) -> None:
    for figure in figures(name):
        places = [one.y for one in figure.drawing.shapes if isinstance(one, Words) and one.anchor == "end"]
        assert all(abs(a - b) >= 900 for a, b in pairwise(places))
