"""Twice a week, or every other week."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class BiPeriodic(LooseWording):
    """Something is due bi-weekly, bi-monthly or bi-annually, and each of these words has two senses.

    ## Why it matters

    In four weeks, bi-weekly reports are eight or two. At GBP 200.00 for each report that is missing, a provider who sends two owes
    GBP 1,200.00 or nothing.

    ## Example

    ```sla
    ### Reports

    Provider shall deliver a Service Report to Customer bi-weekly.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Reports

    Provider shall deliver at least 2 Service Reports to Customer in each week.
    No credit is due for this clause.
    ```
    """

    codes = ("B018",)
