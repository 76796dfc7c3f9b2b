"""Reads words off a text and drives the parse table with them: a contextual lexer and an LALR(1) machine in one loop.

It gives the same tree as Lark does with the same grammar (a test compares them), without loading Lark, and it stops at a
word that does not fit with its stacks as they were, so that the reader above can say what could stand there and go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sladsl.syntax.table import Matcher, Table
from sladsl.syntax.tree import Tape, Word
from sladsl.syntax.wide_names import wide_names, widened

END = "$END"
_BLANKS = " \t\n/"
"""What a blank or a comment can begin with."""


class Machine:
    """`states` and `firsts` are the stacks; what was read on the way from `states[n]` to `states[n + 1]` begins at `firsts[n]` of the tape."""

    __slots__ = ("firsts", "position", "states", "table", "tape", "text", "wide")

    def __init__(self, table: Table, text: str) -> None:
        self.table = table
        self.text = text
        self.position = 0
        self.states = [table.start]
        self.firsts: list[int] = []
        self.tape = Tape(text)
        self.wide = wide_names(text)

    def run(self) -> Word | None:
        """Read on from `position`. None when the whole text is read: its tree is then the last phrase of the tape.

        Otherwise the word that does not fit. It has no kind where it is no word of the language at all, and no text
        where the text has ended.
        """
        table, text, states, firsts = self.table, self.text, self.states, self.firsts
        rules, decoded, decode, skip, end = table.rules, table.states, table.state, table.skip, table.end
        kinds, starts, ends = self.tape.kinds, self.tape.starts, self.tape.ends
        size = len(text)
        position, wide, capitals = self.position, self.wide, table.matcher("NAME")
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
                        if wide is not None and kind == "NAME":
                            stop = widened(wide, capitals, text, position, stop)
                        if kind == "WORD":
                            kind = lexer.keywords.get(text[position:stop], kind)
                        break
                else:
                    self.position = position
                    return Word("", text[position], position, position + 1)
            action = actions.get(kind)
            while action is not None and action < 0:
                origin, length, name = rules[~action]
                if length > 1:
                    del states[-length:], firsts[1 - length :]
                else:
                    del states[-1]
                if name:
                    kinds.append(name)
                    starts.append(~firsts[-1])
                    ends.append(ends[-1])
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
            firsts.append(len(kinds))
            kinds.append(kind)
            starts.append(position)
            ends.append(stop)
            position = stop
            state = decoded[action] or decode(action)

    def feed(self, word: Word) -> None:
        """Take one word that is known to fit."""
        self.close_for(word.kind)
        self.states.append(self.table.state(self.states[-1]).actions[word.kind])
        self.firsts.append(len(self.tape.kinds))
        self.tape.add(word)

    def feed_phrase(self, kind: str, words: Iterable[Word], state: int) -> None:
        """Take these words as one phrase, and go on in this state."""
        self.firsts.append(len(self.tape.kinds))
        for word in words:
            self.tape.add(word)
        self.tape.close(kind, self.firsts[-1])
        self.states.append(state)

    def close_for(self, kind: str) -> None:
        """Close the phrases that a word of this kind, known to fit, would close."""
        states, firsts = self.states, self.firsts
        while (action := self.table.state(states[-1]).actions[kind]) < 0:
            origin, length, name = self.table.rules[~action]
            del states[-length:], firsts[len(firsts) - length + 1 :]
            if name:
                self.tape.close(name, firsts[-1])
            states.append(self.table.state(states[-1]).gotos[origin])

    def words_behind(self, depth: int) -> Iterator[Word]:
        """The words that were read behind the first `depth` states."""
        kinds, firsts = self.tape.kinds, self.firsts
        return self.tape.words(firsts[depth - 1] if len(firsts) >= depth else len(kinds), len(kinds))

    def cut(self, depth: int) -> None:
        """Forget what was read behind the first `depth` states."""
        if len(self.firsts) >= depth:
            self.tape.cut(self.firsts[depth - 1])
        del self.states[depth:], self.firsts[depth - 1 :]

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
