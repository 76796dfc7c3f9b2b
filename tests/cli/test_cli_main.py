"""Help, version, explain, and what becomes of bugs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sladsl import __version__

COMMANDS = ("new", "check", "compile", "settle", "test", "fmt", "explain")
ROOT = Path(__file__).parent.parent.parent


def test_version(sladsl):
    ended = sladsl("--version")
    assert (ended.code, ended.out) == (0, f"sladsl {__version__}\n")


def test_help_names_every_command(sladsl):
    ended = sladsl("--help")
    assert ended.code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z].*\.$", ended.out, re.MULTILINE), name


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(sladsl, name):
    ended = sladsl(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"Usage: sladsl {name}" in ended.out
    assert re.search(rf"^Examples?:\n  sladsl {name} ", ended.out, re.MULTILINE)


def test_options_stand_in_groups(sladsl):
    out = sladsl("settle", "--help").out
    places = [out.index(f"\n{group}:\n") for group in ("What to read", "Records", "Time", "Result", "Other options")]
    assert places == sorted(places)


def test_every_example_of_the_help_uses_options_that_there_are(sladsl):
    for name in COMMANDS:
        out = sladsl(name, "--help").out
        options, examples = out.split("Example", 1)
        for option in re.findall(r"(?<= )--?[a-z][a-z-]*", examples):
            assert re.search(rf"(^|[ ,]){option}\b", options, re.MULTILINE), (name, option)


def test_without_a_command_there_is_help(sladsl):
    ended = sladsl()
    assert "Commands:" in ended.out + ended.err


# --- explain ---------------------------------------------------------------------------------------------------------


def test_explain(sladsl):
    ended = sladsl("explain", "P001")
    assert ended.code == 0
    assert ended.out.startswith("# P001")
    assert sladsl("explain", "p001").out == ended.out


def test_explain_what_there_is_not(sladsl):
    ended = sladsl("explain", "P01")
    assert (ended.code, ended.out) == (2, "")
    assert "P001" in ended.err


# --- bugs and accidents ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accident", "sentence"),
    [
        (KeyError("slot"), "This is a bug of sladsl, not of your contract. It came up in: sladsl check"),
        (AssertionError(), "Please report it with these words: AssertionError"),
        (RecursionError(), "nested too deeply"),
        (MemoryError(), "too large for this computer"),
        (OSError(28, "No space left on device", "x.sla"), "x.sla cannot be read or written: no space left on device."),
    ],
)
def test_never_a_traceback(sladsl, first, monkeypatch, accident, sentence):
    def fail(*args: object, **named: object) -> None:
        raise accident

    monkeypatch.setattr("sladsl.commands.check.check", fail)
    ended = sladsl("check", first)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


def test_a_bug_says_where_it_is(sladsl, first, monkeypatch):
    monkeypatch.setattr("sladsl.commands.check.check", lambda *args, **named: {}["slot"])
    assert re.search(r"KeyError: 'slot' \(test_cli_main\.py, line \d+\)", sladsl("check", first).err)


def test_an_interrupt_is_quiet(sladsl, first, monkeypatch):
    def interrupt(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sladsl.commands.check.check", interrupt)
    ended = sladsl("check", first)
    assert ended.code == 130
    assert (ended.out, ended.err) == ("", "")


# --- the whole process -----------------------------------------------------------------------------------------------


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sladsl.cli", *map(str, words)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
    )


def test_the_process_ends_with_the_code_and_the_same_bytes_for_any_hash_seed(broken):
    one = run("check", broken, PYTHONHASHSEED="1")
    two = run("check", broken, PYTHONHASHSEED="2", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (one.returncode, two.returncode) == (1, 1)
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr == b""


def test_names_of_files_that_are_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.sla"
    ended = subprocess.run(
        [sys.executable, "-m", "sladsl.cli", "check", path],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 2
    assert b"There is no contract" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_reader_that_goes_away_is_no_accident(hosting):
    """As in `sladsl settle … | head -1`."""
    ended = subprocess.run(
        f"{sys.executable} -m sladsl.cli check --help | true",
        shell=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert b"Traceback" not in ended.stderr
    assert b"Exception" not in ended.stderr


def test_check_imports_nothing_heavy(hosting):
    """Each of these costs as much as the whole check: they are for the commands that need them."""
    words = repr(["check", str(hosting / "contract.sla")])
    script = f"import sys; from sladsl.cli import main; code = main({words}); print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert ended.returncode == 0
    loaded = set(ended.stderr.split())
    assert "sladsl.compiler" in loaded
    heavy = {
        "lark",
        "rich",
        "holidays",
        "babel",
        "jinja2",
        "duckdb",
        "asyncio",
        "sladsl.documents",
        "sladsl.publishing",
        "sladsl.settling",
    }
    assert not loaded & heavy
