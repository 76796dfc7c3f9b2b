"""The agreements of this folder check without a finding, and keep their worked examples."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.worked_examples import run_examples

CONTRACTS = sorted(Path(__file__).parent.glob("*.sla"))
by_name = pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)


@by_name
def test_nothing_is_wrong_or_left_open_and_every_worked_example_holds(path: Path) -> None:
    text = path.read_text("utf-8")
    assert sladsl.format(text, file=path.name) == (text, ())
    checked = sladsl.check(text, file=path.name)
    assert checked.plan is not None
    ran, wrong = run_examples(checked)
    assert [f"{one.code} {one.place}: {one.message}" for one in (*checked.findings, *wrong)] == []
    assert len(ran) == len(checked.plan.examples) > 0


@pytest.mark.slow
@by_name
def test_every_worked_example_stands_for_a_sentence(path: Path) -> None:
    checked = sladsl.check(path.read_text("utf-8"), file=path.name)
    assert [f"{one.code} {one.clause}" for one in run_examples(checked, standing=True)[1]] == []
