""" "Promptly", "as soon as possible"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class VaguePromptness(LooseWording):
    """An act is due promptly, immediately or as soon as possible, and not within a time.

    ## Why it matters

    A failure is answered after 3 hours: late for a reader who thinks of 15 minutes, early for one who thinks of the same day. No
    statement can count what has no number. The limits that the finding offers are those of the contract, or round ones; they are
    examples.

    ## Example

    ```sla
    ### Answers

    Provider shall ensure that each Ticket is Answered promptly.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Answers

    Provider shall ensure that each Ticket is Answered within 15 minutes after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("G005",)
