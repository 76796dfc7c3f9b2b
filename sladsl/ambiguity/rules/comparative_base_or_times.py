""" "Three times more than"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ComparativeBaseOrTimes(LooseWording):
    """An amount is "N times more than" another.

    ## Why it matters

    Three times more than EUR 100.00 is EUR 300.00 for a reader who takes three times the amount, and EUR 400.00 for one who adds three
    times the amount to it.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer three times more than GBP 100.00.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 300.00.
    ```
    """

    codes = ("D024",)
