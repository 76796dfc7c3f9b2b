"""Adjectives without a measure."""

from __future__ import annotations

from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, Wording, WordRule, words
from sladsl.prose.sentences import Sentence

_THING = (
    r"(?:outages?|incidents?|failures?|defects?|errors?|problems?|issues?|faults?|interruptions?|disruptions?|degradations?|delays?|impacts?|effects?|impairments?|losses|loss"
    r"|amounts?|numbers?|portions?|parts?|changes?|periods?|times?|breach(?:es)?|violations?|downtime|unavailability|reductions?|functionality|non-conformit\w+|volumes?|users?|response times?|latency|performance)"
)


class VagueSize(WordRule):
    """An adjective that says how much without a measure.

    Ranks that an agreement defines ("Critical" in a table of priorities, "Material Breach") are silent, and so are the set phrases
    "material breach" and "beyond its reasonable control".

    ## Example

    ```text
    Credits are due for significant outages.
    ```

    ```text
    The Service is down if its core functions are materially impaired.
    ```

    ```text
    Customer shall be given reasonable notice of maintenance.
    ```

    ## Write instead

    ```text
    Credits are due for outages of more than 30 minutes.
    ```

    ## Not meant

    ```text
    A party may terminate for material breach. Events beyond its reasonable control are excluded. Raw materials are delivered on Mondays. A
    Critical Incident is reported by telephone.
    ```
    """

    wordings = (
        Wording(
            "G004",
            ERROR,
            words(
                rf"\b(?:(?:significant|material|substantial|critical|major|minor|serious|severe|excessive|prolonged|extended|noticeable|considerable|sustained|widespread"
                rf"|unacceptable|temporary|brief|short|momentary|intermittent) (?:and |or |[a-z]+ ){{0,2}}?{_THING}"
                r"|(?:significantly|materially|substantially|severely|seriously|unreasonably|excessively|adversely|noticeably|considerably) (?:and \w+ )?(?:\w+ )?(?:affect|impair|degrad|reduc|impact|impede|disrupt|slow|limit|hinder|diminish|exceed|below|delay|restrict)\w*"
                r"|(?:reasonable|adequate|sufficient|appropriate|suitable|acceptable|satisfactory|timely) (?:prior |advance |advanced |written |additional |amount of )*"
                r"(?:notice|time|period|detail|information|evidence|support|level|quality|capacity|cooperation|assistance|measures|steps|resources|performance|response|access|standards?|care|security|proof|documentation|notification|opportunity|delay|costs?|expenses?|threshold)s?"
                r"|(?:(?:core|key|critical|essential|primary|important|major) (?:functions?|functionality|features?|components?|services|systems)))\b"
            ),
            "is a matter of opinion: two honest readers draw the line in different places.",
            "Say the figure: for outages of more than 30 minutes, for more than 5% of the requests, by 5 business days' notice.",
            unless=words(r"\bmaterial(?:ly)? (?:breach(?:es)?|default)|(?:reasonable|reasonably) control"),
        ),
    )

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        """A defined name is written with capitals, and means what its definition says."""
        it = sentence.text[start:end]
        begins = sentence.text[:start].strip() == ""
        return (it[0].islower() or begins) and not draft.knows(it.title())
