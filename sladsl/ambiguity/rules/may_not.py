""" "May not"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MayNot(LooseWording):
    """A party "may not" do something after some time.

    ## Why it matters

    One reader finds a right that ends, the other a remark on what may happen. A claim on day 40 is void or worth its credit.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Customer may not claim credits after 30 days.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Credits are due only if Customer claims them within 30 days after the end of that month.
    ```
    """

    codes = ("G009",)
