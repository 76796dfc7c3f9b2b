"""A firm's own templates and words: what they replace, what they cannot do, and what is said of those that are wrong."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

import sladsl
from sladsl.documents import to_html, to_markdown
from sladsl.documents.house import House, Misfit, read_house
from sladsl.documents.pdf import to_pdf
from sladsl.documents.sentences import clean
from sladsl.documents.word import to_docx
from sladsl.findings import Finding
from tests.documents.test_formats import EVIL, Page, folded, hostile, rendered
from tests.documents.test_pdf import squeezed
from tests.documents.test_word import HOSTING, tree

LETTERHEAD = """{% extends "sladsl/contract.html.j2" %}
{% block top %}
<div class="letterhead"><img src="{{ pictures["mark.svg"] }}" alt="Smith &amp; Partners"></div>
{{ super() }}
{% endblock %}
{% block foot %}
<footer><p>{{ document.title | upper }}, {{ text(document.notes[0]) }}</p></footer>
{% endblock %}
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="4"/></svg>'


def house(**given: str | bytes) -> House:
    """From files whose names have underscores for full stops."""
    made, findings, _ = read_house(named(given), "house")
    assert not findings, findings
    return made


def wrong(**given: str | bytes) -> list[tuple[str, str, int, str]]:
    _, findings, told = read_house(named(given), "house")
    return [shown(finding, told) for finding in findings]


def named(given: dict[str, str | bytes]) -> dict[str, bytes]:
    return {name.replace("_", "."): text.encode() if isinstance(text, str) else text for name, text in given.items()}


def shown(finding: Finding, told: dict[str, str]) -> tuple[str, str, int, str]:
    assert finding.place is not None
    assert finding.place.file in told or finding.code in ("T001", "T002")
    return finding.code, finding.place.file, finding.place.line, finding.message


def test_a_block_of_the_page_is_replaced_and_all_else_stays() -> None:
    document = tree(HOSTING)
    page = to_html(document, house(contract_html_j2=LETTERHEAD, mark_svg=SVG, house_css="h1 { color: {#} }"))
    assert '<img src="data:image/svg+xml;base64,' in page
    assert "h1 { color: {#} }" in page
    assert "MANAGED HOSTING SERVICE LEVEL AGREEMENT, The text of this agreement prevails" in page
    assert page.split("<main")[1].split("<footer")[0] == to_html(document).split("<main")[1].split("<footer")[0]


def test_words_are_replaced_in_every_format() -> None:
    said = house(words_en_toml='version = "Issue {}"\ncontents = "What is in it"\n')
    document = tree(HOSTING)
    pdf = pypdf.PdfReader(io.BytesIO(to_pdf(document, said)))
    made = docx.Document(io.BytesIO(to_docx(document, said)))
    texts = [
        to_html(document, said).partition("<template")[0],
        to_markdown(document, said),
        "\n".join(paragraph.text for paragraph in made.paragraphs),
        "\n".join(page.extract_text() for page in pdf.pages[:1]),
    ]
    for text in texts:
        assert "Issue 2.1" in text
        assert "What is in it" in text
        assert "Version 2.1" not in text


def test_the_layout_of_markdown_and_of_the_pdf_is_replaced() -> None:
    document = tree(HOSTING)
    short = "{% extends 'sladsl/contract.md.j2' %}\n{% block contents %}{% endblock %}\n{% block foot %}*{{ document.version }}*{% endblock %}\n"
    text = to_markdown(document, house(contract_md_j2=short))
    assert "## Contents" not in text
    assert text.endswith("*2.1*\n")
    layout = '#let doc = json(bytes(sys.inputs.document))\n#set document(title: doc.title)\n= #doc.title\n#image("mark.svg", alt: "a mark")\n'
    (page,) = pypdf.PdfReader(io.BytesIO(to_pdf(document, house(contract_typ=layout, mark_svg=SVG)))).pages
    assert page.extract_text().strip() == document.title


def test_the_word_file_of_the_folder_gives_its_styles() -> None:
    firm = docx.Document()
    firm.styles["Heading 1"].font.name = "Garamond"
    packed = io.BytesIO()
    firm.save(packed)
    made = docx.Document(io.BytesIO(to_docx(tree(HOSTING), house(reference_docx=packed.getvalue()))))
    assert made.styles["Heading 1"].font.name == "Garamond"


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("<h1>{{ document.title }}</h1>\n<p>{{ documnt.version }}</p>", "T003", 2, 'names "documnt"'),
        ("\n\n{{ document.tilte }}", "T003", 3, 'asks for "tilte", which document does not have'),
        ("{% if false %}\n{{ words.contrat }}\n{% endif %}", "T003", 2, 'asks for "contrat", which words'),
        ("\n{{ document.title | shout }}", "T003", 2, "No filter named 'shout'"),
        ("\n{{ document.title | safe }}", "T003", 2, "No filter named 'safe'"),
        ("{% include 'letterhead.j2' %}", "T003", 1, 'names "letterhead.j2", and there is no such file'),
        ("\n{% for part in document.parts %}", "T002", 2, "unexpected end of template"),
        ("{% autoescape false %}\n{{ document.title }}{% endautoescape %}", "T004", 1, "cannot turn escaping off"),
    ],
)
def test_what_a_template_names_that_is_not_there_is_found_before_it_is_filled_in(
    text: str, code: str, line: int, says: str
) -> None:
    found = wrong(contract_html_j2=text)
    assert [(one, file, at) for one, file, at, _ in found] == [(code, "house/contract.html.j2", line)]
    assert says.lower() in found[0][3].lower()


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("contract.html.j2", "\n{{ document.parts[0].headline }}", "T003", 2),
        ("contract.html.j2", "\n\n{{ document.parts[99].title }}", "T003", 3),
        ("contract.html.j2", "{{ 1 / 0 }}", "T004", 1),
        ("contract.html.j2", "\n{{ ''.__class__.__mro__ }}", "T004", 2),
        ("contract.html.j2", "\n{{ document.parts.append(1) }}", "T003", 2),
        ("contract.html.j2", "\n{% for n in range(10000000) %}{% endfor %}", "T004", 2),
        ("contract.html.j2", "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", "T004", 1),
        ("contract.md.j2", "\n{% for part in document.parts %}\n{{ part.nummer }}{% endfor %}", "T003", 3),
        ("contract.typ", "\n#foo", "T003", 2),
        ("contract.typ", '#let doc = json(bytes(sys.inputs.document))\n#doc.at("tilte")', "T003", 2),
        ("contract.typ", '\n\n#image("logo.svg")', "T003", 3),
        ("contract.typ", "\n#let x = (", "T002", 2),
    ],
)
def test_what_fails_only_when_it_is_filled_in_is_a_finding_with_its_line(
    name: str, text: str, code: str, line: int
) -> None:
    made, findings, told = read_house({name: text.encode()}, "house")
    assert not findings
    writer = {"contract.html.j2": to_html, "contract.md.j2": to_markdown, "contract.typ": to_pdf}[name]
    with pytest.raises(Misfit) as caught:
        writer(tree(HOSTING), made)
    found = shown(caught.value.finding, told)
    assert found[:3] == (code, f"house/{name}", line), found


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ('# ours\ncontense = "What is in it"', "T003", 2, 'no word "contense"'),
        ('\nversion = "Issue"', "T005", 2, "one blank {}"),
        ('version = "Issue {0.__class__}"', "T005", 1, "one blank {}"),
        ("\n\ncontents = 3", "T005", 3, "is no text"),
        ('contents = "a\nversion = "b {}"', "T002", 1, "no TOML"),
        ("[contents]\nx = 1", "T005", 1, "is no text"),
    ],
)
def test_a_wrong_word_is_found_with_its_line(text: str, code: str, line: int, says: str) -> None:
    found = wrong(words_en_toml=text)
    assert [(one, file, at) for one, file, at, _ in found] == [(code, "house/words.en.toml", line)]
    assert says in found[0][3]


def test_a_file_that_replaces_nothing_is_found() -> None:
    assert [one[:2] for one in wrong(contract_htm_j2="x", README="for us", mark_png=b"\x89PNG")] == [
        ("T001", "house/contract.htm.j2")
    ]
    assert [one[:2] for one in wrong(contract_html_j2=b"\xff\xfe")] == [("T002", "house/contract.html.j2")]


@pytest.mark.parametrize("text", EVIL)
def test_a_template_that_forgets_to_escape_lets_nothing_in(text: str) -> None:
    """Every text that a template can print, printed as carelessly as it can be."""
    careless = (
        "{{ document.title }}\n\n{{ document.parties[0].full }} {{ document.parts[-1].title.upper() }} {{ 'of: %s' | format(document.title) }}"
        "\n\n{% for part in document.parts %}{% for clause in part.clauses %}{{ clause.title }} {{ clause.title ~ '' }}\n\n{% endfor %}{% endfor %}"
    )
    in_markdown = careless.replace(" ~ ''", " | trim")
    evil, harmless = hostile(text), hostile("harmless")
    html, markdown = house(contract_html_j2=careless), house(contract_md_j2=in_markdown)
    for made in (lambda d: Page(to_html(d, html)), lambda d: rendered(to_markdown(d, markdown))):
        assert [tag for tag, _ in made(evil).tags] == [tag for tag, _ in made(harmless).tags]
        assert folded(text.replace("\u202e", "")) in folded(made(evil).text)


NASTY = st.text(
    "<>&'{}[]()#`*_~|\\$@%^!:;/-+=.,0a \t\u202e\u2066\u200f\u200b\x07\x1b\x7f\ufffe", min_size=1, max_size=24
)


@given(NASTY)
@settings(max_examples=8, deadline=None)
def test_no_name_and_no_prose_is_markup_in_any_format(text: str) -> None:
    """Markup, braces, control characters and marks of direction: in every format they are text, or not there."""
    try:
        document = hostile(f"x{text}x")
    except AssertionError:  # not a name that the language takes
        return
    title = folded(document.title)
    for page in (Page(to_html(document)), rendered(to_markdown(document))):
        assert not {tag for tag, _ in page.tags} & {"script", "img", "em", "code", "pre", "del"}
        assert all(link.startswith("#") for link in page.links)
        assert title in folded(page.text)
    made = docx.Document(io.BytesIO(to_docx(document)))
    assert title in {folded(one.text) for one in made.paragraphs}
    assert [
        run for run in made.element.body.iter(qn("w:rPr")) if [child.tag for child in run] != [qn("w:rStyle")]
    ] == []
    assert not BIDI & set(document.title)


BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, and can hide what a text says."""


@given(NASTY)
@settings(max_examples=3, deadline=None)
def test_no_name_is_markup_in_typst(text: str) -> None:
    """A layout that prints nothing but the title: what is read in the file is the title."""
    document = replace(tree(HOSTING), title=clean(f'#panic("{text}")'))
    layout = "#let doc = json(bytes(sys.inputs.document))\n#set document(title: doc.title)\n#metadata(doc.title)#text(doc.title)"
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(document, house(contract_typ=layout)))).pages
    read = squeezed("".join(page.extract_text() for page in pages))
    plain = "".join(one for one in squeezed(document.title) if one.isascii() and one.isprintable())
    assert plain == "".join(one for one in read if one.isascii() and one.isprintable())


def test_a_sign_that_no_font_has_is_a_finding_and_a_font_of_the_folder_is_used() -> None:
    compiled = sladsl.compile(HOSTING.read_text("utf-8").replace("Contoso Retail", "日本商事"), file=str(HOSTING))
    assert [(one.code, one.message) for one in compiled.findings] == [
        ("T006", 'the fonts of the PDF have no sign for "日"')
    ]
    assert not compiled.files
    found = sorted(Path("/usr/share/fonts").rglob("*.ttf"))
    if found:
        font = found[0].read_bytes()
        assert to_pdf(tree(HOSTING), house(firm_ttf=font)).startswith(b"%PDF")


def test_the_layout_of_this_package_can_be_set_within_that_of_a_firm() -> None:
    layout = '#set page(background: [Privileged])\n#include "sladsl/contract.typ"\n'
    made, plain = (
        pypdf.PdfReader(io.BytesIO(to_pdf(tree(HOSTING), one))) for one in (house(contract_typ=layout), House())
    )
    assert len(made.pages) == len(plain.pages)
    assert all("Privileged" in page.extract_text() for page in made.pages)


def test_the_command_tells_the_line_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sladsl.cli import main

    firm = tmp_path / "house"
    firm.mkdir()
    (firm / "contract.md.j2").write_text("# {{ document.title }}\n\n{{ document.tilte }}\n")
    told = [str(HOSTING), "-o", str(tmp_path / "out"), "--document", "md", "--templates", str(firm)]
    assert main(["compile", *told]) == 1
    said = capsys.readouterr().err
    assert "contract.md.j2:3" in said
    assert "{{ document.tilte }}" in said
    assert "Did you mean title?" in said
    assert not (tmp_path / "out").exists()
    assert main(["compile", *told[:-1], str(firm / "no")]) == 2


def test_compile_takes_the_folder(tmp_path: Path) -> None:
    (tmp_path / "words.en.toml").write_text('contents = "What is in it"\n')
    compiled = sladsl.compile(HOSTING.read_text("utf-8"), file=str(HOSTING), formats=("md",), templates=tmp_path)
    assert b"## What is in it" in compiled.files["contract.md"]
