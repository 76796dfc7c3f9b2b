"""Foreign documents: what of them is read, and where a finding says that it stands."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document as new_docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sladsl.findings import Finding
from sladsl.prose import review
from sladsl.prose.read import read
from sladsl.prose.read.quotes import read_quotes
from sladsl.prose.sentences import stretches
from sladsl.prose.text import Document, Kind
from sladsl.prose.unreadable import Unreadable


def of(suffix: str, text: str) -> Document:
    return read(f"draft{suffix}", suffix, text.encode())


def only(document: Document, code: str) -> Finding:
    (found,) = [one for one in review(document) if one.code == code]
    return found


def said_at(document: Document, finding: Finding) -> str:
    """What stands at the place of a finding in the text that is shown."""
    assert finding.place is not None
    lines = document.shown.split("\n")[finding.place.line - 1 : finding.place.end_line]
    assert len(lines) == 1
    return lines[0][finding.place.column - 1 : finding.place.end_column - 1]


# --- sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is 99.9%. It is due.", ["It is 99.9%.", "It is due."]),
        ("Acme Inc. pays. See cl. 4.2 of it.", ["Acme Inc. pays.", "See cl. 4.2 of it."]),
        ("From 8 a.m. to 5 p.m. on Mondays. Then not.", ["From 8 a.m. to 5 p.m. on Mondays.", "Then not."]),
        ("1. Fees. 2. Credits.", ["1. Fees.", "2. Credits."]),
        ("Fire, flood, etc. are excluded.", ["Fire, flood, etc. are excluded."]),
        ("Fire, flood, etc. Others count.", ["Fire, flood, etc.", "Others count."]),
        ("100% of the time ..., without gaps", ["100% of the time ..., without gaps"]),
        ("Is it due? It is!", ["Is it due?", "It is!"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in stretches(text)] == sentences


def test_quotations_are_not_read() -> None:
    assert review(of(".txt", 'The notice read: "We act promptly, etc." It was short.')) == ()
    assert review(of(".txt", "The motto is “as soon as possible, where possible”.")) == ()
    assert [one.code for one in review(of(".txt", "Provider acts promptly; it does not act “later”."))] == ["G005"]


def test_apostrophes_quote_nothing() -> None:
    assert only(of(".txt", "The parties' staff act promptly on the customers' calls."), "G005").quotation == "promptly"


# --- plain text ------------------------------------------------------------------------------------------------------


def test_a_place_in_wrapped_text() -> None:
    document = of(
        ".txt", "4. Support\n\n4.1 Provider notifies each outage\n    as soon as\n    possible to Customer.\n"
    )
    found = only(document, "G005")
    assert found.place is not None
    assert (found.place.line, found.place.column, found.place.end_line, found.place.paragraph) == (4, 5, 5, 0)
    assert (found.clause, found.quotation) == ("4.1, under 4. Support", "as soon as possible")


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_markdown_places_count_in_the_source() -> None:
    document = of(
        ".md", "# SLA\n\n## Support\n\nSee [the *promptly* page](https://a.example/promptly) & act **promptly**.\n"
    )
    places = [one for one in review(document) if one.code == "G005"]
    assert [said_at(document, one) for one in places] == ["promptly", "promptly"]
    assert [one.place.column for one in places if one.place] == [11, 63]
    assert {one.clause for one in places} == {"Support"}


def test_code_and_quotes_in_markdown_are_not_read() -> None:
    text = "Write `promptly`.\n\n```text\nPromptly.\n```\n\n> Promptly.\n\n    promptly\n\n<p>promptly</p>\n"
    assert review(of(".md", text)) == ()


def test_a_table_in_markdown_is_a_table() -> None:
    text = "| Uptime | Credit |\n| --- | --- |\n| 95% - 99% | 5% |\n| 90% - 95% | 10% |\n"
    document = of(".md", text)
    assert [[cell.text for cell in row] for row in document.tables[0].rows][1] == ["95% - 99%", "5%"]
    assert said_at(document, only(document, "D002")) == "90% - 95%"


def test_items_know_what_introduces_them() -> None:
    text = (
        "The following is excluded from the calculation of uptime:\n\n- power cuts, including those at night\n- taxes\n"
    )
    assert only(of(".md", text), "F009").quotation == "including"


# --- HTML ------------------------------------------------------------------------------------------------------------


def test_html_is_read_as_it_is_shown() -> None:
    text = (
        "<html><head><title>SLA</title><style>p{}</style><script>promptly()</script></head><body><h2>2 Support</h2>"
        "<p>Provider acts\n <b>as soon</b> as&nbsp;possible.</p><blockquote><p>promptly</p></blockquote>"
        "<ol start=3><li>Calls are answered <code>promptly</code>.<li>Forthwith</ol><p hidden>promptly</p></body></html>"
    )
    document = of(".html", text)
    found = [(one.quotation, one.place.paragraph, one.clause) for one in review(document) if one.place]
    assert found == [("as soon as possible", 2, "2 Support"), ("Forthwith", 4, "4, under 2 Support")]


# --- Word ------------------------------------------------------------------------------------------------------------


def saved(word: Any) -> Document:
    stream = io.BytesIO()
    word.save(stream)
    return read("draft.docx", ".docx", stream.getvalue())


def tracked(paragraph: Any, kind: str, text: str) -> None:
    change, run = OxmlElement(kind), OxmlElement("w:r")
    words = OxmlElement("w:t" if kind == "w:ins" else "w:delText")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def test_word_paragraphs_have_the_numbers_that_word_prints() -> None:
    word = new_docx()
    word.add_heading("Support", 1)
    word.add_paragraph("Calls are free.", style="List Number")
    word.add_paragraph("Provider acts promptly.", style="List Number")
    word.add_paragraph("Provider calls back.", style="List Bullet")
    document = saved(word)
    assert [one.number for one in document.paragraphs] == ["", "1", "2", ""]
    assert [one.kind for one in document.paragraphs] == [Kind.HEADING, Kind.ITEM, Kind.ITEM, Kind.ITEM]
    found = only(document, "G005")
    assert found.place is not None
    assert (found.place.paragraph, found.clause) == (3, "2, under Support")
    assert said_at(document, found) == "promptly"


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    word = new_docx()
    paragraph = word.add_paragraph("Provider acts ")
    tracked(paragraph, "w:del", "promptly")
    tracked(paragraph, "w:ins", "as soon as possible.")
    document = saved(word)
    assert document.paragraphs[0].text == "Provider acts as soon as possible."
    assert [one.quotation for one in review(document)] == ["as soon as possible"]


def test_tiers_in_a_table_of_word() -> None:
    word = new_docx()
    table = word.add_table(rows=0, cols=2)
    for row in (("Uptime", "Credit"), ("99.0% – 99.9%", "5%"), ("95.0% – 98.9%", "10%")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document = saved(word)
    assert said_at(document, only(document, "D001")) == "95.0% – 98.9%"


def test_a_table_within_a_table_is_read_once() -> None:
    word = new_docx()
    outer = word.add_table(rows=1, cols=2)
    outer.rows[0].cells[0].text = "Support"
    inner = outer.rows[0].cells[1].add_table(rows=1, cols=1)
    inner.rows[0].cells[0].text = "Provider acts promptly."
    document = saved(word)
    assert [one.text for one in document.paragraphs] == ["Support", "Provider acts promptly."]
    assert only(document, "G005").quotation == "promptly"


def test_a_quotation_style_is_not_read() -> None:
    word = new_docx()
    word.add_paragraph("Provider acts promptly.", style="Intense Quote")
    word.add_paragraph("Provider acts.")
    assert review(saved(word)) == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0old", b"plain words"])
def test_no_word_document(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^draft\.docx is .*\.$"):
        read("draft.docx", ".docx", content)


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Unreadable, match="no Word document"):
        read("x.docx", ".docx", path.read_bytes())


# --- block quotes of a contract --------------------------------------------------------------------------------------


def test_block_quotes_stand_under_their_clause() -> None:
    text = "# T\n\n## Support\n\n### Calls\n\nA sentence promptly.\n\n> Provider acts with care and\n>   promptly.\n"
    document = read_quotes("contract.sla", text)
    found = only(document, "G005")
    assert found.place is not None
    assert (found.place.line, found.clause) == (10, "Calls")
    assert said_at(document, found) == "promptly"
