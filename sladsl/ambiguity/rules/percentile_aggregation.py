"""An average of percentiles."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class PercentileAggregation(LooseWording):
    """A percentile is averaged, and the text does not say over what; a percentile of the whole is not the average of those of its parts.

    ## Why it matters

    Of 100 answers in 100 milliseconds and then 90 in 100 and 10 in 2,000 milliseconds, the 95th percentile of all is 100 milliseconds;
    the average of the two is 1,050. At a limit of 500 milliseconds one is kept and the other missed.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.
    "Slowest Twentieth" means the 95th percentile of Latency of the Probes in a month.
    "Typical Latency" means the average Slowest Twentieth in a month.

    ## Service levels

    ### Availability

    Provider shall keep Typical Latency at or below 500 milliseconds in each month.
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
    "Slowest Twentieth" means the 95th percentile of Latency of the Probes in a month.
    "Typical Latency" means the average Slowest Twentieth of the days in a month.

    ## Service levels

    ### Availability

    Provider shall keep Typical Latency at or below 500 milliseconds in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C007",)
