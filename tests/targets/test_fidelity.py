"""What all targets have in common: they can be made of every agreement, tell of each part what becomes of it, and always give the same bytes."""

from __future__ import annotations

import pytest

from sladsl.targets import NAMES, load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.targets.contracts import ALL, EXAMPLES, made_of, name_of, plan_of


def loose(path):
    """Its words are still open: nothing is made of it."""
    return any(one.slot.name.startswith("wording/") for one in plan_of(path).readings)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pytest"])
@pytest.mark.parametrize("path", EXAMPLES[2:3], ids=name_of)
def test_an_example_has_each_target(name, path):
    holds(name, path)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_same_plan_gives_the_same_bytes(name):
    path = EXAMPLES[0]
    assert load(name).make(plan_of(path), Wanted("0" * 64)) == made_of(name, path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_agreement_has_each_target(path):
    if loose(path):
        pytest.skip("its words are open")
    for name in NAMES:
        if name != "pytest":  # `-m proof` makes and runs them
            holds(name, path)


def holds(name, path):
    made = made_of(name, path)
    assert made.files
    for file, content in made.files.items():
        assert "/" not in file
        assert content.decode("utf-8")
    for said in made.fidelity:
        assert said.what
        assert (said.how == "") == (said.kept is Kept.EXACT)
