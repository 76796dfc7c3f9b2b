"""A time limit that runs from no moment."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingAnchor(LooseWording):
    """A time limit does not say from when it runs.

    ## Why it matters

    Claims "within 72 hours" of an outage from 1 June 00:00 to 3 June 12:00 are late from 4 June on, or from 6 June on: a credit of
    GBP 2,500.00 that is claimed on 5 June is lost, or due. Published agreements count from the start, from the end, from the end of the
    month or from the second billing cycle after it.

    ## Example

    ```sla
    ### Claims

    A credit is due only if Customer claims it within 30 days.
    ```

    ## Write instead

    ```sla
    ### Claims

    A credit is due only if Customer claims it within 30 days after the end of that month.
    ```
    """

    codes = ("I001",)
