"""A level that is told twice."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class RedundantRestatementConflict(LooseWording):
    """A level is followed by another figure in brackets that does not say the same.

    ## Why it matters

    "99.5% or greater (no more than 200 minutes)": in June 99.5% allows 216 minutes. With 210 minutes of downtime the month is kept by
    the one figure, and missed by the other; there is no month in which both say the same.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.5% (no more than 200 minutes) in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.5% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("D013",)
