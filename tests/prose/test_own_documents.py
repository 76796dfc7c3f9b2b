"""The documents that are made of the examples are clear: a review finds in them what the examples leave open, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.prose import review
from sladsl.prose.read.markdown import read_markdown

EXAMPLES = Path(__file__).parents[2] / "examples"
OPEN = {"revenue-teams": {"B008", "B013"}}
"""Of the example whose zone stands in the agreement above it, and whose notice of a month is read by the interpretation rules."""


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/contract.sla")))
def test_a_document_of_an_example_is_clear(name: str) -> None:
    contract = EXAMPLES / name / "contract.sla"
    document = sladsl.render(contract.read_text("utf-8"), "md", file=str(contract))
    found = review(read_markdown("contract.md", document))
    assert {(one.code, one.quotation) for one in found if one.code not in OPEN.get(name, set())} == set()
