""" "Provided that"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ProvidedThat(LooseWording):
    """A sentence ends in "provided that".

    ## Why it matters

    What follows is a condition to one reader, so that nothing is due without it; to the other it is a duty beside the first, whose
    breach takes no credit away.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Credits are due, provided that Customer claims them within 30 days after the end of that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    Credits are due only if Customer claims them within 30 days after the end of that month.
    ```
    """

    codes = ("G014",)
