"""Duties to use efforts."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words


class Efforts(WordRule):
    """A level or a deed is owed, or only efforts towards it.

    ## Example

    ```text
    Provider will use commercially reasonable efforts to make the Service available 99.9% of each month.
    ```

    ```text
    The Supplier shall use its best endeavours to restore the circuit.
    ```

    ## Write instead

    ```text
    Provider shall keep the Service available at least 99.9% of each calendar month. If it is not, the credit is due whatever the efforts.
    ```

    ## Not meant

    ```text
    The level of effort of each task is given in person days.
    ```
    """

    wordings = (
        Wording(
            "G002",
            ERROR,
            words(
                r"\b(?:(?:all|its|their|our|every|use|using|uses|make|makes|making|on a|with) )*(?:commercially )?(?:reasonable|best|good[ -]faith|diligent|commercial|good|utmost|every)"
                r"(?:,? (?:and )?(?:reasonable|commercial|diligent|practicable|possible))* (?:efforts?|endeavou?rs?)\b(?:[ -]basis)?"
                r"|\b(?:shall|will|must|to) (?:reasonably )?(?:endeavou?r|make (?:an|every) (?:effort|attempt)|do (?:its|their|our) (?:best|utmost)|attempt|try|seek) to\b"
                r"|\bbest[ -]efforts?\b"
            ),
            "promises the result to one reader; to another it is kept by trying.",
            "Say what follows whatever the efforts: `Provider shall keep Monthly Uptime at or above 99.9% in each month.`",
            unless=words(r"\b(?:irrespective|regardless) of (?:any |fault |the )*effort"),
        ),
    )
