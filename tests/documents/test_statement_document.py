"""The statement as a document: what the settlement says stands in every format, with its figures, evidence and fingerprints."""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import docx
import pytest
from pypdf import PdfReader

from sladsl import settle
from sladsl.checks.statement_json import statement_json
from sladsl.documents.charts.drawing import Box, Dot
from sladsl.documents.charts.figures import Role
from sladsl.documents.tree import Block, Document, Figure, Paragraph, Table, plain
from sladsl.settling import Settled
from sladsl.stating import statement_document, statement_files
from tests.documents.outages import FILES, TEXT


@cache
def settled(last: str = "2026-02-28") -> Settled:
    folder = Path(mkdtemp())
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    day = date.fromisoformat(last)
    found = settle(TEXT, folder, first=day.replace(day=1), last=day, as_of=day)
    assert found.statement is not None, found.findings
    return found


@cache
def document(last: str = "2026-02-28") -> Document:
    return statement_document(settled(last))


@cache
def files() -> dict[str, bytes]:
    return statement_files(settled(), ("docx", "html", "md", "pdf"))


def walk(blocks: tuple[Block, ...]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Paragraph):
            found += walk(block.below)
    return found


def blocks() -> list[Block]:
    made = document()
    return [
        *walk(made.front),
        *(one for part in made.parts for clause in part.clauses for one in walk(clause.blocks)),
        *(one for schedule in made.schedules for section in schedule.sections for one in walk(section.blocks)),
    ]


def texts() -> list[str]:
    return [plain(block.runs) for block in blocks() if isinstance(block, Paragraph)]


def figures() -> dict[str, Figure]:
    return {block.drawing.title: block for block in blocks() if isinstance(block, Figure)}


def test_the_first_page_says_what_the_month_comes_to() -> None:
    front = document().front
    assert [plain(one.runs) for one in front if isinstance(one, Paragraph)] == [
        "Provider owes Customer GBP\xa01,000.00 for February 2026."
    ]
    [glance] = [one for one in front if isinstance(one, Table)]
    rows = [[plain(cell) for cell in row] for row in glance.rows]
    assert rows == [
        ["5.4 Availability", "missed", "Uptime", "98.7351%", "at or above 99.9%"],
        ["5.5 Reports", "not decided", "Report", "", "within 5 business days after the end of each month"],
    ]


def test_each_amount_has_its_arithmetic_and_the_number_of_its_clause() -> None:
    said = texts()
    assert any(
        one.startswith("Provider credits Customer GBP\xa01,000.00 under clause 5.4 (Availability)") for one in said
    )
    assert "25% of the Hosting fee for February 2026 (GBP 4,000.00) is GBP 1,000.00;" in said
    assert not any('clause "' in one for one in said)


def test_the_ladder_has_the_mark_of_this_month_on_the_step_that_applies() -> None:
    ladder = figures()["What Uptime comes to"]
    filled = [shape for shape in ladder.drawing.shapes if isinstance(shape, Box) and shape.role is Role.LEVEL]
    [mark] = [shape for shape in ladder.drawing.shapes if isinstance(shape, Dot)]
    [step] = filled
    assert step.x <= mark.x <= step.x + step.width
    assert step.x == min(shape.x for shape in ladder.drawing.shapes if isinstance(shape, Box))
    assert "In February 2026: 98.7351%: 25%" in ladder.drawing.about


def test_the_timeline_shows_what_counts_and_what_is_left_out() -> None:
    about = figures()["Uptime in February 2026"].drawing.about
    assert about == "Downtime: 3 stretches, 8 hours 30 minutes in all; Upkeep (left out): 1 stretch, 30 minutes in all."
    [listed] = [one for one in blocks() if isinstance(one, Table) and one.caption == "Downtime in February 2026"]
    assert [[plain(cell) for cell in row] for row in listed.rows] == [
        ["3 February 2026, 08:00", "3 February 2026, 16:00", "8 hours"],
        ["20 February 2026, 22:00", "20 February 2026, 22:15", "15 minutes"],
        ["20 February 2026, 22:45", "20 February 2026, 23:00", "15 minutes"],
    ]


def test_the_trend_goes_back_over_the_months_before() -> None:
    about = figures()["Uptime of the last 2 months"].drawing.about
    assert about == "January 2026: 99.9328%, met; February 2026: 98.7351%, missed."


def test_evidence_is_the_rows_as_they_stand_in_the_records() -> None:
    [rows] = [one for one in blocks() if isinstance(one, Table) and one.caption.startswith("Outage:")]
    shown = [[plain(cell) for cell in row] for row in rows.rows]
    assert shown[0] == ["outages.csv:3", "O-2", "2026-02-03 08:00", "2026-02-03 16:00"]
    assert shown[1][1] == "O-3 <b>"


def test_deadlines_ahead_name_who_has_to_act() -> None:
    [ahead] = [one for one in blocks() if isinstance(one, Table) and one.caption.startswith("Time limits")]
    first = [plain(cell) for cell in ahead.rows[0]]
    assert first == ["6 March 2026", "Provider", "send the Report for February 2026", "clause 5.5 (Reports)"]


def test_fingerprints_are_those_of_the_files() -> None:
    [prints] = [one for one in blocks() if isinstance(one, Table) and one.caption == "Fingerprints"]
    told = {plain(row[0]): plain(row[1]) for row in prints.rows}
    wanted = {f"records: {name}": hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()}
    statement = settled().statement
    assert statement is not None
    data = statement_json(statement).encode()
    assert files()["statement.json"] == data
    assert told == {
        "contract: contract.sla": hashlib.sha256(TEXT.encode()).hexdigest(),
        **wanted,
        "this statement as data (JSON)": hashlib.sha256(data).hexdigest(),
    }


def test_every_format_says_the_same() -> None:
    word = docx.Document(io.BytesIO(files()["statement.docx"]))
    in_word = " ".join(
        [
            *(one.text for one in word.paragraphs),
            *(cell.text for t in word.tables for row in t.rows for cell in row.cells),
        ]
    )
    in_pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files()["statement.pdf"])).pages)
    in_html = re.sub(r"<[^>]+>", " ", files()["statement.html"].decode())
    in_markdown = files()["statement.md"].decode()
    for said in (in_word, in_pdf, in_html, in_markdown):
        flat = re.sub(r"\s+", " ", said.replace("\\", ""))
        for wanted in (
            "GBP 1,000.00 for February 2026",
            "at or above 99.9%",
            "15 minutes",
            "clause 5.4 (Availability)",
        ):
            assert wanted in flat, (wanted, flat[:300])
    pictures = [part for part in word.part.package.iter_parts() if str(part.partname).endswith(".png")]
    assert len(pictures) == len(figures())


def test_figures_in_the_page_can_be_read_aloud_and_no_record_is_markup() -> None:
    page = files()["statement.html"].decode()
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawn) == len(figures())
    for one in drawn:
        root = ET.fromstring(one)
        assert root.get("role") == "img"
        assert root[0].text
        assert root[1].text
    assert "O-3 <b>" not in page
    assert "North &amp; Sons &lt;Hosting&gt;" in page
    assert "<script" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_pictures_in_word_say_what_they_show() -> None:
    word = docx.Document(io.BytesIO(files()["statement.docx"]))
    told = [one.get("descr") for one in word.element.body.iter("{*}docPr")]
    assert told == [f"{figure.drawing.title}. {figure.drawing.about}" for figure in figures().values()]


def test_the_same_settlement_gives_the_same_bytes() -> None:
    assert statement_files(settled(), ("docx", "html", "md", "pdf")) == files()


def test_a_month_without_downtime_says_so() -> None:
    made = document("2026-03-31")
    said = [
        plain(one.runs)
        for part in made.parts
        for clause in part.clauses
        for one in walk(clause.blocks)
        if isinstance(one, Paragraph)
    ]
    assert "No Downtime in March 2026." in said
    assert plain(made.front[0].runs) == "No amount is due for March 2026, as far as it is decided."  # type: ignore[union-attr]


def test_a_carry_over_shows_its_ledger_month_by_month() -> None:
    folder = Path(__file__).parents[2] / "examples" / "development-retainer"
    contract = folder / "contract.sla"
    found = settle(
        contract.read_text("utf-8"),
        folder / "records",
        file=str(contract),
        first=date(2026, 5, 1),
        last=date(2026, 6, 30),
    )
    made = statement_document(found)
    [part] = [one for one in made.parts if one.title == "Carried over"]
    moves = part.clauses[0].blocks[0]
    assert isinstance(moves, Table)
    assert [plain(cell) for cell in moves.rows[-1]] == [
        "June 2026", "6.5 hours", "2 hours", "6.5 hours of March 2026 lapsed", "2 hours",
    ]  # fmt: skip
    assert [type(one) for one in part.clauses[0].blocks] == [Table, Figure]
    assert made.title == "Statement for May 2026 to June 2026"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["interconnection", "revenue-teams"])
def test_the_statement_of_an_example_is_a_document(name: str) -> None:
    """Of all its months at once, in the formats that hold most; the others stand in the guide and beside the agreements of the corpus."""
    folder = Path(__file__).parents[2] / "examples" / name
    contract = folder / "contract.sla"
    found = settle(contract.read_text("utf-8"), folder / "records", file=str(contract))
    made = statement_files(found, ("html", "pdf", "docx"))
    statement = found.statement
    assert statement is not None
    page = made["statement.html"].decode()
    for window in statement.windows:
        assert window.label in page
    assert all(len(content) > 1000 for content in made.values())


@pytest.mark.parametrize(
    ("comparison", "said"),
    [
        ("exact", "99.8958%: 10%"),
        ("half up:1/1000", "99.8958% (compared as 99.9%): nothing"),
    ],
)
def test_the_mark_stands_where_the_value_is_compared(tmp_path: Path, comparison: str, said: str) -> None:
    """45 minutes of April are 0.1042%: 99.8958% is in the row below 99.9%, unless it is rounded to the first decimal place before."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text.splitlines()[0] + "\n", "utf-8")
    outage = "O-9,2026-04-10T10:00:00Z,2026-04-10T10:45:00Z\n"
    (tmp_path / "outages.csv").write_text(FILES["outages.csv"].splitlines()[0] + "\n" + outage, "utf-8")
    days = {"first": date(2026, 4, 1), "last": date(2026, 4, 30), "as_of": date(2026, 4, 30)}
    found = settle(TEXT, tmp_path, readings={"comparison": comparison}, **days)
    made = statement_document(found)
    [about] = [
        block.drawing.about
        for part in made.parts
        for clause in part.clauses
        for block in clause.blocks
        if isinstance(block, Figure) and block.drawing.title == "What Uptime comes to"
    ]
    assert about.endswith(f"In April 2026: {said}.")


def test_what_is_not_known_is_said_on_the_first_page(tmp_path: Path) -> None:
    (tmp_path / "reports.csv").write_text(FILES["reports.csv"], "utf-8")
    days = {"first": date(2026, 1, 1), "last": date(2026, 1, 31), "as_of": date(2026, 2, 28)}
    front = statement_document(settle(TEXT, tmp_path, **days)).front
    said = [plain(one.runs) for one in front if not isinstance(one, Table)]  # type: ignore[union-attr]
    assert said == [
        "No amount is due for January 2026, as far as it is decided.",
        "1 duty is not settled: records that it takes are missing, or say nothing of it.",
    ]
