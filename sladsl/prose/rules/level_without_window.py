"""Levels that do not say over which time they are measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.findings import Finding
from sladsl.prose.draft import Draft
from sladsl.prose.figures import PERCENT, first_number
from sladsl.prose.rule import ERROR, Rule, words

_WINDOW = words(
    r"\b(?:month|quarter|year|annual|annum|week|day|daily|billing (?:cycle|period)|measurement (?:period|window)|reporting period|service period|rolling|term of|any given|period)\w*"
)
_MEASURE = words(r"\b(?:availability|available|up-?time|success rate|delivery rate|on-time)\b")
_PROMISE = words(
    r"\b(?:shall|will|guarantee\w*|commit\w*|must|warrant\w*|ensure\w*|maintain\w*|provides?|at least|minimum|is available|are available|offers?|promises?)\b"
)
_FIGURE = re.compile(PERCENT, re.IGNORECASE)
_MONTH = words(
    r"\b(?:per|a|each|every|in any(?: given)?|any(?: given)?|in a(?: given)?|of the|of each|during (?:a|any|the)) month\b|\bmonthly\b"
)
_SAYS_WHICH = words(
    r"\b(?:calendar|billing|contract|service|30[ -]day) months?\b|\bbilling (?:cycle|period)|\bmonth[\"”]? (?:means?|shall mean|is|refers)|\bmeasurement (?:period|window)[\"”]? (?:means?|is)"
)


class LevelWithoutWindow(Rule):
    """A promised level without its window of time, or with a "month" that may be of the calendar, of the invoices, or any 30 days.

    ## Example

    ```text A001
    Availability will be at least 99.9%.
    ```

    ```text B009
    Provider guarantees 99.9% uptime per month.
    ```

    ## Write instead

    ```text
    Provider shall keep the Service available at least 99.9% of each calendar month.
    ```

    ## Not meant

    ```text
    At least 95% of the tickets are answered within 4 hours. If availability in a calendar month is below 99.9%, 5% is credited. Provider
    guarantees 99.9% uptime per month, where a month is a calendar month.
    ```
    """

    codes = ("A001", "B009")

    def check(self, draft: Draft) -> Iterator[Finding]:
        for sentence in draft.sentences:
            text = sentence.whole
            level = next(
                (found for found in _FIGURE.finditer(sentence.text) if 80 <= (first_number(found[0]) or 0) < 100), None
            )
            if level is None or not _MEASURE.search(text) or not _PROMISE.search(text):
                continue
            month = _MONTH.search(sentence.text)
            if not _WINDOW.search(text) and not draft.says(_WINDOW):
                message = f'"{level[0]}" has no window: an hour of outage breaks it in a month, and keeps it in a year.'
                hint = "Say over which time: `Provider shall keep Monthly Uptime at or above 99.9% in each month.`"
                yield draft.finding("A001", ERROR, message, sentence, *level.span(), hint)
            elif month and not draft.says(_SAYS_WHICH):
                message = (
                    f'"{month[0]}" may be a month of the calendar, the month between two invoices, or any 30 days.'
                )
                yield draft.finding(
                    "B009", ERROR, message, sentence, *month.span(), "Say which: `A month is a calendar month.`"
                )
                return
