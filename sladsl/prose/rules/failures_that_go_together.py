"""Failures that have one cause, or that lie in two months."""

from __future__ import annotations

from sladsl.prose.rule import WARNING, Wording, WordRule, words
from sladsl.prose.vocabulary import FAILURE


class FailuresThatGoTogether(WordRule):
    """Whether two failures are one, and in which month one counts.

    ## Example

    ```text H002
    Only one Service Credit may be claimed for the same set of events.
    ```

    ```text B025
    Each outage counts for the month in which it occurs.
    ```

    ## Write instead

    ```text
    Only one Service Credit is due for outages that overlap in time. An outage counts in each month with the minutes that lie in it.
    ```

    ## Not meant

    ```text
    The parties meet at the same events. The invoice is sent for the month in which the order is placed. The second failure of a test is
    reported. An outage counts for the month in which it starts.
    ```
    """

    wordings = (
        Wording(
            "H002",
            WARNING,
            words(
                r"\b(?P<it>(?:the )?(?:same|a single|any one|any single|one) (?:incident or series of (?:related )?(?:events|incidents)|set of (?:events|facts|circumstances)|events?(?! (?:hall|venue))|circumstances|occurrence|series of events|(?:root )?cause|underlying (?:cause|event)))\b"
            ),
            "may be what has one cause, or what falls into the same time.",
            "Say which: outages that overlap in time; or all that has the same root cause, and who finds it.",
            needs=words(
                r"\b(?:only|more than|not|no|single|one|multiple|both|several)\b[^;.]*?\b(?:credits?|claims?|compensat\w*|penalt\w*|remed(?:y|ies)|refunds?|service levels?)\b|\b(?:credits?|claims?|remed(?:y|ies)|compensation)\b[^;.]*?\b(?:only|more than|not|no|once|multiple|both|several)\b|\bcounts? as (?:one|a single)\b|\bcounted (?:as one|once)\b"
            ),
            unless=words(r"\b(?:overlap\w*|same time|root cause (?:means|analysis)|simultaneous\w*|force majeure)\b"),
        ),
        Wording(
            "H002",
            WARNING,
            words(
                r"\b(?P<it>(?:more than one|both|two(?: or more)?|several|multiple) (?:of (?:the )?)?(?:[\w-]+ ){0,6}?(?:service levels?|SLAs?|guarantees?|commitments?|targets|KPIs?)) (?:is|are|was|were|has been|have been) (?:not (?:met|achieved|reached|kept)|missed|breached|failed|exceeded|affected)\b"
            ),
            "may give a remedy for each, or one for all.",
            "Say which: a credit for each level that is missed, or only the highest.",
            needs=words(r"\b(?:credits?|claims?|remed(?:y|ies)|refunds?|compensat\w*|penalt(?:y|ies))\b"),
            unless=words(
                r"\b(?:highest|higher|greatest|largest|lower|each|every|sum|add(?:ed|itional|s)?|total|aggregat\w*|only|one (?:service )?credit|single|separate\w*|(?:non-)?cumulat\w*|choos\w+|chosen|elect|select|whichever|either|all of|not (?:be )?(?:combined|cumulat\w+))\b"
            ),
            unless_said=words(
                r"\b(?:highest|greatest|largest) (?:\w+ )?(?:service )?credit|\b(?:credits?|remedies) (?:are|shall be|will be) (?:\w+ )?(?:cumulative|added|combined)|\bonly one (?:service )?credit"
            ),
        ),
        Wording(
            "B025",
            WARNING,
            words(
                rf"\b{FAILURE}\b[^;.]{{0,60}}?\b(?P<it>(?:month|quarter|billing (?:cycle|period)|period|year|week) in which (?:it|they|the {FAILURE}|such {FAILURE}) (?:occur(?:s|red)?|happen(?:s|ed)?|took place|takes place|arises?|arose))\b"
            ),
            "is two of them where it goes on over the end of the first.",
            "Say which: each month has the minutes that lie in it; or all belongs to the month in which it starts.",
            needs=words(
                r"\b(?:counts?|counted|attribut\w+|allocat\w+|assign\w+|belongs?|included|considered|credit\w*|measured|recorded)\b"
            ),
            unless=words(
                r"\b(?:starts?|started|began|begins?|ends?|ended|split|apportion\w*|claim\w*|notif\w*|within)\b"
            ),
        ),
    )
