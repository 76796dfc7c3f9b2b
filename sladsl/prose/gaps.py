"""What an agreement should say and does not, though something that it says hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.findings import Finding, Severity
from sladsl.node import node
from sladsl.prose.draft import Draft
from sladsl.prose.rule import Words, meant_span


@node
class Gap:
    """`asks`: the words on which it hangs. Silent where `said` stands anywhere; `also`: what has to stand somewhere, too.
    `whole`: an excerpt may leave it to the rest of the text."""

    code: str
    severity: Severity
    asks: Words
    said: Words
    message: str
    hint: str
    also: Words | None = None
    whole: bool = True

    def found_in(self, draft: Draft) -> Iterator[Finding]:
        """About the first words on which it hangs."""
        if self.whole and not draft.is_whole:
            return
        if draft.says(self.said) or (self.also is not None and not draft.says(self.also)):
            return
        for sentence in draft.sentences:
            found = self.asks.search(sentence.text)
            if found:
                yield draft.finding(self.code, self.severity, self.message, sentence, *meant_span(found), self.hint)
                return
