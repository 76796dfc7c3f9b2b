"""How many seeded defects are found, by operator, and how many neutral changes are found fault with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.ambiguity.mutants import CONTRACTS, Mutant, mutants, noticed
from tests.benchmarks.ambiguity.neutral import neutral, new_findings


@dataclass
class Tally:
    """`tried` and `good` by operator: good is a defect that is found, or a neutral change that is not; `bad`: the others."""

    tried: Counter[str] = field(default_factory=Counter)
    good: Counter[str] = field(default_factory=Counter)
    bad: list[Mutant] = field(default_factory=list)

    def note(self, mutant: Mutant, good: bool) -> None:
        self.tried[mutant.operator] += 1
        self.good[mutant.operator] += good
        if not good:
            self.bad.append(mutant)

    @property
    def share(self) -> float:
        """Of all that were tried, for a report alone."""
        return self.good.total() / self.tried.total()


def defects(contracts: Sequence[Path] = tuple(CONTRACTS), every: int = 1) -> Tally:
    tally = Tally()
    for mutant in [mutant for contract in contracts for mutant in mutants(contract)][::every]:
        tally.note(mutant, noticed(mutant)[0])
    return tally


def neutrals(contracts: Sequence[Path] = tuple(CONTRACTS), every: int = 1) -> Tally:
    tally = Tally()
    for mutant in [mutant for contract in contracts for mutant in neutral(contract)][::every]:
        tally.note(mutant, not new_findings(mutant))
    return tally
