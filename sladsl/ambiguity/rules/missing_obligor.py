"""A duty, or a credit, that nobody owes."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingObligor(LooseWording):
    """Something has to be so, and the text does not say who owes it.

    ## Why it matters

    A ticket is open for 5 hours, of which 3 are spent waiting for an administrator of Customer. Where Provider owes the answer within
    4 hours it is late; where everyone owes a share of the work nobody is. Drafting guides ask for the active voice for this reason.

    ## Example

    ```sla
    ### Tickets

    Each Ticket shall be Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Tickets

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("A004",)
