"""Amounts for each so many minutes, of one failure or of all."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class PerIncidentVsAggregate(LooseWording):
    """An amount is due for each so many minutes, and the text does not say whether they are those of one failure or of the whole month.

    ## Why it matters

    Six failures of 6 minutes: none lasts 30 minutes, and together they last 36. "5% for each 30 minutes" gives nothing for each one
    apart, and 5% of the fee for their total.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    For each full 30 minutes of Downtime, Provider shall credit Customer 5% of the Web Hosting fee for that month,
    up to 100% of the Web Hosting fee for that month.
    ```

    ## Write instead

    A limit ("for each hour in which Downtime is more than 6 minutes") takes `the total Downtime` or `the longest Downtime`. "Of Downtime in a
    month" is its total there; "of a Downtime" is each one apart.

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    For each full 30 minutes of Downtime in a month, Provider shall credit Customer 5% of the Web Hosting fee for that month,
    up to 100% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C011",)
