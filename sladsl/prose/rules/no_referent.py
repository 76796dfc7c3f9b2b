"""Standards that nobody has written down, approximations, and ways out."""

from __future__ import annotations

from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, Wording, WordRule, words
from sladsl.prose.sentences import Sentence


class NoReferent(WordRule):
    """A level that is measured by what others do, one that holds only nearly, or one with a way out.

    ## Example

    ```text G011
    Availability is in line with industry standards.
    ```

    ```text G012
    The Service is available approximately 99.9% of each calendar month.
    ```

    ```text G013
    Incidents are resolved within 4 hours where possible.
    ```

    ## Write instead

    ```text
    The Service is available at least 99.9% of each calendar month.
    ```

    ## Not meant

    ```text
    Support is given around the clock. The table says more about the plans. Rights are limited to the extent permitted by law. Generally
    Accepted Accounting Principles apply.
    ```
    """

    wordings = (
        Wording(
            "G011",
            ERROR,
            words(
                r"\b(?:(?:good |best |prevailing |accepted |standard |general(?:ly accepted)? |highest )*industry[ -](?:wide )?(?:standards?|practices?|norms?|benchmarks?|averages?)|best (?:industry )?practices?|state[ -]of[ -]the[ -]art"
                r"|market (?:standards?|practice|conditions)|prevailing practices?|generally accepted (?:standards?|practices?)|workmanlike (?:manner|fashion)|world[ -]class|best[ -]in[ -]class|highest standards?"
                r"|(?:better|faster|higher) than (?:average|usual|normal|the competition))\b"
            ),
            "is measured by what others do: one reader takes one example, and another a stricter one.",
            "Say the figure: `Provider shall keep Monthly Uptime at or above 99.9% in each month.`",
        ),
        Wording(
            "G012",
            ERROR,
            words(
                r"\b(?:approximately|approx\b\.?|circa|roughly|more or less|thereabouts|in principle|as a (?:general )?rule|generally(?! accepted\b)(?! available\b)|(?<!would )normally|typically|usually|ordinarily|essentially|virtually"
                r"|(?:about|around|nearly|almost|close to|some|substantially)(?= (?:\d|one hundred|all\b|half\b|equivalent)))"
            ),
            "binds to the figure for one reader, and only nearly for another.",
            "Say the figure and, if it is meant, by how much it may be missed.",
            unless=words(r"\bfor (?:example|information|illustration)|\bexample\b|\bi\.e\."),
        ),
        Wording(
            "G013",
            ERROR,
            words(
                r"\b(?:(?:where|when|wherever|whenever|if|as far as|so far as|insofar as|to the extent|as much as|as|unless) (?:it is |is |reasonably |commercially |technically |operationally |practically |otherwise )*"
                r"(?:possible|practicable|practical|feasible|appropriate)|to the (?:maximum|greatest|fullest) extent (?:possible|practicable)|circumstances permit(?:ting)?|subject to (?:availability|resources|staffing|capacity)"
                r"|as needed|as required(?! (?:by|under|in|to|above|below|herein)\b)|as necessary|if (?:necessary|needed|required)(?! (?:by|under|to)\b))(?!\w)"
            ),
            "is a way out: owed always to one reader, and to another only when the one who owes it finds that it could be done.",
            "Delete it, or list the cases in which it is not owed.",
            unless=words(r"\bas soon as (?:\w+ )?(?:possible|practicable|practical|feasible)"),
        ),
    )

    def meant(self, draft: Draft, sentence: Sentence, start: int, end: int) -> bool:
        it = sentence.text[start:end]
        return not draft.knows(" ".join(it.split())) and not (it[0].isupper() and it.istitle() and " " in it)
