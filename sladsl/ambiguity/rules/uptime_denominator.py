"""A percentage of "time"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class UptimeDenominator(LooseWording):
    """A share of time does not say of which time: of all minutes of the month, or of some hours.

    ## Why it matters

    40 minutes of downtime on a Tuesday morning in June 2026 are 99.907% of all 43,200 minutes, and 99.697% of the 13,200 minutes from
    08:00 to 18:00 on working days: above or below 99.9%. ISO/IEC 19086-2 asks for the formula.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Maintenance" is every day from 02:00 to 03:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of time that is not Downtime.
    "Hours Worked" means the total Worked of the Timesheets in a month.

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
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

    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C001",)
