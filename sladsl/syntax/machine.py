"""Reads words off a text and drives the parse table with them: a contextual lexer and an LALR(1) machine in one loop.

It gives the same tree as Lark does with the same grammar (a test compares them), without loading Lark, and it stops at a
word that does not fit with its stacks as they were, so that the reader above can say what could stand there and go on.
"""

from __future__ import annotations

from typing import TypeAlias

from sladsl.syntax.table import Matcher, Table
from sladsl.syntax.tree import Raw, Word

Value: TypeAlias = Raw | list[Raw]
"""A word or phrase, or the parts of a bundle, which will stand in the phrase above it."""

END = "$END"
_BLANKS = " \t\n/"
"""What a blank or a comment can begin with."""


class Machine:
    """`states` and `values` are the stacks; `values[n]` was read on the way from `states[n]` to `states[n + 1]`."""

    __slots__ = ("position", "states", "table", "text", "values")

    def __init__(self, table: Table, text: str) -> None:
        self.table = table
        self.text = text
        self.position = 0
        self.states = [table.start]
        self.values: list[Value] = []

    def run(self) -> Word | None:
        """Read on from `position`. None when the whole text is read: its tree is then the last value.

        Otherwise the word that does not fit. It has no kind where it is no word of the language at all, and no text
        where the text has ended.
        """
        table, text, states, values = self.table, self.text, self.states, self.values
        rules, decoded, decode, skip, end = table.rules, table.states, table.state, table.skip, table.end
        size = len(text)
        position = self.position
        state = decoded[states[-1]] or decode(states[-1])
        while True:
            lexer, actions, _ = state
            if lexer.blank_line is None:
                # One blank between two words is by far the most common.
                if position < size and text[position] == " ":
                    position += 1
                if position < size and text[position] in _BLANKS:
                    position = skip(text, position)
                stop = -1
            else:
                position, stop = self._skip_to_blank_line(lexer.blank_line, position)
            if stop >= 0:
                kind = "BLANK_LINE"
            elif position >= size:
                kind, stop = END, position
            else:
                first = text[position]
                for kind, match in lexer.candidates.get(first) or lexer.at(first):
                    found = match(text, position)
                    if found is not None:
                        stop = found.end()
                        if kind == "WORD":
                            kind = lexer.keywords.get(text[position:stop], kind)
                        break
                else:
                    self.position = position
                    return Word("", text[position], position, position + 1)
            action = actions.get(kind)
            while action is not None and action < 0:
                origin, length, name, inlined = rules[~action]
                if name is None:
                    del states[-1]
                elif length == 1 and not inlined:
                    del states[-1]
                    values[-1] = (name, values[-1]) if name else [values[-1]]  # type: ignore[list-item]
                else:
                    parts = values[-length:]
                    del states[-length:], values[-length:]
                    flat = _flat(parts) if inlined else parts
                    values.append((name, *flat) if name else flat)  # type: ignore[arg-type]
                number = (decoded[states[-1]] or decode(states[-1])).gotos[origin]
                states.append(number)
                if number == end:
                    self.position = position
                    return None
                state = decoded[number] or decode(number)
                action = state.actions.get(kind)
            if action is None:
                self.position = position
                return Word(kind, text[position:stop], position, stop)
            states.append(action)
            values.append((kind, text[position:stop], position, stop))
            position = stop
            state = decoded[action] or decode(action)

    def feed(self, word: Word) -> None:
        """Take one word that is known to fit."""
        self.close_for(word.kind)
        self.states.append(self.table.state(self.states[-1]).actions[word.kind])
        self.values.append(word.raw)

    def close_for(self, kind: str) -> None:
        """Close the phrases that a word of this kind, known to fit, would close."""
        states, values = self.states, self.values
        while (action := self.table.state(states[-1]).actions[kind]) < 0:
            origin, length, name, _ = self.table.rules[~action]
            parts = _flat(values[-length:])
            del states[-length:], values[-length:]
            if name is None:
                values.append(parts[0])
            else:
                values.append((name, *parts) if name else parts)
            states.append(self.table.state(states[-1]).gotos[origin])

    def _skip_to_blank_line(self, blank_line: Matcher, position: int) -> tuple[int, int]:
        """Past blanks and comments, but not past an empty line, as it closes a list: its end, or -1 where there is none."""
        while True:
            found = blank_line(self.text, position)
            if found is not None:
                return position, found.end()
            after = self.table.skip_one(self.text, position)
            if after == position:
                return position, -1
            position = after


def _flat(parts: list[Value]) -> list[Raw]:
    """With bundles opened. A bundle that comes first is made longer and not copied: a list of a thousand sentences grows so."""
    first, *rest = parts
    flat = first if isinstance(first, list) else [first]
    for part in rest:
        if isinstance(part, list):
            flat.extend(part)
        else:
            flat.append(part)
    return flat
