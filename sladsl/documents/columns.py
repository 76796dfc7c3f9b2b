"""How wide the columns of a table are, told from the lengths of its texts: what must not break, and what may."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTER = 120
"""Twentieths of a point that a letter of a table takes, a bold one, too."""
_LINE = 70
"""Letters beyond which a text of a cell may as well break."""
_LONGEST_WHOLE = 12
_TALLEST_WHOLE = 24
"""Rows and lines of a table that the end of a page does not part."""


def widths(rows: Sequence[Sequence[str]], whole: int) -> list[int]:
    """Of the columns, `whole` together (twentieths of a point); `rows` with the header. As their texts want it where that fits; else first the
    longest word of each, then what is left by the length of its texts."""
    texts = list(zip(*rows, strict=True))
    least = _least(texts, " ")
    if sum(least) > whole:
        least = _least(texts, "[ -]")  # a word may part at its hyphen
    wanted = [min(max(len(text) for text in column), _LINE) * _LETTER for column in texts]
    full = [max(pair) for pair in zip(wanted, least, strict=True)]
    left = whole - sum(least)
    if left < 0 or sum(full) <= whole:
        return shared(least if left < 0 else full, whole)
    more = [most - need for most, need in zip(full, least, strict=True)]
    return shared([need + left * one // sum(more) for need, one in zip(least, more, strict=True)], whole)


def _least(texts: Sequence[Sequence[str]], parted: str) -> list[int]:
    """For the longest piece of each column."""
    return [
        (max((len(piece) for t in column for piece in re.split(parted, t)), default=1) + 2) * _LETTER
        for column in texts
    ]


def stays_whole(rows: Sequence[Sequence[str]], across: Sequence[int]) -> bool:
    """Whether the end of a page does not part the table: it has few rows, and they are not so tall that a page would stay half white."""
    lines = sum(max(-(-len(text) * _LETTER // wide) for text, wide in zip(row, across, strict=True)) for row in rows)
    return len(rows) - 1 <= _LONGEST_WHOLE and lines <= _TALLEST_WHOLE


def shared(parts: Sequence[int], whole: int) -> list[int]:
    """In these proportions, the whole of it."""
    found = [whole * part // sum(parts) for part in parts]
    found[-1] += whole - sum(found)
    return found
