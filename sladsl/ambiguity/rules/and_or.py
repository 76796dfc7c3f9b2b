""" "And/or"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class AndOr(LooseWording):
    """Two things are joined by "and/or".

    ## Why it matters

    A month in which one of the two is missed gives a credit to a reader of "or", and none to a reader of "and"; where both are missed,
    a third reader finds two credits. Courts have called the word "neither word nor phrase" (Robbins, 77 Md. L. Rev. 311, 2018).

    ## Example

    ```sla
    ### Availability

    If Monthly Uptime in a month is below 99.9%, and/or the number of the Tickets in that month is more than 100, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    ```

    ## Write instead

    "Or" also holds where both are so. Where each is to give a credit of its own, write a sentence for each.

    ```sla
    ### Availability

    If Monthly Uptime in a month is below 99.9%, or the number of the Tickets in that month is more than 100, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    ```
    """

    codes = ("D014",)
