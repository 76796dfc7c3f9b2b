"""The syntax tree. It has lost nothing but blanks and comments: every word of the text is in it, in order, with its place.

A `Phrase` is named for the production it was read by (`grammar/sladsl.lark` lists them), a `Word` for its terminal. Nobody
changes one after it is made. A place is no part of equality: two texts that differ in blanks only have equal trees.

A long contract has millions of them, so the parser keeps a `Tape`, three lists of numbers and names at which Python's garbage
collector has nothing to look, and phrases and words are made when they are asked for. They are kept by the phrase above, but
not by a part or a clause: what a pass has done with a sentence is given back when it goes on to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import count
from typing import TypeAlias

from sladsl.syntax.source import Source, Span

_NOT_KEPT = frozenset({"start", "part", "clause"})


class Tape:
    """Words and phrases in the order in which their last words stand in the text; a phrase stands behind all that it is made of.

    `kinds[n]` and `ends[n]` are those of the word or phrase n, `ends` an offset in `text`. `starts[n]` is the offset of a
    word; of a phrase it is `~first`, where `first` is the number of its first word. `put_in` holds the text of words that
    do not stand in `text`.
    """

    __slots__ = ("ends", "kinds", "put_in", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.put_in: dict[int, str] = {}

    def add(self, word: Word) -> None:
        if self.text[word.start : word.end] != word.text:
            self.put_in[len(self.kinds)] = word.text
        self.kinds.append(word.kind)
        self.starts.append(word.start)
        self.ends.append(word.end)

    def close(self, kind: str, first: int) -> None:
        """Everything from `first` on becomes a phrase."""
        self.kinds.append(kind)
        self.starts.append(~first)
        self.ends.append(self.ends[-1])

    def cut(self, first: int) -> None:
        """Forget everything from `first` on."""
        del self.kinds[first:], self.starts[first:], self.ends[first:]
        self.put_in = {n: text for n, text in self.put_in.items() if n < first}

    def word(self, number: int) -> Word:
        start, end = self.starts[number], self.ends[number]
        text = self.put_in.get(number) if self.put_in else None
        return Word(self.kinds[number], self.text[start:end] if text is None else text, start, end)

    def words(self, first: int, end: int) -> Iterator[Word]:
        return (self.word(number) for number in range(first, end) if self.starts[number] >= 0)

    def parts(self, first: int, end: int) -> tuple[Node, ...]:
        """The words and phrases in this stretch that are in no other phrase of it."""
        starts = self.starts
        found: list[Node] = []
        number = end - 1
        while number >= first:
            start = starts[number]
            if start >= 0:
                found.append(self.word(number))
                number -= 1
            else:
                found.append(Phrase.on(self, number))
                number = ~start - 1
        return tuple(found[::-1])


class Word:
    """One terminal: `kind` is its name in the grammar, `text` as it is written, `start` and `end` its offsets."""

    __slots__ = ("end", "kind", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self.kind == other.kind and _same_text(self.text, other.text)

    def __hash__(self) -> int:
        return hash((self.kind, *self.text.split()))

    def __repr__(self) -> str:
        return f"{self.kind}({self.text!r})"


class Phrase:
    """One production: `kind` is its name in the grammar, `parts` the words and phrases it is made of, in order."""

    __slots__ = ("_number", "_parts", "_tape", "kind")

    def __init__(self, kind: str, parts: tuple[Node, ...]) -> None:
        self.kind = kind
        self._parts: tuple[Node, ...] | None = parts
        self._tape = Tape("")
        for part in parts:
            _copy(part, self._tape)
        self._tape.close(kind, 0)
        self._number = len(self._tape.kinds) - 1

    @classmethod
    def on(cls, tape: Tape, number: int) -> Phrase:
        phrase = cls.__new__(cls)
        phrase.kind = tape.kinds[number]
        phrase._parts = None
        phrase._tape = tape
        phrase._number = number
        return phrase

    @property
    def _first(self) -> int:
        return ~self._tape.starts[self._number]

    @property
    def parts(self) -> tuple[Node, ...]:
        if self._parts is not None:
            return self._parts
        parts = self._tape.parts(self._first, self._number)
        if self.kind not in _NOT_KEPT:
            self._parts = parts
        return parts

    @property
    def start(self) -> int:
        return self._tape.starts[self._first]

    @property
    def end(self) -> int:
        return self._tape.ends[self._number]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def first(self, *kinds: str) -> Phrase | None:
        """The first phrase among the parts that is of one of the kinds, of any kind if none is given."""
        return next(self.every(*kinds), None)

    def every(self, *kinds: str) -> Iterator[Phrase]:
        """The phrases among the parts that are of one of the kinds, of any kind if none is given."""
        return (part for part in self.parts if isinstance(part, Phrase) and (not kinds or part.kind in kinds))

    def word(self, *kinds: str) -> Word | None:
        """The first word among the parts that is of one of the kinds, of any kind if none is given."""
        return next((part for part in self.parts if isinstance(part, Word) and (not kinds or part.kind in kinds)), None)

    def has(self, *texts: str) -> bool:
        """Whether each of these words stands among the parts, as it is written."""
        there = {part.text for part in self.parts if isinstance(part, Word)}
        return there.issuperset(texts)

    def walk(self, *kinds: str) -> Iterator[Phrase]:
        """This phrase and all below it that are of one of the kinds, of any kind if none is given, in the order of the text."""
        tape, wanted = self._tape, frozenset(kinds)
        starts, names = tape.starts, tape.kinds
        there = range(self._first, self._number)
        found = (
            [n for n in there if starts[n] < 0 and names[n] in wanted] if kinds else [n for n in there if starts[n] < 0]
        )
        if not kinds or self.kind in wanted:
            yield self
        for number in sorted(found, key=lambda n: (~starts[n], -n)):
            yield Phrase.on(tape, number)

    def holders(self, kind: str) -> Iterator[Phrase]:
        """Those, of this phrase and all below it, that have a phrase of this kind among their parts, in the order of the text."""
        tape = self._tape
        for number in (n for n in range(self._first, self._number) if tape.kinds[n] == kind and tape.starts[n] < 0):
            first = ~tape.starts[number]
            yield Phrase.on(tape, next(n for n in count(number + 1) if 0 > tape.starts[n] >= ~first))

    def words(self) -> Iterator[Word]:
        """All words of this phrase, in the order of the text."""
        return self._tape.words(self._first, self._number)

    def word_at(self, offset: int) -> Word | None:
        """The word in which this offset of the text lies, None where none does."""
        tape = self._tape
        number = bisect_right(tape.ends, offset, self._first, self._number)
        return tape.word(number) if number < self._number and 0 <= tape.starts[number] <= offset else None

    def text(self, source: Source) -> str:
        """As the author wrote it, with its line ends and comments."""
        return source.text[self.start : self.end]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Phrase)
            and self.kind == other.kind
            and self._shape() == other._shape()
            and all(map(_same_text, self._texts(), other._texts()))
        )

    def __hash__(self) -> int:
        return hash((self.kind, self._number - self._first))

    def __repr__(self) -> str:
        return f"{self.kind}({', '.join(map(repr, self.parts))})"

    def _shape(self) -> list[tuple[str, int]]:
        """Each kind, with how far the first word of the phrase is away; 0 for a word."""
        tape, first = self._tape, self._first
        stretch = range(first, self._number)
        return [(tape.kinds[n], n - ~tape.starts[n] if tape.starts[n] < 0 else 0) for n in stretch]

    def _texts(self) -> Iterator[str]:
        return (word.text for word in self.words())


Node: TypeAlias = Phrase | Word


def _copy(node: Node, tape: Tape) -> None:
    if isinstance(node, Word):
        tape.add(node)
        return
    first = len(tape.kinds)
    for part in node.parts:
        _copy(part, tape)
    tape.close(node.kind, first)


def _same_text(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()
