"""A figure without a unit."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingUnit(LooseWording):
    """A time or an amount is a bare figure: the text does not say in which unit.

    ## Why it matters

    A ticket of Friday 16:00 that is answered on Monday at 10:30 is late by far where 4 means hours, and in time where it means
    hours of support or business days: a credit of GBP 250.00 hangs on a word that is missing.

    ## Example

    ```sla
    ### Tickets

    Provider shall ensure that each Ticket is Answered within 4 after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Tickets

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("A007",)
