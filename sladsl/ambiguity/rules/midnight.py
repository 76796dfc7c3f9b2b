"""A midnight of two."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class Midnight(LooseWording):
    """A time is told as midnight of a day, and each day has a midnight at its start and one at its end.

    ## Why it matters

    What is delivered on 30 June at 15:00 is late where the midnight begins the day, and in time where it ends it. A clock tells the
    two apart: 00:00 begins a day, 24:00 ends it.

    ## Example

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by midnight on 30 June 2026.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by 30 June 2026 24:00.
    No credit is due for this clause.
    ```
    """

    codes = ("B016",)
