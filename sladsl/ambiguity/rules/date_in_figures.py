"""A date in figures."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class DateInFigures(LooseWording):
    """A date stands in figures, and both orders of day and month give a day.

    ## Why it matters

    03/04/2026 is 3 April in Europe and 4 March in the United States. A level that holds from that day on is missed by an outage of
    20 March in one reading, and by none in the other. A date such as 30/06/2026, of which only one order is a day, is read as that
    day.

    ## Example

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by 03/04/2026.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by 3 April 2026.
    No credit is due for this clause.
    ```
    """

    codes = ("B023",)
