"""At least 95% of the mutants of each example's plan are noticed; those that are not are listed with the reason."""

from __future__ import annotations

import pytest

from tests.mutation.judging import Judges
from tests.mutation.mutants import mutants
from tests.mutation.proof import NAMES, listed, prove

FAMILIES = {
    "comparison", "bound", "window", "zone", "order", "unit", "sign", "rounding", "day count", "steps", "and/or", "negation", "reading",
    "parties", "left out", "name", "choice", "quantifier", "verb",
}  # fmt: skip


@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_mutants_are_noticed(name: str) -> None:
    proof = prove(name)
    assert set(proof.unsaid) == set(listed(name, "unsaid"))
    assert set(proof.survivors) == set(listed(name, "unseen", "alike"))
    assert proof.noticed(listed(name, "alike")) >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_of_some_mutants_none_survives_that_is_not_listed(name: str) -> None:
    proof = prove(name, each=9)
    assert proof.tried > 10
    assert set(proof.unsaid) <= set(listed(name, "unsaid"))
    assert set(proof.survivors) <= set(listed(name, "unseen", "alike"))


@pytest.mark.parametrize("name", NAMES)
def test_boundaries_hold_and_reference_figures_agree(name: str) -> None:
    judges = Judges(name)
    assert judges.noticed_by(judges.plan) == ""


def test_every_mutant_differs_from_the_plan_and_from_the_others() -> None:
    kinds: set[str] = set()
    for name in NAMES:
        plan = Judges(name).plan
        made = list(mutants(plan))
        assert len({one.path for one in made}) == len(made)
        assert all(one.plan != plan for one in made)
        kinds |= {one.kind for one in made}
    assert kinds == FAMILIES
