"""What every rule on prose has: its codes, its page in the manual, and what it finds."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sladsl.findings import Finding, Severity
from sladsl.prose.draft import Draft
from sladsl.prose.sentences import Sentence

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

    def title(self) -> str:
        """What is unclear, in a few words: the name of the class."""
        return re.sub(r"(?<!^)(?=[A-Z])", " ", type(self).__name__).capitalize()


_MEANT = ("it", "that", "what")
_BLANK = re.compile(r"(\(\?<[!=][^()]*\))|(\[[^\]]*\])|( [?*])|( )")


def words(pattern: str) -> re.Pattern[str]:
    """A pattern over a sentence, in capitals or not; a blank in it is any white space (one character in what stands before)."""

    def wide(found: re.Match[str]) -> str:
        behind, choice, optional, _ = found.groups()
        if behind:
            return str(behind).replace(" ", r"\s")
        return choice or (r"\s*" if optional else r"\s+")

    return re.compile(_BLANK.sub(wide, pattern), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that two readers take differently.

    `says`: what one reader takes them for and what another, as the end of a sentence that begins with the words. `hint`: how it is said
    clearly, with a sentence of the language in backquotes where there is one. Silent where `unless` stands in the same sentence or its lead,
    or `unless_said` anywhere; without `needs` in the sentence or its lead; and, if `silence`, in an excerpt. `once`: only the first.
    """

    code: str
    severity: Severity
    words: re.Pattern[str]
    says: str
    hint: str
    unless: re.Pattern[str] | None = None
    unless_said: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    silence: bool = False
    once: bool = False

    def applies(self, draft: Draft) -> bool:
        if self.silence and not draft.is_whole:
            return False
        return self.unless_said is None or not draft.says(self.unless_said)

    def spans(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Where its words stand in a sentence; of a pattern with groups, where the first of "it", "that" and "what" stands."""
        if self.unless is not None and self.unless.search(sentence.whole):
            return
        if self.needs is not None and not self.needs.search(sentence.whole):
            return
        for found in self.words.finditer(sentence.text):
            yield next((found.span(name) for name in _MEANT if found.groupdict().get(name)), found.span())


class WordRule(Rule):
    """A rule that is a list of wordings. `also`: codes of what it finds otherwise."""

    wordings: ClassVar[tuple[Wording, ...]]
    also: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.codes = tuple(dict.fromkeys([*(wording.code for wording in cls.wordings), *cls.also]))

    def check(self, draft: Draft) -> Iterator[Finding]:
        for wording in self.wordings:
            if wording.applies(draft):
                yield from self._found(wording, draft)

    def _found(self, wording: Wording, draft: Draft) -> Iterator[Finding]:
        for sentence in draft.sentences:
            for start, end in wording.spans(sentence):
                if self.meant(draft, sentence, start, end):
                    it = " ".join(sentence.paragraph.text[sentence.start + start : sentence.start + end].split())
                    yield draft.finding(
                        wording.code, wording.severity, f'"{it}" {wording.says}', sentence, start, end, wording.hint
                    )
                    if wording.once:
                        return

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        """What a pattern cannot tell: whether the words are meant in the unclear sense here."""
        return True
