"""What may or need not be done."""

from __future__ import annotations

from sladsl.prose.rule import ERROR, Wording, WordRule, words


class MayNot(WordRule):
    """ "May not" forbids to one reader; to another it says that something possibly does not happen.

    ## Example

    ```text
    Customer may not claim credits after 30 days.
    ```

    ```text
    The Service may not be available during maintenance.
    ```

    ## Write instead

    ```text
    A claim that is received later than 30 days after the end of the month is void.
    ```

    ## Not meant

    ```text
    Customer may terminate this agreement. Customer shall not resell the Service. In May not a single ticket was late.
    ```
    """

    wordings = (
        Wording(
            "G009",
            ERROR,
            words(r"\b(?-i:may) not\b(?! only\b)(?! exceed\b)"),
            "forbids to one reader; to another it says what possibly does not happen.",
            "Write `shall not` for what is forbidden, and for what may happen say what follows then.",
        ),
    )
