"""A promise to negotiate."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class AgreementToAgree(LooseWording):
    """The parties are to negotiate a credit, and nothing says what is due if they do not agree.

    ## Why it matters

    English law does not enforce an agreement to agree (Walford v Miles, 1992): no credit. Other courts fix what is reasonable. The
    share that the finding offers is an example.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall negotiate a credit with Customer in good faith.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G015",)
