"""The Word file, read again: its numbers are those of the tree, its references lead somewhere, and nothing is formatted by hand."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import sladsl
from sladsl.compiler import Checked
from sladsl.documents.house import House
from sladsl.documents.tree import Document, Paragraph, Prose, Table, plain
from sladsl.documents.word import to_docx
from sladsl.documents.word.xml import bookmark_name, parsed, text_run
from sladsl.publishing import document_of

ROOT = Path(__file__).parents[2]
CONTRACTS = sorted([*(ROOT / "examples").glob("*/contract.sla"), *(ROOT / "tests" / "corpus").glob("*.sla")])


@cache
def tree(path: Path) -> Document:
    checked: Checked = sladsl.check(path.read_text("utf-8"), file=str(path))
    return document_of(checked, ())


def name(path: Path) -> str:
    return path.parent.name if path.stem == "contract" else path.stem


HOSTING = ROOT / "examples" / "managed-hosting" / "contract.sla"
SOME = [HOSTING, *(path for path in CONTRACTS if path.stem in ("uk_model_services_contract", "comcast_ethernet"))]


def numbers(made):
    """What Word counts in front of each paragraph that is in a list, with its text: computed from the numbering part alone."""
    levels = {}
    for abstract in made.part.numbering_part.element.findall(qn("w:abstractNum")):
        number = abstract.get(qn("w:abstractNumId"))
        for level in abstract.findall(qn("w:lvl")):
            form, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
            levels[number, int(level.get(qn("w:ilvl")))] = form.get(qn("w:val")), text.get(qn("w:val"))
    of = {
        n.get(qn("w:numId")): n.find(qn("w:abstractNumId")).get(qn("w:val"))
        for n in made.part.numbering_part.element.findall(qn("w:num"))
    }
    counts: dict[str, list[int]] = {}
    styles = {style.style_id: style.element for style in made.styles}
    for paragraph in made.element.body.iterchildren(qn("w:p")):
        style = styles[paragraph.pPr.pStyle.val]
        for holder in (paragraph.pPr, style.pPr):
            listed = holder.find(qn("w:numPr")) if holder is not None else None
            if listed is not None:
                break
        else:
            continue
        list_, level = listed.find(qn("w:numId")).get(qn("w:val")), int(listed.find(qn("w:ilvl")).get(qn("w:val")))
        count = counts.setdefault(list_, [0] * 9)
        count[level] += 1
        count[level + 1 :] = [0] * (8 - level)
        text = levels[of[list_], level][1]
        for n in range(level + 1):
            text = text.replace(f"%{n + 1}", counted(levels[of[list_], n][0], count[n]))
        yield text, "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))


def counted(form: str, count: int) -> str:
    match form:
        case "decimal":
            return str(count)
        case "lowerLetter":
            return "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1)
        case _:
            return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][count - 1]


def numbered(document: Document):
    """What the tree has in front of each part, clause and paragraph of the body, and each heading of a schedule."""
    for part in document.parts:
        yield part.number, part.title
        for clause in part.clauses:
            if clause.title:
                yield clause.number, clause.title
            for n, block in enumerate(clause.blocks):
                if isinstance(block, Table):
                    continue
                first = not clause.title and n == 0
                number = clause.number if first else getattr(block, "number", "")
                if number:
                    yield number, plain(block.runs if isinstance(block, Paragraph) else block.paragraphs[0])
                if isinstance(block, Paragraph):
                    for child in block.below:
                        if isinstance(child, Paragraph):
                            yield child.number, plain(child.runs)
    for schedule in document.schedules:
        yield f"Schedule {schedule.number}:", schedule.title
        for section in schedule.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph | Prose) and block.number:
                    yield block.number, plain(block.runs) if isinstance(block, Paragraph) else ""
                below = block.below if isinstance(block, Paragraph) else ()
                yield from (
                    (child.number, plain(child.runs))
                    for child in below
                    if isinstance(child, Paragraph) and child.number
                )


@pytest.mark.parametrize("path", SOME, ids=name)
def test_word_counts_what_the_tree_says(path: Path) -> None:
    document = tree(path)
    found = list(numbers(docx.Document(io.BytesIO(to_docx(document)))))
    wanted = list(numbered(document))
    assert [number for number, _ in found] == [number for number, _ in wanted]
    assert all(text.startswith(told[:40]) for (_, text), (_, told) in zip(found, wanted, strict=True))


@pytest.mark.parametrize("path", SOME, ids=name)
def test_every_reference_leads_to_a_bookmark(path: Path) -> None:
    body = docx.Document(io.BytesIO(to_docx(tree(path)))).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    fields = {code.text.split()[1] for code in body.iter(qn("w:instrText")) if code.text.split()[0] == "REF"}
    assert fields
    assert (links | fields) <= set(marks)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx(tree(HOSTING)) == to_docx(tree(HOSTING))


def test_nothing_is_formatted_by_hand() -> None:
    body = docx.Document(io.BytesIO(to_docx(tree(HOSTING)))).element.body
    assert [run for run in body.iter(qn("w:rPr")) if [child.tag for child in run] != [qn("w:rStyle")]] == []


def test_tables_repeat_their_head_and_the_language_is_told() -> None:
    packed = to_docx(tree(HOSTING))
    made = docx.Document(io.BytesIO(packed))
    heads = [len(table._tbl.findall(f".//{qn('w:tblHeader')}")) for table in made.tables]
    assert heads.count(1) == len(made.tables) - 1  # the block of signatures has none
    language = made.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert "NUMPAGES" in "".join(archive.read(n).decode() for n in archive.namelist() if "footer" in n)


def test_the_styles_of_a_firm_are_kept() -> None:
    house = docx.Document()
    house.add_paragraph("Confidential precedent")
    house.styles["Heading 1"].font.name = "Garamond"
    packed = io.BytesIO()
    house.save(packed)
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING), House(packed.getvalue()))))
    assert made.styles["Heading 1"].font.name == "Garamond"
    assert "precedent" not in " ".join(paragraph.text for paragraph in made.paragraphs)
    assert [number for number, _ in numbers(made)] == [number for number, _ in numbered(tree(HOSTING))]


def test_names_of_bookmarks_are_short_and_differ() -> None:
    long = "term-" + "very-" * 20
    assert bookmark_name("clause-6-1-a") == "clause_6_1_a"
    assert len(bookmark_name(long + "a")) == 40
    assert bookmark_name(long + "a") != bookmark_name(long + "b")


def test_what_no_file_may_hold_is_shown_as_such() -> None:
    (run,) = parsed(text_run("a\x0bb"))
    assert run.find(qn("w:t")).text == "a\N{REPLACEMENT CHARACTER}b"


def test_a_short_table_stands_on_one_page_with_its_sentence_and_a_clause_with_the_signatures() -> None:
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING))))
    probes = made.tables[0]
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in probes.rows[1:]] == [
        *([True] * (len(probes.rows) - 2)),
        None,
    ]
    texts = {p.text: p.paragraph_format.keep_with_next for p in made.paragraphs}
    assert [kept for text, kept in texts.items() if "is a record that Provider collects" in text] == [True]
    assert [kept for text, kept in texts.items() if text.startswith("Neither party is liable")] == [True]


def test_no_column_is_narrower_than_its_longest_word_where_there_is_room() -> None:
    made = docx.Document(io.BytesIO(to_docx(tree(ROOT / "tests" / "corpus" / "verizon_private_ip.sla"))))
    (table,) = [table for table in made.tables if table.cell(0, 0).text == "Bandwidth"]
    first, second = table.columns
    assert (second.width / first.width) > 9 / 22  # "Completed" and "above 2 but at most 45"


def test_a_figure_may_stand_on_the_page_after_its_table_and_its_caption_stands_with_it() -> None:
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING))))
    (table,) = [table for table in made.tables if table.cell(0, 0).text == "Monthly Uptime" and len(table.columns) == 2]
    rows = [[cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells] for row in table.rows]
    assert rows == [*([[True, True]] * (len(rows) - 1)), [None, None]]
    (sentence,) = [one for one in made.paragraphs if one.text.startswith("If Provider does not keep Monthly Uptime")]
    assert sentence.paragraph_format.keep_with_next
    assert made.styles["Figure"].paragraph_format.keep_with_next


def test_the_guide_names_every_style_of_the_document() -> None:
    guide = (ROOT / "docs" / "guide" / "documents.md").read_text("utf-8")
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING))))
    library = {style.name for style in docx.Document().styles}
    own = {style.name for style in made.styles} - library
    assert {name for name in own if not re.search(rf"(?:[,;|*] ){name}[,; ]|\*{name}\*", guide)} == set()


def test_a_note_of_a_schedule_stands_where_its_text_does() -> None:
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING))))
    (note,) = [one for one in made.paragraphs if one.text.startswith("Holidays after ")]
    assert note.style.paragraph_format.left_indent == made.styles["Schedule Text"].paragraph_format.left_indent == 0
