"""Which clauses of real agreements the contracts of this project show: the page docs/patterns.md.

`python -m tests.corpus.patterns` writes it anew.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import sladsl
from sladsl.syntax.tree import Node, Phrase, Word
from tests.corpus.contracts import CONTRACTS, FOLDER

ROOT = FOLDER.parents[1]
PAGE = ROOT / "docs" / "patterns.md"
SENTENCES = ("sentence", "table_sentence", "list_sentence", "record")
SHOWN = 3
HEAD = """\
# What real agreements say

Families of clauses that are found in at least three of the published agreements that were read for this language, most frequent first. Each row shows
how contracts of this project say it, in the words of the contract. The contracts are those of [examples](../examples/README.md) and
of [tests/corpus](../tests/corpus/README.md); the latter restate public agreements in own words, and none is a provider's document.
"""


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    phrases: frozenset[str]
    words: str

    def shown_by(self, sentence: Phrase, text: str) -> bool:
        """Where a family names phrases and words of a table, both must be there; otherwise one of them."""
        phrased = any(part.kind in self.phrases for part in sentence.walk())
        worded = bool(self.words) and sentence.kind != "record" and re.search(self.words, text, re.DOTALL) is not None
        return phrased and worded if self.phrases == {"table_sentence"} else phrased or worded


def families() -> tuple[Family, ...]:
    listed = tomllib.loads((FOLDER / "families.toml").read_text("utf-8"))["family"]
    return tuple(Family(one["name"], frozenset(one.get("phrases", ())), one.get("words", "")) for one in listed)


def contracts() -> dict[str, Path]:
    """The contracts in their order of fame: the examples first."""
    examples = {path.parent.name: path for path in sorted((ROOT / "examples").glob("*/contract.sla"))}
    return {**examples, **{path.stem: path for path in CONTRACTS}}


def sentences(path: Path) -> Iterator[tuple[Phrase, str]]:
    """The sentences of a contract, worked examples left out, with their words."""
    text = path.read_text("utf-8")
    tree, _ = sladsl.parse(text, file=str(path))
    if tree is not None:
        for phrase in tree.walk():
            if phrase.kind in SENTENCES:
                yield phrase, text[_first(phrase).start : _last(phrase).end]


def _first(node: Node) -> Word:
    return node if isinstance(node, Word) else _first(node.parts[0])


def _last(node: Node) -> Word:
    return node if isinstance(node, Word) else _last(node.parts[-1])


def found() -> Mapping[Family, dict[str, str]]:
    """For each family, the first sentence of each contract that shows it."""
    all_families = families()
    shown: dict[Family, dict[str, str]] = {family: {} for family in all_families}
    for name, path in contracts().items():
        for sentence, text in sentences(path):
            for family in all_families:
                if name not in shown[family] and family.shown_by(sentence, text):
                    shown[family][name] = text
    return shown


def page() -> str:
    shown = found()
    lines = [HEAD, "| family | said | contracts |", "| --- | --- | --- |"]
    for family, by_contract in shown.items():
        samples = sorted(set(by_contract.values()), key=lambda text: (len(text), text))[:SHOWN]
        said = "<br>".join(f"`{_one_line(text)}`" for text in samples)
        lines.append(f"| {family.name} | {said} | {len(by_contract)}: {', '.join(by_contract)} |")
    none = [family.name for family, by_contract in shown.items() if not by_contract]
    lines += [
        "",
        "## Not covered",
        "",
        *([f"- {name}" for name in none] or ["Every family is shown by at least one contract."]),
    ]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    """Without the rows of a table, which a cell cannot hold."""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
