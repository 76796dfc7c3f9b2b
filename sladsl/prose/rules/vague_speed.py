"""Promptness without a time."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words


class VagueSpeed(WordRule):
    """A duty to act soon has no last moment.

    ## Example

    ```text
    Provider shall notify outages promptly.
    ```

    ```text
    The fault is repaired as soon as reasonably practicable.
    ```

    ## Write instead

    ```text
    Provider shall notify each outage within 15 minutes after its first failed check.
    ```

    ## Not meant

    ```text
    The month immediately preceding the claim counts. Provider shall answer promptly, and in any event within 4 hours after the call. As soon
    as the ticket is closed, the clock stops. Immediately after termination the data are kept for 30 days.
    ```
    """

    wordings = (
        Wording(
            "G005",
            ERROR,
            words(
                r"\b(?:promptly|prompt(?= (?:notice|notification|response|attention|action|repair|manner|service|resolution))|forthwith|expeditiously|speedily|swiftly|quickly|rapidly|at once|straight ?away|right away"
                r"|immediately(?! (?:preceding|following|prior|before|after|upon|preceded|succeeding|thereafter|available|effective|due|adjacent|terminate))(?<!effective immediately)"
                r"|immediate (?:notice|notification|response|attention|action|repair)|(?<=: )immediate\b|as soon as (?:is )?(?:reasonably |commercially |practically )?(?:possible|practicable|practical|feasible)|asap"
                r"|without (?:undue |unreasonable |any )?delay|(?:in|on) a timely (?:manner|fashion|basis)|timely(?= (?:notice|notification|response|manner|fashion|resolution|basis|report))|in due (?:course|time)"
                r"|within (?:a|an) (?:reasonable|appropriate|short|timely|acceptable) (?:period of )?(?:time|period|timeframe|time frame)(?: of time)?|(?:at the )?earliest (?:opportunity|convenience))(?!\w)"
            ),
            "is within minutes to one reader, and within days to another.",
            "Say the last moment: `For each Outage, Provider shall notify Customer within 2 hours after it starts.`",
            unless=words(
                r"\b(?:in any (?:event|case)|at (?:the )?latest|but (?:in any event )?(?:no|not) later than|and (?:in any event )?(?:no|not) later than|or (?:no|not) later than|but within)\b|\bnot (?:be )?immediately|\bterminat\w+[^;]{0,60} immediately|\bimmediately terminat|\bimmediate effect"
            ),
        ),
    )
