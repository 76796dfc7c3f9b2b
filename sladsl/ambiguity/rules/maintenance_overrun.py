"""The time of something that has planned and real times."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MaintenanceOverrun(LooseWording):
    """Some time is that of a row which tells when it was planned and when it was.

    ## Why it matters

    Maintenance is announced for two hours and lasts almost four: the part beyond the plan is downtime to one reader, and maintenance to
    the other. In June 110 minutes more are below 99.9%.

    ## Example

    ```sla
    ### Maintenance

    A "Works" is a record that Provider keeps in "Plan", with:

    - Planned Start: time
    - Planned End: time
    - Real Start: time
    - Real End: time

    "Maintenance" means the time of each Works.

    Provider shall keep the total Maintenance at or below 4 hours in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Maintenance

    A "Works" is a record that Provider keeps in "Plan", with:

    - Planned Start: time
    - Planned End: time
    - Real Start: time
    - Real End: time

    "Maintenance" means the time from Planned Start to Planned End of each Works.

    Provider shall keep the total Maintenance at or below 4 hours in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C003",)
