"""What every rule on prose has: its codes, its page in the manual, and what it finds."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from sladsl.findings import Finding, Severity
from sladsl.node import node
from sladsl.prose.draft import Draft
from sladsl.prose.hints import Hints, hints, may_hold
from sladsl.prose.sentences import Sentence
from sladsl.prose.titles import TITLES

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Rule(ABC):
    """Its docstring is its page, with these sections in this order: a summary, `## Example` (texts that have it), `## Write instead`
    (a text that has not), and `## Not meant` (texts that look like it and are clear). They are its first tests; a fence `text G004` says
    which code is found.
    """

    codes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def check(self, draft: Draft) -> Iterator[Finding]:
        """What the rule finds in this document."""

    def manual(self) -> str:
        """The docstring, in Markdown."""
        return inspect.getdoc(type(self)) or ""

    def page(self, code: str) -> str:
        """The manual page of one of its codes, without a heading: of the examples those that have this code. KeyError: not one of its codes."""
        if code not in self.codes:
            raise KeyError(code)
        before, examples, after = re.split(r"## Example\n|(?=## Write instead\n)", self.manual())
        own = [found["text"] for found in FENCE.finditer(examples) if (found["code"] or self.codes[0]) == code]
        shown = "\n".join(f"```text\n{text}```\n" for text in own)
        return f"{before}{self.readings(code)}## Example\n\n{shown}\n{after}"

    def readings(self, code: str) -> str:
        """What one reader and another take it for, as a paragraph of the page; "" where the summary says it."""
        return ""

    def title(self, code: str) -> str:
        """What is unclear, in a few words."""
        return TITLES[code]


FENCE = re.compile(r"^```text(?: (?P<code>\w+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
"""An example in a docstring, with the code that is found in it (none: the first of the rule)."""
_MEANT = ("it", "that", "what")
_BLANK = re.compile(r"(\(\?<[!=][^()]*\))|(\[[^\]]*\])|( [?*])|( )")


class Words:
    """A pattern over a sentence, in capitals or not; a blank in it is any white space (one character in what stands before).

    It is compiled when a text may first have it: most are for words that most texts do not have.
    """

    def __init__(self, pattern: str) -> None:
        self._given = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(_BLANK.sub(_wide, self._given), re.IGNORECASE)

    @cached_property
    def hints(self) -> Hints:
        return hints(self._given)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text) if may_hold(text, self.hints) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text) if may_hold(text, self.hints) else iter(())

    def sub(self, by: str, text: str) -> str:
        return self._compiled.sub(by, text) if may_hold(text, self.hints) else text


def words(pattern: str) -> Words:
    return Words(pattern)


def _wide(found: re.Match[str]) -> str:
    behind, choice, optional, _ = found.groups()
    if behind:
        return str(behind).replace(" ", r"\s")
    return choice or (r"\s*" if optional else r"\s+")


@node
class Wording:
    """Words that two readers take differently.

    `says`: what one reader takes them for and what another, as the end of a sentence that begins with the words. `hint`: how it is said
    clearly, with a sentence of the language in backquotes where there is one. Silent where `unless` stands in the same sentence or its lead,
    or `unless_said` anywhere; without `needs` in the sentence or its lead, or `needs_said` anywhere; and, if `silence`, in an excerpt.
    `once`: only the first.
    """

    code: str
    severity: Severity
    words: Words
    says: str
    hint: str
    unless: Words | None = None
    unless_said: Words | None = None
    needs: Words | None = None
    needs_said: Words | None = None
    silence: bool = False
    once: bool = False

    def is_silent(self, draft: Draft) -> bool:
        """Whether the rest of the text settles it, or there is too little of it to tell."""
        if self.silence and not draft.is_whole:
            return True
        if self.needs_said is not None and self.needs_said.search(draft.text) is None:
            return True
        return self.unless_said is not None and self.unless_said.search(draft.text) is not None

    def spans(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """Where its words stand in a sentence; of a pattern with groups, where the first of "it", "that" and "what" stands."""
        found = [meant_span(one) for one in self.words.finditer(sentence.text)]
        if not found or (self.unless is not None and self.unless.search(sentence.whole)):
            return ()
        return tuple(found) if self.needs is None or self.needs.search(sentence.whole) else ()


def meant_span(found: re.Match[str]) -> tuple[int, int]:
    """Where the first of the groups "it", "that" and "what" stands, or, of a pattern without them, all that is found."""
    groups = found.groupdict()
    return next((found.span(name) for name in _MEANT if groups.get(name)), found.span())


class WordRule(Rule):
    """A rule that is a list of wordings. `also`: codes of what it finds otherwise."""

    wordings: ClassVar[tuple[Wording, ...]]
    also: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.codes = tuple(dict.fromkeys([*(wording.code for wording in cls.wordings), *cls.also]))

    def readings(self, code: str) -> str:
        return "".join(f"Such a wording {one.says}\n\n{one.hint}\n\n" for one in self.wordings if one.code == code)

    def check(self, draft: Draft) -> Iterator[Finding]:
        for wording in self.wordings:
            said = [(sentence, *span) for sentence in draft.sentences for span in wording.spans(sentence)]
            if said and not wording.is_silent(draft):
                meant = [one for one in said if self.meant(draft, *one)]
                yield from (_finding(wording, draft, *one) for one in (meant[:1] if wording.once else meant))

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        """What a pattern cannot tell: whether the words are meant in the unclear sense here."""
        return True


def _finding(wording: Wording, draft: Draft, sentence: Sentence, start: int, end: int) -> Finding:
    it = " ".join(sentence.paragraph.text[sentence.start + start : sentence.start + end].split())
    return draft.finding(wording.code, wording.severity, f'"{it}" {wording.says}', sentence, start, end, wording.hint)
