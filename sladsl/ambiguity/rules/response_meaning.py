""" "Responded to"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ResponseMeaning(LooseWording):
    """Something is to be answered or responded to, and several times of the record could show it.

    ## Why it matters

    A machine confirms after one minute, an engineer answers after three hours: within "one hour", or not.

    ## Example

    ```sla
    ### Answers

    Provider shall ensure that each Ticket is responded to within 4 hours after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Answers

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("C017",)
