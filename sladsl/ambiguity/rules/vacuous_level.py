"""Levels and limits that no value can miss, or none can meet."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.ladders import comparisons_of, name_of, own_limit, verdict_on
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import comparison as shown
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import InWindows, MeasureIs
from sladsl.model.consequences import Exceeds, OnCondition, UnitTrigger
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes


class VacuousLevel(Rule):
    """A level that every value meets or none can, or a condition that holds always or never.

    ## Why it matters

    "More than 45,000 minutes of downtime in a month: GBP 50,000.00" is never due, as a month has at most 44,700 minutes. Perhaps 45,000
    seconds were meant.

    ## Example

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 45,000 minutes in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep the total Downtime at or below 750 minutes in each month.
    No credit is due for this clause.
    ```
    """

    codes = ("H015",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for duty in plan.duties:
            if isinstance(duty.kind, Level):
                for asked in comparisons_of(duty.kind):
                    verdict = verdict_on(duty.kind.measure, asked, duty.kind.window, plan)
                    if verdict is not None:
                        words = "can never be missed" if verdict else "can never be met"
                        message = f"{name_of(duty.kind.measure)} {shown(asked)} {words}"
                        yield warning("H015", message, duty.place, label=words, clause=duty.clause)
        for consequence in plan.consequences:
            limits = [(n.measure, n.comparison) for n in nodes(consequence.trigger) if isinstance(n, MeasureIs)]
            own = own_limit(consequence)
            for measure, triggers in limits or ([own] if own else []):
                verdict = verdict_on(measure, triggers, _window(consequence.trigger), plan)
                if verdict is not None:
                    words = "always holds" if verdict else "never holds"
                    message = f"the condition that the {name_of(measure)} is {shown(triggers)} {words}"
                    yield warning("H015", message, consequence.place, label=words, clause=consequence.clause)


def _window(trigger: object) -> WindowSpec | None:
    match trigger:
        case OnCondition(condition=InWindows()):
            return None
        case OnCondition(spec=spec) | UnitTrigger(quantity=Exceeds(spec=spec)):
            return spec
        case _:
            return None
