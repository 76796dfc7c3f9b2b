"""Time limits without a start."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ResponseClockStart(LooseWording):
    """An act is due within a time, and the text does not say from when it runs.

    ## Why it matters

    A service fails at 09:00, is noticed at 09:10 and reported at 09:30; it works again at 13:15. That is late from the failure (4 hours
    15 minutes), and in time from the report (3 hours 45 minutes).

    ## Example

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within 4 hours.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("C016",)
