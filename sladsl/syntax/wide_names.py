"""Names with small words in them: "Amount at Risk", "Statement of Work".

A name is a run of words with capitals, so that a text needs no declarations to be read. Where a text itself introduces a name with small
words, in quotes or as a field, it is read as one word wherever it stands; the longest such name goes first.
"""

from __future__ import annotations

import re

from sladsl.syntax.table import Matcher

_WORDS = r"[A-Z][\w-]*(?:[ \t]+[A-Z][\w-]*)*(?:[ \t]+[a-z]+)+(?:[ \t]+[A-Z][\w-]*)+(?:(?:[ \t]+[a-z]+)+(?:[ \t]+[A-Z][\w-]*)+)*"
_INTRODUCED = re.compile(
    rf'["“](?P<quoted>{_WORDS})["”](?=\s+(?:means|is(?!\s+read\s+as\b)|are|\(plural)(?![\w-])|\))|^-[ \t]+(?P<field>{_WORDS}):',
    re.MULTILINE,
)
_NEXT = re.compile(r"[ \t]+|[ \t]*\n[ \t]*(?=\S)")
_CAPITAL = re.compile(r"(?<![\w-])[A-Z]")


def wide_names(text: str) -> Matcher | None:
    """What matches a name with small words that the text introduces, in the singular or the plural; None where it introduces none."""
    found = {name.group("quoted") or name.group("field") for name in _INTRODUCED.finditer(text)}
    if not found:
        return None
    forms = sorted(found, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(_either_number(name) for name in forms)})(?![\w-])").match


def _either_number(name: str) -> str:
    """The words before the first small one can stand in the plural: "Statements of Work"."""
    parts = name.split()
    head = next(place for place, part in enumerate(parts) if part[0].islower()) - 1
    made = [re.escape(part) for part in parts]
    made[head] = f"{made[head][:-1]}(?:y|ies)" if parts[head].endswith("y") else f"{made[head]}(?:es|s)?"
    return r"\s+".join(made)


def widened(wide: Matcher, name: Matcher, text: str, start: int, stop: int) -> int:
    """The end of the run of capitalised words from `start` to `stop`, with the small words of a name that begins in it, and what follows."""
    at = start
    while True:
        further = next(
            (end for word in _CAPITAL.finditer(text, at, stop) if (end := _end(wide, text, word.start())) > stop), stop
        )
        if further == stop:
            return stop
        gap = _NEXT.match(text, further)
        more = name(text, gap.end()) if gap else None
        at, stop = further, more.end() if more else further


def _end(wide: Matcher, text: str, position: int) -> int:
    found = wide(text, position)
    return found.end() if found else -1
