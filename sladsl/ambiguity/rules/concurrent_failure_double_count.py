"""Failures at the same time that are "added"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ConcurrentFailureDoubleCount(LooseWording):
    """The downtime of several things is added, and the text does not say whether a minute in which two are down counts twice.

    ## Why it matters

    Two components are down from 10:00 to 10:30: 30 minutes, or 60. In June 43.2 minutes are allowed at 99.9%.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    The Downtime of all Circuits is added.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Overlapping Downtime counts once.
    ```
    """

    codes = ("C014",)
