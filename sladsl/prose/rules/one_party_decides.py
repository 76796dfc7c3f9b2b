"""What hangs on the judgement of one party."""

from __future__ import annotations

from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, WARNING, Wording, WordRule, words
from sladsl.prose.sentences import Sentence

_NEUTRAL = words(
    r"\b(?:arbitrat|expert|court|independent|auditor|third[- ]party|mutual|both parties|the parties jointly)"
)


class OnePartyDecides(WordRule):
    """One party judges what it owes itself, or what the other gets.

    ## Example

    ```text
    Credits are granted at Provider's sole discretion.
    ```

    ```text
    Maintenance is announced if deemed necessary by the Provider.
    ```

    ```text
    Uptime is measured by any reasonable methodology.
    ```

    ```text G016
    The time runs from the moment at which Provider becomes aware of the failure.
    ```

    ## Write instead

    ```text
    Provider shall credit 5% of the Monthly Fee for each month in which the level is missed. The time runs from the first alarm or ticket,
    whether it is read or not.
    ```

    ## Not meant

    ```text
    A day without records is deemed to have no outage. The damages are as determined by the arbitrator. Customer may terminate at the end of
    a month.
    ```
    """

    wordings = (
        Wording(
            "G008",
            ERROR,
            words(
                r"\b(?:(?:at|in|within|subject to) (?:\w+['’]?s? ){0,3}?(?:sole|absolute|exclusive|own|reasonable|sole and absolute|sole and exclusive)?(?: and (?:absolute|exclusive))? ?discretion(?: of \w+)?"
                r"|(?:deems?|deemed|considers?|considered|thinks?|believes?|feels?|sees|judges?) (?:it )?(?:to be )?(?:reasonably |strictly )?(?:necessary|appropriate|fit|reasonable|required|advisable|suitable|desirable|relevant|sufficient|expedient)(?: by (?:the )?\w+)?"
                r"|in (?:\w+['’]?s? ){1,3}?(?:sole |reasonable |good faith |absolute |own |professional )*(?:opinion|judge?ment|view|determination)\b|to (?:\w+['’]?s? ){1,3}?(?:reasonable )?satisfaction"
                r"|(?:satisfactory|acceptable) to (?:the )?\w+|(?:as|reasonably|solely|if) (?:may be )?determined (?:solely |exclusively |in good faith )?by (?:the )?(?:provider|supplier|vendor|us|we|company|service provider|customer|client|host|(?-i:[A-Z][a-z]+))"
                r"|any reasonable (?:method(?:ology)?|means|manner|basis))"
            ),
            "leaves the decision to one party: at its will to one reader, by a standard that a court can test to another.",
            "Delete it, or name the test by which both can tell.",
            unless=_NEUTRAL,
        ),
        Wording(
            "G016",
            WARNING,
            words(
                r"\b(?:becom(?:es?|ing) aware|(?:is|was|are|were|being|made) aware|has (?:actual )?knowledge|knew|knows|should (?:reasonably )?have known|to (?:its|the best of \w+) knowledge|gains? knowledge"
                r"|(?:upon|on|after|from|of) (?:its |the )?discovery|discovers?|becomes? apparent|comes? to (?:the )?(?:attention|notice)|has reason to believe|realis\w+|realiz\w+|(?:from|until|once|when|after)(?: \w+){0,6}? (?:is |are |has been |have )?identif(?:y|ies|ied))\b"
            ),
            "is the first alarm to one reader; to another it is when somebody has read it.",
            "Name the record that starts it: the first failed check, or the ticket, whether read or not.",
        ),
        Wording(
            "G016",
            WARNING,
            words(
                r"\b(?P<it>(?:is|are|becomes?|seems?|appears?) (?:reasonably )?likely to (?:fail|miss|breach|exceed|fall|be (?:missed|breached|late|exceeded)|default))\b"
            ),
            "may be what the figures show, or what one of the parties thinks.",
            "Say what shows it: below 99.5% in each of the last 3 days.",
        ),
    )

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        """An act that has a name ("after it is Identified") is a record."""
        return not sentence.text[start:end].endswith("Identified")
