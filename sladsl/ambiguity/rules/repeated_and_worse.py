"""More for misses in a row, and something else for a worse miss: both?"""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class RepeatedAndWorse(LooseWording):
    """Misses in a row count more, and from a worse level something else follows; the text does not say whether both hold at once.

    ## Why it matters

    Two months are far below the level. To one reader the second counts twice, as every second miss does; to the other a miss that is so
    bad has consequences of its own, and counts once.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    If Provider also misses clause "Availability" in the preceding month, Provider shall credit Customer GBP 200.00 instead.
    If Monthly Uptime in a month is below 95%, Customer may terminate this agreement by at least 30 days' notice.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    If Provider also misses clause "Availability" in the preceding month, Provider shall credit Customer GBP 200.00 instead, whatever else follows.
    If Monthly Uptime in a month is below 95%, Customer may terminate this agreement by at least 30 days' notice.
    ```
    """

    codes = ("A040",)
