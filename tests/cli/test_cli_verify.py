from __future__ import annotations

from tests.test_verifying import CONTRACT, TEXT, changed


def test_a_document_is_unchanged_or_says_where_it_is_not(sladsl, tmp_path):
    assert sladsl("compile", CONTRACT, "-o", tmp_path, "--document", "docx").code == 0
    signed = tmp_path / "contract.docx"
    ended = sladsl("verify", signed, "--source", CONTRACT)
    assert (ended.code, "unchanged" in ended.out) == (0, True)
    signed.write_bytes(changed(signed.read_bytes(), ">25%<", ">20%<"))
    ended = sladsl("verify", signed)
    assert ended.code == 1
    assert 'in the row "at least 95.0% but below 99.0%"' in ended.out
    (tmp_path / "other.sla").write_text(TEXT.replace("GBP 100.00", "GBP 90.00", 1))
    assert "GBP 90.00" in sladsl("verify", signed, "--source", tmp_path / "other.sla").out


def test_what_is_no_document_is_refused(sladsl, tmp_path):
    (tmp_path / "x.docx").write_text("hello")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    for name in ("x.docx", "x.pdf", "none.docx"):
        ended = sladsl("verify", tmp_path / name)
        assert (ended.code, ended.out) == (2, "")


def test_formats_and_a_firms_file(sladsl, first, tmp_path):
    assert sladsl("compile", first, "-o", tmp_path / "a", "--document", "html, docx").code == 0
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert {"contract.html", "contract.docx"} <= names
    assert not {"contract.md", "contract.pdf"} & names
    assert "There is no format" in sladsl("compile", first, "-o", tmp_path / "b", "--document", "doc").err
    house = tmp_path / "a" / "contract.docx"
    assert sladsl("compile", first, "-o", tmp_path / "c", "--document", "docx", "--reference-doc", house).code == 0
    (tmp_path / "no.docx").write_text("hello")
    ended = sladsl("compile", first, "-o", tmp_path / "d", "--reference-doc", tmp_path / "no.docx")
    assert (ended.code, (tmp_path / "d").exists()) == (2, False)


def test_a_document_of_a_firm_is_verified_with_its_words(sladsl, tmp_path):
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "words.en.toml").write_text('version = "Issue {}"\n')
    told = ("--templates", tmp_path / "house")
    assert sladsl("compile", CONTRACT, "-o", tmp_path / "out", "--document", "docx", *told).code == 0
    signed = tmp_path / "out" / "contract.docx"
    assert '"Issue 2.1, dated 12 December 2025"' in sladsl("verify", signed).out
    assert sladsl("verify", signed, *told).code == 0
    (tmp_path / "house" / "words.en.toml").write_text("version = 3\n")
    ended = sladsl("verify", signed, *told)
    assert (ended.code, "words.en.toml:1" in ended.err) == (1, True)
