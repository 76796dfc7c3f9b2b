"""What is left to a later agreement."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words


class LeftToAgree(WordRule):
    """The parties promise to agree later, and nothing holds if they do not.

    ## Example

    ```text
    If the target is missed in three months, the parties negotiate a fee reduction in good faith.
    ```

    ```text
    Response times for P4 are to be agreed.
    ```

    ## Write instead

    ```text
    If the target is missed in three months, the Monthly Fee is reduced by 5 percentage points, unless the parties agree otherwise.
    ```

    ## Not meant

    ```text
    Unless otherwise agreed in writing, the table applies. The maintenance windows agreed by the parties are in Annex 2. The parties agree that
    credits are set off.
    ```
    """

    wordings = (
        Wording(
            "G015",
            ERROR,
            words(
                r"\b(?:(?:to be|yet to be|will be|shall be|as may be|as shall be|must be) (?:mutually )?(?:agreed|negotiated)(?: upon)?|(?:negotiate|discuss|consult|confer|work together|meet)(?:,? (?:and \w+ )?| [^;]{0,50}?)in good faith"
                r"|in good faith (?:negotiate|agree|discuss)|agree to (?:agree|negotiate|discuss)|(?:shall|will|must) (?:negotiate|seek to agree|endeavou?r to agree|(?:mutually )?agree (?:on|upon|to))|mutually (?:acceptable|agreeable|agreed(?: upon)?)(?= (?:\w+ ){0,2}(?:time|date|schedule|plan|level|credit|reduction|solution|amount|fee|price|remed|resolution|target)\w*)"
                r"|t\.?b\.?[dac]\b\.?|to be (?:determined|confirmed|defined|specified|decided|advised))(?!\w)"
            ),
            "binds to nothing for one reader as long as nothing is agreed; to another a court fills the gap.",
            'Say what holds if nothing is agreed: `"Response Target" is a duration of 4 hours, unless otherwise agreed.`',
            unless=words(
                r"\b(?:failing (?:such )?agreement|if (?:they|the parties) (?:do not|cannot|fail to) agree|in default of agreement|absent agreement|unless (?:the parties agree )?otherwise|as [^;]{1,40} requires)\b"
            ),
        ),
    )
