""" "Should", "will", "would"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ModalVerb(LooseWording):
    """A sentence says that a party "should" or "will" do something, and not that it "shall".

    ## Why it matters

    "Provider should resolve" is a duty to one reader and advice to the other, and "will" can tell what is going to happen; a month that
    misses the level costs a credit in the first reading and nothing in the second.

    ## Example

    ```sla
    ### Availability

    Provider should keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    Write "shall" for a duty, "may" for a right, and "intends, without being bound, to" for an aim.

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G001",)
