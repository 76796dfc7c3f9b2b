"""A past month that is to be cured."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class CureOfThePast(LooseWording):
    """A right hangs on a breach that is not cured, and what was missed is a month that is over.

    ## Why it matters

    June is missed and July is good. A month that is over cannot be cured, so the right to terminate exists, with a refund of GBP
    5,000.00; or it is cured by the next good month, and there is no right.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    If a breach is not cured within 30 days, Customer may terminate this agreement by notice.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    If Provider misses clause "Availability" in 2 consecutive months, Customer may terminate this agreement by notice.
    ```
    """

    codes = ("I012",)
