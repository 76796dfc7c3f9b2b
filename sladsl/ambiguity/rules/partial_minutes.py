"""Downtime "in minutes"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class PartialMinutes(LooseWording):
    """A length of time is counted in minutes, and the text does not say what becomes of a part of one.

    ## Why it matters

    Fifty failures of 59 seconds are 49 minutes and 10 seconds, 50 minutes if each started one counts, and none if only whole ones do:
    two of the three are below 99.9% in June. One published agreement leaves out failures of less than a minute.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Downtime is counted in minutes.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Time is counted to the second.
    ```
    """

    codes = ("C009",)
