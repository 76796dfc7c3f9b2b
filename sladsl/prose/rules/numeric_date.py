"""Dates in figures only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.rule import ERROR, Rule
from sladsl.time.dates import MONTHS

_DATE = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")


class NumericDate(Rule):
    """A date in figures whose day and month can be exchanged. With dots, the day stands first everywhere.

    ## Example

    ```text
    The 99.9% target applies from 03/04/2026.
    ```

    ## Write instead

    ```text
    The 99.9% target applies from 3 April 2026.
    ```

    ## Not meant

    ```text
    It applies from 25/04/2026. The form is dated 04/04/2026. The German version is of 03.04.2026, ISO 2026-04-03.
    ```
    """

    codes = ("B023",)

    def check(self, draft: Draft) -> Iterator[Finding]:
        for sentence in draft.sentences:
            for found in _DATE.finditer(sentence.text):
                one, other = int(found[1]), int(found[3])
                if one != other and 1 <= one <= 12 and 1 <= other <= 12:
                    message = f"{found[0]} is {other} {MONTHS[one - 1]} to a reader in the United States, and {one} {MONTHS[other - 1]} in Europe."
                    yield draft.finding(
                        "B023",
                        ERROR,
                        message,
                        sentence,
                        *found.span(),
                        f"Write the month in words: {one} {MONTHS[other - 1]}.",
                    )
