"""Levels that may be aims only."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words

_LEVEL = r"(?:\d[\d.,]*\s?(?:%|per ?cent)|uptime|availab|service levels?|respon|resol|restor|repair|within|level of|latency|credit)"


class AimOrLevel(WordRule):
    """A figure that binds, or an aim that nobody owes.

    ## Example

    ```text
    Provider targets 99.99% availability.
    ```

    ```text
    We aim to respond to critical tickets within one hour.
    ```

    ```text
    The network is designed to be available 99.95% of the time.
    ```

    ## Write instead

    ```text
    Provider shall keep the Service available at least 99.99% of each calendar month.
    ```

    ## Not meant

    ```text
    If the Target is missed in two months, Customer may terminate. The sales team targets small companies. The target system is named in
    Annex 1.
    ```
    """

    wordings = (
        Wording(
            "G003",
            ERROR,
            words(
                rf"\b(?:(?:aims?|strives?|hopes?|intends?|expects?|is committed|are committed|committed) to(?= [^;]{{0,80}}{_LEVEL})"
                rf"|(?:is|are|was) (?:designed|built|engineered|intended) (?:to|for)(?= [^;]{{0,60}}(?:\d|available|availability|uptime))"
                rf"|(?:(?<!the )(?<!these )(?<!those )(?<!our )(?<!its )(?<!their )(?<!all )(?<!any )(?<!level )(?<!service )(?<!following )targets|targeting|aims for|aiming for|strives for|aspires to)(?= [^;]{{0,40}}{_LEVEL})"
                r"|our (?:goal|aim|target|objective) is|(?:goal|objective|aspiration)s? (?:of|is|are) (?:to )?(?=[^;]{0,40}\d)"
                r"|target(?:ed)? (?:of|is|at) (?=\d)|(?<!the )(?<!of )target (?:availability|up-?time|(?:response|resolution|restoration|repair) times?) (?:is|are|of|:) (?=[^;]{0,30}\d)|hopefully|ideally)"
            ),
            "is a level that is owed to one reader, and an aim without consequence to another.",
            "Say that it is owed: `Provider shall keep Monthly Uptime at or above 99.9% in each month.`, or that no credit hangs on it.",
            unless=words(
                r"\bif\b[^;]*\btarget|non-binding|not binding|objectives? only|(?:binding|guaranteed) (?:level|target)"
            ),
        ),
    )
