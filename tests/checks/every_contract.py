"""All contracts of the tests and examples, for what must hold of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.plan import Plan

TESTS = Path(__file__).parents[1]
CONTRACTS = [
    *sorted((TESTS / "corpus").glob("*.sla")),
    *sorted((TESTS / "outside").glob("*.sla")),
    *sorted((TESTS.parent / "examples").glob("*/contract.sla")),
]


def name_of(path: Path) -> str:
    """ "corpus-ory", "managed-hosting-contract"."""
    return f"{path.parent.name}-{path.stem}"


by_contract = pytest.mark.parametrize("path", CONTRACTS, ids=name_of)


@cache
def plan_of(path: Path) -> Plan:
    plan = sladsl.check(path.read_text("utf-8"), file=str(path)).plan
    assert plan is not None
    return plan
