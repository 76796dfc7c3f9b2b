""" "And so on"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class OpenList(LooseWording):
    """A list ends in "and the like", "and similar events" or "etc".

    ## Why it matters

    A cable that is cut by roadworks: like what is listed, to the party that pays; not listed, to the other. Lawyers read such a list by
    its kind (ejusdem generis), and disagree on the kind.

    ## Example

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Slow Time" means each period in which every Probe has a Latency of more than 5 seconds.
    "Full Outage" means each period in which every Probe has Outcome failure, except Slow Time and the like.
    "Lasting Trouble" means Downtime or Full Outage.
    "Monthly Uptime" means the percentage of the time in a month that is not Lasting Trouble.
    "Hours Worked" means the total Worked of the Timesheets in a month.
    ```

    ## Write instead

    ```sla
    ## Definitions

    "Support Hours" are Monday to Friday from 08:00 to 18:00.
    "Downtime" means each period in which every Probe has Outcome failure.
    "Slow Time" means each period in which every Probe has a Latency of more than 5 seconds.
    "Full Outage" means each period in which every Probe has Outcome failure, except Slow Time.
    "Lasting Trouble" means Downtime or Full Outage.
    "Monthly Uptime" means the percentage of the time in a month that is not Lasting Trouble.
    "Hours Worked" means the total Worked of the Timesheets in a month.
    ```
    """

    codes = ("G007",)
