"""A part of the seeded defects and neutral changes; `python -m tests.benchmarks.ambiguity` tries all of them and writes the report."""

from __future__ import annotations

import pytest

from tests.benchmarks.ambiguity.seeded import defects, neutrals


@pytest.mark.slow
def test_neutral_changes_are_not_found_fault_with() -> None:
    tally = neutrals(every=7)
    assert tally.tried.total() > 60
    assert [str(mutant) for mutant in tally.bad] == []


@pytest.mark.slow
def test_sentences_that_are_taken_away_are_missed() -> None:
    tally = defects(every=7)
    assert tally.tried.total() > 90
    readings = [str(mutant) for mutant in tally.bad if mutant.operator.startswith("without a r")]
    assert readings == []
