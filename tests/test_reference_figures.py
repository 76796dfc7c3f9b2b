"""Each example settles to the statement that an independent program has computed from the same records (tests/reference)."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from tests.settling import Json, comparable, settle

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/expected.json"))


def expected(name: str) -> Json:
    read: Json = json.loads((EXAMPLES / name / "expected.json").read_text())
    return read


@pytest.mark.parametrize("name", NAMES)
def test_statement(name: str) -> None:
    folder = EXAMPLES / name
    wanted = expected(name)
    found = comparable(settle(folder / "contract.sla", folder / "records", wanted["as_of"]))
    for part, entries in comparable(wanted).items():
        assert found[part] == entries, part


@pytest.mark.parametrize("name", NAMES)
def test_a_single_figure_is_noticed(name: str) -> None:
    """The comparison sees a state, a value, a credit and a total that are wrong."""
    wanted = expected(name)
    changed = copy.deepcopy(wanted)
    changed["windows"][0]["duties"][0]["value"] = "12345"
    changed["windows"][-1]["duties"][-1]["state"] = "undetermined"
    changed["windows"][-1]["total"] = "0.01"
    changed["windows"][-1]["credits"].append(
        {"clause": "X", "payer": "A", "payee": "B", "amount": "0.01", "currency": "EUR", "because": ""}
    )
    before, after = comparable(wanted), comparable(changed)
    assert {part for part in before if before[part] != after[part]} == {"duties", "totals", "credits"}
