"""Loose words: the text is read with the first answer to each, and keeps the question open.

A loose phrase has no meaning of its own. What the resolver notes of it are precise words that may take its place; the text with the
first of them is resolved in its stead, so that what hangs on the sentence ("If Provider does not, …") has its meaning, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sladsl.findings import Finding, has_errors
from sladsl.model.agreement import Agreement, Wording
from sladsl.model.resolve import BLOCKS, Loader, resolve
from sladsl.syntax.parse import parse
from sladsl.syntax.patch import Patch, patch
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

_UNUSED = "N220"
_MOST = 20
"""Rounds of answers; a text in which an answer is loose again without end is a fault of the language."""


class ReadAgreement(NamedTuple):
    """The tree is that of the text as it is; the agreement is None where nothing of it can be read."""

    tree: Phrase | None
    agreement: Agreement | None
    findings: tuple[Finding, ...]


def read_agreement(source: Source, load: Loader, rounds: int = 0) -> ReadAgreement:
    """What a text says, with what it leaves open in its words, and the findings of reading and of resolving it."""
    tree, findings = parse(source)
    if tree is None:
        return ReadAgreement(None, None, findings)
    agreement, unclear = resolve(tree, source, load)
    if has_errors(findings):
        # A sentence that could not be read may be the one that uses the name.
        unclear = tuple(one for one in unclear if one.code != _UNUSED)
    own = tuple(_in_its_sentence(w, source, tree) for w in agreement.wordings if w.place.file == source.path)
    if not own:
        return ReadAgreement(tree, agreement, (*findings, *unclear))
    assert rounds < _MOST, f"{own[0].said!r} is loose again with its first answer, {own[0].answers[0]!r}"
    patched = patch(source, [Patch(one.place, one.answers[0]) for one in own])
    inner = read_agreement(patched.source, load, rounds + 1)
    if inner.agreement is None:
        return ReadAgreement(tree, agreement, (*findings, *unclear))
    places = {one.place for one in own}
    later = [replace(w, place=patched.place_before(w.place)) for w in inner.agreement.wordings]
    wordings = _numbered([*own, *(one for one in later if one.place not in places)])
    return ReadAgreement(
        tree, replace(inner.agreement, wordings=wordings), tuple(patched.back(one) for one in inner.findings)
    )


def _in_its_sentence(wording: Wording, source: Source, tree: Phrase) -> Wording:
    words = source.span(wording.place)
    for block in tree.walk():
        if block.kind in BLOCKS and block.span.start <= words.start and words.end <= block.span.end:
            told = [
                part for part in block.parts if isinstance(part, Phrase) and part.kind not in ("table", "list_item")
            ]
            end = ":" if told[-1].span.end < block.span.end - 1 else "."
            before, after = source.text[block.span.start : words.start], source.text[words.end : told[-1].span.end]
            return replace(wording, around=(before, after + end))
    return wording


def _numbered(wordings: list[Wording]) -> tuple[Wording, ...]:
    """In the order of the text, those of one code in one clause counted."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for one in sorted(wordings, key=lambda w: w.place):
        key = (one.code, one.clause)
        seen[key] = seen.get(key, 0) + 1
        found.append(replace(one, ordinal=seen[key]))
    return tuple(found)
