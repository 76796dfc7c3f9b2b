"""What to write instead: for the ways in which lawyers and engineers say what the language says otherwise."""

from __future__ import annotations

import re
from difflib import get_close_matches

from sladsl.syntax.idioms import idiom, prose
from sladsl.syntax.machine import END
from sladsl.syntax.spoken import KINDS, spelling, spoken
from sladsl.syntax.table import Table

_INSTEAD = {
    "per": "in each",
    "achieve": "keep",
    "guarantee": "keep",
    "fails": "does not",
    "fail": "does not",
    "exceeds": "is more than",
    "≥": "at or above",
    "≤": "at or below",
    ">": "above",
    "<": "below",
    "=": "exactly",
    "until": "to",
    "till": "to",
    "mins": "minutes",
    "min": "minutes",
    "hrs": "hours",
    "hr": "hours",
    "secs": "seconds",
    "ms": "milliseconds",
    "upto": "up to",
    "upon": "after",
    "following": "after",
    "via": "by",
}
_ARTICLE = re.compile(r"\b[Tt]he ([A-Z][\w-]*(?: [A-Z][\w-]*)*)")
_UNQUOTED = re.compile(r"[A-Z][\w-]*(?:\s[A-Z][\w-]*)*\s(?:means|is|are)\s*")
_FIELD = re.compile(r"^-\s[^:\n]*:(?P<before>\s.*(?:,|\bor\b))?\s(?P<last>[a-z]+)\s*\Z", re.MULTILINE)
"""What ends with the type of a field, or with a choice of one word: "- Ended: time", "- Cause: host, announced"."""
_CHOSEN = re.compile(r"\b(?:with|has|have)\s[A-Z][\w-]*(?:\s[A-Z][\w-]*)*(?:\s.*(?:,|\bor\b))?\s([a-z]+)\s*\Z")
"""What ends with a choice of one word: "with Cause announced"."""
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
_IN_FIGURES = {**{word: n for n, word in enumerate(_NUMBERS.split(), 1)}, **_TENS}


def hint(table: Table, kinds: list[str], whole: str, said: str, rest: str, text: str) -> str:
    """`kinds` can come after `said`, the piece of the `whole` text so far; `text`, with which the `rest` begins, is none of them."""
    told = idiom(said, rest, whole)
    if told:
        return told
    first = text.split()[0]
    lower = first.lower()
    article = _ARTICLE.search(f"{said}{text}")
    if article and f'"{article[1]}" means "' in whole:
        return f"A party has its name without an article: `{article[1]}`."
    if lower in _IN_FIGURES and "NUMBER" in kinds:
        return f"Write `{_IN_FIGURES[lower]}`."
    if lower in _INSTEAD:
        return f"Write `{_INSTEAD[lower]}`."
    if first == ";":
        return "Write two sentences."
    if lower == "then":
        return "Leave `then` out."
    if re.fullmatch("[a-z]+", first) and (choice := _choice(table, kinds, said, first)):
        return choice
    if _UNQUOTED.fullmatch(said) or (first == "means" and said.strip()[:1] not in '"“'):
        return "A sentence that introduces a name begins with the name in double quotes."
    if text[:1].isupper() and "EACH" in kinds and "NAME" not in kinds:
        return f"Write `each {text}` for every single one, or `the {text}`."
    return _nearest(table, kinds, first, said)


def _choice(table: Table, kinds: list[str], said: str, first: str) -> str:
    """For a word behind a choice of one word, or behind the type of a field."""
    field, chosen = _FIELD.search(said), _CHOSEN.search(said)
    if field and first in ("if", "optional"):
        return "Write `, if any`."
    if field and (field["before"] or "OR" in kinds) and first not in ("or", "and"):
        return f'A choice of several words stands in double quotes: `"{field["last"]} {first}"`.'
    if chosen and first not in _words(table):
        return f'If this is one choice of several words, put it in double quotes: `"{chosen[1]} {first}"`.'
    return ""


def _nearest(table: Table, kinds: list[str], first: str, said: str) -> str:
    spelt = sorted({spelling(table.spelling(kind)) for kind in kinds if kind not in KINDS})
    # a short word has few letters that can agree
    alike = get_close_matches(first.lower(), spelt, n=1, cutoff=0.5)
    near = get_close_matches(first.lower(), alike, n=1, cutoff=0.75) if len(first) > 3 else alike
    if near and near[0] != first:
        return f"Did you mean `{near[0]}`?"
    if no_sentence := prose(said, first):
        return no_sentence
    if "NAME" in kinds and first[:1].islower() and first not in _words(table):
        return f"A name is written with a capital: `{first[:1].upper()}{first[1:]}`."
    if len(kinds) == 1 and kinds[0] not in KINDS:
        return f"Write `{spelling(table.spelling(kinds[0]))}`."
    if "DOT" in kinds and first[:1].isupper():
        return "If a new sentence begins here, a full stop is missing before it."
    return ""


def _words(table: Table) -> set[str]:
    """The words of the language."""
    return {spelling(table.spelling(kind)) for kind in table.terminals if kind not in KINDS and kind != END}


def called(table: Table, kinds: list[str], text: str) -> list[str]:
    """The kinds in the author's words: what looks like `text` first, then names and the like, then words of the language."""

    def order(kind: str) -> tuple[int, bool, str]:
        return -nearest.get(spelling(pattern[kind]), 0), kind not in KINDS, spoken(kind, pattern[kind])

    pattern = {kind: "" if kind == END else table.spelling(kind) for kind in kinds}
    words = sorted({spelling(way) for kind, way in pattern.items() if kind not in KINDS})
    near = get_close_matches(text.lower(), words, n=len(words) or 1, cutoff=0.5)
    nearest = {way: rank for rank, way in enumerate(reversed(near), 1)}
    return [spoken(kind, pattern[kind]) for kind in sorted(kinds, key=order)]
