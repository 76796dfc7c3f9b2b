"""Days of service."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class CreditInDays(LooseWording):
    """A credit is so many days of service: a part of the fee, or time at no charge.

    ## Why it matters

    The agreement ends on 31 December and is not continued. One day of service is GBP 333.33 if it is money, and nothing if the term
    is to be longer by a day. Hosting providers promise "one day of service for every 15 minutes".

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 1 day of service.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 1 day of the Web Hosting fee for that month.
    ```
    """

    codes = ("E005",)
