"""Two texts that speak of the same, and none that goes first."""

from __future__ import annotations

from sladsl.prose.figures import PERCENT
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words

_MAIN = r"(?:MSA|master (?:services? |subscription |purchase )?agreement|main agreement|principal agreement|framework agreement|general terms(?: and conditions)?|terms of (?:service|use)|order form|licen[cs]e agreement)"
_OWN = r"(?:SLA|service level agreement|schedule|annex|appendix|exhibit|addendum)"
_ORDER = r"\b(?:prevails?|supersedes?|overrides?|takes? (?:precedence|priority)|(?:shall|will) (?:have (?:precedence|priority)|govern|control|apply instead)|(?<!no )order of (?:precedence|priority)|governs?|controls)\b|\b(?:in|to) (?:the )?(?:event|case|extent) (?:of|that)[^.\n]{0,40}\b(?:conflict|inconsisten|discrepanc|contradict)\w*"


class WhichTextPrevails(WordRule):
    """An agreement and its service levels are two texts that can say two things, and nothing says which goes first.

    ## Example

    ```text F014
    The MSA promises an availability of 99.5% in each calendar month. The SLA annex promises 99.9% in each calendar month.
    ```

    ```text F014
    1. This SLA forms part of the Master Services Agreement. 2. Provider hosts the shop. 3. Fees are due in advance. 4. Reports are sent monthly.
    5. Prices are in EUR. 6. The law of Italy applies. 7. The term is 24 months. 8. Calls are free.
    ```

    ## Write instead

    ```text
    This SLA forms part of the Master Services Agreement. In case of a conflict this SLA prevails over the Master Services Agreement.
    ```

    ## Not meant

    ```text
    Terms that are defined in the Master Services Agreement have the same meaning here. The MSA has a term of three years. Annex 1 lists the sites.
    ```
    """

    wordings = (
        Wording(
            "F014",
            ERROR,
            words(rf"\b(?P<it>{_OWN}\b[^.;\n]{{0,60}}?(?:{PERCENT}))"),
            "stands beside another figure of the main agreement, and nothing says which text prevails.",
            "Say which: in a conflict the SLA prevails over the Master Services Agreement.",
            needs_said=words(rf"\b{_MAIN}\b[^.;\n]{{0,60}}?(?:{PERCENT})"),
            unless=words(rf"\b{_MAIN}\b"),
            unless_said=words(_ORDER),
            once=True,
        ),
        Wording(
            "F014",
            WARNING,
            words(
                rf"\b(?P<it>this (?:\w+ ){{0,2}}?{_OWN}(?: \([^)]*\))? (?:(?:is|forms|constitutes|becomes) (?:an? )?(?:integral )?(?:part of|incorporated (?:in|into|by reference in(?:to)?)(?: and (?:forms|made) (?:a )?part of)?|attached to|annexed to|supplement\w* to|{_OWN} (?:of|to))|supplements?) (?:the|our|your|its|that|a) (?:\w+ ){{0,3}}?(?:{_MAIN}|agreement|contract|terms))\b"
            ),
            "does not say which of the two goes first where they differ.",
            "Say which: in a conflict this SLA prevails over the Master Services Agreement.",
            unless_said=words(_ORDER),
            silence=True,
            once=True,
        ),
    )
