"""Loose words: the text is read with the first answer to each, and keeps the question open.

A loose phrase has no meaning of its own. What the resolver notes of it are precise words that may take its place; the text with the
first of them is resolved in its stead, so that what hangs on the sentence ("If Provider does not, …") has its meaning, too. Where the
parties have agreed on precise words, these are, and no question is left.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from sladsl.findings import Finding, error, has_errors
from sladsl.model.agreement import Agreement, ReadAs, Wording
from sladsl.model.resolve import BLOCKS, Loader, resolve
from sladsl.syntax.parse import parse
from sladsl.syntax.patch import Patch, patch
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

_MAY_STAND_THERE = ("N220", "N209", "N162", "N167")
_QUOTES = str.maketrans("", "", "\"'“”‘’")
_COMMENT = re.compile(r"(?<!\S)//[^\n]*")
_MOST = 20
"""Rounds of answers; a text in which an answer is loose again without end is a fault of the language."""


class ReadAgreement(NamedTuple):
    """The tree is that of the text as it is; the agreement is None where nothing of it can be read."""

    tree: Phrase | None
    agreement: Agreement | None
    findings: tuple[Finding, ...]


def read_agreement(source: Source, load: Loader) -> ReadAgreement:
    """What a text says, with what it leaves open in its words, and the findings of reading and of resolving it."""
    agreed: set[ReadAs] = set()
    found = _read(source, load, 0, agreed)
    if found.agreement is None or has_errors(found.findings):
        return found
    idle = [one for one in found.agreement.read_as if one not in agreed and one.place.file == source.path]
    return found._replace(findings=(*found.findings, *(_says_nothing(one) for one in idle)))


def same_words(one: str, other: str) -> bool:
    """Whether a sentence that quotes words means these: blanks, quotes and capitals make no difference."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(without_comments(text).translate(_QUOTES).split()).casefold().rstrip(".")


def without_comments(text: str) -> str:
    """Words as they stand in a text, without what its author noted among them."""
    return _COMMENT.sub("", text)


def _says_nothing(one: ReadAs) -> Finding:
    where = f' of clause "{one.clause}"' if one.clause else ""
    return error(
        "N233",
        f'"{one.words}" are no loose words{where}, so there is nothing to agree on',
        one.place,
        label="agreed for nothing",
        hint="Leave the sentence out, or quote the words as they stand.",
        clause=one.clause,
    )


def _read(source: Source, load: Loader, rounds: int, agreed: set[ReadAs]) -> ReadAgreement:
    tree, findings = parse(source)
    if tree is None:
        return ReadAgreement(None, None, findings)
    agreement, unclear = resolve(tree, source, load)
    if has_errors(findings):
        # A sentence that could not be read may be the one that uses the name, or sets the time.
        unclear = tuple(one for one in unclear if one.code not in _MAY_STAND_THERE)
    own = tuple(_in_its_sentence(w, source, tree) for w in agreement.wordings if w.place.file == source.path)
    if not own:
        return ReadAgreement(tree, agreement, (*findings, *unclear))
    assert rounds < _MOST, f"{own[0].said!r} is loose again with its first answer, {own[0].answers[0]!r}"
    meanings = {one.place: meant for one in own for meant in agreement.read_as if _is_about(meant, one)}
    agreed.update(meanings.values())
    precise = {one.place: meanings[one.place].meaning if one.place in meanings else one.answers[0] for one in own}
    patched = patch(source, [Patch(place, words) for place, words in precise.items()])
    inner = _read(patched.source, load, rounds + 1, agreed)
    if inner.agreement is None:
        return ReadAgreement(tree, agreement, (*findings, *unclear))
    places = {one.place for one in own}
    later = [replace(w, place=patched.place_before(w.place)) for w in inner.agreement.wordings]
    still = [one for one in own if one.place not in meanings]
    wordings = _numbered([*still, *(one for one in later if one.place not in places or one.place in meanings)])
    return ReadAgreement(
        tree, replace(inner.agreement, wordings=wordings), tuple(patched.back(one) for one in inner.findings)
    )


def _is_about(agreed: ReadAs, wording: Wording) -> bool:
    return agreed.clause in ("", wording.clause) and same_words(agreed.words, wording.said)


def _in_its_sentence(wording: Wording, source: Source, tree: Phrase) -> Wording:
    words = source.span(wording.place)
    for block in tree.walk(*BLOCKS):
        if block.span.start <= words.start and words.end <= block.span.end:
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
