"""A level of no month, quarter or year."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingWindow(LooseWording):
    """A level is to be kept, and the text does not say over which stretch of time it is measured.

    ## Why it matters

    One outage of 60 minutes on 10 June 2026 is 99.86% of June, 99.95% of the quarter and 99.99% of the year: below 99.9% it is in the
    month only. The shorter the stretch, the more a single failure weighs.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9%.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("A001",)
