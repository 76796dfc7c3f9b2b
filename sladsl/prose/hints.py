"""What must stand in a text for a pattern to be found in it, told from the pattern's own letters.

A pattern takes milliseconds to compile, and most are for words that most texts do not have. This reads the few forms of patterns that rules
use; where it is not sure, it asks for nothing, and the pattern is tried.
"""

from __future__ import annotations

import re
from functools import lru_cache

Hints = tuple[frozenset[str], ...]
"""Of each set, one of the texts must be there, in small letters."""
_LEAST = 2


_TOKEN = re.compile(
    r"(?P<run>[a-zA-Z0-9]+)|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<around>\(\?<?[=!])|(?P<open>\((?!\?)|\(\?(?:-?i)?:|\(\?P<\w+>)"
    r"|(?P<strange>\(\?)|(?P<close>\))|(?P<or>\|)|(?P<many>(?:[?*+]|\{\d[^}]*\})[?+]?)|(?P<rest>.)",
    re.DOTALL,
)


def hints(pattern: str) -> Hints:
    """Of a regular expression without flags of its own."""
    rooms = [_Room(False)]
    last: list[frozenset[str]] = []  # what the part asks that a quantifier would make optional
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token[0]
        if kind == "strange":
            return ()
        if kind == "many":
            if text[0] in "?*" or text.startswith("{0"):
                for one in last:
                    rooms[-1].found.remove(one)
            last = []
        elif kind == "run":
            quantified = pattern[token.end() : token.end() + 1] in ("?", "*", "{")
            kept = text[:-1] if quantified else text
            if len(kept) >= _LEAST:
                rooms[-1].found.append(frozenset({kept.lower()}))
            last = []
        elif kind in ("open", "around"):
            rooms.append(_Room(kind == "around"))
            last = []
        elif kind == "or":
            rooms[-1].next()
            last = []
        elif kind == "close" and len(rooms) > 1:
            last = rooms.pop().asked()
            rooms[-1].found += last
        else:
            last = []
    return tuple(rooms[0].asked()) if len(rooms) == 1 else ()


def may_hold(text: str, wanted: Hints) -> bool:
    """False only where the pattern cannot be found in the text."""
    if not wanted:
        return True
    folded = _folded(text)
    return all(any(one in folded for one in some) for some in wanted)


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return text.casefold().replace("ı", "i")  # which a pattern without regard to case takes for an i


class _Room:
    """What is being read: a whole pattern or a group. Of each alternative that has been read through, `best` is the set that asks the most."""

    __slots__ = ("around", "best", "found")

    def __init__(self, around: bool) -> None:
        self.around = around
        self.found: list[frozenset[str]] = []
        self.best: list[frozenset[str] | None] = []

    def next(self) -> None:
        self.best.append(max(self.found, key=_worth, default=None))
        self.found = []

    def asked(self) -> list[frozenset[str]]:
        """Of the only alternative all that it asks; of several one set that holds for any of them."""
        if self.around:  # of what is looked for ahead or behind nothing is asked
            return []
        if not self.best:
            return self.found
        self.next()
        known = [one for one in self.best if one is not None]
        return [frozenset().union(*known)] if len(known) == len(self.best) else []


def _worth(some: frozenset[str]) -> int:
    return min(len(one) for one in some)
