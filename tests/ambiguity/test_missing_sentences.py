"""What the compiler says of a contract from which one line is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl.ambiguity.slots import code_of
from sladsl.compiler import Checked, check
from sladsl.manual import explain
from sladsl.model.slots import GENERAL_RULES, WIDER

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTING = EXAMPLES / "managed-hosting" / "contract.sla"


def checked(text: str, folder: Path) -> Checked:
    above = {file.name: file.read_text("utf-8") for file in folder.glob("*.sla")}
    return check(text, "contract.sla", above.get, {})


def closed_by_the_contract() -> list[tuple[str, str]]:
    """The readings that a sentence of managed-hosting closes, each with that sentence."""
    text = HOSTING.read_text("utf-8")
    plan = checked(text, HOSTING.parent).plan
    assert plan is not None
    lines = text.splitlines()
    return [
        (reading.slot.name, lines[reading.place.line - 1])
        for reading in plan.readings
        if reading.origin == "contract" and reading.place and reading.slot.name not in GENERAL_RULES
    ]


CLOSED = closed_by_the_contract()


def test_the_contract_closes_many() -> None:
    assert len(CLOSED) >= 15


@pytest.mark.parametrize(("slot", "line"), CLOSED, ids=[slot for slot, _ in CLOSED])
def test_without_its_sentence_a_reading_is_open_and_the_sentence_is_offered(slot: str, line: str) -> None:
    text = HOSTING.read_text("utf-8").replace(line + "\n", "", 1)
    found = [f for f in checked(text, HOSTING.parent).findings if f.code == code_of(slot)]
    offered = [reading for finding in found for reading in finding.readings if reading.name.startswith(f"{slot}: ")]
    assert len(offered) >= 2 or slot.startswith("amount")
    # Several at once are offered apart, months may be counted, and a wider sentence may have closed it.
    if "," not in line and not slot.startswith("restart") and slot not in WIDER:
        assert line in [reading.sentence for reading in offered]


@pytest.mark.slow
@pytest.mark.parametrize("contract", sorted(EXAMPLES.glob("*/contract.sla")), ids=lambda path: path.parent.name)
def test_any_line_may_be_missing(contract: Path) -> None:
    lines = contract.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith(">"):
            found = checked("\n".join([*lines[:number], *lines[number + 1 :]]), contract.parent).findings
            assert all(explain(finding.code) for finding in found)
