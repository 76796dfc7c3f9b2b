""" "Approximately"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class Approximator(LooseWording):
    """A figure is "approximate".

    ## Why it matters

    60 minutes of downtime in June are 99.86%: enough for "approximately 99.9%" if 99.85% is, and too little otherwise. The figures that
    the finding offers are half of the last digit off; they are examples.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above approximately 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G012",)
