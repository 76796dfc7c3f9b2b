"""The figures of `python -m tests.benchmarks.ambiguity.real_wordings`, as a floor."""

from __future__ import annotations

from tests.benchmarks.ambiguity.real_wordings import read


def test_clear_quotations_are_silent() -> None:
    _, clear = read()
    assert len(clear) >= 7
    assert [(one.name, one.besides) for one in clear if one.besides] == []


def test_most_codes_are_found() -> None:
    ambiguous, _ = read()
    given = sum(len(one.given) for one in ambiguous)
    missed = sum(len(one.missed) for one in ambiguous)
    assert given >= 27
    assert missed * 10 <= given
