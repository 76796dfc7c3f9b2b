""" "Industry standard"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ComparativeWithoutReferent(LooseWording):
    """A level is that of the industry, the market or the state of the art.

    ## Why it matters

    Such a standard has no figure that both parties know: 99.5% for one, 99.9% for the other, and a credit between them. The levels that
    the finding offers are examples.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above industry standard in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G011",)
