"""docs/rules is what the rules say, and what their examples come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl import casebook, manual
from sladsl.manual.catalogue import entries
from tests import rule_manual

DOCS = Path(__file__).parents[2] / "docs"


def committed() -> dict[str, str]:
    return {f"rules/{file.name}": file.read_text("utf-8") for file in (DOCS / "rules").glob("*.md")}


def test_it_says_what_the_rules_say() -> None:
    shown = {path: rule_manual.without_witnesses(text) for path, text in committed().items()}
    assert shown == rule_manual.pages(manual.explain), "run: python -m tests.test_docs"


@pytest.mark.slow
def test_it_shows_what_the_examples_come_to() -> None:
    assert committed() == rule_manual.pages(casebook.page), "run: python -m tests.test_docs"


def test_every_rule_of_the_catalogue_is_covered_or_left_out_for_a_reason() -> None:
    assert [one.code for one in entries().values() if one.code not in manual.codes() and not one.left_out] == []


def test_a_page_has_its_witness() -> None:
    page = casebook.page("B001")
    assert page is not None
    told, _, rest = page.partition("## Two honest readers")
    assert told.rstrip().endswith("```")
    assert "| B | GBP 100.00 | Customer" in rest
    assert manual.explain("B001") == page.replace(f"## Two honest readers{rest.partition('## Write')[0]}", "")
