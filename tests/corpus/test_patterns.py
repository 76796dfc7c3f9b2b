"""The page on the families of clauses is current, and every family is shown."""

from __future__ import annotations

from tests.corpus.patterns import PAGE, found, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.corpus.patterns`"


NOT_COVERED: set[str] = set()
"""Families that the language can say and no contract of this project shows yet."""


def test_every_other_family_is_shown() -> None:
    assert {family.name for family, by_contract in found().items() if not by_contract} == NOT_COVERED
