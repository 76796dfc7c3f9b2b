"""A witness that is written as records comes to the amounts that the finding tells: by the command, and by the stand-alone checks."""

from __future__ import annotations

import json
import re
import shlex
from fractions import Fraction
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.emit import emit
from sladsl.checks.figures import figure
from sladsl.cli import main
from sladsl.manual.around import around_open
from sladsl.manual.questions import questions
from sladsl.model.quantities import Dimension, Unit
from tests.checks.emitting import module_of

EXAMPLES = {one.kind: around_open(one.example, one.kind) for told in questions().values() for one in told}
QUICK = ("day", "day count", "limit end", "group part", "open period", "allowance order", "no value")
"""Without probes, of which there are many."""
COMMAND = re.compile(r"^ +sladsl (settle .*)$", re.MULTILINE)


def written(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[Path], list[dict[str, object]]]:
    """The folders of the witnesses of a contract, and its findings."""
    contract = folder / "contract.sla"
    contract.write_text(text, "utf-8")
    main(["check", str(contract), "--witness", str(folder / "out"), "--format", "json"])
    ended = capsys.readouterr()
    assert "cannot" not in ended.err
    return sorted((folder / "out").glob("*")), json.loads(ended.out)["findings"]


def paid(statement: dict[str, object]) -> Fraction:
    windows = statement["windows"]
    assert isinstance(windows, list)
    return sum((Fraction(one["total"]) for one in windows), Fraction(0))


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[] if kind in QUICK else [pytest.mark.proof]) for kind in EXAMPLES]
)
def test_its_records_come_to_the_amounts_that_are_told(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, findings = written(EXAMPLES[kind], tmp_path, capsys)
    (dispute,) = [one["dispute"] for one in findings if one["dispute"]]
    assert isinstance(dispute, dict)
    if not made:
        assert kind not in QUICK
        return
    (folder,) = made
    monkeypatch.chdir(folder)
    commands = [shlex.split(said) for said in COMMAND.findall((folder / "README.md").read_text("utf-8"))]
    assert len(commands) == len(dispute["claims"])
    for words, claim in zip(commands, dispute["claims"], strict=True):
        main([*words, "--format", "json"])
        by_command = json.loads(capsys.readouterr().out)
        plan = sladsl.check((folder / words[1]).read_text("utf-8"), file=words[1]).plan
        assert plan is not None
        module_of(emit(plan)).main(["records", *words[4:], "--format", "json"])
        by_checks = json.loads(capsys.readouterr().out)
        assert paid(by_command) == paid(by_checks)
        if dispute["currency"]:
            assert figure(paid(by_command), Unit(Dimension.MONEY, dispute["currency"])) == claim["amount"]


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "probes.csv").write_text("Time\n", "utf-8")
    contract = tmp_path / "contract.sla"
    contract.write_text(EXAMPLES["day"], "utf-8")
    assert main(["check", str(contract), "--witness", str(tmp_path / "out")]) == 2
    assert "new or empty folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["probes.csv"]


def test_without_a_witness_no_folder_appears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contract = tmp_path / "contract.sla"
    assert main(["new", str(contract)]) == 0
    assert main(["check", str(contract), "--witness", str(tmp_path / "out")]) == 0
    assert "there is no witness" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
