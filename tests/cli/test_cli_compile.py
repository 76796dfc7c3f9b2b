from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENT = {"contract.docx", "contract.html", "contract.md", "contract.pdf", "checks.py", "plan.json", "manifest.json"}
STATEMENT = {"statement.txt", "statement.json"}


def inside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_everything_is_written(sladsl, first, tmp_path):
    ended = sladsl("compile", first, "-o", tmp_path / "out")
    assert (ended.code, ended.err) == (0, "")
    files = inside(tmp_path / "out")
    assert set(files) == DOCUMENT
    assert ended.out.splitlines() == [f"Wrote {tmp_path / 'out' / name}" for name in files_in_order(ended.out)]
    assert "Hosting Agreement" in files["contract.md"].decode()
    assert list(tmp_path.glob(".sladsl-*")) == []


def files_in_order(out: str) -> list[str]:
    names = [Path(line.removeprefix("Wrote ")).name for line in out.splitlines()]
    assert set(names) == DOCUMENT
    return names


def test_the_manifest_has_the_fingerprints_of_what_was_written(sladsl, first, tmp_path, probes):
    assert sladsl("compile", first, "-o", tmp_path / "out", "--records", probes).code == 0
    files = inside(tmp_path / "out")
    assert set(files) == DOCUMENT | STATEMENT
    manifest = json.loads(files["manifest.json"])
    for name in set(files) - {"manifest.json"}:
        assert manifest["files"][name] == hashlib.sha256(files[name]).hexdigest()
    assert manifest["records"]["Probe"] == hashlib.sha256((probes / "probes.csv").read_bytes()).hexdigest()


def test_the_same_input_gives_the_same_bytes(sladsl, first, tmp_path):
    for name in ("a", "b", "a"):
        assert sladsl("compile", first, "-o", tmp_path / name).code == 0
    assert inside(tmp_path / "a") == inside(tmp_path / "b")


def test_the_checks_stand_alone(sladsl, first, tmp_path, probes):
    assert sladsl("compile", first, "-o", tmp_path / "out").code == 0
    ended = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "out" / "checks.py"), str(probes)],
        capture_output=True,
        text=True,
        cwd="/",
        timeout=120,
    )
    assert "50.00" in ended.stdout, ended.stderr


def test_json(sladsl, first, tmp_path):
    ended = sladsl("compile", first, "-o", tmp_path / "out", "--format", "json")
    assert ended.code == 0
    assert set(ended.json) == {"written", "findings"}
    assert {Path(path).name for path in ended.json["written"]} == DOCUMENT


def test_errors_refuse_and_leave_what_is_there(sladsl, broken, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "contract.md").write_text("of last week", "utf-8")
    ended = sladsl("compile", broken, "-o", out)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("Nothing was written.\n")
    assert inside(out) == {"contract.md": b"of last week"}
    as_json = sladsl("compile", broken, "-o", tmp_path / "new", "--format", "json")
    assert (as_json.code, as_json.json["written"]) == (1, [])
    assert not (tmp_path / "new").exists()


def test_an_example_that_the_text_contradicts_refuses(sladsl, first, tmp_path):
    first.write_text(first.read_text("utf-8").replace("GBP 50.00 for March", "GBP 60.00 for March"), "utf-8")
    ended = sladsl("compile", first, "-o", tmp_path / "out")
    assert ended.code == 1
    assert "GBP 60.00" in ended.err
    assert "GBP 50.00" in ended.err
    assert not (tmp_path / "out").exists()


def test_a_draft_compiles_and_final_refuses_it(sladsl, unsettled, tmp_path):
    ended = sladsl("compile", unsettled, "-o", tmp_path / "draft")
    assert ended.code == 0
    assert "DRAFT" in ended.out
    assert "comparison" in ended.out
    assert "**Draft.**" in inside(tmp_path / "draft")["contract.md"].decode()
    final = sladsl("compile", unsettled, "-o", tmp_path / "final", "--final")
    assert final.code == 1
    assert final.err.count("A measure is compared without rounding.") == 1
    assert final.err.count("S004") == 1
    assert not (tmp_path / "final").exists()


def test_final_refuses_values_that_are_to_be_agreed(sladsl, hosting, tmp_path):
    draft = tmp_path / "draft.sla"
    text = (hosting / "contract.sla").read_text("utf-8")
    asked = text.replace("## Service levels", '"Goal" is a percentage to be agreed.\n\n## Service levels', 1)
    draft.write_text(
        asked.replace("keep Monthly Uptime at or above 99.9%", "keep Monthly Uptime at or above Goal"), "utf-8"
    )
    final = sladsl("compile", draft, "-o", tmp_path / "final", "--final")
    assert final.code == 1
    assert "error[A022]" in final.err
    assert not (tmp_path / "final").exists()
    assert "error[A022]" not in sladsl("compile", draft, "-o", tmp_path / "draft", "--final", "--set", "Goal=99.9%").err


def test_final_takes_a_contract_that_leaves_nothing_open(sladsl, hosting, tmp_path):
    ended = sladsl("compile", hosting / "contract.sla", "-o", tmp_path / "out", "--final")
    assert ended.code == 0, ended.err
    assert "**Draft.**" not in inside(tmp_path / "out")["contract.md"].decode()


def test_strict_refuses_a_warning(sladsl, unsettled, tmp_path):
    assert sladsl("compile", unsettled, "-o", tmp_path / "out", "--strict").code == 1
    assert not (tmp_path / "out").exists()


# --- the folder ------------------------------------------------------------------------------------------------------


def test_other_files_of_the_folder_stay(sladsl, first, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("ours", "utf-8")
    assert sladsl("compile", first, "-o", out).code == 0
    assert set(inside(out)) == DOCUMENT | {"letter.txt"}


def test_a_statement_does_not_stay_beside_a_newer_document(sladsl, first, tmp_path, probes):
    out = tmp_path / "out"
    assert sladsl("compile", first, "-o", out, "--records", probes).code == 0
    assert sladsl("compile", first, "-o", out).code == 0
    assert set(inside(out)) == DOCUMENT


def test_a_statement_that_someone_has_changed_stays(sladsl, first, tmp_path, probes):
    out = tmp_path / "out"
    assert sladsl("compile", first, "-o", out, "--records", probes).code == 0
    (out / "statement.txt").write_text("with my notes", "utf-8")
    assert sladsl("compile", first, "-o", out).code == 0
    assert set(inside(out)) == DOCUMENT | {"statement.txt"}


def test_a_folder_of_folders_is_made(sladsl, first, tmp_path):
    assert sladsl("compile", first, "-o", tmp_path / "a" / "b" / "c").code == 0
    assert set(inside(tmp_path / "a" / "b" / "c")) == DOCUMENT


def test_out_is_a_file(sladsl, first, tmp_path):
    ended = sladsl("compile", first, "-o", first)
    assert (ended.code, ended.out) == (2, "")
    assert "is a file; --out wants a folder." in ended.err


def test_out_below_a_file(sladsl, first):
    ended = sladsl("compile", first, "-o", first / "out")
    assert (ended.code, ended.out) == (2, "")
    assert "cannot be written" in ended.err


def test_a_folder_in_the_place_of_a_file(sladsl, first, tmp_path):
    (tmp_path / "out" / "plan.json").mkdir(parents=True)
    ended = sladsl("compile", first, "-o", tmp_path / "out")
    assert (ended.code, ended.out) == (2, "")
    assert "plan.json cannot be written: it is a folder. Nothing was written." in ended.err
    assert set(os.listdir(tmp_path / "out")) == {"plan.json"}


@pytest.mark.parametrize(
    "words", [("--as-of", "2026-03-31"), ("--set-aside", "aside.csv"), ("--reading", "month=calendar")]
)
def test_options_that_concern_records(sladsl, first, tmp_path, words):
    ended = sladsl("compile", first, "-o", tmp_path / "out", *words)
    assert ended.code == 2
    assert f"{words[0]} concerns the settlement of records" in ended.err


def test_set_aside_in_the_place_of_another_file(sladsl, first, tmp_path, probes):
    out = tmp_path / "out"
    ended = sladsl("compile", first, "-o", out, "--records", probes, "--set-aside", out / "plan.json")
    assert ended.code == 2
    assert "is the place of another file" in ended.err
    assert not out.exists()


def test_set_aside_may_stand_in_the_folder(sladsl, first, tmp_path, probes):
    out = tmp_path / "out"
    ended = sladsl("compile", first, "-o", out, "--records", probes, "--set-aside", out / "aside.csv")
    assert ended.code == 0
    assert set(inside(out)) == DOCUMENT | STATEMENT | {"aside.csv"}


def test_the_summary_stands_in_place_of_the_contract(sladsl, first, tmp_path):
    done = sladsl("compile", first, "-o", tmp_path / "out", "--style", "plain", "--document", "md")
    assert done.code == 0
    assert (tmp_path / "out" / "summary.md").exists()
    assert not (tmp_path / "out" / "contract.md").exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--style", "short"), 'There is no style "short"'),
        (("--style", "plain", "--final"), "which nobody signs"),
    ],
)
def test_a_summary_is_not_everything(sladsl, first, tmp_path, options, why):
    done = sladsl("compile", first, "-o", tmp_path / "out", *options)
    assert done.code == 2
    assert why in done.err
