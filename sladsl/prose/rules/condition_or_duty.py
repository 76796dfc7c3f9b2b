"""Clauses that are conditions to one reader and duties to another."""

from __future__ import annotations

from sladsl.prose.figures import CLOCK, DATE
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_CREDITOR = (
    r"(?:customer|client|subscriber|buyer|licensee|user|you|the (?:customer|client|subscriber|buyer|licensee|user))"
)

_MOMENT = rf"(?:{CLOCK}|{DATE}|noon\b|midnight\b|(?:the )?(?:close|end|start|beginning|last|first|next|following|same)\b|the \w+ (?:\(\d+\w*\) )?(?:business |working |calendar )?(?:day|week|month)\b|\w+day\b)"
"""What makes a "by" a time limit: a fault is reported by telephone, too."""


class ConditionOrDuty(WordRule):
    """Whether something is a condition of a right, or a duty beside it.

    ## Example

    ```text G014
    Credits are paid monthly, provided that Customer keeps the monitoring installed.
    ```

    ```text I004
    Customer shall report outages within 5 Business Days after they start.
    ```

    ```text I004
    The Client shall report each incident by the 3rd Business Day of the following month.
    ```

    ## Write instead

    ```text
    No credit is due for an outage that Customer reports later than 5 Business Days after its end. Customer receives the credit only if the
    monitoring is installed.
    ```

    ## Not meant

    ```text
    The reports provided that day are kept. Customer shall pay each invoice within 30 days after its date. To receive a credit, Customer must
    submit a claim within 10 Business Days after the end of the month. The Client will report incidents by telephone or through the portal.
    ```
    """

    wordings = (
        Wording(
            "G014",
            WARNING,
            words(
                r"(?:[,;] ?|\b)(?P<it>(?:provided|providing),? (?:however,? |always,? |further,? )?that|(?<!counts )(?<!twice )(?<!times )(?<!half )(?<!for )(?:so|as) long as|on (?:the )?condition that|subject to (?:the )?(?:customer|client|subscriber|you|buyer|licensee)(?:['’]s)?"
                r" (?:complying|having|paying|providing|giving|keeping|being|timely|prompt|compliance|payment|cooperation))\b(?! (?:day|week|month|year|time)\b)"
            ),
            "is a condition to one reader (without it, nothing is due); to another it is a duty of its own, or an exception.",
            "Say `only if` for a condition, and `shall` for a duty.",
        ),
        Wording(
            "I004",
            ERROR,
            words(
                rf"\b{_CREDITOR} (?P<it>(?:shall|must|will|is required to|has to|agrees to|needs to) (?:promptly |immediately )?(?:report|notify|inform|advise|open|log|raise|submit|file|make|request)) [^;]{{0,100}}?\b(?:within\b|no later than\b|not later than\b|before\b|by (?:{_MOMENT}))"
                rf"|\b(?P<that>(?:shall|must|will|has to|have to|needs? to) be (?:promptly |immediately )?(?:reported|notified|logged|raised)) (?:[\w ]{{0,40}} )?by (?:the )?(?:customer|client|user|subscriber)\b[^;]{{0,60}}?\b(?:within|no later than|not later than)\b"
            ),
            "is a condition of the credit to one reader (too late, no credit); to another a duty, and the credit stays.",
            "Say what follows: `A credit is due only if Customer claims it within 30 days after the end of the month for which it is due.`",
            unless=words(
                r"\b(?:to|in order to) (?:receive|be eligible|obtain|claim|qualify|be entitled|apply)|eligib|forfeit|waive|void|no (?:service )?credit|lose|loses|lapse|condition|otherwise|failing which|only if|invoice|terminat|renew|fail(?:s|ure) to|\bclaims?\b|\bcredits?\b"
            ),
            unless_said=words(
                r"\b(?:forfeit\w*|waives?d?|lapses?|loses? (?:the|its|any) right|failure to (?:\w+ ){1,6}(?:will|shall) (?:forfeit|waive)|not be eligible|(?:no|any) credit (?:is|will be|shall be) (?:due|given) (?:unless|if))\b"
            ),
            needs=words(
                r"outage|downtime|incident|fault|failure|claim|credit|unavailab|interruption|problem|ticket|service level"
            ),
        ),
    )
