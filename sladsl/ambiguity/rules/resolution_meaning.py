""" "Resolved", "fixed"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ResolutionMeaning(LooseWording):
    """Something is to be resolved, fixed or restored, and several times of the record could show it.

    ## Why it matters

    A way around the failure after two hours, the repair after three days: within "eight hours", or not.

    ## Example

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is fixed within 8 hours after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Repairs

    Provider shall ensure that each Ticket is Resolved within 8 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("C018",)
