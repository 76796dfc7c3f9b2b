"""What must stand in a text for a pattern to be found in it, told from the pattern's own letters.

A pattern takes milliseconds to compile, and most are for words that most texts do not have. This reads the few forms of patterns that rules
use; where it is not sure, it asks for nothing, and the pattern is tried.
"""

from __future__ import annotations

import re
from functools import lru_cache

Hints = tuple["str | tuple[Hints, ...]", ...]
"""All of them must be there: a text in small letters, `\\d` for any digit, or one of several alternatives."""
_LEAST = 2
_DIGIT = r"\d"
_ANY_DIGIT = re.compile(_DIGIT)


_TOKEN = re.compile(
    r"(?P<words>\((?:\?:|\?P<\w+>)?(?P<each>[a-zA-Z0-9]+(?:\|[a-zA-Z0-9]+)+)\))|(?P<run>[a-zA-Z0-9]+)|(?P<digit>\\d)"
    r"|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<around>\(\?<?[=!])|(?P<open>\((?!\?)|\(\?(?:-?i)?:|\(\?P<\w+>)"
    r"|(?P<strange>\(\?)|(?P<close>\))|(?P<or>\|)|(?P<many>(?:[?*+]|\{[\d,]+\})[?+]?)|(?P<rest>.)",
    re.DOTALL,
)


def hints(pattern: str) -> Hints:
    """Of a regular expression without flags of its own."""
    rooms = [_Room(False)]
    last = 0  # how many of the parts that are asked a quantifier would make optional
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token[0]
        if kind == "strange":
            return ()
        asked: Hints = ()
        if kind == "many":
            if last and text.startswith(("?", "*", "{0", "{,")):
                del rooms[-1].found[-last:]
        elif kind == "words":
            asked = _choice([(word.lower(),) if len(word) >= _LEAST else () for word in token["each"].split("|")])
        elif kind == "digit":
            asked = (_DIGIT,)
        elif kind == "run":
            quantified = pattern[token.end() : token.end() + 1] in ("?", "*", "{")
            kept = text[:-1] if quantified else text
            if len(kept) >= _LEAST:
                rooms[-1].found.append(kept.lower())
        elif kind in ("open", "around"):
            rooms.append(_Room(kind == "around"))
        elif kind == "or":
            rooms[-1].next()
        elif kind == "close" and len(rooms) > 1:
            asked = rooms.pop().asked()
        rooms[-1].found += asked
        last = len(asked)
    return rooms[0].asked() if len(rooms) == 1 else ()


def may_hold(text: str, wanted: Hints) -> bool:
    """False only where the pattern cannot be found in the text."""
    return not wanted or _holds(_folded(text), wanted)


def _holds(folded: str, wanted: Hints) -> bool:
    for one in wanted:  # hundreds of patterns are asked of each text: generators would cost more than what they ask
        if isinstance(one, str):
            if one not in folded:
                return False
            continue
        for some in one:
            if _holds(folded, some):
                break
        else:
            return False
    return True


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    # each pattern goes through all sentences: to keep fewer than a long text has would be to keep none
    folded = text.casefold().replace("ı", "i")  # which a pattern without regard to case takes for an i
    return folded + _DIGIT if _ANY_DIGIT.search(text) else folded


class _Room:
    """What is being read: a whole pattern or a group, with what each of its alternatives asks that has been read through."""

    __slots__ = ("around", "before", "found")

    def __init__(self, around: bool) -> None:
        self.around = around
        self.found: list[str | tuple[Hints, ...]] = []
        self.before: list[Hints] = []

    def next(self) -> None:
        self.before.append(tuple(self.found))
        self.found = []

    def asked(self) -> Hints:
        if self.around:  # of what is looked for ahead or behind nothing is asked
            return ()
        return _choice([*self.before, tuple(self.found)]) if self.before else tuple(self.found)


def _choice(alternatives: list[Hints]) -> Hints:
    """Nothing, where one of them asks nothing."""
    return (tuple(alternatives),) if all(alternatives) else ()
