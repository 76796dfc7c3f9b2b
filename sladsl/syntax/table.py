"""The parse table that ships with the package: read when it fits the grammar, built anew when it does not."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sladsl.syntax.build import build_table, stamp

HERE = Path(__file__).resolve().parent
TABLE = HERE / "table.bin"

Matcher = Callable[[str, int], "re.Match[str] | None"]


class Rule(NamedTuple):
    """`name` is the name of the phrase; "" where its parts stand in the phrase above."""

    origin: str
    length: int
    name: str


class Lexer:
    """What can come next in a state: for each first character, the terminals to try, the first that fits first."""

    __slots__ = ("_first", "_matchers", "_tried", "blank_line", "candidates", "keywords")

    def __init__(
        self, tried: list[str], keywords: dict[str, str], first: dict[str, str], matchers: Callable[[str], Matcher]
    ) -> None:
        self.blank_line = matchers("BLANK_LINE") if "BLANK_LINE" in tried else None
        self.keywords = keywords
        self._tried = [name for name in tried if name != "BLANK_LINE"]
        self._first = first
        self._matchers = matchers
        self.candidates: dict[str, tuple[tuple[str, Matcher], ...]] = {}

    def at(self, character: str) -> tuple[tuple[str, Matcher], ...]:
        found = self.candidates.get(character)
        if found is None:
            known = character if character.isascii() else "é"
            found = self.candidates[character] = tuple(
                (sys.intern(name), self._matchers(name))
                for name in self._tried
                if not self._first[name] or known in self._first[name]
            )
        return found


class State(NamedTuple):
    lexer: Lexer
    actions: dict[str, int]
    gotos: dict[str, int]


class Table:
    """States are decoded, and terminals compiled, when they are first needed: a contract visits a tenth of them."""

    def __init__(self, text: str) -> None:
        head, *self._lines = text.splitlines()
        data: dict[str, Any] = json.loads(head)
        self.start: int = data["start"]
        self.end: int = data["end"]
        self.rules = [Rule(*row) for row in data["rules"]]
        self.states: list[State | None] = [None] * len(self._lines)
        self._patterns: dict[str, str] = {name: pattern for name, (pattern, _) in data["terminals"].items()}
        self._first: dict[str, str] = {name: first for name, (_, first) in data["terminals"].items()}
        self._lexers: list[Any] = data["lexers"]
        self._compiled: dict[str, Matcher] = {}
        self._shapes: str = data["shapes"]

    def shapes(self) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
        """Of each phrase, the terminals that stand in every form of it; of each family, the terminals and phrases that can stand for it."""
        found = json.loads(self._shapes)
        always, members = ({name: frozenset(row) for name, row in found[key].items()} for key in ("always", "members"))
        return always, members

    @property
    def terminals(self) -> tuple[str, ...]:
        return tuple(self._patterns)

    @staticmethod
    def skip(
        text: str, position: int, blanks: Matcher = re.compile(r"[ \t\n]*(?:(?<!\S)//[^\n]*[ \t\n]*)*").match
    ) -> int:
        """Past blanks and comments."""
        found = blanks(text, position)
        return found.end() if found else position

    @staticmethod
    def skip_one(text: str, position: int, blank: Matcher = re.compile(r"[ \t\n]|(?<!\S)//[^\n]*").match) -> int:
        """Past one blank or one comment."""
        found = blank(text, position)
        return found.end() if found else position

    def matcher(self, terminal: str) -> Matcher:
        found = self._compiled.get(terminal)
        if found is None:
            found = self._compiled[terminal] = _matcher(self._patterns[terminal])
        return found

    def spelling(self, terminal: str) -> str:
        """The regular expression of a terminal."""
        return self._patterns[terminal]

    def state(self, number: int) -> State:
        found = self.states[number]
        if found is None:
            lexer, actions, gotos = json.loads(self._lines[number])
            found = self.states[number] = State(self._lexer(lexer), actions, gotos)
        return found

    def _lexer(self, number: int) -> Lexer:
        found = self._lexers[number]
        if not isinstance(found, Lexer):
            tried, keywords = found
            found = self._lexers[number] = Lexer(tried, keywords, self._first, self.matcher)
        return found


def _matcher(pattern: str) -> Matcher:
    """The matcher of a pattern. A comma and a word are compared before the pattern is compiled: there are many of these."""
    opening = re.match(r",\\s\+([a-z]+)", pattern)
    if not opening:
        return re.compile(pattern).match
    start = ", " + opening[1]
    compiled: list[Matcher] = []

    def match(text: str, position: int) -> re.Match[str] | None:
        if not text.startswith(start, position) and text[position + 1 : position + 3].strip(" ").isalpha():
            return None
        if not compiled:
            compiled.append(re.compile(pattern).match)
        return compiled[0](text, position)

    return match


def grammar_text() -> str:
    """The grammar: inside the package where it was installed from a wheel, beside it in a checkout."""
    inside = HERE.parent / "grammar" / "sladsl.lark"
    beside = HERE.parent.parent / "grammar" / "sladsl.lark"
    return (inside if inside.exists() else beside).read_text(encoding="utf-8")


@cache
def load_table() -> Table:
    """The table of the grammar, read once in a process. Building it takes seconds; in a checkout it is then kept."""
    grammar = grammar_text()
    try:
        text = TABLE.read_text(encoding="utf-8")
    except OSError:
        text = ""
    if f'"{stamp(grammar)}"' not in text[:100]:
        text = build_table(grammar)
        _keep(text)
    return Table(text)


def _keep(text: str) -> None:
    """Write beside this file, whole or not at all; a folder that cannot be written only means that it is built again."""
    draft = TABLE.with_name(f"table.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(TABLE)
    except OSError:
        draft.unlink(missing_ok=True)
