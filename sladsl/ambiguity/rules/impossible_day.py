"""Days that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import nodes
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import YearlySeason


class ImpossibleDay(Rule):
    """A season, a fiscal year or the date of the text names a day that does not exist.

    ## Why it matters

    A season to 31 November ends on 30 November or on 1 December, and on the day between them credits are doubled or not.

    ## Example

    ```sla
    ## Definitions

    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Peak Season" is 15 October to 31 November of each year.
    ```

    ## Write instead

    ```sla
    ## Definitions

    "Downtime" means each period in which every Probe has Outcome failure.
    "Monthly Uptime" means the percentage of the time in a month that is not Downtime.
    "Peak Season" is 15 October to 30 November of each year.
    ```
    """

    codes = ("A024",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for definition in plan.definitions:
            for season in nodes(definition.body):
                if isinstance(season, YearlySeason):
                    for month, day in (season.first, season.last):
                        if not _exists(month, day):
                            message = f"{_named(month)} has no day {day}"
                            yield error("A024", message, definition.place, label="no such day")
        for reading in agreement.chosen:
            kind, _, when = reading.value.partition(":")
            if kind == "fiscal":
                month, day = (int(number) for number in when.split("-"))
                if not _exists(month, day):
                    yield error("A024", f"{_named(month)} has no day {day}", reading.place, label="no such day")


def _exists(month: int, day: int) -> bool:
    """In a leap year: a season may end on 29 February."""
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def _named(month: int) -> str:
    return f"{date(2024, month, 1):%B}"
