"""What counts of those that last longer than some minutes."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MinimumOutageFirstMinutes(LooseWording):
    """Only failures of some length count, and the text does not say whether their first minutes do.

    ## Why it matters

    Nine failures of 8 minutes in June are 72 minutes if each counts in full (99.83%), and 27 if only what is beyond the fifth minute
    counts (99.94%). In insurance the two are a franchise and a deductible.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    A Downtime counts only if it lasts more than 5 minutes.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    A Downtime counts only if it lasts more than 5 minutes, and then in full.
    ```
    """

    codes = ("C010",)
