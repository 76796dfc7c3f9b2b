"""A document made ready for the rules: its sentences, the terms it defines, its parties, and what it says anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from sladsl.findings import Finding, Place, Severity
from sladsl.prose.ladders import Ladder, ladders_of
from sladsl.prose.sentences import Sentence, blotted, sentences_of
from sladsl.prose.terms import Definition, definitions_of, parties_of
from sladsl.prose.text import Document, Kind, Paragraph

_WHOLE = 8
"""From so many sentences on, a text is taken for a whole agreement, so that what it leaves unsaid is said nowhere."""


class Searched(Protocol):
    def search(self, text: str, /) -> re.Match[str] | None: ...


@dataclass(frozen=True)
class Draft:
    """`terms`: names that are defined elsewhere, `beside`: what is said there (of a block quote, in the contract around it)."""

    document: Document
    terms: frozenset[str] = frozenset()
    beside: str = ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentences_of(self.document.paragraphs))

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        return definitions_of(self.document.paragraphs)

    @cached_property
    def defined(self) -> Mapping[str, Definition]:
        """By term, the first of each."""
        return {one.term: one for one in reversed(self.definitions)}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return parties_of(self.definitions)

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        return ladders_of(self.document, self.sentences)

    @cached_property
    def text(self) -> str:
        """Everything that it says, headings too, without its quotations, and what is said beside it; a line a paragraph."""
        return "\n".join([*(blotted(one) for one in self.document.paragraphs), self.beside])

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is an agreement, not an excerpt: only then does silence mean something."""
        return len(self.sentences) >= _WHOLE

    def says(self, pattern: Searched) -> bool:
        """Whether it stands anywhere in the text."""
        return pattern.search(self.text) is not None

    def knows(self, term: str) -> bool:
        """Whether a term is defined, in one number or the other."""
        names = {term, f"{term}s", term.removesuffix("s")}
        return bool(names & self.terms) or any(name in self.defined for name in names)

    def place(self, paragraph: Paragraph, start: int, end: int) -> Place:
        return self.document.place(paragraph, start, end)

    def finding(
        self, code: str, severity: Severity, message: str, sentence: Sentence, start: int, end: int, hint: str = ""
    ) -> Finding:
        """About a stretch of a sentence; the offsets count from the start of the sentence."""
        paragraph = sentence.paragraph
        first, last = sentence.start + start, sentence.start + end
        return Finding(
            code,
            severity,
            message,
            self.place(paragraph, first, last),
            hint=hint,
            clause=paragraph.clause,
            quotation=paragraph.text[first:last],
        )


def headings(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(one for one in paragraphs if one.kind is Kind.HEADING)
