"""A percentage of no fee."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingBase(LooseWording):
    """A credit is a percentage, and the text does not say of what.

    ## Why it matters

    10% of the fee of the service that failed is GBP 1,000.00, 10% of all fees of the month GBP 5,000.00, and 10% of the fees of the
    year GBP 12,000.00 and more. The published agreements of the large cloud providers all name the base, and each another one.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10%.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A003",)
