from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from sladsl.cli import main

KEYS = {
    "code", "severity", "message", "file", "line", "column", "end_line", "end_column", "paragraph", "clause", "quotation", "readings", "witness",
    "dispute", "label", "hint",
}  # fmt: skip


def test_a_contract_without_findings(sladsl, hosting):
    ended = sladsl("check", hosting / "contract.sla")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{hosting / 'contract.sla'}: no findings.\n"


def test_a_finding_is_shown_with_its_line_on_stdout(sladsl, broken):
    ended = sladsl("check", broken)
    assert ended.code == 1
    assert ended.err == ""
    assert f"{broken}:22:" in ended.out
    assert "Provider shall kep Monthly Uptime" in ended.out
    assert "^^^" in ended.out
    assert ended.out.endswith("error.\n") or "error" in ended.out.splitlines()[-1]


def test_json_has_the_documented_keys(sladsl, broken):
    ended = sladsl("check", broken, "--format", "json")
    assert ended.code == 1
    assert list(ended.json) == ["findings"]
    assert all(set(found) == KEYS for found in ended.json["findings"])
    errors = [(found["file"], found["line"]) for found in ended.json["findings"] if found["severity"] == "error"]
    assert (str(broken), 22) in errors


def test_json_without_findings(sladsl, first):
    ended = sladsl("check", first, "--format", "json")
    assert (ended.code, ended.json) == (0, {"findings": []})


def test_warnings_count_only_when_strict(sladsl, unsettled):
    assert sladsl("check", unsettled).code == 0
    ended = sladsl("check", unsettled, "--strict")
    assert ended.code == 1
    assert "warning" in ended.out


def test_several_contracts_make_one_object(sladsl, broken, hosting):
    ended = sladsl("check", broken, hosting / "contract.sla", "--format", "json")
    assert ended.code == 1
    assert {found["file"] for found in ended.json["findings"]} == {str(broken)}
    text = sladsl("check", broken, hosting / "contract.sla").out
    assert text.endswith("contract.sla: no findings.\n")


def test_every_format_of_several_contracts_is_one_whole(sladsl, broken, hosting):
    files = (broken, hosting / "contract.sla")
    run = json.loads(sladsl("check", *files, "--format", "sarif").out)["runs"][0]
    count = len(sladsl("check", *files, "--format", "json").json["findings"])
    assert len(run["results"]) == count > 0
    assert sladsl("check", *files, "--format", "github").out.count("\n") == count
    page = sladsl("check", *files, "--format", "html")
    assert page.code == 1
    assert page.out.count("<header>") == 2
    assert page.out.count("<!DOCTYPE html>") == 1


def test_the_same_input_gives_the_same_bytes(sladsl, broken):
    assert sladsl("check", broken).out == sladsl("check", broken).out


# --- colour ----------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_only(broken, monkeypatch, environment, coloured):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["check", str(broken)]) == 1
    assert ("\x1b[" in screen.getvalue()) is coloured


def test_no_colour_in_a_pipe(sladsl, broken):
    assert "\x1b" not in sladsl("check", broken).out


# --- what cannot be read ---------------------------------------------------------------------------------------------


def refused(ended) -> str:
    """The sentence of a command that never began."""
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("sladsl: ")
    return ended.err


def test_a_file_that_is_not_there(sladsl, tmp_path):
    assert "There is no contract" in refused(sladsl("check", tmp_path / "none.sla"))


def test_a_folder(sladsl, hosting):
    assert f"Did you mean {hosting / 'contract.sla'}?" in refused(sladsl("check", hosting))


def test_a_folder_without_contracts(sladsl, tmp_path):
    assert "is a folder, not a contract.\n" in refused(sladsl("check", tmp_path))


def test_latin_1(sladsl, tmp_path):
    path = tmp_path / "latin.sla"
    path.write_bytes("# Vertrag\n\n// München\n".encode("latin-1"))
    sentence = refused(sladsl("check", path))
    assert "line 3 holds the byte 0xfc" in sentence


def test_utf_16(sladsl, tmp_path):
    path = tmp_path / "wide.sla"
    path.write_text("# Contract\n", "utf-16")
    assert "it is UTF-16" in refused(sladsl("check", path))


def test_an_empty_file_is_a_contract_with_an_error(sladsl, tmp_path):
    path = tmp_path / "empty.sla"
    path.write_bytes(b"")
    ended = sladsl("check", path)
    assert ended.code == 1
    assert "error" in ended.out


def test_a_byte_order_mark_and_windows_lines_are_fine(sladsl, first):
    first.write_bytes(b"\xef\xbb\xbf" + first.read_bytes().replace(b"\n", b"\r\n"))
    assert sladsl("check", first).code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(sladsl, first):
    first.chmod(0)
    assert "cannot be read: permission denied" in refused(sladsl("check", first))


def test_control_characters_do_not_reach_the_terminal(sladsl, tmp_path):
    path = tmp_path / "odd.sla"
    path.write_text("# Odd\n\n\x1b[31mred\n", "utf-8")
    ended = sladsl("check", path)
    assert ended.code == 1
    assert "\x1b" not in ended.out


# --- options ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("nonsense",), ("check",), ("check", "a.sla", "--nonsense"), ("check", "a", "--format", "xml")]
)
def test_options_that_make_no_sense(sladsl, words):
    ended = sladsl(*words)
    assert ended.code == 2
    assert "Error: " in ended.err


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [("Target", "wants a name and a value"), ("=3", "wants a name"), ("Target=", "wants a name and a value")],
)
def test_values_that_are_no_pair(sladsl, first, pair, sentence):
    assert sentence in refused(sladsl("check", first, "--set", pair))


def test_two_values_for_one_name(sladsl, first):
    sentence = refused(sladsl("check", first, "--set", "Target=1", "--set", "Target=2"))
    assert 'gives "Target" two values: 1 and 2' in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Target = ", "is no TOML file"),
        ("Target = true", '"Target" must be text or a number'),
        ("[Target]\na = 1", '"Target" must be text or a number'),
        ("Target = 2026-01-01", '"Target" must be text or a number'),
    ],
)
def test_a_file_of_values_that_is_none(sladsl, first, tmp_path, text, sentence):
    path = tmp_path / "form.toml"
    path.write_text(text, "utf-8")
    assert sentence in refused(sladsl("check", first, "--values", path))


def test_a_file_of_values_that_is_not_there(sladsl, first, tmp_path):
    assert "There is no file of values" in refused(sladsl("check", first, "--values", tmp_path / "none.toml"))


def test_a_value_that_the_contract_does_not_ask_for(sladsl, first):
    ended = sladsl("check", first, "--set", "Target=99%")
    assert ended.code == 1
    assert 'no order-form value "Target"' in ended.out


@pytest.fixture
def ordered(first: Path) -> Path:
    """The first contract with its target left to the order form."""
    text = first.read_text("utf-8").replace(
        "## Services\n", '## Services\n"Uptime Target" is a percentage to be agreed.\n'
    )
    first.write_text(text.replace("at or above 99.9%", "at or above Uptime Target"), "utf-8")
    return first


def test_values_of_the_order_form(sladsl, ordered, tmp_path):
    form = tmp_path / "form.toml"
    form.write_text('"Uptime Target" = "99.9%"\n', "utf-8")
    given = sladsl("check", ordered, "--values", form)
    assert given.code == 0, given.out
    wrong = sladsl("check", ordered, "--values", form, "--set", "Uptime Target=12 hours")
    assert wrong.code == 1
    assert '"12 hours" cannot be Uptime Target' in wrong.out


def test_numbers_of_the_values_file_stay_as_written(tmp_path):
    from sladsl.commands.inputs import read_values

    path = tmp_path / "form.toml"
    path.write_text('A = 0.10\nB = 12\nC = "99.90%"\n', "utf-8")
    assert read_values(path, ["B=13"]) == {"A": "0.10", "B": "13", "C": "99.90%"}


def test_check_says_what_a_worked_example_contradicts(sladsl, first):
    first.write_text(first.read_text("utf-8").replace("GBP 50.00 for March", "GBP 60.00 for March"), "utf-8")
    ended = sladsl("check", first, "--format", "json")
    assert ended.code == 1
    (found,) = (one for one in ended.json["findings"] if one["severity"] == "error")
    assert (found["code"], found["hint"]) == ("W001", "Mend the example, or the clause that it stands for.")
