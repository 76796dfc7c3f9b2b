"""Records that conflict until the parties agree."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class NoConclusiveEvidence(LooseWording):
    """Two records may conflict, and which of them counts is left to the parties.

    ## Why it matters

    By the records of Provider the service was down for 30 minutes in June, by those of Customer for 50. Until they agree a credit
    of GBP 500.00 is withheld, or is not due.

    ## Example

    ```sla
    ### Evidence

    A "Check" is a record that Customer collects from "Pingdom" in each minute, with:

    - Time: time
    - Outcome: success or failure

    A Check stands for the clock minute in which it is made.
    A missing Check is left out.
    Where the Probes and the Checks conflict, the parties agree.
    ```

    ## Write instead

    ```sla
    ### Evidence

    A "Check" is a record that Customer collects from "Pingdom" in each minute, with:

    - Time: time
    - Outcome: success or failure

    A Check stands for the clock minute in which it is made.
    A missing Check is left out.
    Where the Probes and the Checks conflict, the Checks prevail.
    ```
    """

    codes = ("I013",)
