"""Availability that no record tells."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class UndefinedAvailability(LooseWording):
    """A level speaks of the availability of a service, and the text does not say when the service is available.

    ## Why it matters

    Payments fail for 120 minutes while every health check succeeds: by the checks the service was up all the time. Published
    agreements define downtime by a rate of errors, by failed checks, or by tickets; ISO/IEC 19086-2 lists the choices that a metric
    of availability has.

    ## Example

    ```sla
    ### Availability

    "Hosting Uptime" means the availability of Web Hosting in a month.
    Provider shall keep Hosting Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    "Hosting Uptime" means the percentage of the Probes in a month that have Outcome success.
    Provider shall keep Hosting Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("A006",)
