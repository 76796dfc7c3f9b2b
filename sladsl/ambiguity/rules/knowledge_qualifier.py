"""From when a party knows."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class KnowledgeQualifier(LooseWording):
    """A time limit runs from when a party becomes aware of something.

    ## Why it matters

    An alarm goes off at 02:00, somebody reads it at 08:00, and the failure is mended at 10:00: 8 hours from the one, 2 from the other.
    At a limit of 4 hours the credit hangs on what the party knew.

    ## Example

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within 4 hours after Provider becomes aware of it.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("G016",)
