"""A renewal that notice may end."""

from __future__ import annotations

from sladsl.ambiguity.loose import LooseWording


class RenewalOrNotice(LooseWording):
    """The agreement renews for further periods unless it is terminated by notice, at their end or at any time.

    ## Why it matters

    In Rogers v Bell Aliant (CRTC 2006 and 2007) a comma decided whether a contract of five years could be ended within its first
    term: about two million Canadian dollars.

    ## Example

    ```sla
    ### Renewal

    It renews for further periods of 60 months unless terminated by 12 months' notice.
    ```

    ## Write instead

    ```sla
    ### Renewal

    It renews for further periods of 60 months, unless a party gives notice at least 12 months before the period ends.
    ```
    """

    codes = ("I008",)
