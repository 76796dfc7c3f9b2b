"""Going on after a word that does not fit: a mark that was forgotten is put in, otherwise the broken piece is set aside.

A broken sentence, field, list item or table row becomes a phrase of the kind `broken`. It holds its text in words of the kind
BROKEN, and in a TEXT the name that it begins to introduce. The machine goes on after it with the stacks as they were before
it: three typos give three findings, and all other sentences are read. Only the words of the broken piece are read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.syntax.machine import Machine
from sladsl.syntax.possible import next_word, replayed, shifted
from sladsl.syntax.tree import Word

FORGOTTEN = {"DOT": ".", "BLANK_LINE": "", "TITLE": "# ", "PART_HEADING": "## "}
"""Marks that can be put in where one is missing, with the text that stands for them."""

_PIECES = {"|": ("row",), "-": ("field", "list_item")}
"""What a line that begins with such a mark is."""
_SENTENCE_END = re.compile(
    r'"[^"\n]*"|“[^”\n]*”'  # a full stop in a quoted text ends nothing
    r'|(?P<end>\.(?=\s+(?:[A-Z"“#>|]|//|-\s)|[ \t]*\n[ \t]*\n|\s*$)|\n(?=[#>])|\n[ \t]*\n(?=[ \t\n]*[A-Z"“#>]))'
)
_INTRODUCED = re.compile(r'(?:An?\s+)?(?P<name>"[^"\n]*"|“[^”\n]*”)')
_HEADING = re.compile(r"^##[ \t]", re.MULTILINE)
_LIST_LINE = re.compile(r"[ \t\n]*^(?:\||-[ \t])[^\n]*", re.MULTILINE)


def settle(machine: Machine) -> None:
    """Close what is complete: prose can stand where a sentence, table or list has ended, and nowhere else."""
    if shifted(machine.table, machine.states, "PROSE") is not None:
        machine.close_for("PROSE")


def piece_start(machine: Machine, word: Word) -> tuple[int, int]:
    """Where the broken piece begins: how many states stand before it, and its offset in the text."""
    depth = _depth_of(machine, word) or 1
    first = next(machine.words_behind(depth), word)
    return depth, first.start


def open_states(machine: Machine, depth: int) -> list[int]:
    """The stack of states after the last word that fitted, with every phrase of the piece still open.

    A piece in which something is broken already cannot be read again; its stack is taken as it is.
    """
    if _is_broken(machine, depth):
        return list(machine.states)
    return replayed(machine.table, machine.states[:depth], machine.words_behind(depth))


def _is_broken(machine: Machine, depth: int) -> bool:
    return any(word.kind == "BROKEN" for word in machine.words_behind(depth))


def put_in_forgotten(machine: Machine, word: Word, depth: int) -> Word | None:
    """Put in a mark that was forgotten before `word`, if one makes it fit; the mark that was put in."""
    if machine.text[: word.start].rstrip(" \t")[-1:] not in ("\n", ""):
        return _part_name(machine, word, depth)
    states = open_states(machine, depth)
    for kind, text in FORGOTTEN.items():
        after = shifted(machine.table, states, kind)
        if after is None:
            continue
        here = next_word(machine.table, after, machine.text, word.start)
        if here.kind in ("", kind) or shifted(machine.table, after, here.kind) is None:
            continue
        end = len(machine.text[: word.start].rstrip())
        mark = Word(kind, text, end, end)
        if _is_broken(machine, depth):
            machine.feed(mark)
            machine.position = word.start
        else:
            _restart(machine, depth, [*machine.words_behind(depth), mark], word.start)
        return mark
    return None


def _part_name(machine: Machine, word: Word, depth: int) -> Word | None:
    """Where a full stop was forgotten at a line end, a name before it and a name behind it were read as one."""
    *before, name = [*machine.words_behind(depth)] or [word]
    if name.kind != "NAME" or "\n" not in name.text or _is_broken(machine, depth):
        return None
    head, _, tail = name.text.partition("\n")
    end, start = name.start + len(head.rstrip()), name.end - len(tail.lstrip())
    mark = Word("DOT", ".", end, end)
    words = [*before, Word("NAME", head.rstrip(), name.start, end), mark, Word("NAME", tail.lstrip(), start, name.end)]
    states = machine.states[:depth]
    for one in words:
        after = shifted(machine.table, states, one.kind)
        if after is None:
            return None
        states = after
    if shifted(machine.table, states, next_word(machine.table, states, machine.text, word.start).kind) is None:
        return None
    _restart(machine, depth, words[:-1], start)
    return mark


def set_aside(machine: Machine, word: Word) -> bool:
    """Set the broken piece aside and go on behind it; False where the rest of the text cannot be read."""
    depth = _depth_of(machine, word)
    if depth is None:
        return False
    gotos = machine.table.state(machine.states[depth - 1]).gotos
    start = piece_start(machine, word)[1]
    kind = next((piece for piece in _pieces_at(machine.text, word) if piece in gotos), None)
    if kind is None and "sentence" not in gotos:
        return _skip_to_part(machine, word, depth)
    end = _line_end(machine.text, word.start) if kind else _sentence_end(machine.text, word)
    machine.cut(depth)
    machine.feed_phrase("broken", _broken_words(machine.text[start:end].rstrip(), start), gotos[kind or "sentence"])
    machine.position = end
    return True


def _broken_words(text: str, start: int) -> Iterator[Word]:
    """The text of a broken piece; the name that it would have introduced is a word of its own, so that it is not missed."""
    name = _INTRODUCED.match(text)
    at = 0
    if name:
        begin, at = name.span("name")
        if begin:
            yield Word("BROKEN", text[:begin].rstrip(), start, start + len(text[:begin].rstrip()))
        yield Word("TEXT", name["name"], start + begin, start + at)
        at += len(text[at:]) - len(text[at:].lstrip())
    if at < len(text):
        yield Word("BROKEN", text[at:], start + at, start + len(text))


def _depth_of(machine: Machine, word: Word) -> int | None:
    """How many states stand before the piece of a list that `word` is in, else before its sentence, else before its part."""
    for wanted in (_pieces_at(machine.text, word), ("sentence",), ("part",)):
        for depth in range(len(machine.states), 0, -1):
            if any(piece in machine.table.state(machine.states[depth - 1]).gotos for piece in wanted):
                return depth
    return None


def _pieces_at(text: str, word: Word) -> tuple[str, ...]:
    """What the line is in which `word` stands, by the mark that it begins with."""
    mark = re.compile(r"[ \t]*([|-]?)").match(text, text.rfind("\n", 0, word.start) + 1)
    return _PIECES.get(mark[1], ()) if mark else ()


def _sentence_end(text: str, word: Word) -> int:
    """Behind the sentence that `word` is in, and behind a table or list that hangs on it."""
    end = len(text)
    for found in _SENTENCE_END.finditer(text, word.start):
        stop = found.end() if found["end"] == "." else found.start()
        if found["end"] is not None and stop > word.start:
            end = stop
            break
    while (line := _LIST_LINE.match(text, end)) is not None:
        end = line.end()
    return end


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _skip_to_part(machine: Machine, word: Word, depth: int) -> bool:
    # The word may be the heading itself, before which something is missing.
    behind = next(machine.words_behind(depth), word).start < word.start
    heading = _HEADING.search(machine.text, word.start if behind else word.start + 1)
    if heading is None:
        return False
    machine.cut(depth)
    machine.position = heading.start()
    return True


def _restart(machine: Machine, depth: int, words: list[Word], position: int) -> None:
    """Read these words again, then go on at `position`."""
    machine.cut(depth)
    for word in words:
        machine.feed(word)
    machine.position = position
