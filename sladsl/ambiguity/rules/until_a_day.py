""" "Until" a day."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class UntilADay(LooseWording):
    """Something is done "until" a day, and the text does not say whether that day is included.

    ## Why it matters

    A delivery on 30 June is in time if the day is included, and late if it is not. The Pennsylvania Code therefore asks its authors
    for "after June 30 and before July 1" instead of "from … to"; courts have read "until" in both ways.

    ## Example

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered until 30 June 2026.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by 30 June 2026.
    No credit is due for this clause.
    ```
    """

    codes = ("B002",)
