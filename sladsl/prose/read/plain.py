"""Plain text: paragraphs parted by empty lines, list items and numbered clauses by their first characters, and bars as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.prose.read.outline import Block, document, joined
from sladsl.prose.text import Document, Kind

_ITEM = re.compile(r"(?:[-*•–]|\([a-z0-9]{1,4}\)|[a-z]\)|\d{1,3}(?:\.\d{1,3})*[.)]?)\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–]\s+")
_HEADING = re.compile(
    r"(?:(?:clause|section|article|schedule|annex)\s+\w+|\d{1,3}(?:\.\d{1,3})*[.)]?)\s+[A-Z][^.;:]{0,70}$"
)
_ROW = 60
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")


def read_plain(file: str, text: str) -> Document:
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return document(file, _blocks(clean.split("\n")), clean)


def _blocks(lines: list[str]) -> Iterator[Block]:
    pending: list[tuple[str, int, int]] = []
    for number, line in enumerate([*lines, ""], 1):
        text = line.strip()
        column = len(line) - len(line.lstrip()) + 1
        if pending and (
            not text
            or _ends_a_row(pending[-1][0], text)
            or _RULE.fullmatch(line)
            or (_ITEM.match(text) and not _goes_on(pending[-1][0], text))
        ):
            yield _block(pending)
            pending = []
        if text and not _RULE.fullmatch(line):
            bullet = _BULLET.match(text)
            skipped = bullet.end() if bullet else 0
            pending.append((text[skipped:], number, column + skipped))


def _ends_a_row(before: str, text: str) -> bool:
    """A row, not wrapped prose: the next line begins with the same words, or this one is short and ends with a figure."""
    if before.split()[:2] == text.split()[:2]:
        return True
    return len(before) < _ROW and (before[-1] in "%:)" or before[-1].isdigit()) and not text[0].islower()


def _goes_on(before: str, text: str) -> bool:
    """A line that begins with a number which belongs to the sentence before it: "of at least" / "99.9 percent"."""
    return before[-1] not in ".;:" and re.match(r"\d[\d.,]*\s+[a-z%]", text) is not None


def _block(pieces: list[tuple[str, int, int]]) -> Block:
    text, runs = joined(pieces)
    alone = len(pieces) == 1
    shouted = alone and text.isupper() and len(text) < 80
    if shouted or (alone and _HEADING.match(text) and len(text.split()) <= 10):
        return Block(text, Kind.HEADING, 1, runs=runs)
    return Block(text, Kind.ITEM if _ITEM.match(text) else Kind.TEXT, runs=runs)
