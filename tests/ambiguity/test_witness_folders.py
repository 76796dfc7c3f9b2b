"""A witness that is written as records comes to the amounts that the finding tells: by the command, and by the stand-alone checks."""

from __future__ import annotations

import json
import re
import shlex
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

import sladsl
from sladsl.ambiguity import all_rules
from sladsl.ambiguity.rules.open_reading import OpenReading
from sladsl.checks.emit import emit
from sladsl.checks.figures import figure
from sladsl.cli import main
from sladsl.manual.around import around, around_open, examples_of
from sladsl.manual.questions import questions
from sladsl.model.quantities import Dimension, Unit
from sladsl.questions.disputes import Disputed, disputes_of
from sladsl.questions.witness_folders import Folder, witness_folders
from tests.ambiguity.test_witnesses_of_slots import no_event_is_idle
from tests.checks.emitting import facts, module_of


def _hourly(text: str) -> str:
    """With a Probe in each hour and not in each minute: months of them are cheap, and no rule is another."""
    return text.replace("from each Location in each minute, with", "from each Location in each hour, with")


EXAMPLES = {one.kind: one.example for told in questions().values() for one in told}
RULES = {
    code: rule
    for rule in all_rules()
    if not isinstance(rule, OpenReading)  # whose questions are the examples above
    for code in rule.codes
}
MINUTELY = ("month", "unit step", "C002", "C010", "D013")
"""What happens there lasts less than an hour, or ends within one."""
CASES = (*EXAMPLES, *RULES)
QUICK = ("day", "day count", "limit end", "group part", "open period", "allowance order", "no value")
LONG = (*MINUTELY, "C007", "early claim", "missing record", "stretch ends", "year", "restart")
"""Years of Probes, or those of each minute; and samples that no row shows, tested by a period, which a settlement cannot do yet."""
SAMPLED = Random(7).sample(sorted(set(CASES) - set(LONG)), 4)
NOT_WRITTEN = {
    "C009": "the answers part at 43 minutes 12 seconds, and a Probe is made in each minute at most",
    "A006": "the answers part at 43 minutes 12 seconds, and a Probe is made in each minute at most",
    "D016": "its credit turns at a third of a percent, and no decimal writes that",
    "I001": "one of its answers asks for a report once a year, and the months that are told do not hold the end of one",
    "percentile": "a Probe is made in each hour, and two of them alone are not what was collected",
}
"""Questions whose witness no records show, and why."""
WITHOUT_EVENTS = ("D003",)
"""One of its answers is missed by a month in which nothing happens, so that the answers differ without events, too."""
COMMAND = re.compile(r"^ +sladsl (settle .*)$", re.MULTILINE)


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [] if name in QUICK else [pytest.mark.slow] if name in SAMPLED else [pytest.mark.proof]


def contract_of(name: str) -> str:
    rule = RULES.get(name)
    text = around(examples_of(rule.page(name))[0]) if rule is not None else around_open(EXAMPLES[name], name)
    return text if name in MINUTELY else _hourly(text)


@cache
def found(name: str) -> tuple[tuple[Disputed, Folder], ...]:
    """The questions of a case that have a witness, with their folders."""
    checked = sladsl.check(contract_of(name), file="contract.sla")
    disputed = [one for one in disputes_of(checked) if one.witness is not None]
    return tuple(zip(disputed, witness_folders(checked, disputed), strict=True))


def paid(statement: dict[str, object]) -> Fraction:
    windows = statement["windows"]
    assert isinstance(windows, list)
    return sum((Fraction(one["total"]) for one in windows), Fraction(0))


def settled_alike(disputed: Disputed, folder: Folder, at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the command that the folder tells and by the stand-alone checks of each contract: they say the same, and what was claimed."""
    for path, text in folder.files.items():
        (at / path).parent.mkdir(parents=True, exist_ok=True)
        (at / path).write_text(text, "utf-8")
    commands = [shlex.split(said) for said in COMMAND.findall(folder.files["README.md"])]
    claims = disputed.dispute.claims
    assert len(commands) == len(claims)
    for words, claim in zip(commands, claims, strict=True):
        main([*words, "--format", "json"])
        by_command = json.loads(capsys.readouterr().out)
        plan = sladsl.check((at / words[1]).read_text("utf-8"), file=words[1]).plan
        assert plan is not None
        module_of(emit(plan)).main(["records", *words[4:], "--format", "json"])
        by_checks = json.loads(capsys.readouterr().out)
        assert facts(by_command) == facts(by_checks)
        if disputed.dispute.currency:
            assert figure(paid(by_command), Unit(Dimension.MONEY, disputed.dispute.currency)) == claim.amount


@pytest.mark.parametrize("name", [pytest.param(name, marks=_marks(name)) for name in CASES])
def test_its_records_come_to_the_amounts_that_are_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for disputed, folder in found(name):
        assert (name if folder.why else "") == (name if name in NOT_WRITTEN else ""), folder.why
        if not folder.why:
            (tmp_path / folder.name).mkdir()
            monkeypatch.chdir(tmp_path / folder.name)
            settled_alike(disputed, folder, tmp_path / folder.name, capsys)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=_marks(name)) for name in CASES if name not in WITHOUT_EVENTS]
)
def test_none_of_its_events_is_idle(name: str) -> None:
    for disputed, _ in found(name):
        assert disputed.witness is not None
        no_event_is_idle(disputed, disputed.witness)


def test_the_command_writes_the_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = tmp_path / "contract.sla"
    contract.write_text(contract_of("day"), "utf-8")
    main(["check", str(contract), "--witness", str(tmp_path / "out"), "--format", "json"])
    ended = capsys.readouterr()
    assert "cannot" not in ended.err
    ((_, folder),) = found("day")
    (made,) = (tmp_path / "out").glob("*")
    assert made.name == folder.name
    assert {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()} == set(folder.files)


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "probes.csv").write_text("Time\n", "utf-8")
    contract = tmp_path / "contract.sla"
    contract.write_text(contract_of("day"), "utf-8")
    assert main(["check", str(contract), "--witness", str(tmp_path / "out")]) == 2
    assert "new or empty folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["probes.csv"]


def test_without_a_witness_no_folder_appears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contract = tmp_path / "contract.sla"
    assert main(["new", str(contract)]) == 0
    assert main(["check", str(contract), "--witness", str(tmp_path / "out")]) == 0
    assert "there is no witness" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
