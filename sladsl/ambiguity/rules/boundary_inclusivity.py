"""Bounds that may or may not belong to what they bound."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class BoundaryInclusivity(LooseWording):
    """A level or a band is told by its ends ("between", "99.9% uptime"), and not whether they belong to it.

    ## Why it matters

    June has 43,200 minutes, so 43 minutes and 12 seconds of downtime are exactly 99.9%. Whether that month is kept, or falls in the
    band that ends there, is worth a credit. "At least", "at most", "above" and "below" leave nothing open.

    ## Example

    ```sla
    ### Availability

    Provider shall keep 99.9% Monthly Uptime in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("D003",)
