"""Failures of one of several things: a time of that one, or of all."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class EachOrAll(LooseWording):
    """Several things are measured, and the text does not say whether each of them stands alone.

    ## Why it matters

    Requests of one feature fail for three hours. To one reader the whole service was down, since it is down when any feature is; to the
    other only that feature was. The same is open where downtime is told "of a Feature" and the level is not kept "of each Feature".

    ## Example

    ```sla
    ### Errors

    A "Request" is a record that Provider keeps in "Gateway", with:

    - Time: time
    - Circuit: a Circuit
    - Result: success or error

    "Error Minute" means each minute in which more than 5% of the Requests of any Circuit have Result error.
    "Error-Free Time" means the percentage of the time in a month that is not Error Minute.

    Provider shall keep Error-Free Time of each Circuit at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    ```

    ## Write instead

    ```sla
    ### Errors

    A "Request" is a record that Provider keeps in "Gateway", with:

    - Time: time
    - Circuit: a Circuit
    - Result: success or error

    "Error Minute" means each minute in which more than 5% of the Requests of a Circuit have Result error.
    "Error-Free Time" means the percentage of the time in a month that is not Error Minute.

    Provider shall keep Error-Free Time of each Circuit at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer GBP 100.00.
    ```
    """

    codes = ("C021",)
