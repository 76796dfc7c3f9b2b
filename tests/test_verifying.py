"""Documents that were changed after they were made: which changes are found, and that nothing else is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

import sladsl
from sladsl.verifying import Carrying, Change, verify

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "examples" / "managed-hosting" / "contract.sla"
TEXT = CONTRACT.read_text("utf-8")


@pytest.fixture(scope="module")
def made():
    return sladsl.compile(TEXT, file=str(CONTRACT), formats=("docx", "html")).files


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


@pytest.mark.parametrize("form", ["docx", "html"])
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
    sentence = "Credits for a month shall not exceed 100% of the fees for that month."
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


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_file_that_was_saved_again_is_unchanged(made, tmp_path: Path) -> None:
    for packed, differences in (
        (made["contract.docx"], []),
        (changed(made["contract.docx"], ">25%<", ">20%<"), ["20%"]),
    ):
        (tmp_path / "signed.docx").write_bytes(packed)
        command = [
            "soffice",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(tmp_path / "again"),
            str(tmp_path / "signed.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        verified = verify((tmp_path / "again" / "signed.docx").read_bytes())
        assert verified is not None
        assert verified.carrying is Carrying.GENUINE
        assert [one.after for one in verified.differences] == differences
