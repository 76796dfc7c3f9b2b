"""Fees that are paid, or that are due."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class FeesPaid(LooseWording):
    """A credit is a share of the fees paid, and the text does not say whether it is less while an invoice is open.

    ## Why it matters

    The list price is GBP 10,000.00, the invoice after a discount GBP 8,000.00, and nothing has been paid of it when the failure
    happens: 5% are GBP 500.00, GBP 400.00 or nothing. Amazon Web Services speak of "total charges paid", Azure of "fees actually
    paid".

    ## Example

    ```sla
    ### Payments

    A "Payment" is a record that Customer keeps in "SAP", with:

    - Paid: time
    - Amount: amount

    "Amount Paid" means the total Amount of the Payments in a month.

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the fees paid for that month.
    ```

    ## Write instead

    ```sla
    ### Payments

    A "Payment" is a record that Customer keeps in "SAP", with:

    - Paid: time
    - Amount: amount

    "Amount Paid" means the total Amount of the Payments in a month.

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Amount Paid.
    ```
    """

    codes = ("E002",)
