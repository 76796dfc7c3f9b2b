""" "Where possible"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class Loophole(LooseWording):
    """Something is owed "where possible", "if feasible" or "as far as practicable".

    ## Why it matters

    The party that owes it also says what was possible. A reader who finds a duty counts the month as missed; one who finds a wish does
    not.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month where possible.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    Leave it out, or list the cases in which nothing is owed ("Provider is excused from …").

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month in all cases.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("G013",)
