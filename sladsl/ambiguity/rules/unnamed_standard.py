"""What conforms to requirements that no record shows."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class UnnamedStandard(LooseWording):
    """Only what meets some requirements counts, and the text does not say what shows that they are met.

    ## Why it matters

    A client tries again every 100 milliseconds while the service is down. If the requests of clients that do not wait are left out
    altogether there was no failure; if only those are left out that came too early, there was.

    ## Example

    ```sla
    ### Requests

    A "Request" is a record that Provider collects from "Gateway", with:

    - Time: time
    - Outcome: success or error
    - Back-Off: yes or no
    - Early: yes or no

    "Valid Request" means a Request that conforms to the back-off requirements.
    "Error Rate" means the percentage of the Valid Requests in a month that have Outcome error.

    Provider shall keep Error Rate at or below 1% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Requests

    A "Request" is a record that Provider collects from "Gateway", with:

    - Time: time
    - Outcome: success or error
    - Back-Off: yes or no
    - Early: yes or no

    "Valid Request" means a Request that has Early no.
    "Error Rate" means the percentage of the Valid Requests in a month that have Outcome error.

    Provider shall keep Error Rate at or below 1% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A037",)
