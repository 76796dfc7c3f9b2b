"""Time that is "excluded from" a percentage."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ExclusionNumeratorOrDenominator(LooseWording):
    """Some time is excluded from a percentage, and the text does not say from which part of it.

    ## Why it matters

    600 minutes of maintenance and 43 minutes of failure in June: 43 of 43,200 minutes leave 99.9005%, and 43 of 42,600 leave 99.8991%.
    Below 99.9% there is a credit, above it there is none.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Maintenance is excluded from the calculation of Monthly Uptime.
    ```

    ## Write instead

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Maintenance counts neither as failure nor as time in Monthly Uptime.
    ```
    """

    codes = ("C002",)
