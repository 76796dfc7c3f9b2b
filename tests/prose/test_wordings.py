"""Sentences as agreements have them: each has the findings that are said beside it, and no others."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sladsl.prose import review
from sladsl.prose.read.plain import read_plain

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
CASES = [(one["text"], one["codes"]) for one in WORDINGS["unclear"]] + [(one["text"], []) for one in WORDINGS["clear"]]


def test_there_are_many_of_both() -> None:
    assert len(WORDINGS["unclear"]) >= 60
    assert len(WORDINGS["clear"]) >= 40


@pytest.mark.parametrize(("text", "codes"), CASES, ids=[text[:50] for text, _ in CASES])
def test_wording_has_these_findings(text: str, codes: list[str]) -> None:
    assert sorted({finding.code for finding in review(read_plain("draft.txt", text))}) == sorted(codes)
