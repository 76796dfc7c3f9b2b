""" "And" beside "or"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class AndOrPrecedence(LooseWording):
    """Conditions are joined by "and" and by "or", and can be grouped in two ways.

    ## Why it matters

    "10% if uptime is low and there were many tickets, or few hours were worked": with good uptime and few hours the credit is due if
    "and" binds first, and not if "or" does.

    ## Example

    ```sla
    ### Availability

    If Monthly Uptime in a month is below 99.9%, and the number of the Tickets in that month is more than 100, or Hours Worked in that month are below 10 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    ```

    ## Write instead

    Group them by "either (a) …, or (b) …" or by "both (a) …, and (b) …".

    ```sla
    ### Availability

    If either (a) Monthly Uptime in a month is below 99.9%, and the number of the Tickets in that month is more than 100, or (b) Hours Worked in that month are below 10 hours, Provider shall credit Customer 5% of the Web Hosting fee for that month.
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    ```
    """

    codes = ("D016",)
