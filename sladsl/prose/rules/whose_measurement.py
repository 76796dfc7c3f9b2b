"""Where a service is measured, and by whose clock."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.gaps import Gap
from sladsl.prose.rule import ERROR, INFO, Wording, WordRule, words
from sladsl.prose.vocabulary import LEVEL


class WhoseMeasurement(WordRule):
    """A level that does not say at which end of the line it is measured, and times that both parties write down.

    ## Example

    ```text C022
    Downtime is measured by the parties' logs.
    ```

    ```text C026
    1. Provider hosts the shop. 2. Fees are due in advance. 3. Provider shall keep the shop available at least 99.9% of each calendar month.
    4. If Provider does not, it credits 5% of the fee for that month. 5. Reports are sent monthly. 6. The shop is available if it shows its first
    page. 7. The law of Italy applies. 8. The term is 24 months.
    ```

    ## Write instead

    ```text
    1. Provider hosts the shop. 2. Fees are due in advance. 3. Provider shall keep the shop available at least 99.9% of each calendar month.
    4. If Provider does not, it credits 5% of the fee for that month. 5. Reports are sent monthly. 6. The shop is available if its first page is
    delivered at the interface between the public internet and the network of the hosting provider. 7. The law of Italy applies. 8. Times are those
    of the clock of Provider, synchronised by NTP.
    ```

    ## Not meant

    ```text
    Downtime is measured by Provider's logs. The parties' obligations end with the term. Both parties keep logs; those of Provider prevail.
    ```
    """

    wordings = (
        Wording(
            "C022",
            INFO,
            words(
                r"\b(?P<it>(?:the )?(?:(?:both |the )?parties['’]|both parties['’]|each party['’]s|their respective) (?:own |respective |system |server )*(?:logs?|log files|records?|clocks?|measurements?|time-?stamps?|monitoring)|(?:logs?|log files|records|clocks?|measurements|time-?stamps?) of (?:both|the|each) part(?:y|ies))\b"
            ),
            "have two clocks: the same outage lasts 42 minutes by one and 45 by the other.",
            "Say whose time holds: UTC by clocks that are synchronised, and that of Provider in doubt.",
            needs=words(
                r"\b(?:down-?time|outages?|unavailab\w*|availab\w*|up-?time|measur\w*|response|resolution|duration|times?|incidents?)\b"
            ),
            unless_said=words(
                r"\b(?:NTP|synchroni[sz]\w*|UTC|time server|prevails?|conclusive|decisive|binding|takes? precedence|(?:longer|shorter|later|earlier|average|mean) of)\b"
            ),
        ),
    )
    also = ("C026",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from super().check(draft)
        yield from _POINT.found_in(draft)


_POINT = Gap(
    "C026",
    ERROR,
    words(LEVEL),
    words(
        r"\b(?:prob(?:e|es|ing)|pings?|polls?|checks?|health|monitor\w*|synthetic|watch\w*|measur\w+ (?:at|from|on|by|with|via|using|in|every|each)|gateways?|end-?points?|interfaces?|demarcation|hand-?over|edge|border|routers?|switch(?:es)?|ports?|firewall|load balancers?|data cent(?:er|re)s?|url|http\w*|api|server logs?|log files?|error rates?|requests?|locations?|points? of (?:presence|measurement)|end-to-end|(?:public |external |via the |over the |from the )internet|external(?:ly)?|connectivity|internet (?:access|connection|service provider)s?|isps?|(?:customer|client|user|your)(?:['’]s)? (?:own )?(?:equipment|network|internet|connection|device|premises|side|hardware|systems?|line)s?|outside (?:of )?(?:its|the|provider['’]s|our|their) (?:\w+ ){0,2}(?:control|network))\b"
    ),
    "nothing says where it is measured: at the gateway of Provider to one reader, and to another at the user's device, so that a failure of Customer's own line is downtime.",
    'Say where: at the interface between the public internet and the network of the provider; or name the probes: `A "Check" is a record that Provider collects from "Pingdom" every minute, with:` …',
)
