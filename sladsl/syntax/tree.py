"""The syntax tree. It has lost nothing but blanks and comments: every word of the text is in it, in order, with its place.

A `Phrase` is named for the production it was read by (`grammar/sladsl.lark` lists them), a `Word` for its terminal. Both
are plain slotted classes, as a long contract makes a million of them; nobody changes one after it is made. A place is no
part of equality: two texts that differ in blanks only have equal trees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from sladsl.syntax.source import Source, Span


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
        return (
            isinstance(other, Word)
            and self.kind == other.kind
            and (self.text == other.text or self.text.split() == other.text.split())
        )

    def __hash__(self) -> int:
        return hash((self.kind, *self.text.split()))

    def __repr__(self) -> str:
        return f"{self.kind}({self.text!r})"


class Phrase:
    """One production: `kind` is its name in the grammar, `parts` the words and phrases it is made of, in order."""

    __slots__ = ("kind", "parts")

    def __init__(self, kind: str, parts: tuple[Node, ...]) -> None:
        self.kind = kind
        self.parts = parts

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

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
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Word):
                yield node
            else:
                stack.extend(reversed(node.parts))

    def text(self, source: Source) -> str:
        """As the author wrote it, with its line ends and comments."""
        return source.text[self.start : self.end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and self.kind == other.kind and self.parts == other.parts

    def __hash__(self) -> int:
        return hash((self.kind, len(self.parts)))

    def __repr__(self) -> str:
        return f"{self.kind}({', '.join(map(repr, self.parts))})"


Node: TypeAlias = Phrase | Word
