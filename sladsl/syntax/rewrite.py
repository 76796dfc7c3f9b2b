"""A sentence put into a text, or words of it replaced, with everything else left as its author wrote it.

A text that was in its canonical form is in it afterwards; any other is changed at that place only.
"""

from __future__ import annotations

import re

from sladsl.findings import Place
from sladsl.syntax.format import format as format_source
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase, Word

_COMMENT = re.compile(r"(?<!\S)//[^\n]*")
_SENTENCES = ("sentence", "table_sentence", "list_sentence", "record")
INTERPRETATION = "Interpretation"


def with_sentence(text: str, sentence: str, clause: str = "", part: str = INTERPRETATION) -> str:
    """The text with the sentence as the last of the clause of this title; with no clause of that title, as the last of the part, which is
    made if there is none. A part that holds only clauses gets it before the first of them. ValueError: the text cannot be read."""
    source = Source("", text)
    tree, _ = parse(source)
    if tree is None:
        raise ValueError("the text cannot be read")
    holder = (_titled(tree, "clause", clause) if clause else None) or _titled(tree, "part", part)
    # "Term and interpretation"
    holder = holder or next((one for one in tree.every("part") if part.casefold() in title_of(one).casefold()), None)
    if holder is not None:
        return _canonical(text, _added(text, holder, sentence))
    before = _start_of_next(tree)
    new = f"## {part}\n\n{sentence}\n"
    if before is None:
        return _canonical(text, f"{text.rstrip()}\n\n{new}")
    return _canonical(text, f"{text[:before]}{new}\n{text[before:]}")


def with_words(text: str, place: Place, words: str) -> str:
    """The text with these words in the place of others. A comment among those that go moves above their line."""
    source = Source("", text)
    span = source.span(place)
    comments = [found.group().rstrip() for found in _COMMENT.finditer(text, span.start, span.end)]
    line = text.rfind("\n", 0, span.start) + 1
    above = "".join(f"{comment}\n" for comment in comments)
    return _canonical(text, f"{text[:line]}{above}{text[line : span.start]}{words}{text[span.end :]}")


def title_of(holder: Phrase) -> str:
    """The title of a part or a clause."""
    word = holder.word("PART_HEADING", "CLAUSE_HEADING")
    return " ".join(word.text.lstrip("#").split()) if word is not None else ""


def _titled(tree: Phrase, kind: str, title: str) -> Phrase | None:
    holders = (
        tree.every("part") if kind == "part" else (one for part in tree.every("part") for one in part.every("clause"))
    )
    return next((one for one in holders if title_of(one).casefold() == title.casefold()), None)


def _added(text: str, holder: Phrase, sentence: str) -> str:
    own = [part for part in holder.parts if part.kind != "clause"]
    said = [part for part in own if part.kind in _SENTENCES]
    last = said[-1] if said else _heading(holder)
    end = _end_of_lines(text, last.end)
    apart = "\n" if last.kind == "sentence" else "\n\n"
    # After a list an empty line is part of the text: what follows must not become an item.
    after = "" if last.kind == "sentence" or text[end : end + 2] in ("\n\n", "\n", "") else "\n"
    return f"{text[:end]}{apart}{sentence}{after}{text[end:]}"


def _heading(holder: Phrase) -> Word:
    word = holder.word("PART_HEADING", "CLAUSE_HEADING")
    assert word is not None
    return word


def _end_of_lines(text: str, offset: int) -> int:
    """The end of the line, and of the lines below it that are comments on it: up to an empty line."""
    end = _end_of_line(text, offset)
    at = end
    while text[at + 1 :].lstrip(" \t").startswith("//"):
        at = _end_of_line(text, at + 1)
    return at if text[at : at + 2] in ("\n\n", "\n", "") else end


def _end_of_line(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found if found >= 0 else len(text)


def _start_of_next(tree: Phrase) -> int | None:
    """Where the part behind those that say who agrees and for how long begins."""
    parts = list(tree.every("part"))
    first = next((n for n, one in reversed(list(enumerate(parts))) if title_of(one) in ("Parties", "Term")), -1)
    return parts[first + 1].start if first + 1 < len(parts) else None


def _canonical(old: str, new: str) -> str:
    return format_source(Source("", new))[0] if format_source(Source("", old))[0] == old else new
