"""Sentences with several negations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import WARNING, Rule, words

_NOT = words(
    r"\b(?:no|not|never|none|neither|nor|unless|except|without|fails? to|failed to|cannot|lacks?|other than|un(?:available|affected|less))\b"
)
_PAIR = words(
    r"\b(?:no|neither|none of) [^,.;]{1,50}? (?:is|are|was|shall|will|does|do|be) not\b|\bnot un(?!til|der|less|ited|ion)\w+"
)
_PARTS = re.compile(
    r"[;:·]|\([^)]*\)|\bno later\b|\bno (?:more|less|fewer|earlier) than\b|\bnot (?:more|less|later|exceed|limited|only|including)\b|\bwithout limitation\b|\bwhether or not\b",
    re.IGNORECASE,
)


class ManyNegations(Rule):
    """So many negations in one clause that a reader has to count them.

    ## Example

    ```text
    No credit is not due unless the outage does not exceed 30 minutes.
    ```

    ## Write instead

    ```text
    A credit is due if the outage exceeds 30 minutes.
    ```

    ## Not meant

    ```text
    Provider shall not be liable unless it acts with intent. The report is sent no later than the 5th day, and not without its logs.
    ```
    """

    codes = ("G010",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        for sentence in draft.sentences:
            text = _PARTS.sub(lambda found: "\n" * len(found[0]), sentence.text)
            start = 0
            for part in re.split(r"(\n+)", text):
                found = list(_NOT.finditer(part))
                pair = _PAIR.search(part)
                if len(found) >= 4 or (pair and len(found) >= 2):
                    first, last = (found[0].start(), found[-1].end()) if not pair or len(found) > 2 else pair.span()
                    message = (
                        f"this clause says no {len(found)} times: two readers who count them come to opposite ends."
                    )
                    yield draft.finding(
                        "G010",
                        WARNING,
                        message,
                        sentence,
                        start + first,
                        start + last,
                        "Say when it holds: a credit is due if …",
                    )
                start += len(part)
