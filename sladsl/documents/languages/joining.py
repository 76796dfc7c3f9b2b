"""From pieces of a sentence to its runs: blanks, commas, contractions and a capital, with names and references left as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sladsl.documents.tree import Run, Runs, Text

Joins: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]

_OPEN, _CLOSE = "\ue000", "\ue001"
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[ \t\n]+"), " "),
    (re.compile(r" (?=[,.;:)])"), ""),
    (re.compile(r"(?<=\() "), ""),
    (re.compile(r",(?=[,.;:)])"), ""),
    (re.compile(r"^[ ,]+| +$|,$"), ""),
)
_GLUE = re.compile(r"(\w)& ?(\w)")


def joins_of(given: Mapping[str, str]) -> Joins:
    """Contractions, in their order. A name is written between two characters that are no word characters, so that `\\W?` passes them."""
    return tuple((re.compile(pattern), to) for pattern, to in given.items())


def sentence(pieces: Sequence[str | Run], joins: Joins, *, capital: bool) -> Runs:
    """The pieces as runs. "&" after a word joins it with the next one, which loses its capital."""
    made = [piece for piece in pieces if not isinstance(piece, str)]
    text = "".join(piece if isinstance(piece, str) else f"{_OPEN}{piece.text}{_CLOSE}" for piece in pieces)
    for pattern, to in _TIDY:
        text = pattern.sub(to, text)
    text = _GLUE.sub(lambda match: match[1] + match[2].lower(), text)
    for pattern, to in joins:
        text = pattern.sub(to, text)
    if capital:
        text = text[:1].upper() + text[1:]
    runs: list[Run] = []
    following = iter(made)
    for stretch in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", text):
        if stretch.startswith(_OPEN):
            runs.append(next(following))
        elif stretch:
            runs.append(Text(stretch))
    return tuple(runs)
