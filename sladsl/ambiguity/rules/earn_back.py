"""Credits that are earned back."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class EarnBack(LooseWording):
    """Credits may be earned back, and the text does not say by how many good months.

    ## Why it matters

    June was missed, July is good, and the agreement ends: the credit of June is gone if one good month is enough, and due if three
    are needed.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Credits may be earned back.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    If Monthly Uptime is at or above 99.9% in each of the following 3 months, the credit for that month lapses.
    ```
    """

    codes = ("E009",)
