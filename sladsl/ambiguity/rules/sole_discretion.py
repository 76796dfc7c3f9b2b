""" "At its discretion"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class SoleDiscretion(LooseWording):
    """A credit is due "at its discretion".

    ## Why it matters

    One reader finds a promise that has to be kept in good faith by the table; the other finds that nothing is promised.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month, at its discretion.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G008",)
