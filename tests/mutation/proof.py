"""The proof for one example: every mutant of its plan, and who notices it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.mutation.judging import Judges
from tests.mutation.mutants import mutants

NAMES = ("development-retainer", "interconnection", "managed-hosting", "revenue-teams", "uptime-probes")
_LISTED = Path(__file__).parent / "survivors.toml"


@dataclass(frozen=True)
class Proof:
    """`kinds`: how many mutants of each kind were tried; `judges`: how many each noticed first.

    `survivors`: mutants that no judge notices, with their kind; `unsaid`: mutants that stand for no contract, since a name in them means
    nothing or the evaluator has no meaning for them. These count neither as noticed nor as surviving.
    """

    kinds: Counter[str]
    judges: Counter[str]
    survivors: dict[str, str]
    unsaid: dict[str, str]

    @property
    def tried(self) -> int:
        return sum(self.kinds.values())

    def noticed(self, alike: Collection[str]) -> float:
        """The share of the mutants that are noticed, of those that are not alike to the plan."""
        return (self.tried - len(self.survivors)) / (self.tried - len(set(self.survivors) & set(alike)))


def prove(name: str, *, each: int = 1) -> Proof:
    """`each`: only every so many mutants are tried, from the first on."""
    judges = Judges(name)
    assert judges.noticed_by(judges.plan) == "", "the plan itself is judged to be wrong"
    kinds: Counter[str] = Counter()
    first: Counter[str] = Counter()
    survivors: dict[str, str] = {}
    unsaid: dict[str, str] = {}
    for mutant in islice(mutants(judges.plan), 0, None, each):
        try:
            judge = judges.noticed_by(mutant.plan)
        except Exception as fault:
            unsaid[mutant.path] = f"{type(fault).__name__}: {fault}"
            continue
        kinds[mutant.kind] += 1
        if judge:
            first[judge] += 1
        else:
            survivors[mutant.path] = mutant.kind
    return Proof(kinds, first, survivors, unsaid)


def listed(name: str, *what: str) -> dict[str, str]:
    """The mutants of an example that are listed as one of `what`, each with its reason:

    - "unseen": it differs, and no judge sees it;
    - "alike": whatever the records are, this contract settles alike with it;
    - "unsaid": no contract can say it.
    """
    told = tomllib.loads(_LISTED.read_text("utf-8")).get(name, [])
    return {mutant: one["reason"] for one in told if one["is"] in what for mutant in one["mutants"]}
