"""Hours of an office that no time limit uses."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class IdleOfficeHours(LooseWording):
    """The contract has hours of the week that nothing uses, and time limits in hours that name no calendar.

    ## Why it matters

    A ticket of Friday 16:00 that is answered on Monday at 10:30 is late if the hours run day and night, and in time if only the
    hours from Monday to Friday count. Write "4 hours of Support Hours", or "4 calendar hours" for hours that run day and night.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.

    ## Service levels

    ### Tickets

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.

    ## Service levels

    ### Tickets

    Provider shall ensure that each Ticket is Answered within 4 hours of Support Hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("B004",)
