"""Commands are run in this process, by their real entry point."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sladsl.cli import main
from tests.documents.outages import FILES, TEXT

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Command:
    """`sladsl("check", path)`; whatever happens, nothing on the screen is a traceback."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> Ended:
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)


@pytest.fixture
def sladsl(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def hosting() -> Path:
    """The folder of the example: contract.sla, records."""
    return EXAMPLES / "managed-hosting"


@pytest.fixture
def first(tmp_path: Path, sladsl: Command) -> Path:
    """The contract that `sladsl new` writes."""
    path = tmp_path / "first.sla"
    assert sladsl("new", path).code == 0
    return path


@pytest.fixture
def broken(first: Path) -> Path:
    """The first contract with a word that cannot stand where it stands, on line 22."""
    text = first.read_text("utf-8").replace("Provider shall keep Monthly", "Provider shall kep Monthly")
    first.write_text(text, "utf-8")
    return first


@pytest.fixture
def unsettled(tmp_path: Path, hosting: Path) -> Path:
    return without_comparison(hosting / "contract.sla", tmp_path)


def without_comparison(contract: Path, folder: Path) -> Path:
    """The contract without the sentence that says whether a measure is rounded before it is compared: a reading is left open."""
    sentence = "A measure is compared without rounding.\n"
    text = contract.read_text("utf-8")
    assert sentence in text
    path = folder / "unsettled.sla"
    path.write_text(text.replace(sentence, ""), "utf-8")
    return path


@pytest.fixture
def probes(tmp_path: Path) -> Path:
    """Records of the first contract: March 2026, with a failure of 90 minutes on the 5th, from 10:00."""
    folder = tmp_path / "records"
    folder.mkdir()
    write_probes(folder, 90)
    return folder


@pytest.fixture
def outages(tmp_path: Path) -> tuple[Path, Path]:
    """A small contract, and the folder of its records: GBP 1,000.00 are due for February 2026."""
    contract, folder = tmp_path / "outages.sla", tmp_path / "exports"
    contract.write_text(TEXT, "utf-8")
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return contract, folder


def mend(folder: Path) -> None:
    """Without the long outage: nothing is due."""
    path = folder / "outages.csv"
    lines = [line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("O-2")]
    path.write_text("".join(lines), "utf-8")


def write_probes(folder: Path, failing: int) -> None:
    """A probe for every minute of March 2026 in London, an hour of which the clock skips: the times are UTC."""
    rows = ["Time,Outcome"]
    for minute in range(31 * 24 * 60 - 60):
        day, of_day = divmod(minute, 24 * 60)
        outcome = "failure" if day == 4 and 600 <= of_day < 600 + failing else "success"
        rows.append(f"2026-03-{day + 1:02d}T{of_day // 60:02d}:{of_day % 60:02d}:00Z,{outcome}")
    (folder / "probes.csv").write_text("\n".join(rows) + "\n", "utf-8")
