"""A report that is owed, or on which a credit hangs."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ConditionOrCovenant(LooseWording):
    """Who has a credit shall report a failure in time, and the text does not say what follows from a late report.

    ## Why it matters

    An outage is reported on the eighth day instead of the fifth. As a condition the credit of GBP 500.00 is lost; as a duty it
    stays due, and at most the harm that the delay has done is owed. Lawyers tell conditions precedent from covenants.

    ## Example

    ```sla
    ### Faults

    A "Fault" is a record that Customer keeps in "Jira", with:

    - Number: text
    - Found: time
    - Reported: time, if any

    Customer shall report each Fault within 5 days after it is Found.
    For each Fault, Provider shall credit Customer GBP 10.00.
    ```

    ## Write instead

    ```sla
    ### Faults

    A "Fault" is a record that Customer keeps in "Jira", with:

    - Number: text
    - Found: time
    - Reported: time, if any

    Customer shall ensure that each Fault is Reported within 5 days after it is Found.
    No credit is due for this clause.
    For each Fault, Provider shall credit Customer GBP 10.00.
    ```
    """

    codes = ("I004",)
