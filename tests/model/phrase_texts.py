"""The sentences of the phrase files, each with the text in which it is tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sladsl.findings import Finding
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
UNIVERSE = (HERE / "universe.sla").read_text("utf-8")
FILES = (CASES / "phrasebook" / "phrases.sla", CASES / "phrases" / "more.sla")


def tree_of(source: Source) -> tuple[Phrase, tuple[Finding, ...]]:
    """The tree of a text that can be read, with what the reading found."""
    tree, found = parse(source)
    assert tree is not None
    return tree, tuple(found)


@dataclass(frozen=True)
class Tried:
    """A sentence (with its table or list), and the sentences of its group that stand before it."""

    group: str
    text: str
    before: tuple[str, ...]

    @property
    def short(self) -> str:
        return re.sub(r"\s+", " ", self.text)


def phrases(path: Path) -> list[Tried]:
    """Every sentence of the file; a table or list goes with the sentence that ends in a colon before it."""
    found: list[Tried] = []
    group = ""
    before: list[str] = []
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8").split("\n## ", 1)[1])
    waiting = ""
    for block in blocks:
        lines = [line for line in block.split("\n") if line.strip()]
        if lines and (lines[0].startswith("#") or (not found and not before and not waiting and "." not in block)):
            group, before, lines = lines[0].lstrip("# "), [], lines[1:]
        if not lines:
            continue
        if waiting:
            pieces = [waiting + "\n\n" + "\n".join(lines)]
            waiting = ""
        else:
            pieces = _sentences(lines)
        for piece in pieces:
            if piece.rstrip().endswith(":") and piece == pieces[-1]:
                waiting = piece
                continue
            found.append(Tried(group, piece, tuple(before)))
            before.append(piece)
    return found


def _sentences(lines: list[str]) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for n, line in enumerate(lines):
        run.append(line)
        marks = ("|", "-")
        listed = n + 1 < len(lines) and lines[n + 1].startswith(marks)
        last = line.startswith(marks) and not listed
        if last or (line.rstrip().endswith(".") and not line.startswith(marks) and not listed):
            found.append("\n".join(run))
            run = []
    return [*found, "\n".join(run)] if run else found


def world(tried: Tried, changes: dict[str, str], *, with_group: bool) -> tuple[str, int]:
    """The whole text and the line on which the sentence begins. What the sentence introduces anew is left out of the universe."""
    universe = UNIVERSE
    for name in re.findall(r'^(?:An? )?"([^"]+)"(?: \([^)]*\))? (?:means|is|are)', tried.text, re.M):
        quoted = re.escape(name)
        universe = re.sub(rf'^An? "{quoted}" is a record[^\n]*\n\n(?:- [^\n]*\n)+\n?', "", universe, flags=re.M)
        universe = re.sub(rf'^(?:An? )?"{quoted}" (?:means|is|are)[^\n]*\n', "", universe, flags=re.M)
    for old, new in changes.items():
        assert old in universe, old
        universe = universe.replace(old, new)
    currency = re.search(r"\b(EUR|USD|CHF|JPY)\b", tried.text)
    if currency is not None:
        universe = universe.replace("GBP", currency[1])
    if tried.text.startswith("Amounts are in") or tried.text.startswith("Times are in"):
        universe = re.sub(rf"^{tried.text.split(' in ')[0]} in [^\n]*\n", "", universe, flags=re.M)
    before = "\n\n".join(tried.before) + "\n\n" if with_group and tried.before else ""
    if currency is not None:
        before = re.sub(r"\b(?:EUR|USD|GBP)\b", currency[1], before)
    head = f"{universe.rstrip()}\n\n{before}"
    return f"{head}{tried.text}\n", head.count("\n") + 1
