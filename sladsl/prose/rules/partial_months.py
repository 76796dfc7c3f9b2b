"""Months of which the service is a part."""

from __future__ import annotations

from sladsl.prose.rule import WARNING, Wording, WordRule, words


class PartialMonths(WordRule):
    """A level of a month in which the service runs on some days only: the first month, the last one, or one with a gap.

    ## Example

    ```text
    Where the Service is provided for part of a month, the Service Levels apply.
    ```

    ## Write instead

    ```text
    Where the Service is provided for part of a month, the Service Levels are measured over the days on which it is provided.
    ```

    ## Not meant

    ```text
    The first month is free. Training takes part of a month. The Service Levels do not apply in a partial month.
    ```
    """

    wordings = (
        Wording(
            "A010",
            WARNING,
            words(
                r"\b(?P<it>(?:(?:a |any |the )?(?:part|portion) of (?:the|a|that|any) (?:given )?|partial |incomplete )(?:calendar |billing |measurement |service )?(?:months?|quarters?|measurement periods?))\b"
            ),
            "may be measured over its days of service, or over all of the month, with the other days as good ones.",
            "Say which: measured over the days on which the Service is provided; or the level begins with the first whole month.",
            needs=words(r"\b(?:service levels?|availab\w+|up-?time|service credits?|slas?|kpis?)\b"),
            unless=words(
                r"\b(?:whole|full|days? (?:of|on|in) (?:service|which)|do(?:es)? not apply|not apply|no service levels?|pro[ -]?rat\w*|proportion\w*|treated|deemed|assumed|considered|measured over|calculated over|only (?:for|over|on)|exclud\w*|(?:un)?availab\w+ (?:for|in|during) (?:a |any |the )?(?:part|portion))\b"
            ),
        ),
    )
