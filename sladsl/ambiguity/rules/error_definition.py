"""Requests that "fail"."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class ErrorDefinition(LooseWording):
    """A rate is one of rows that fail, and several outcomes of the record could be failures.

    ## Why it matters

    Of 100,000 requests 90 end in an error of the server, 60 are turned away and 900 time out: 0.09%, 0.15% or 1.05%. Published
    agreements name the errors that count.

    ## Example

    ```sla
    ### Errors

    A "Request" is a record that Provider collects from "Gateway", with:

    - Time: time
    - Outcome: success, error, refused or timeout

    "Error Rate" means the percentage of the Requests in a month that fail.

    Provider shall keep Error Rate at or below 1% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Errors

    A "Request" is a record that Provider collects from "Gateway", with:

    - Time: time
    - Outcome: success, error, refused or timeout

    "Error Rate" means the percentage of the Requests in a month that have Outcome error or timeout.

    Provider shall keep Error Rate at or below 1% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.
    ```
    """

    codes = ("C023",)
