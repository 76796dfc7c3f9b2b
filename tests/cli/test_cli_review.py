from __future__ import annotations

import json

import pytest

DRAFT = "# Support\n\nProvider shall notify each outage promptly.\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def test_a_finding_names_the_words(sladsl, draft):
    ended = sladsl("review", draft)
    assert (ended.code, ended.err) == (1, "")
    assert f"{draft}:3:35" in ended.out
    assert "error[G005]" in ended.out
    assert "^^^^^^^^" in ended.out


def test_a_draft_without_findings(sladsl, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text("Provider shall answer each call within 30 seconds after it rings.\n", "utf-8")
    ended = sladsl("review", path)
    assert (ended.code, ended.out, ended.err) == (0, f"{path}: no findings.\n", "")


def test_json_has_the_quotation_and_the_paragraph(sladsl, draft, tmp_path):
    page = tmp_path / "draft.html"
    page.write_text("<h1>Support</h1><p>Provider shall notify each outage promptly.</p>", "utf-8")
    ended = sladsl("review", draft, page, "--format", "json")
    found = [
        (one["code"], one["quotation"], one["line"], one["paragraph"], one["clause"]) for one in ended.json["findings"]
    ]
    assert found == [("G005", "promptly", 2, 2, "Support"), ("G005", "promptly", 3, None, "Support")]


@pytest.mark.parametrize(
    ("format", "holds"), [("sarif", '"ruleId": "G005"'), ("github", "::error file="), ("html", "promptly")]
)
def test_other_formats(sladsl, draft, format, holds):
    ended = sladsl("review", draft, "--format", format)
    assert ended.code == 1
    assert holds in ended.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("draft.docx", b"PK no", "is no Word document"),
        ("draft.pdf", b"%PDF", "is of no kind that can be reviewed"),
        ("draft.md", b"\xff", "is not UTF-8 text"),
    ],
)
def test_what_cannot_be_read(sladsl, tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    ended = sladsl("review", path)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_a_draft_that_is_not_there(sladsl, tmp_path):
    ended = sladsl("review", tmp_path / "none.md")
    assert ended.code == 2
    assert "There is no draft" in ended.err


def test_block_quotes_of_a_contract_are_checked(sladsl, first):
    text = first.read_text("utf-8") + "\n> Provider restores the Service as soon as possible.\n"
    first.write_text(text, "utf-8")
    ended = sladsl("check", first, "--format", "json")
    assert ended.code == 0
    (found,) = json.loads(ended.out)["findings"]
    assert (found["code"], found["severity"], found["quotation"]) == ("G005", "warning", "as soon as possible")


def test_explain_tells_of_the_language_and_of_prose(sladsl):
    page = sladsl("explain", "D001").out
    assert "```sla\n" in page
    assert "## In prose\n" in page
    assert "```text\n" in page


def test_the_page_says_the_paragraph_and_has_no_code_words(sladsl, tmp_path):
    page = tmp_path / "draft.html"
    page.write_text("<h1>Support</h1><p>Provider shall notify each outage promptly.</p>", "utf-8")
    shown = sladsl("review", page, "--format", "html").out
    assert "Clause <b>Support</b>, paragraph 2" in shown
    assert "1 wording that two readers take differently" in shown
    assert "G005" not in shown
