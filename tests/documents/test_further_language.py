"""A further language is a folder: with one laid beside the others, all documents speak it, and no code knows of it."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

import sladsl
from sladsl.documents.languages import language as of_tag
from sladsl.documents.languages import tags
from tests.documents.coverage import ROOT

FOLDERS = ROOT / "sladsl" / "documents" / "languages"
CONTRACT = ROOT / "examples" / "development-retainer" / "contract.sla"
TAG = "it"


@pytest.fixture
def with_italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Spanish folder under another name, with the dates of Italy and two words changed."""
    for tag in tags()[1:]:
        shutil.copytree(FOLDERS / tag, tmp_path / tag)
    folder = tmp_path / TAG
    shutil.copytree(FOLDERS / "es", folder)
    for file, before, after in (
        ("language.toml", 'locale = "es"', f'locale = "{TAG}"'),
        ("words.toml", 'contents = "Índice"', 'contents = "Indice"'),
        ("calculations.toml", "{count} tramos completos de {size}", "{count} scatti interi di {size}"),
    ):
        text = (folder / file).read_text("utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after), "utf-8")
    monkeypatch.setattr(sys.modules["sladsl.documents.languages.language"], "files", lambda package: tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("with_italian")
def test_all_formats_speak_a_language_that_is_only_a_folder() -> None:
    assert TAG in tags()
    assert of_tag(TAG).locale == TAG
    made = sladsl.compile(
        CONTRACT.read_text("utf-8"), file=str(CONTRACT), formats=("docx", "pdf", "html", "md"), language=TAG
    )
    assert not [one for one in made.findings if one.severity == "error"]
    page, word = made.files["contract.html"].decode(), zipfile.ZipFile(io.BytesIO(made.files["contract.docx"]))
    text = word.read("word/document.xml").decode()
    assert f'<html lang="{TAG}"' in page
    for said in (page, text, made.files["contract.md"].decode()):
        assert "Indice" in said
        assert "scatti interi di" in said
        assert "gennaio" in said or "aprile" in said
    assert f'w:val="{TAG}"' in word.read("word/styles.xml").decode()
    assert made.files["contract.pdf"].startswith(b"%PDF")
    style = sladsl.compile(CONTRACT.read_text("utf-8"), file=str(CONTRACT), formats=("md",), language=TAG)
    assert style.files["contract.md"] == made.files["contract.md"]
