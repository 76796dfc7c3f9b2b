"""Credits for invoices that may not come."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class CreditWithoutInvoice(LooseWording):
    """Credits are set off against future invoices, and the text does not say what becomes of them where there is none.

    ## Why it matters

    A failure in the last month of the agreement gives a credit of GBP 500.00, and no invoice follows: it is lost, or has to be
    paid. The agreements of Amazon Web Services apply credits "only against future payments".

    ## Example

    ```sla
    ### Payment

    Credits are set off against future invoices.
    ```

    ## Write instead

    ```sla
    ### Payment

    Credits are set off against future invoices, or paid within 30 days if no further invoice falls due.
    ```
    """

    codes = ("A011",)
