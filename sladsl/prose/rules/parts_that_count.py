"""A miss that counts in part, and a service that is no better than its parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import PERCENT, first_number, shown
from sladsl.prose.levels_and_rows import whole_values_only
from sladsl.prose.rule import INFO, WARNING, Wording, WordRule, words
from sladsl.prose.sentences import Sentence

_MISS = r"(?:breach\w*|miss\w*|failures?|violations?|incidents?|faults?|defaults?)"
_LEANS = words(
    r"\b(?:needs?|requires?|depends? on|is dependent on|relies on|rely on|is (?:built|based|hosted) on|runs? on)\b"
)
_LEVEL = words(PERCENT)
_OUT = words(
    r"\b(?:exclud\w+|not (?:be )?count\w*|disregard\w*|not included|no downtime|not downtime|does not include|except)\b"
)


class PartsThatCount(WordRule):
    """A table of whole misses beside misses that count in part; and a level that is higher than what the parts of the service allow.

    ## Example

    ```text D025
    1-2 breaches: 5% of the monthly fee; 3-4 breaches: 10% of the monthly fee. A breach that is cured in time counts as 0.5.
    ```

    ```text H011
    The API is available at least 99.95% of each calendar month. It needs the database (99.9%) and the name service (99.9%), which Provider
    supplies; their failures are excluded.
    ```

    ## Write instead

    ```text
    Less than 3 breaches: 5% of the monthly fee; at least 3 breaches: 10% of the monthly fee. A breach that is cured in time counts as 0.5.
    ```

    ## Not meant

    ```text
    The API is available at least 99.5% of each calendar month. It needs the database (99.9%) and the name service (99.9%). Provider needs 10% of
    the disk for backups. Failures of 1-2 servers are counted as one.
    ```
    """

    wordings = (
        Wording(
            "D025",
            WARNING,
            words(
                r"\b(?P<it>(?:counts?|counted|treated|scores?|scored|weigh(?:s|ed)) (?:only )?(?:as|at|with)? ?(?:0?\.\d+|½|(?:a |one[- ])?half|(?:a|one)[- ](?:third|quarter)|1/[2-9]))\b"
            ),
            "leaves values between the rows of whole numbers: 2.5 is in the lower row to one reader, and in the higher one to another.",
            "Write rows without gaps: less than 3, and at least 3.",
            needs=words(rf"\b{_MISS}"),
            needs_said=words(rf"\b\d+ ?(?:-|–|to) ?\d+ {_MISS}"),
            unless_said=words(rf"\brounded\b|\b(?:less|fewer) than (?:\d+|\w+) {_MISS}"),
        ),
    )
    also = ("H011",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        yield from whole_values_only(draft)
        before: Sentence | None = None
        for sentence in draft.sentences:
            yield from _no_better(sentence, before, draft)
            before = sentence


def _no_better(sentence: Sentence, before: Sentence | None, draft: Draft) -> Iterator[Finding]:
    """The level stands before the verb, or in the sentence before; its parts after it, and their failures are excluded."""
    leans = _LEANS.search(sentence.text)
    if leans is None or not (_OUT.search(sentence.text) or _OUT.search(draft.text)):
        return
    own = [*_levels(before.text if before is not None else ""), *_levels(sentence.text[: leans.start()])]
    parts = _levels(sentence.text[leans.end() :])
    if not own or not parts or (len(parts) == 1 and parts[0] == own[-1]):
        return
    together = prod(parts, start=Fraction(1))
    if together < own[-1]:
        message = f'"{leans[0]}": its parts allow {shown(together * 100)}% at the best if each keeps its own level, so that {shown(own[-1] * 100)}% counts all causes to one reader, and none of its parts to another.'
        hint = "State the level of the whole, or do not exclude the failures of its parts."
        yield draft.finding("H011", INFO, message, sentence, *leans.span(), hint)


def _levels(text: str) -> list[Fraction]:
    """Percentages that are levels of availability: at least 90% and less than 100%."""
    found = [first_number(one[0]) for one in _LEVEL.finditer(text)]
    return [value / 100 for value in found if value is not None and 90 <= value < 100]
