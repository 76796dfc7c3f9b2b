"""A percentage that is increased by a percentage."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class PercentVsPercentagePoints(LooseWording):
    """A share is increased by a percentage, and the text does not say of what.

    ## Why it matters

    10% that rise by 50% are 15% for a reader who takes half of 10%, and 60% for one who adds 50 points.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month, increased by 50%.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 15% of the Web Hosting fee for that month.
    ```
    """

    codes = ("D008",)
