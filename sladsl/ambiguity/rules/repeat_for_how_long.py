"""More after misses in a row, for that time or for ever."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class RepeatForHowLong(LooseWording):
    """Something follows from misses in consecutive months, and the text does not say whether it ends with the row.

    ## Why it matters

    Two months are missed, one is kept, and the next is missed again. To one reader the row is broken, and the last miss counts as a
    first one; to the other the service has failed in consecutive months, and every later miss counts twice.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    If Provider misses clause "Availability" in consecutive months, Provider shall credit Customer GBP 200.00 instead.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    If Provider also misses clause "Availability" in the preceding month, Provider shall credit Customer GBP 200.00 instead.
    ```
    """

    codes = ("A036",)
