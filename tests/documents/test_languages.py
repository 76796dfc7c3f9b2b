"""Documents in other languages: the same tree, said whole, with each figure in the manner of the language."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from random import Random

import pytest

import sladsl
from sladsl.documents import to_html, to_markdown
from sladsl.documents.languages import language, tags
from sladsl.documents.languages.figures import in_manner_of
from sladsl.documents.languages.template import Body, Group, Inflected, Slot, Swap
from sladsl.documents.tree import Document, Paragraph, Reference, plain
from sladsl.documents.wording import Words
from sladsl.documents.wording_plain import OF_ENGLISH
from sladsl.model.slots import CONSEQUENCES, COUNTING, TIMES
from sladsl.syntax.table import load_table
from tests.documents.conftest import drafted
from tests.documents.coverage import ROOT, contracts, document, unsaid_forms, without_wording

FOLDERS = ROOT / "sladsl" / "documents" / "languages"
OTHERS = tags()[1:]
HOSTING = ROOT / "examples" / "managed-hosting" / "contract.sla"
STORAGE = ROOT / "tests" / "ambiguity" / "sheets" / "object_storage.sla"
RETAINER = ROOT / "examples" / "development-retainer" / "contract.sla"


@cache
def made(path: Path, tag: str) -> Document:
    return drafted(path.read_text("utf-8"), path.parent, language=tag)


def paragraphs(document: Document) -> list[Paragraph]:
    blocks = (block for part in document.parts for clause in part.clauses for block in clause.blocks)
    return [block for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_all_words_of_its_own(tag: str) -> None:
    given = tomllib.loads((FOLDERS / tag / "words.toml").read_text("utf-8"))
    assert {field.name for field in fields(Words)} - OF_ENGLISH - set(given) <= {
        "language",
        "nowhere",
        "listed",
        "cap_does",
    }


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("path", [HOSTING, RETAINER], ids=lambda path: path.parent.name)
def test_the_tree_is_the_same(path: Path, tag: str) -> None:
    english, other = made(path, "en"), made(path, tag)
    assert other.language == tag
    ours, theirs = paragraphs(english), paragraphs(other)
    assert [(one.label, one.anchor, one.line) for one in ours] == [(one.label, one.anchor, one.line) for one in theirs]
    for one, two in zip(ours, theirs, strict=True):
        targets = [
            {(run.number, run.target) for run in runs if isinstance(run, Reference)} for runs in (one.runs, two.runs)
        ]
        assert targets[0] == targets[1], plain(two.runs)


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("path", [HOSTING, RETAINER], ids=lambda path: path.parent.name)
def test_examples_are_said_whole(path: Path, tag: str) -> None:
    assert without_wording(made(path, tag)) == []


def test_a_sentence_in_german() -> None:
    said = {one.label: plain(one.runs) for one in paragraphs(made(HOSTING, "de"))}
    assert said["8.1(a)"] == "Provider hat Monthly Uptime in jedem Monat bei mindestens 99,9\xa0% zu halten."
    assert said["8.2(c)"] == (
        "Für jedes Ticket, das nicht rechtzeitig Answered ist, hat Provider Customer 100,00\xa0GBP gutzuschreiben."
    )


def test_a_sentence_in_french() -> None:
    said = {one.label: plain(one.runs) for one in paragraphs(made(HOSTING, "fr"))}
    assert said["8.1(a)"] == "Provider doit maintenir Monthly Uptime au cours de chaque mois à au moins 99,9\xa0%."
    assert said["8.2(c)"] == (
        "Pour chaque Ticket qui n’est pas Answered dans les délais, Provider doit accorder à Customer un crédit de 100,00\xa0GBP."
    )


def test_counts_of_things_are_said_in_words_and_what_is_measured_in_digits() -> None:
    said = [plain(one.runs) for one in paragraphs(made(HOSTING, "de"))]
    assert any("in drei von beliebigen sechs aufeinanderfolgenden Monaten weniger als 99,0\xa0%" in one for one in said)
    assert any("mit einer Frist von mindestens 30 Tagen" in one for one in said)
    assert any("mindestens 5 aufeinanderfolgenden Minuten" in one for one in said)
    many = HOSTING.read_text("utf-8").replace("any 6 consecutive months", "any 1,000 consecutive months")
    said = [plain(one.runs) for one in paragraphs(drafted(many, HOSTING.parent, language="de"))]
    assert any("in drei von beliebigen 1.000 aufeinanderfolgenden Monaten" in one for one in said)


def test_a_number_that_the_author_writes_in_words_has_them_in_each_language() -> None:
    text = HOSTING.read_text("utf-8").replace("within 5 business days", "within thirty (30) business days", 1)
    assert "thirty (30)" in text
    for tag, words in {
        "de": "dreißig (30) Geschäftstagen",
        "fr": "trente (30) jours ouvrés",
        "es": "treinta (30) días hábiles",
    }.items():
        document = drafted(text, HOSTING.parent, language=tag)
        assert any(words in plain(one.runs) for one in paragraphs(document)), tag
        assert without_wording(document) == []


FIGURES = {"MONEY": r"\b[A-Z]{3} [0-9][0-9,]*(?:\.[0-9]+)?", "PERCENT": r"\b[0-9][0-9,]*(?:\.[0-9]+)?%"}


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("path", [HOSTING, RETAINER], ids=lambda path: path.parent.name)
def test_each_figure_of_a_sentence_stands_in_its_translation(path: Path, tag: str) -> None:
    for ours, theirs in zip(paragraphs(made(path, "en")), paragraphs(made(path, tag)), strict=True):
        said = plain(theirs.runs)
        for kind, pattern in FIGURES.items():
            for figure in re.findall(pattern, plain(ours.runs)):
                shown = in_manner_of(kind, figure, tag)
                assert shown in said or figure in said, f"{figure} of {plain(ours.runs)!r} is not in {said!r}"


@pytest.mark.slow
def test_a_translated_document_verifies_in_its_language() -> None:
    compiled = sladsl.compile(RETAINER.read_text("utf-8"), formats=("html",), language="de")
    content = compiled.files["contract.html"]
    from sladsl.verifying import Carrying, verify

    verified = verify(content, None)
    assert verified is not None
    assert (verified.carrying, verified.differences) == (Carrying.GENUINE, ())
    changed = verify(content.replace("97\xa0%".encode(), "96\xa0%".encode(), 1), None)
    assert changed is not None
    assert changed.differences


def test_prose_is_kept_and_marked() -> None:
    other = made(HOSTING, "de")
    html = to_html(other)
    assert '<html lang="de">' in html
    assert '<span lang="en">Neither party is liable' in html
    assert any(one.text.startswith("Neither party is liable") for one in other.kept)
    assert json.loads(other.embedded)["language"] == "de"


WITH_GERMAN = """## Languages

The English text of this agreement prevails.
In German, "Ticket" is the feminine "Anfrage" (plural "Anfragen").
In German, "Opened" is "eröffnet".
In German, "Availability" is "Erreichbarkeit".
In French, "Ticket" is the masculine "billet".

## Interpretation
"""


@cache
def with_german() -> str:
    text = HOSTING.read_text("utf-8").replace("## Interpretation\n", WITH_GERMAN, 1)
    prose = "beyond its reasonable control.\n"
    assert prose in text
    return text.replace(prose, f"{prose}\n> In German: Keine Partei haftet für {{höhere}} Gewalt.\n", 1)


def test_what_the_author_says_in_a_language_stands_in_its_document() -> None:
    german = to_markdown(drafted(with_german(), language="de"))
    told = re.sub(r"<a id=\"[^\"]*\"></a>|\]\(#[^)]*\)|\[", "", german)
    assert "**„Anfrage“ („Ticket“)** ist eine Aufzeichnung" in told
    assert "Eine Anfrage gehört zum Monat, in welchem sie eröffnet ist" in told
    assert "dass jede Anfrage mit Priority 1 innerhalb von 15 Minuten" in told
    assert "8.1 Verfügbarkeit" not in told
    assert "9.1 Erreichbarkeit" in told
    assert "Keine Partei haftet für \\{höhere\\} Gewalt." in told
    assert "Neither party is liable" not in told
    assert "Maßgeblich ist der englische Text." in told
    english = to_markdown(drafted(with_german()))
    assert "Keine Partei" not in english
    assert "In German, “Ticket” is the feminine “Anfrage” (plural “Anfragen”)." in english


def test_the_text_that_prevails_is_named() -> None:
    text = with_german().replace("The English text", "The German text")
    assert "Maßgeblich ist der deutsche Text." in to_markdown(drafted(text, language="de"))


@pytest.mark.parametrize(
    ("tag", "one", "several"),
    [
        ("de", "der den Anforderungen („back-off requirements“) genügt", "den Anforderungen („rules“) genügen"),
        ("es", "que cumple los requisitos («back-off requirements»)", "que cumplen los requisitos («rules»)"),
        ("fr", "qui satisfait aux exigences (« back-off requirements »)", "qui satisfont aux exigences (« rules »)"),
    ],
)
def test_what_has_to_be_met_is_named(tag: str, one: str, several: str) -> None:
    text = STORAGE.read_text("utf-8")
    assert one in to_markdown(drafted(text, language=tag))
    single = "a Request that conforms to the back-off\nrequirements"
    wrapped = text.replace(single.replace("\n", " "), single)
    assert one in to_markdown(drafted(wrapped, language=tag))
    assert several in to_markdown(
        drafted(wrapped.replace(single, "the Requests that comply with the rules"), language=tag)
    )


WHOLE = OTHERS
"""Languages that say every form of the grammar: all of them."""


@pytest.mark.slow
@pytest.mark.parametrize("tag", WHOLE)
def test_every_form_of_the_grammar_has_wording(tag: str) -> None:
    assert list(unsaid_forms(tag, tries=4)) == []


@pytest.mark.slow
@pytest.mark.parametrize("tag", WHOLE)
def test_contracts_are_said_whole(tag: str) -> None:
    """A sample of the corpus; `python -m tests.documents.coverage` tries all."""
    for path in Random(5).sample(contracts(), 10):
        found = document(path, tag)
        assert found is None or without_wording(found) == [], path.name


@pytest.mark.parametrize("tag", OTHERS)
def test_every_question_has_wording(tag: str) -> None:
    asked = {*TIMES, *COUNTING, *CONSEQUENCES}
    assert asked - set(language(tag).questions) == set()


@pytest.mark.parametrize("tag", OTHERS)
def test_templates_speak_of_what_the_grammar_has(tag: str) -> None:
    """A phrase that the grammar no longer has, or a slot that it never had, would never be said."""
    shapes = language(tag).members
    known = {*shapes, *(one for members in shapes.values() for one in members), *PSEUDO}
    table = load_table()
    phrases = {name for rule in table.rules for name in (rule.origin, rule.name)} | {*table.terminals} | PSEUDO
    for kind, templates in language(tag).templates.items():
        assert kind in phrases, templates[0].place
        for template in templates:
            for slot in slots(template.body):
                assert slot in known | phrases | {"*", "text"}, f"{slot} in {template.place}"
            for word in inflected(template.body):
                assert word in language(tag).inflection.paradigms, f"@{word} in {template.place}"


PSEUDO = {"test_fails_to", "test_fails_under", "example_given", "example_follows", "PLACE"}


def slots(body: Body) -> Iterator[str]:
    for piece in body:
        match piece:
            case Slot():
                yield piece.name
            case Group():
                yield from slots(piece.body)
                yield from slots(piece.otherwise)
            case Swap():
                yield from slots(piece.first)
                yield from slots(piece.second)


def inflected(body: Body) -> Iterator[str]:
    for piece in body:
        match piece:
            case Inflected():
                yield piece.word
            case Group():
                yield from inflected(piece.body)
                yield from inflected(piece.otherwise)
            case Swap():
                yield from inflected(piece.first)
                yield from inflected(piece.second)
