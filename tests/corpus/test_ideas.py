"""Ideas, not templates: a phrase of the grammar that serves one contract only has a reason to be there, and most serve several.

Reading sentences are left out: each is the one answer to one question. So are wordings that are read only to find fault with them.
`python -m tests.corpus.test_ideas` prints the figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

import sladsl
from tests.corpus.contracts import FOLDER
from tests.corpus.patterns import contracts
from tests.syntax.made import maker
from tests.test_guide_is_complete import WRONG, in_the_tree, kinds_of

ONE_AT_MOST = 0.15
"""The share of the phrases that may serve one contract only."""


@cache
def uses() -> Mapping[str, set[str]]:
    """For each phrase of the grammar, the contracts of examples/ and of this folder that use it."""
    readings = {one.name for one in maker().productions if one.origin == "reading"}
    found: dict[str, set[str]] = {kind: set() for kind in in_the_tree() - readings - set(WRONG)}
    for name, path in contracts().items():
        tree, _ = sladsl.parse(path.read_text("utf-8"), file=str(path))
        assert tree is not None, name
        for kind in kinds_of(tree) & found.keys():
            found[kind].add(name)
    return found


def reasons() -> dict[str, str]:
    listed = tomllib.loads((FOLDER / "ideas.toml").read_text("utf-8"))["reason"]
    return {phrase: one["why"] for one in listed for phrase in one["phrases"]}


def used_by(number: int) -> set[str]:
    """The phrases that so many contracts use."""
    return {kind for kind, names in uses().items() if len(names) == number}


def test_few_phrases_serve_one_contract_only() -> None:
    assert len(used_by(1)) <= ONE_AT_MOST * len(uses()), sorted(used_by(1))


def test_each_of_them_has_its_reason() -> None:
    assert sorted(used_by(1) - reasons().keys()) == []


def test_no_reason_is_given_for_what_is_not_there() -> None:
    assert sorted(reasons().keys() - uses().keys()) == []


def test_more_phrases_serve_several_contracts_than_one_or_none() -> None:
    """What the guide shows and no contract uses yet is the larger debt: it may not outgrow what is used."""
    one, none = len(used_by(1)), len(used_by(0))
    assert 2 * (one + none) < len(uses()), (one, none, len(uses()))


if __name__ == "__main__":
    one, none = used_by(1), used_by(0)
    several = len(uses()) - len(one) - len(none)
    print(f"{len(uses())} phrases: {several} serve several contracts, {len(one)} serve one, {len(none)} none")
    print("none:", ", ".join(sorted(none)))
