"""Documents in other languages: the same tree, said whole, with each figure in the manner of the language."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

import sladsl
from sladsl.documents.languages import tags
from sladsl.documents.languages.figures import in_manner_of
from sladsl.documents.tree import Document, Paragraph, Reference, plain
from sladsl.documents.wording import Words
from sladsl.documents.wording_plain import PlainWords
from tests.documents.coverage import ROOT, document, without_wording

FOLDERS = ROOT / "sladsl" / "documents" / "languages"
OTHERS = tags()[1:]
HOSTING = ROOT / "examples" / "managed-hosting" / "contract.sla"
RETAINER = ROOT / "examples" / "development-retainer" / "contract.sla"


@cache
def made(path: Path, tag: str) -> Document:
    found = document(path, tag)
    assert found is not None
    return found


def paragraphs(document: Document) -> list[Paragraph]:
    blocks = (block for part in document.parts for clause in part.clauses for block in clause.blocks)
    return [block for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_all_words_of_its_own(tag: str) -> None:
    given = tomllib.loads((FOLDERS / tag / "words.toml").read_text("utf-8"))
    summary = {field.name for field in fields(PlainWords)}  # which is made in English only
    assert {field.name for field in fields(Words)} - summary - set(given) <= {
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
        "Pour chaque Ticket qui n’est pas Answered dans les délais, Provider doit créditer à Customer 100,00\xa0GBP."
    )


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


def test_a_translated_document_verifies_in_its_language() -> None:
    compiled = sladsl.compile(HOSTING.read_text("utf-8"), formats=("html",), language="de")
    content = compiled.files["contract.html"]
    from sladsl.verifying import Carrying, verify

    verified = verify(content, None)
    assert verified is not None
    assert (verified.carrying, verified.differences) == (Carrying.GENUINE, ())
    changed = verify(content.replace("99,9\xa0%".encode(), "98,9\xa0%".encode(), 1), None)
    assert changed is not None
    assert changed.differences


def test_prose_is_kept_and_marked() -> None:
    other = made(HOSTING, "de")
    html = sladsl.compile(HOSTING.read_text("utf-8"), formats=("html",), language="de").files["contract.html"].decode()
    assert '<html lang="de">' in html
    assert '<span lang="en">Neither party is liable' in html
    assert any(one.text.startswith("Neither party is liable") for one in other.kept)
    assert json.loads(other.embedded)["language"] == "de"
