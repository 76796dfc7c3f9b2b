""" "Targets", "aims to"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class TargetVsGuarantee(LooseWording):
    """A party "targets" a level, "aims for" it or "strives to" keep it.

    ## Why it matters

    A level that is targeted and missed gives a credit if it binds, and none if it tells an aim. One published agreement "targets
    99.99%" and has a table of credits.

    ## Example

    ```sla
    ### Availability

    Provider targets Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G003",)
