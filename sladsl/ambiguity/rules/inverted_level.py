"""Levels of availability that a month without any failure misses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.ambiguity.ladders import at, comparisons_of, meets, name_of
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.checks.spans import quantities_in
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import NamedMeasure, NamedPeriod, Rounded, ShareOfTime
from sladsl.model.duties import Level
from sladsl.model.quantities import PERCENT, Comparator


class InvertedLevel(Rule):
    """A share of time that shall stay below a level, so that the best month misses the duty.

    ## Why it matters

    "At or below 99.9%" is a slip of the pen for "at or above". As written, a month without a minute of downtime misses the duty, and
    a month that is down for half of its time meets it.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or below 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("A032",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for duty in plan.duties:
            if not isinstance(duty.kind, Level) or (without := _left_out(duty.kind.measure, plan)) is None:
                continue
            for asked in comparisons_of(duty.kind):
                exact = any(bound.comparator is Comparator.EXACTLY for bound in asked.bounds)
                if exact or not quantities_in(asked) or meets(asked, Fraction(1)):
                    continue
                best = at(name_of(duty.kind.measure), figure(Fraction(1), PERCENT))
                message = f"a month without {without} misses this duty ({best})"
                yield warning("A032", message, duty.place, label="above and below exchanged?", clause=duty.clause)


def _left_out(measure: object, plan: Plan) -> str | None:
    """What a share of time is without: "the time in a month that is not Downtime". None for every other measure."""
    match measure:
        case ShareOfTime(outside=True, period=NamedPeriod(name=name)):
            return name
        case Rounded(measure=inner):
            return _left_out(inner, plan)
        case NamedMeasure(name=name):
            return next((_left_out(d.body, plan) for d in plan.definitions if d.name == name), None)
        case _:
            return None
