"""And, or, not, only, all: words that join a sentence in two ways."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import COUNT, PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_VERB = words(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|falls?|fell|exceed(?:s|ed)?|occur(?:s|red)?|fail(?:s|ed)|miss(?:es|ed)|lasts?|lasted|happen(?:s|ed)|drops?|remain(?:s|ed)|cannot|can|reports?|notifies|breaches|meets?)\b"
)
_CONDITION = words(r"\b(?:if|when|where|whenever|unless|provided that|in case|in the event that)\b (?P<it>[^;:]+)")
_BRACKETED = words(
    r"\b(?:either|both|neither|one or more|any of|all of|each of)\b|\([a-z0-9ivx]{1,4}\)|\bif [^;]*\bor if\b|\bor (?:if|where|when)\b|\bas well as\b"
)


class Connectives(WordRule):
    """A sentence that can be put together in two ways.

    ## Example

    ```text D014
    If availability and/or response time miss their target, a credit of 5% of the fee is due.
    ```

    ```text D016
    10% of the fee is due if availability is below 99.9% and a P1 incident occurred or more than 3 tickets were late.
    ```

    ```text D017
    Credits are not due for outages caused by Customer and reported late.
    ```

    ```text D018
    Provider only credits 5% of the fee for P1 outages.
    ```

    ```text D019
    All Services are not covered at weekends.
    ```

    ```text D020
    If the Services suffer three incidents in a calendar month, the credit is 10% of the fee.
    ```

    ## Write instead

    ```text
    10% of the fee is due if (a) availability is below 99.9% and (b) a P1 incident occurred or more than 3 tickets were late. Provider credits 5%
    of the fee for P1 outages only. No Service is covered at weekends.
    ```

    ## Not meant

    ```text
    All services that are not covered are listed in Annex 1. Credits will only be issued if Customer files a claim. If Customer reports the fault
    by telephone or e-mail and the fault is confirmed, the clock starts.
    ```
    """

    also = ("D016",)
    wordings = (
        Wording(
            "D014",
            ERROR,
            words(r"\b(?:[\w’'%-]+ ?(?:and ?/ ?or|or ?/ ?and) ?[\w’'-]+)"),
            "is one of the two, or both: and one credit, or one for each.",
            "Say `one or more of`, and whether each counts by itself.",
        ),
        Wording(
            "D017",
            ERROR,
            words(
                r"\b(?:not|no)\b[^;:]{3,80}? (?P<it>(?:caused|due|resulting|arising|that (?:is|are)|which (?:is|are)|reported|made|filed|claimed) [^;:,]{2,50}? and (?:that (?:is|are) |which (?:is|are) |not )?(?:reported|notified|caused|made|filed|claimed|announced|detected|confirmed|lasting|resulting) (?:\w+))"
            ),
            "may exclude only what is both, or what is either.",
            "Say `one or more of the following`, and list them.",
            unless=words(r"\bboth\b|\beither\b|\([a-z0-9]{1,3}\)"),
        ),
        Wording(
            "D018",
            WARNING,
            words(
                rf"\b(?P<it>only (?:credits?|pays?|refunds?|compensates?|supports?|monitors?|guarantees?|provides?|covers?|offers?|be credited|be paid)(?: (?:the )?customer)? (?:a (?:credit|refund) of )?(?:{PERCENT}|EUR ?\d+|USD ?\d+|[€$£]\d+|{COUNT} \w+|\w+) (?:[^;]{{0,25}} )?(?:for|in|during|on|at) )"
            ),
            "may limit the amount, or the cases in which it is given.",
            "Put `only` before the words that it limits: for P1 outages only; 5% only.",
            unless=words(r"\bonly (?:if|when|after|upon|against|to the extent|where|on request)\b"),
        ),
        Wording(
            "D019",
            ERROR,
            words(
                r"(?:^|[,;] )(?P<it>(?:all|every|each)\b(?:(?! (?:that|which|who|where|not|in which|whose)\b)[^,.;]){1,60}? (?:is|are|was|were|shall|will|does|do) not)\b(?! (?:later|more|less|only|exceed|be (?:less|more))\b)"
            ),
            "may say that none is, or that not every one is.",
            "Write `No Service is` or `Not every Service is`.",
        ),
        Wording(
            "D020",
            ERROR,
            words(
                rf"\b(?P<it>(?-i:(?:[Tt]he |[Aa]ll )?(?:[A-Z]\w+ )?(?:Services|Sites|Circuits|Systems|Servers|Lines|Locations|Applications)) (?:suffer|have|experience|fail|undergo|sustain|incur|are (?:down|unavailable)) (?:from )?(?:more than |at least )?(?:{COUNT}) (?:\w+ )?(?:incidents|outages|failures|interruptions|faults|times))\b"
            ),
            "may be so many together, or so many of one of them.",
            "Say `in total`, or `any one Service`.",
            unless=words(
                r"\bin total\b|\bany one\b|\beach\b(?! (?:calendar )?(?:month|year|quarter|week))|\bthe same\b|\btogether\b|\bcombined\b"
            ),
        ),
    )

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        for sentence in draft.sentences:
            for found in _CONDITION.finditer(sentence.text):
                span = _mixed(found["it"])
                if span is not None and not _BRACKETED.search(found[0]):
                    start = found.start("it")
                    message = "and, or: it may be read (A and B) or C, and A and (B or C)."
                    hint = "Make a list: all of (a) … and (b) one or more of (i) …, (ii) …"
                    yield draft.finding("D016", ERROR, message, sentence, start + span[0], start + span[1], hint)


def _mixed(text: str) -> tuple[int, int] | None:
    """Where three statements are joined by an "and" and an "or", without a comma that groups them. The last ends at a comma."""
    joins = list(re.finditer(r"(?P<comma>,?)\s+(?P<word>and|or)\s+", text, re.IGNORECASE))
    for one, other in itertools.pairwise(joins):
        if one["word"].lower() == other["word"].lower() or bool(one["comma"]) != bool(other["comma"]):
            continue
        end = text.find(",", other.end())
        pieces = (
            text[: one.start()],
            text[one.end() : other.start()],
            text[other.end() : end if end >= 0 else len(text)],
        )
        if all(_VERB.search(piece) for piece in pieces) and "," not in pieces[1]:
            return 0, other.end() + len(pieces[2].rstrip())
    return None
