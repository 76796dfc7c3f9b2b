""" "Regularly", "from time to time"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class VagueFrequency(LooseWording):
    """Something is due regularly, periodically or from time to time.

    ## Why it matters

    One report in the quarter is regular to a reader who thinks of quarters, and two too few to one who thinks of months. The answers
    that the finding offers are examples.

    ## Example

    ```sla
    ### Review

    Provider shall review the service levels regularly.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Review

    Provider shall review the service levels in each quarter.
    No credit is due for this clause.
    ```
    """

    codes = ("G006",)
