"""Credits, and damages?"""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class RemedyBesideDamages(LooseWording):
    """Credits are a remedy, and the text does not say whether damages can be claimed as well.

    ## Why it matters

    A failure gives a credit of GBP 500.00 and has cost Customer GBP 40,000.00. Where credits are the only remedy GBP 500.00 are
    due, where they are deducted from damages GBP 40,000.00, where they are due besides GBP 40,500.00. Google and Azure say "sole
    and exclusive remedy".

    ## Example

    ```sla
    ### Remedies

    Credits are a remedy of Customer for a missed service level.
    ```

    ## Write instead

    ```sla
    ### Remedies

    Credits are due besides damages, and are deducted from them.
    ```
    """

    codes = ("E004",)
