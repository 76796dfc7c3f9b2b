""" "Significant", "major"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class VagueAdjective(LooseWording):
    """Something counts or is paid for if it is significant, material or major.

    ## Why it matters

    An outage of 45 minutes is significant to the party that stood still, and not to the one that pays. The lengths that the finding
    offers are examples.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    For each significant Downtime, Provider shall credit Customer GBP 100.00.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    For each Downtime that lasts more than 30 minutes, Provider shall credit Customer GBP 100.00.
    ```
    """

    codes = ("G004",)
