"""A time limit that runs from no moment."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingAnchor(LooseWording):
    """A time limit does not say from when it runs.

    ## Why it matters

    Claims "within 72 hours" of an outage from 1 June 00:00 to 3 June 12:00 are late from 4 June on, or from 6 June on: a credit of
    GBP 2,500.00 that is claimed on 5 June is lost, or due. Published agreements count from the start, from the end, from the end of the
    month or from the second billing cycle after it. A report "within 5 days" is owed after each month, or once a year.

    ## Example

    ```sla
    ### Reports

    Provider shall send a Service Report to Customer within 5 days.
    If Provider does not, Provider shall credit Customer GBP 1,000.00.
    ```

    ## Write instead

    ```sla
    ### Reports

    Provider shall send a Service Report to Customer within 5 days after the end of each month.
    If Provider does not, Provider shall credit Customer GBP 1,000.00.
    ```
    """

    codes = ("I001",)
