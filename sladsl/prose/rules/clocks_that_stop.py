"""A clock that may stop, or start again, while an incident is open."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import COUNT
from sladsl.prose.gaps import Gap
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_TIME = rf"(?:{COUNT})[ -]?(?:business |working |clock |elapsed |support |calendar )?(?:minutes?|mins?|hours?|hrs?|h\b|days?)"
_RANK = r"(?:severity|priority|criticality|urgency)(?: level| class)?"


class ClocksThatStop(WordRule):
    """A time to resolve that may or may not stop while the other party has to act, or that changes with the rank of the incident.

    ## Example

    ```text C019
    1. Scope. The help desk answers calls. 2. Tickets are opened in the portal. 3. Provider shall resolve each ticket within 8 hours after it is
    opened. 4. Resolved means that the function answers again. 5. Fees are due monthly. 6. Credits are set off. 7. The law of Italy applies. 8. The
    term is a year. 9. Nothing else is agreed.
    ```

    ```text C020
    P1 tickets are resolved by Provider within 4 hours after they are opened, P2 tickets within 24 hours. Provider may lower the priority of a ticket.
    ```

    ## Write instead

    ```text
    P1 tickets are resolved by Provider within 4 hours after they are opened, P2 tickets within 24 hours. The clock stops from a request for
    information that Provider needs until Customer's answer. If the priority is lowered, the time of the first priority still runs from the opening.
    ```

    ## Not meant

    ```text
    Provider may change the priority of its own tasks. The price of P1 support is lowered each year. Provider may upgrade the software within 4 hours.
    ```
    """

    wordings = (
        Wording(
            "C020",
            ERROR,
            words(
                rf"\b(?P<it>(?:re-?classif\w+|re-?priorit\w+|downgrad\w+|(?:lower|rais|chang|adjust|revis|reduc|re-?assign)\w*) (?:of )?(?:(?:the|its|a|any|their|such) )?(?:{_RANK}|(?:tickets?|incidents?)(?= ?[.;,]|$)|(?:(?:the|its|a|any|their|such) )?(?:tickets?|incidents?) (?:to|from) (?:a |an )?(?:lower|higher|other|{_RANK}|P[1-5]))|{_RANK}s? (?:of (?:an?|the|each|any) (?:ticket|incident) )?(?:may|can|is|be|are|will be|shall be) (?:\w+ )?(?:changed|lowered|raised|adjusted|revised|re-?classified|downgraded|reduced|re-?assigned))"
            ),
            "leaves open which time then holds: that of the first rank, of the last one, or a new one from the change.",
            "Say which: a ticket whose priority is lowered keeps a time already missed, and the new time runs from its opening.",
            needs_said=words(
                rf"\b(?:(?-i:P)|priority|severity|sev\.?|level)[ -]?[1-5]\b[^;\n]{{0,100}}{_TIME}[^\n]{{0,60}}?\b(?:(?-i:P)|priority|severity|sev\.?|level)[ -]?[1-5]\b[^;\n]{{0,100}}{_TIME}"
            ),
            unless_said=words(
                rf"\b(?:clock|time|period|limit|target)s?\b[^.\n]{{0,60}}\b(?:first|original|initial|former|new|last|final|highest) {_RANK}|\b(?:first|original|initial|former|new|last|final|highest) {_RANK}[^.\n]{{0,60}}\b(?:clock|time|period|limit|target|runs?|applies)|\b(?:clock|time|period) (?:re-?starts?|starts? (?:again|anew)|continues|runs? (?:from|on))[^.\n]{{0,60}}\b(?:change|re-?class\w+|downgrad\w+|lower\w*|rais\w+)|\balready missed\b"
            ),
        ),
        Wording(
            "C019",
            WARNING,
            words(
                r"\b(?P<it>(?:clock|time|timer|period|sla)s? (?:is|are|will be|shall be|may be) (?:stopped|paused|suspended|halted|put on hold|frozen) (?:while|when|as long as|during|whenever|for (?:any|the) time) (?:the |a |an )?(?:\w+ )?(?:tickets?|incidents?|cases?|requests?|calls?|faults?|issues?|it) (?:is|are) (?:\w+ ){0,2}?(?:await\w*|waiting|pending|outstanding|on hold))\b"
            ),
            "may stop with any waiting, or only from a request for what is missing until the answer.",
            "Say from when to when: from a request for information that Provider needs until Customer's answer.",
            unless=words(r"\b(?:requested|asks?|asked|from the (?:moment|time)|until|upon)\b"),
        ),
        Wording(
            "C019",
            WARNING,
            words(
                r"\b(?P<it>(?:time|periods?|minutes|hours|days) (?:during which|in which|for which|while|when|that|spent) (?:the |an? |any |its )?(?:[\w’']+ ){0,3}?(?:is |are )?(?:await(?:s|ing)?|waits? (?:for|on)|waiting (?:for|on)|pending|on hold))\b"
            ),
            "may be any waiting, or only that from a request for what is missing until the answer.",
            "Say from when to when: from a request for information that Provider needs until Customer's answer.",
            needs=words(
                r"\b(?:exclud\w*|disregard\w*|deduct\w*|subtract\w*|suspend\w*|(?:not|neither) (?:be )?(?:count|includ|consider|part of)\w*)"
            ),
            unless=words(
                r"\b(?:requested|asks?|asked|from the (?:request|moment|time|date)|until|upon|invoice|payment)\b"
            ),
        ),
    )

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        yield from _PAUSE.found_in(draft)


_PAUSE = Gap(
    "C019",
    WARNING,
    words(
        rf"\b(?:resolv\w*|resolution|restor\w*|restoration|repair\w*|fix(?:ed|es)?)\b[^;|]{{0,60}}?\b(?P<it>(?:within|in|in less than|:|is|are) {_TIME})"
    ),
    words(
        r"\b(?:clock|time|timer)s? (?:\w+ ){0,3}(?:stops?|stopped|paus\w+|suspend\w*|halt\w*)|\b(?:paus|suspend|await|exclud|deduct)\w*\b[^.\n]{0,80}\b(?:customer|client|user|time|clock|answer|input|response|information)|\b(?:wait\w*|on hold|pending)\b|\bnot (?:be )?count\w*|\bwithout counting|\b(?:customer|client|you|user)s?\b[^.\n]{0,40}\b(?:fails?|does not|do not|delays?|is unable|unavailable)\b|\b(?:delays?|delayed) (?:by|of|caused by|attributable to) (?:the )?(?:customer|client|you|user)|\bnever stops?|\bwithout interruption|\bdoes not stop|\bwhoever"
    ),
    "nothing says whether the time runs on while Provider waits for an answer of Customer.",
    "Say which: `Provider shall ensure that each Ticket is Resolved within 4 hours after it is Opened, not counting its Waiting.`, with times in the record; or that the time never stops.",
)
