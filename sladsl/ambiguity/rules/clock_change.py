"""Hours that begin or end in the hour that a clock shows twice."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.clock_back import shown_twice
from sladsl.ambiguity.rule import Rule
from sladsl.checks.evaluate.measuring.counting import opening
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import WeeklyHours
from sladsl.time.dates import day_label


class ClockChange(Rule):
    """Hours of a calendar begin or end within the hour that the clock shows twice when summer time ends.

    ## Why it matters

    Maintenance from 01:00 to 02:00 in London is one hour, and two on 25 October 2026, when the clock goes back from 02:00 to 01:00: an outage
    of those two hours lies within it, or half of it is downtime. Here both hours count, as the clock shows them.

    ## Example

    ```sla
    ### Maintenance

    "Patch Time" is every day from 01:00 to 02:00.
    "Real Failure" means Downtime, outside Patch Time.
    Provider shall keep the total Real Failure at or below 1 hour in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Maintenance

    "Patch Time" is every day from 03:00 to 04:00.
    "Real Failure" means Downtime, outside Patch Time.
    Provider shall keep the total Real Failure at or below 1 hour in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("B014",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if not plan.zone or plan.term is None or plan.term.start is None:
            return
        twice = shown_twice(plan.term.start, plan.zone)
        if twice is None:
            return
        day, first, last = twice
        for definition in plan.definitions:
            body = definition.body
            for hours in body.entries if isinstance(body, WeeklyHours) else ():
                start, end = hours.start, hours.until
                if opening(hours).is_on(day) and (first <= start < last or first < end < last):
                    yield Finding(
                        "B014",
                        Severity.INFO,
                        f"on {day_label(day)} the clock shows {_clock(first)} to {_clock(last)} twice, and both count in {definition.name}",
                        definition.place,
                        f"from {_clock(start)} to {_clock(end)}",
                        "Let the hours begin and end outside that hour, if only one of the two is meant.",
                    )
                    break


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
