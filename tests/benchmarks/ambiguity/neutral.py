"""Changes that change nothing: other names, another order, other line breaks, other amounts. None may bring a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from sladsl.findings import Finding, Severity
from tests.benchmarks.ambiguity.mutants import Mutant, checked, clear

_NONE: frozenset[str] = frozenset()


def new_findings(mutant: Mutant) -> list[Finding]:
    """What is found that is more than a note; the contract itself has none of them."""
    found = checked(mutant.contract, mutant.text, mutant.above).findings
    return [one for one in found if one.severity is not Severity.INFO]


def neutral(contract: Path) -> Iterator[Mutant]:
    text = contract.read_text("utf-8")
    yield from _renamed(contract, text)
    yield from _reordered(contract, text)
    yield from _broken_in_lines(contract, text)
    yield from _other_money(contract, text)
    yield Mutant(contract, "comments", "", text.replace("\n\n", "\n\n// as agreed at the meeting\n", 6), _NONE)


def _renamed(contract: Path, text: str) -> Iterator[Mutant]:
    """A name is another everywhere; its words stay capitalised, and no text in quotes but the name itself changes."""
    agreement = clear(contract).agreement
    assert agreement is not None
    for name in agreement.names:
        words = name.text.split()
        if name.origin != "contract" or any(word[0].islower() or not word.isalpha() for word in words):
            continue
        new = f"{name.text} Item"
        if len([n for n in agreement.names if name.text in n.text]) > 1:
            continue
        made = re.sub(rf"\b{re.escape(name.plural or name.text + 's')}\b", f"{new}s", text)
        made = re.sub(rf"\b{re.escape(name.text)}\b(?! Items?\b)", new, made)
        yield Mutant(contract, "another name", f"{name.text} → {new}", made, _NONE)


def _reordered(contract: Path, text: str) -> Iterator[Mutant]:
    """Two neighbouring definitions of periods or measures exchanged."""
    lines = text.split("\n")
    defined = [n for n, line in enumerate(lines) if re.match(r'"[^"]+" means the ', line)]
    for first, second in pairwise(defined):
        swapped = list(lines)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield Mutant(contract, "another order", f"lines {first + 1} and {second + 1}", "\n".join(swapped), _NONE)


def _broken_in_lines(contract: Path, text: str) -> Iterator[Mutant]:
    """A sentence of several lines, or with more spaces."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if re.match(r"[A-Z][\w ]* (?:shall|may) ", line) and line.endswith("."):
            broken = line.replace(" shall ", "\nshall ", 1).replace(" may ", "\nmay ", 1).replace(" in ", "  in ")
            yield Mutant(contract, "another form", line, "\n".join([*lines[:n], broken, *lines[n + 1 :]]), _NONE)


def _other_money(contract: Path, text: str) -> Iterator[Mutant]:
    """All amounts times 3, 10 and 700, those of the worked examples, too."""
    money = re.compile(r"\b([A-Z]{3}) ([\d,]+(?:\.\d+)?)")
    for factor in (3, 10, 700):
        made = money.sub(lambda m, by=factor: f"{m[1]} {Decimal(m[2].replace(',', '')) * by:,}", text)
        yield Mutant(contract, "other amounts", f"times {factor}", made, _NONE)
