"""A credit that grows with time, without a limit."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingLimit(LooseWording):
    """A share of a fee is due for each hour, day or the like, no cap holds, and the text does not say that it has no limit.

    ## Why it matters

    An outage of 30 hours at 5% of the fee for each hour is 150% of the fee: more than was ever paid for the month, or only all of
    it. Published agreements of hosting providers stop at 100% of the monthly fee.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    For each full hour by which the total Downtime in a month exceeds 1 hour, Provider shall credit Customer 5% of the Web Hosting fee for that
    month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    For each full hour by which the total Downtime in a month exceeds 1 hour, Provider shall credit Customer 5% of the Web Hosting fee for that
    month, up to the Web Hosting fee for that month.
    ```
    """

    codes = ("A008",)
