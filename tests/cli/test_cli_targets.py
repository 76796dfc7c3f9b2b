from __future__ import annotations

import hashlib
import json

import pytest

from sladsl.targets import NAMES


def test_the_files_of_a_target_are_written_with_what_it_keeps(sladsl, hosting, tmp_path):
    ended = sladsl("compile", hosting / "contract.sla", "-o", tmp_path / "out", "--target", "python")
    assert (ended.code, ended.err) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"checks.py", "python.fidelity.json"}
    told = json.loads((tmp_path / "out" / "python.fidelity.json").read_text("utf-8"))
    assert told["files"] == {"checks.py": hashlib.sha256((tmp_path / "out" / "checks.py").read_bytes()).hexdigest()}
    assert {said["kept"] for said in told["fidelity"]} == {"exact", "not representable"}
    assert "python: 11 exact, 2 not representable" in ended.out


def test_strict_writes_nothing_that_is_not_exact(sladsl, hosting, tmp_path):
    out = tmp_path / "out"
    ended = sladsl("compile", hosting / "contract.sla", "-o", out, "--target", "python", "--strict", "--format", "json")
    assert ended.code == 1
    assert ended.json["written"] == []
    assert any(said["kept"] == "not representable" for said in ended.json["fidelity"]["python"])
    assert not out.exists()


def test_strict_writes_what_is_exact(sladsl, first, tmp_path):
    assert sladsl("compile", first, "-o", tmp_path / "out", "--target", "python", "--strict").code == 0
    assert (tmp_path / "out" / "checks.py").exists()


@pytest.mark.slow
def test_all_names_every_target(sladsl, first, tmp_path):
    assert sladsl("compile", first, "-o", tmp_path / "out", "--target", "all").code == 0
    assert {path.name for path in (tmp_path / "out").glob("*.fidelity.json")} == {
        f"{name}.fidelity.json" for name in NAMES
    }


def test_a_target_that_does_not_exist_is_refused(sladsl, first, tmp_path):
    ended = sladsl("compile", first, "-o", tmp_path / "out", "--target", "cobol")
    assert ended.code == 2
    assert 'There is no target "cobol"; there are python' in ended.err


def test_options_of_the_document_do_not_go_with_targets(sladsl, first, tmp_path):
    ended = sladsl("compile", first, "-o", tmp_path / "out", "--target", "python", "--final")
    assert ended.code == 2
    assert "leave out --final" in ended.err


def test_errors_of_the_text_write_nothing(sladsl, first, tmp_path):
    text = first.read_text("utf-8").replace("GBP 50.00 for March", "GBP 51.00 for March")
    first.write_text(text, "utf-8")
    ended = sladsl("compile", first, "-o", tmp_path / "out", "--target", "python")
    assert ended.code == 1
    assert "Nothing was written." in ended.err
    assert not (tmp_path / "out").exists()
