"""An hour that no clock tells."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class CloseOfBusiness(LooseWording):
    """A time limit ends at the close of business, and the text does not say at what time that is.

    ## Why it matters

    A notice that arrives at 18:02 is in time where business closes at 19:00 and late where it closes at 17:00. In Lehman Brothers v
    ExxonMobil [2016] EWHC 2699 (Comm) a fax that ended at 18:02 had to be judged in this way.

    ## Example

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by close of business on 30 June 2026.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Deliveries

    Provider shall ensure that each Delivery is Delivered by 30 June 2026 17:00.
    No credit is due for this clause.
    ```
    """

    codes = ("B017",)
