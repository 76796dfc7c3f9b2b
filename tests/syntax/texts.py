"""The texts that the language must read: every example, and every sentence of the phrasebook."""

from __future__ import annotations

from pathlib import Path

from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

ROOT = Path(__file__).parents[2]
TEXTS = [
    *sorted((ROOT / "tests" / "cases" / "phrasebook").glob("*.sla")),
    *sorted((ROOT / "tests" / "cases" / "phrases").glob("*.sla")),
    *sorted((ROOT / "examples").rglob("*.sla")),
]


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def tree_of(text: str) -> Phrase:
    """The tree of a text that has nothing wrong with it."""
    tree, findings = parse(Source("text.sla", text))
    assert findings == ()
    assert tree is not None
    return tree


def in_part(*sentences: str) -> str:
    return "\n".join(["# T", "", "## P", "", *sentences, ""])
