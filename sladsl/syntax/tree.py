"""The syntax tree. It has lost nothing but blanks and comments: every word of the text is in it, in order, with its place.

A `Phrase` is named for the production it was read by (`grammar/sladsl.lark` lists them), a `Word` for its terminal. Nobody
changes one after it is made. A place is no part of equality: two texts that differ in blanks only have equal trees.

A long contract has millions of them, so the parser keeps `Raw` tuples, which Python's garbage collector soon stops looking
at, and phrases and words are made when they are asked for. They are kept by the phrase above, but not by a part or a
clause: what a pass has done with a sentence is given back when it goes on to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from sladsl.syntax.source import Source, Span

Raw: TypeAlias = tuple[Any, ...]
"""`(kind, text, start, end)` of a word, `(kind, raw, raw, ...)` of a phrase; a phrase has at least one part."""

_NOT_KEPT = frozenset({"start", "part", "clause"})


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

    @property
    def raw(self) -> Raw:
        return self.kind, self.text, self.start, self.end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self.kind == other.kind and _same_text(self.text, other.text)

    def __hash__(self) -> int:
        return hash((self.kind, *self.text.split()))

    def __repr__(self) -> str:
        return f"{self.kind}({self.text!r})"


class Phrase:
    """One production: `kind` is its name in the grammar, `parts` the words and phrases it is made of, in order."""

    __slots__ = ("_parts", "_raw", "kind")

    def __init__(self, kind: str, parts: tuple[Node, ...]) -> None:
        self.kind = kind
        self._parts: tuple[Node, ...] | None = parts
        self._raw: Raw = (kind, *(part.raw for part in parts))

    @classmethod
    def of(cls, raw: Raw) -> Phrase:
        phrase = cls.__new__(cls)
        phrase.kind = raw[0]
        phrase._parts = None
        phrase._raw = raw
        return phrase

    @property
    def raw(self) -> Raw:
        return self._raw

    @property
    def parts(self) -> tuple[Node, ...]:
        if self._parts is not None:
            return self._parts
        parts = tuple([node_of(raw) for raw in self._raw[1:]])
        if self.kind not in _NOT_KEPT:
            self._parts = parts
        return parts

    @property
    def start(self) -> int:
        raw = self._raw
        while type(raw[1]) is tuple:
            raw = raw[1]
        return int(raw[2])

    @property
    def end(self) -> int:
        raw = self._raw
        while type(raw[-1]) is tuple:
            raw = raw[-1]
        return int(raw[3])

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

    def walk(self) -> Iterator[Phrase]:
        """This phrase and all below it, in the order of the text."""
        stack = [self]
        while stack:
            phrase = stack.pop()
            yield phrase
            stack.extend(part for part in reversed(phrase.parts) if isinstance(part, Phrase))

    def words(self) -> Iterator[Word]:
        """All words of this phrase, in the order of the text."""
        return raw_words([self._raw])

    def text(self, source: Source) -> str:
        """As the author wrote it, with its line ends and comments."""
        return source.text[self.start : self.end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and _same(self._raw, other._raw)

    def __hash__(self) -> int:
        return hash((self.kind, len(self._raw)))

    def __repr__(self) -> str:
        return f"{self.kind}({', '.join(map(repr, self.parts))})"


Node: TypeAlias = Phrase | Word


def node_of(raw: Raw) -> Node:
    return Phrase.of(raw) if type(raw[1]) is tuple else Word(*raw)


def raw_words(raws: list[Raw]) -> Iterator[Word]:
    """All words of these, in the order of the text."""
    stack = raws[::-1]
    while stack:
        raw = stack.pop()
        if type(raw[1]) is tuple:
            stack.extend(raw[:0:-1])
        else:
            yield Word(*raw)


def _same(one: Raw, other: Raw) -> bool:
    stack = [(one, other)]
    while stack:
        a, b = stack.pop()
        if a[0] != b[0] or type(a[1]) is not type(b[1]):
            return False
        if type(a[1]) is not tuple:
            if not _same_text(a[1], b[1]):
                return False
        elif len(a) != len(b):
            return False
        else:
            stack.extend(zip(a[1:], b[1:], strict=True))
    return True


def _same_text(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()
