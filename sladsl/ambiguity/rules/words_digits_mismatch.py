"""A number in words and in figures that differ."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class WordsDigitsMismatch(LooseWording):
    """A number is told twice, in words and in figures, and the two are not the same.

    ## Why it matters

    An answer on day 25 is in time within "thirty" days, and late within "(20)". In some laws the words prevail; nobody meant to ask.

    ## Example

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within thirty (20) days after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within thirty (30) days after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("D022",)
