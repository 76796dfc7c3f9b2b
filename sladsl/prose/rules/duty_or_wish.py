"""Verbs of which it is not plain whether they make a duty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_HINT = "Say who shall do it: `For each Outage, Provider shall notify Customer within 2 hours after it starts.`, or delete it."
_SHALL = re.compile(r"\bshall\b")
_WILL = re.compile(
    r"\b(?P<party>[A-Z]\w+) (?P<it>will) (?!not be (?:liable|responsible)|be (?:deemed|entitled|eligible)|have (?:no|the right))[a-z]+"
)


class DutyOrWish(WordRule):
    """A verb that makes a duty for one reader and a wish, a plan or a forecast for another.

    `should` and its like are reported wherever a party or its work is the subject. `will` is reported once, in a text that says `shall` for
    duties too: a reader may ask why the two differ.

    ## Example

    ```text
    Provider should resolve P1 incidents within 4 hours.
    ```

    ```text
    The Supplier is expected to answer each call within 30 seconds.
    ```

    ## Write instead

    ```text
    Provider shall resolve each P1 incident within 4 hours after it is reported.
    ```

    ## Not meant

    ```text
    Should the Service be terminated, the fees end. If the date should fall on a Sunday, the next day counts. Service credits will be
    calculated for each month.
    ```
    """

    wordings = (
        Wording(
            "G001",
            ERROR,
            words(
                r"\b[\w’']+ (?P<it>(?:should|ought to|is expected to|are expected to|is intended to|are intended to|is encouraged to"
                r"|are encouraged to|is supposed to|are supposed to))\b(?! (?:fall|occur|arise|happen|become|there|any\b|this|it\b|you\b))"
            ),
            "is a duty to one reader, and advice to another.",
            _HINT,
            unless=words(
                r"\b(?:if|where|in case|in the event(?: that)?|unless)\b[^;:]*\bshould\b|\bwhy\b|\bfor example\b|\bknows? or should\b|\bknew or should\b|\bshould have known\b|·"
            ),
        ),
    )

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        shall = sum(1 for one in draft.sentences if _SHALL.search(one.text))
        if shall < 2:
            return
        for sentence in draft.sentences:
            found = _WILL.search(sentence.text)
            if found and found["party"] in draft.parties:
                message = 'this text says "shall" and "will": one duty to one reader; a duty and a plan to another.'
                yield draft.finding(
                    "G001",
                    WARNING,
                    message,
                    sentence,
                    *found.span("it"),
                    "Say `shall` wherever a party owes something.",
                )
                return
