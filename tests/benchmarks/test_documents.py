"""How long it takes from a contract to its document in all four formats: the whole process, and each format beside a peer that makes the same
pages. `pytest -m benchmark -s tests/benchmarks/test_documents.py` prints them; the peers are `pip install -e '.[peers]'`."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from sladsl.documents.tree import Document, Paragraph, Prose, Table, plain
from sladsl.documents.word import to_docx
from tests.benchmarks import records
from tests.benchmarks.test_speed import EXAMPLE, process
from tests.documents.test_word import tree

pytestmark = pytest.mark.benchmark


def shortest(run: Callable[[], object], times: int = 5) -> float:
    """Seconds on the clock of the best of so many runs: who waits for a document waits for the clock."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def test_one_contract_in_all_formats(tmp_path: Path) -> None:
    """At most 1.5 s from the command to the last file."""
    run = process(tmp_path / "cache", "-m", "sladsl.cli", "compile", str(EXAMPLE), "-o", str(tmp_path / "out"))
    run()  # the compiled modules
    seconds = shortest(run)
    bare = shortest(process(tmp_path / "cache", "-c", "import docx, typst, jinja2, typer"))
    print(f"\nmanaged-hosting in four formats: {seconds:.2f} s, {seconds / bare:.1f} times the import of its libraries")
    assert seconds <= 1.5


def test_a_hundred_clauses_in_all_formats(tmp_path: Path) -> None:
    """At most 3 s."""
    contract = tmp_path / "long.sla"
    contract.write_text(records.contract(100), "utf-8")
    run = process(tmp_path / "cache", "-m", "sladsl.cli", "compile", str(contract), "-o", str(tmp_path / "out"))
    run()
    seconds = shortest(run, 3)
    print(f"\na hundred clauses in four formats: {seconds:.2f} s")
    assert seconds <= 3


def test_beside_docxtpl() -> None:
    """The same paragraphs and tables from a template that loops over them, without numbering, references and contents."""
    docxtpl = pytest.importorskip("docxtpl", reason="docxtpl is not installed: pip install -e '.[peers]'")
    document = tree(EXAMPLE)
    template = docx.Document()
    template.add_paragraph("{%p for text in texts %}")
    template.add_paragraph("{{ text }}")
    template.add_paragraph("{%p endfor %}")
    packed = io.BytesIO()
    template.save(packed)
    texts = list(spoken(document))

    def peer() -> None:
        made = docxtpl.DocxTemplate(io.BytesIO(packed.getvalue()))
        made.render({"texts": texts}, autoescape=True)
        made.save(io.BytesIO())

    ours, theirs = shortest(lambda: to_docx(document)), shortest(peer)
    print(
        f"\nWord: {ours * 1000:.0f} ms, docxtpl {theirs * 1000:.0f} ms for {len(texts)} texts: {ours / theirs:.2f} times"
    )
    assert ours <= 10 * theirs


_FIRST = """
import sys, time, typst, weasyprint
from pathlib import Path
from sladsl.documents import to_html
from sladsl.documents.pdf import to_pdf
from tests.documents.test_word import tree

document = tree(Path(sys.argv[1]))
page = to_html(document)
for run in (lambda: to_pdf(document), lambda: weasyprint.HTML(string=page).write_pdf()):
    start = time.perf_counter()
    run()
    print(time.perf_counter() - start)
"""


def test_beside_weasyprint() -> None:
    """The PDF of the same document from its page, each the first of its process: typst remembers what it has set."""
    pytest.importorskip("weasyprint", reason="weasyprint is not installed: pip install -e '.[peers]'")
    command = [sys.executable, "-c", _FIRST, str(EXAMPLE)]
    root = Path(__file__).parents[2]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout for _ in range(3)]
    ours, theirs = (min(float(run.split()[n]) for run in runs) for n in (0, 1))
    print(f"\nPDF: {ours * 1000:.0f} ms, weasyprint {theirs * 1000:.0f} ms: {ours / theirs:.2f} times")
    assert ours <= theirs


def spoken(document: Document) -> list[str]:
    """Every text of the document, in order."""
    found: list[str] = [document.title]

    def walk(block: object) -> None:
        match block:
            case Paragraph():
                found.append(f"{block.number} {plain(block.runs)}")
                for child in block.below:
                    walk(child)
            case Prose():
                found.extend(plain(one) for one in block.paragraphs)
            case Table():
                found.extend(plain(cell) for row in (block.header, *block.rows) for cell in row)

    for part in document.parts:
        found.append(f"{part.number} {part.title}")
        for clause in part.clauses:
            found.append(f"{clause.number} {clause.title}")
            for block in clause.blocks:
                walk(block)
    for schedule in document.schedules:
        for section in schedule.sections:
            for block in section.blocks:
                walk(block)
    return found
