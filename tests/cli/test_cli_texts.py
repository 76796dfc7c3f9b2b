"""The commands that write and run texts: new, fmt, test."""

from __future__ import annotations

import os

import pytest

from sladsl.commands.templates import Template

# --- new -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", list(Template))
def test_a_first_contract_is_short_and_has_no_findings(sladsl, tmp_path, template):
    path = tmp_path / "mine.sla"
    ended = sladsl("new", path, "--template", template)
    assert ended.code == 0
    assert f"sladsl check {path}" in ended.out
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 25
    assert "This agreement follows the Standard Interpretation Rules, edition 1." in text
    assert sladsl("check", path, "--strict").out == f"{path}: no findings.\n"
    assert sladsl("compile", path, "-o", tmp_path / "out", "--final").code == 0


def test_new_in_a_folder(sladsl, tmp_path):
    assert sladsl("new", tmp_path).code == 0
    assert sladsl("new", tmp_path / "a" / "b").code == 0
    assert (tmp_path / "contract.sla").read_bytes() == (tmp_path / "a" / "b" / "contract.sla").read_bytes()


def test_new_writes_over_nothing(sladsl, first):
    before = first.read_bytes()
    first.write_bytes(before + b"mine")
    ended = sladsl("new", first)
    assert (ended.code, ended.out) == (2, "")
    assert "is already there" in ended.err
    assert first.read_bytes() == before + b"mine"


def test_new_below_a_file(sladsl, first):
    ended = sladsl("new", first / "contract.sla")
    assert ended.code == 2
    assert "is a file" in ended.err


def test_new_with_no_such_template(sladsl, tmp_path):
    ended = sladsl("new", tmp_path / "x.sla", "--template", "marriage")
    assert ended.code == 2
    assert "availability" in ended.err


# --- fmt -------------------------------------------------------------------------------------------------------------


def test_fmt_writes_the_canonical_form_once(sladsl, first):
    asked = sladsl("fmt", "--check", first)
    assert (asked.code, asked.out) == (1, f"{first} is not in the canonical form.\n")
    before = first.read_bytes()
    ended = sladsl("fmt", first)
    assert (ended.code, ended.out) == (0, f"Formatted {first}\n")
    assert first.read_bytes() != before
    assert sladsl("check", first).code == 0
    again = sladsl("fmt", first)
    assert (again.code, again.out) == (0, "")
    assert sladsl("fmt", "--check", first).code == 0


def test_fmt_check_changes_nothing(sladsl, first):
    before = first.read_bytes()
    sladsl("fmt", "--check", first)
    assert first.read_bytes() == before


def test_fmt_leaves_what_cannot_be_read(sladsl, broken, hosting, tmp_path):
    before = broken.read_bytes()
    ended = sladsl("fmt", broken)
    assert (ended.code, ended.out) == (1, "")
    assert f"{broken}:22:" in ended.err
    assert broken.read_bytes() == before


def test_fmt_keeps_the_mode_and_goes_through_links(sladsl, first, tmp_path):
    first.chmod(0o640)
    link = tmp_path / "link.sla"
    link.symlink_to(first)
    assert sladsl("fmt", link).code == 0
    assert link.is_symlink()
    assert first.stat().st_mode & 0o777 == 0o640
    assert sladsl("fmt", "--check", first).code == 0
    assert [name for name in os.listdir(tmp_path) if name.startswith(".sladsl")] == []


def test_fmt_of_nothing(sladsl, tmp_path):
    ended = sladsl("fmt", tmp_path / "none.sla")
    assert (ended.code, ended.out) == (2, "")


# --- test ------------------------------------------------------------------------------------------------------------


def test_both_figures_of_an_example(sladsl, hosting):
    ended = sladsl("test", hosting / "contract.sla")
    assert (ended.code, ended.err) == (0, "")
    assert "Ninety minutes in March\n" in ended.out
    assert "the example says: Monthly Uptime in March 2026 is 99.7981%" in ended.out
    assert "the text gives:   Provider shall credit Customer GBP 400.00 for March 2026" in ended.out
    assert ended.out.endswith("2 of 2 worked examples hold.\n")


def test_a_contradicted_example(sladsl, first):
    first.write_text(first.read_text("utf-8").replace("GBP 50.00 for March", "GBP 60.00 for March"), "utf-8")
    ended = sladsl("test", first)
    assert ended.code == 1
    assert "CONTRADICTED" in ended.out
    assert "the example says: Provider shall credit Customer GBP 60.00" in ended.out
    assert "the text gives:   Provider shall credit Customer GBP 50.00" in ended.out
    assert "0 of 1 worked example" in ended.out
    found = sladsl("test", first, "--format", "json")
    assert found.code == 1
    [example] = found.json["examples"]
    assert example["holds"] is False
    assert "GBP 50.00" in example["outcomes"][0]["found"]
    assert [finding["code"] for finding in found.json["findings"]] == ["W001"]


def test_a_contract_without_examples(sladsl, tmp_path):
    path = tmp_path / "desk.sla"
    sladsl("new", path, "--template", "support")
    ended = sladsl("test", path)
    assert (ended.code, ended.out) == (0, f"{path} has no worked examples.\n")


def test_a_contract_with_errors_is_not_tested(sladsl, broken):
    ended = sladsl("test", broken)
    assert ended.code == 1
    assert ended.out == "The worked examples were not run: the contract has errors.\n"
    assert f"{broken}:22:" in ended.err


def test_an_example_that_hangs_on_an_open_reading_says_so(sladsl, unsettled):
    ended = sladsl("test", unsettled)
    assert ended.code == 0
    assert "warning" in ended.err
