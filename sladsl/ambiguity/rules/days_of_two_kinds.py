"""Days in a contract that knows business days."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class DaysOfTwoKinds(LooseWording):
    """A time limit is in days, the contract knows business days, and nothing says what a day is.

    ## Why it matters

    Within 5 days of Thursday, 2 April 2026 is by 7 April in days of the calendar and by 10 April in business days of Italy: a claim
    of 10 April is late, or in time. Regulation (EEC, Euratom) No 1182/71 and the US Federal Rules of Civil Procedure (rule 6) count
    every day.

    ## Example

    ```sla
    ## Interpretation

    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.
    A business day is Monday to Friday.

    ## Service levels

    ### Tickets

    Provider shall ensure that each Ticket is Answered within 5 days after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Interpretation

    This agreement follows the Standard Interpretation Rules, edition 1.
    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.
    A business day is Monday to Friday.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.

    ## Service levels

    ### Tickets

    Provider shall ensure that each Ticket is Answered within 5 business days after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("B005",)
