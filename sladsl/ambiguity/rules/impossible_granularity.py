"""Levels finer than the samples that measure them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.ambiguity.hanging import spoken_of
from sladsl.ambiguity.ladders import comparisons_of, name_of
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import comparison as shown
from sladsl.checks.plan import Plan
from sladsl.checks.spans import longest
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.duties import Level
from sladsl.model.quantities import Comparator, Comparison, Dimension, Quantity


class ImpossibleGranularity(Rule):
    """A level allows less time in a month than one sample stands for, so that a single failed sample misses it: in truth it is 100%.

    ## Why it matters

    99.999% of June allows 25.92 seconds of downtime. Where a check is made in each minute, one failed check is a minute and a miss; it
    proves only that the service was down at that moment. Take samples more often, or promise what they can show.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.999% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.99% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("H005",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        bodies: dict[str, object] = {one.name: one.body for one in plan.definitions}
        for duty in plan.duties:
            level = duty.kind
            if not isinstance(level, Level) or level.window is None:
                continue
            spoken = spoken_of([level.measure], bodies)
            steps = [r.cadence.seconds for r in plan.records if r.name in spoken and r.cadence is not None]
            for asked in comparisons_of(level):
                allowed = _may_fail(asked) * longest(level.window)
                if steps and 0 < allowed < min(steps):
                    message = f"{name_of(level.measure)} {shown(asked)} allows less than the {min(steps)} seconds of one sample"
                    hint = "Lower the level, or let the samples be taken more often."
                    yield warning("H005", message, duty.place, label="as good as 100%", hint=hint, clause=duty.clause)


def _may_fail(asked: Comparison) -> Fraction:
    """The share that may fail where a share is to be kept high; 0 where nothing is said of it."""
    least = [
        b.limit.value
        for b in asked.bounds
        if isinstance(b.limit, Quantity)
        and b.limit.unit.dimension is Dimension.PERCENT
        and b.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
    ]
    return 1 - max(least) if least else Fraction(0)
