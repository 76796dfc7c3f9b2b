"""Frequency without a number."""

from __future__ import annotations

from sladsl.prose.rule import WARNING, Wording, WordRule, words


class VagueFrequency(WordRule):
    """Something is to be done now and then.

    ## Example

    ```text
    Reports are delivered regularly.
    ```

    ```text
    Provider reviews the Service Levels from time to time.
    ```

    ## Write instead

    ```text
    A report is delivered by the 5th Business Day of each month.
    ```

    ## Not meant

    ```text
    The price list, as amended from time to time, is in Annex 2. Support is given in regular business hours.
    ```
    """

    wordings = (
        Wording(
            "G006",
            WARNING,
            words(
                r"\b(?:regularly|periodically|occasionally|frequently|routinely|(?:on|at) (?:a |an )?(?:regular|periodic|ongoing|frequent|continuing) (?:basis|intervals?)"
                r"|(?<!amended )(?<!updated )(?<!modified )(?<!revised )(?<!varied )(?<!replaced )(?<!changed )(?<!agreed )(?<!published )(?<!posted )(?<!listed )(?<!effect )(?<!force )from time[ -]to[ -]time"
                r"|if and when|as and when|when and if|whenever (?:necessary|required|needed)|(?:regular|periodic) (?=(?:reports?|reviews?|meetings?|updates?|backups?|checks|tests|testing|maintenance|intervals|audits?)\b))"
            ),
            "is once a month to one reader, and once a year or at will to another.",
            "Say how often, and by when: `Provider shall send a Service Report to Customer by the 5th business day after the end of each month.`",
            unless=words(
                r"\b(?:every|each|once an?|at least) (?:\w+ )?(?:hour|day|week|month|quarter|year)|\b(?:hourly|daily|weekly|monthly|quarterly|annually|yearly)\b"
            ),
        ),
    )
