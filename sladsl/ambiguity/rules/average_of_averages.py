"""An average of a rate."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class AverageOfAverages(LooseWording):
    """A rate is averaged, and the text does not say over what.

    ## Why it matters

    A day with 9,000,000 requests and 4,500 errors, and one with 100,000 and 1,000: 0.06% of all requests failed, and the average of the
    two days is 0.53%. One published agreement takes the average of intervals of five minutes.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.
    "Typical Uptime" means the average Monthly Uptime in a month.

    ## Service levels

    ### Availability

    Provider shall keep Typical Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.
    "Typical Uptime" means the average Monthly Uptime of the days in a month.

    ## Service levels

    ### Availability

    Provider shall keep Typical Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C005",)
