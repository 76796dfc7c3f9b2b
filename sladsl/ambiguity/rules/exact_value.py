"""Levels and conditions that a measured value hits by chance only."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import comparisons_of, name_of
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import quantity as shown
from sladsl.checks.plan import Plan
from sladsl.checks.spans import is_continuous, span_of
from sladsl.findings import Finding, Place, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import MeasureIs
from sladsl.model.duties import Level
from sladsl.model.node import nodes
from sladsl.model.quantities import Comparator, Comparison, Quantity


class ExactValue(Rule):
    """A measured share or length of time has to be exactly a value that it hardly ever is.

    ## Why it matters

    A bonus for a month at exactly 99.99% is never paid: 99.98% and 100% are no such month, and nor is 99.9901%. "At 99.9%" for a target
    is missed by every month that is better.

    ## Example

    ```sla
    ### Availability

    If Monthly Uptime in a month is exactly 99.99%, Customer shall pay Provider a bonus of 2% of the Web Hosting fee for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    If Monthly Uptime in a month is at or above 99.99%, Customer shall pay Provider a bonus of 2% of the Web Hosting fee for that month.
    ```
    """

    codes = ("A033",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if any(one.slot.startswith("comparison") and one.value != "exact" for one in agreement.chosen):
            return  # what is rounded before it is compared can well be equal
        for duty in plan.duties:
            if isinstance(duty.kind, Level):
                for asked in comparisons_of(duty.kind):
                    yield from _exact(duty.kind.measure, asked, duty.place, duty.clause, plan)
        for one in plan.consequences:
            for node in nodes((one.trigger, one.guard)):
                if isinstance(node, MeasureIs):
                    yield from _exact(node.measure, node.comparison, one.place, one.clause, plan)


def _exact(measure: object, asked: Comparison, place: Place, clause: str, plan: Plan) -> Iterator[Finding]:
    span = span_of(measure, plan)
    for bound in asked.bounds:
        limit = bound.limit
        if bound.comparator is not Comparator.EXACTLY or not isinstance(limit, Quantity) or span.step is not None:
            continue
        if limit.value not in (span.low, span.high) and is_continuous(measure, plan):
            message = f"{name_of(measure)} is hardly ever exactly {shown(limit)}"
            yield warning("A033", message, place, label="at least, or at most?", clause=clause)
