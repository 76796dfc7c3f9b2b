"""A share of the next invoice."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class NextInvoice(LooseWording):
    """A credit is a share of the next invoice, and fees differ from month to month.

    ## Why it matters

    The fee by use was GBP 10,000.00 in June, the month of the failure, and GBP 14,000.00 in July: 5% of the one or of the other.
    Amazon Web Services say "for the monthly billing cycle in which the Unavailability occurred".

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the next invoice.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the fees for that month.
    ```
    """

    codes = ("E003",)
