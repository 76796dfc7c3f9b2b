"""Ideas, not templates: a phrase of the grammar that serves one contract only has a reason to be there, and most serve several.

Reading sentences are left out: each is the one answer to one question. So are wordings that are read only to find fault with them.
`python -m tests.corpus.test_ideas` prints the figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import sladsl
from tests.corpus.contracts import FOLDER
from tests.corpus.patterns import contracts
from tests.syntax.made import Maker
from tests.test_guide_is_complete import WRONG, in_the_tree, kinds_of

ONE_AT_MOST = 0.15
"""The share of the phrases that may serve one contract only."""


def counted() -> Mapping[str, set[str]]:
    """For each phrase of the grammar, the contracts of examples/ and of this folder that use it."""
    readings = {one.name for one in Maker().productions if one.origin == "reading"}
    uses: dict[str, set[str]] = {kind: set() for kind in in_the_tree() - readings - set(WRONG)}
    for name, path in contracts().items():
        tree, _ = sladsl.parse(path.read_text("utf-8"), file=str(path))
        assert tree is not None, name
        for kind in kinds_of(tree) & uses.keys():
            uses[kind].add(name)
    return uses


def reasons() -> dict[str, str]:
    listed = tomllib.loads((FOLDER / "ideas.toml").read_text("utf-8"))["reason"]
    return {phrase: one["why"] for one in listed for phrase in one["phrases"]}


USES = counted()
ONE = {kind for kind, names in USES.items() if len(names) == 1}
NONE = {kind for kind, names in USES.items() if not names}


def test_few_phrases_serve_one_contract_only() -> None:
    assert len(ONE) <= ONE_AT_MOST * len(USES), sorted(ONE)


def test_each_of_them_has_its_reason() -> None:
    assert sorted(ONE - reasons().keys()) == []


def test_no_reason_is_given_for_what_is_not_there() -> None:
    assert sorted(reasons().keys() - USES.keys()) == []


def test_more_phrases_serve_several_contracts_than_one_or_none() -> None:
    """What the guide shows and no contract uses yet is the larger debt: it may not outgrow what is used."""
    assert 2 * len(ONE | NONE) < len(USES), (len(ONE), len(NONE), len(USES))


if __name__ == "__main__":
    several = len(USES) - len(ONE) - len(NONE)
    print(f"{len(USES)} phrases: {several} serve several contracts, {len(ONE)} serve one, {len(NONE)} none")
    print("none:", ", ".join(sorted(NONE)))
