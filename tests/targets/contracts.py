"""The agreements of which targets are made: every example, and every contract of the corpus."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sladsl
from sladsl.checks.plan import Plan
from sladsl.targets import load
from sladsl.targets.target import Made, Wanted

ROOT = Path(__file__).parents[2]
EXAMPLES = tuple(sorted(ROOT.glob("examples/*/contract.sla")))
ALL = (*EXAMPLES, *sorted(ROOT.glob("tests/corpus/*.sla")))


def name_of(path: Path) -> str:
    return path.parent.name if path.name == "contract.sla" else path.stem


@cache
def plan_of(path: Path) -> Plan:
    checked = sladsl.check(path.read_text("utf-8"), file=str(path))
    assert checked.plan is not None
    return checked.plan


def plan_from(text: str) -> Plan:
    """Of a text without errors."""
    checked = sladsl.check(text)
    assert checked.plan is not None
    assert not [one for one in checked.findings if one.severity.value == "error"], checked.findings
    return checked.plan


@cache
def made_of(name: str, path: Path) -> Made:
    return load(name).make(plan_of(path), Wanted("0" * 64))
