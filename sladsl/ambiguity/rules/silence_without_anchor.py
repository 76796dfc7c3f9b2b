"""Silence that counts as consent, from no moment on."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class SilenceWithoutAnchor(LooseWording):
    """Something counts as accepted if nobody objects in time, and the time does not say from when it runs.

    ## Why it matters

    A report of 1 July arrives on 4 July and is contested on 8 July. Within 5 days of its date that is too late, and its figures stand;
    within 5 days of its receipt it is in time.

    ## Example

    ```sla
    ### Orders

    If a Delivery is not Delivered within 5 days, it counts as Cancelled.
    For each Delivery that is Cancelled, Provider shall pay Customer GBP 100.00.
    ```

    ## Write instead

    ```sla
    ### Orders

    If a Delivery is not Delivered within 5 days after it is Ordered, it counts as Cancelled.
    For each Delivery that is Cancelled, Provider shall pay Customer GBP 100.00.
    ```
    """

    codes = ("I010",)
