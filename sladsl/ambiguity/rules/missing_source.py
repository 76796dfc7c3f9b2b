"""A record that nobody keeps."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class MissingSource(LooseWording):
    """A record is introduced, and the text does not say who keeps it.

    ## Why it matters

    Where the network between the parties fails, a probe of Provider sees 30 minutes of downtime and a probe of Customer 50: no
    credit is due by the one, and GBP 500.00 by the other. Real agreements leave it at "any reasonable methodology".

    ## Example

    ```sla
    ### Backups

    A "Backup" is a record, with:

    - Taken: time
    - Restored: time, if any

    Provider shall ensure that each Backup is Restored within 4 hours after it is Taken.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Backups

    A "Backup" is a record that Provider keeps in "Veeam", with:

    - Taken: time
    - Restored: time, if any

    Provider shall ensure that each Backup is Restored within 4 hours after it is Taken.
    No credit is due for this clause.
    ```
    """

    codes = ("A005",)
