""" "A credit of up to 10%"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class UpToAmount(LooseWording):
    """What is to be credited is "up to" an amount, without anything that fixes how much.

    ## Why it matters

    At an uptime of 99.2% Customer reads the most as what is due; Provider reads a freedom to give anything down to nothing.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer up to 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    Say the amount; or what it is counted from, with the limit behind it ("1% … for each full hour …, up to 10% …").

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("D004",)
