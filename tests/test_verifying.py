"""Documents that were changed after they were made: which changes are found, and that nothing else is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

import sladsl
from sladsl.verifying import Carrying, Change, verify

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "examples" / "managed-hosting" / "contract.sla"
TEXT = CONTRACT.read_text("utf-8")


@pytest.fixture(scope="module")
def made():
    return sladsl.compile(TEXT, file=str(CONTRACT), formats=("docx", "html", "md", "pdf")).files


def changed(packed: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The Word file with one text of it replaced."""
    out, found = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, zipfile.ZipFile(out, "w") as again:
        for name in archive.namelist():
            content = archive.read(name)
            if re.fullmatch(part, name):
                found = True
                assert old in content.decode(), old
                content = content.decode().replace(old, new, 1).encode()
            again.writestr(name, content)
    assert found
    return out.getvalue()


def without(packed: bytes, part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, zipfile.ZipFile(out, "w") as again:
        for name in archive.namelist():
            content = archive.read(name)
            again.writestr(name, b"<gone/>" if re.fullmatch(part, name) and b"sladsl:source" in content else content)
    return out.getvalue()


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_what_is_made_is_unchanged(made, form: str) -> None:
    verified = verify(made[f"contract.{form}"])
    assert verified is not None
    assert (verified.carrying, verified.differences) == (Carrying.GENUINE, ())


def test_a_changed_digit_of_a_table_is_found(made) -> None:
    verified = verify(changed(made["contract.docx"], ">25%<", ">20%<"))
    assert verified is not None
    (one,) = verified.differences
    assert (one.change, one.before, one.after, one.row) == (
        Change.CHANGED,
        "25%",
        "20%",
        "at least 95.0% but below 99.0%",
    )


def test_a_deleted_sentence_is_found(made) -> None:
    sentence = "Credits for a month do not exceed 100% of the fees for that month."
    packed = made["contract.docx"]
    body = zipfile.ZipFile(io.BytesIO(packed)).read("word/document.xml").decode()
    paragraph = next(
        p for p in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL) if "Credits for a month" in p and "exceed" in p
    )
    verified = verify(changed(packed, paragraph, ""))
    assert verified is not None
    deleted = [one.before for one in verified.differences if one.change is Change.DELETED]
    assert deleted == [sentence]


def test_swapped_parties_are_found(made) -> None:
    packed = changed(made["contract.docx"], ">Provider</w:t>", ">Customer</w:t>")
    verified = verify(packed)
    assert verified is not None
    (one,) = verified.differences
    assert one.change is Change.CHANGED
    assert ("Provider" in one.before, one.before != one.after) == (True, True)


def test_a_changed_page_is_found(made) -> None:
    page = made["contract.html"].replace(b"EUR", b"EUR").replace(b">25%<", b">20%<", 1)
    verified = verify(page)
    assert verified is not None
    assert [(one.before, one.after) for one in verified.differences] == [("25%", "20%")]


def test_a_text_that_was_taken_out_or_changed_is_told(made) -> None:
    stripped = verify(without(made["contract.docx"], r"customXml/item\d+\.xml"))
    assert stripped is not None
    assert (stripped.carrying, stripped.differences) == (Carrying.STRIPPED, None)
    compared = verify(without(made["contract.docx"], r"customXml/item\d+\.xml"), (str(CONTRACT), TEXT))
    assert compared is not None
    assert compared.differences == ()
    forged = verify(changed(made["contract.docx"], "| 25%", "| 20%", r"customXml/item2\.xml"))
    assert forged is not None
    assert forged.carrying is Carrying.FORGED
    assert "20%" in [one.before for one in forged.differences]


def test_comments_change_nothing_and_other_words_do(made) -> None:
    commented = TEXT.replace("## Parties", "// privileged: we would accept 99.5%\n## Parties")
    assert b"privileged" not in sladsl.compile(commented, file=str(CONTRACT), formats=("html",)).files["contract.html"]
    same = verify(made["contract.docx"], (str(CONTRACT), commented))
    assert same is not None
    assert (same.differences, same.of_source) == ((), ())
    other = verify(made["contract.docx"], (str(CONTRACT), TEXT.replace("GBP 100.00", "GBP 90.00", 1)))
    assert other is not None
    assert [line[:2] for line in other.of_source] == ["- ", "+ "]
    assert other.differences == ()


def test_what_is_no_document() -> None:
    assert verify(b"hello") is None
    assert verify(b"\xff\xfe") is None


def of_pdf(content: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    """The PDF, changed and saved again by another program."""
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(content)), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


@pytest.mark.slow
def test_a_pdf_is_read(made) -> None:
    def forged(writer: pypdf.PdfWriter) -> None:
        (carried,) = writer.attachment_list
        told = carried.content.decode()
        assert "| 25%" in told
        carried.content = told.replace("| 25%", "| 20%").encode()

    def shorter(writer: pypdf.PdfWriter) -> None:
        writer.remove_page(1)

    saved = verify(of_pdf(made["contract.pdf"], lambda writer: None))
    assert saved is not None
    assert (saved.carrying, saved.differences) == (Carrying.GENUINE, ())
    lost = verify(of_pdf(made["contract.pdf"], shorter))
    assert lost is not None
    assert lost.differences
    assert {one.change for one in lost.differences} <= {Change.DELETED, Change.CHANGED}
    assert "Times are in Europe/London." in " ".join(one.before for one in lost.differences)
    other = verify(of_pdf(made["contract.pdf"], forged))
    assert other is not None
    assert other.carrying is Carrying.FORGED
    assert any("20%" in one.before and "25%" in one.after for one in other.differences)


@pytest.mark.slow
def test_a_pdf_without_its_text_is_told(made) -> None:
    def stripped(writer: pypdf.PdfWriter) -> None:
        del writer._root_object["/Names"]

    bare = of_pdf(made["contract.pdf"], stripped)
    found, compared = verify(bare), verify(bare, (str(CONTRACT), TEXT))
    assert found is not None
    assert compared is not None
    assert (found.carrying, found.differences) == (Carrying.STRIPPED, None)
    assert compared.differences == ()
    with pytest.raises(ValueError, match="cannot be read"):
        verify(b"%PDF-1.7\nnothing")


def test_markdown_is_compared_with_the_source_that_is_given(made) -> None:
    text = made["contract.md"]
    alone, same = verify(text), verify(text, (str(CONTRACT), TEXT))
    changed = verify(text.replace(b"25%", b"20%", 1), (str(CONTRACT), TEXT))
    assert alone is not None
    assert same is not None
    assert changed is not None
    assert (alone.carrying, alone.differences) == (Carrying.NEVER, None)
    assert same.differences == ()
    (one,) = changed.differences
    assert ("25%" in one.before, "20%" in one.after) == (True, True)


def test_the_head_and_the_foot_of_the_pages_are_compared(made) -> None:
    head = verify(changed(made["contract.docx"], "Version 2.1<", "Version 2.2<", r"word/header\d\.xml"))
    foot = verify(changed(made["contract.docx"], "SHA-256 ", "SHA-256 0", r"word/footer\d\.xml"))
    assert head is not None
    assert foot is not None
    assert [(one.edge, one.after[-11:]) for one in head.differences] == [("head", "Version 2.2")]
    assert [one.edge for one in foot.differences] == ["foot"]
    paper = verify(changed(made["contract.docx"], ">Managed", ">Smith LLP. Managed", r"word/header\d\.xml"))
    assert paper is not None
    assert paper.differences == ()  # a firm's own paper


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_file_that_was_saved_again_is_unchanged_but_for_what_was_changed(made, tmp_path: Path) -> None:
    packed = made["contract.docx"]
    body = zipfile.ZipFile(io.BytesIO(packed)).read("word/document.xml").decode()
    sentence = next(p for p in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL) if "exceed" in p and "Credits for" in p)
    several = changed(packed, sentence, "")
    several = changed(several, ">Northwind Hosting Ltd</w:t>", ">Contoso Retail GmbH</w:t>")
    several = changed(several, "Version 2.1<", "Version 2.2<", r"word/header\d\.xml")
    cases = {"same": packed, "digit": changed(packed, ">25%<", ">20%<"), "several": several}
    for name, content in cases.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    convert_again(tmp_path, [tmp_path / f"{name}.docx" for name in cases])
    found = {name: verify((tmp_path / "again" / f"{name}.docx").read_bytes()) for name in cases}
    assert all(one is not None and one.carrying is Carrying.GENUINE for one in found.values())
    assert found["same"].differences == ()
    assert [(one.before, one.after, one.row) for one in found["digit"].differences] == [
        ("25%", "20%", "at least 95.0% but below 99.0%")
    ]
    assert {(one.change, one.edge) for one in found["several"].differences} == {
        (Change.CHANGED, "head"),
        (Change.CHANGED, ""),
        (Change.DELETED, ""),
    }
    said = " ".join(f"{one.before} > {one.after}" for one in found["several"].differences)
    assert "Northwind Hosting Ltd, 1 Dock Street" in said
    assert "Credits for a month do not exceed" in said
    commented = TEXT.replace("## Parties", "// only a comment\n## Parties")
    again = verify((tmp_path / "again" / "same.docx").read_bytes(), (str(CONTRACT), commented))
    assert again is not None
    assert (again.differences, again.of_source) == ((), ())


def convert_again(folder: Path, files: list[Path]) -> None:
    """As Word files by LibreOffice, in `again`; with a profile of its own, so that no other one that runs is in the way."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "again")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
