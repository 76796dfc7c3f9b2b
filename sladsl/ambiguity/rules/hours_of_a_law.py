"""Hours under a law that does not count the hour of the event."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import exact
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.moments import Length, LengthBasis, Limit
from sladsl.model.node import nodes

_LAW = "Regulation (EEC, Euratom) No 1182/71"


class HoursOfALaw(Rule):
    """A time limit in hours, in an agreement that follows a law which does not count the hour in which the event occurs.

    ## Why it matters

    A ticket is opened at 10:05 and has to be answered within 4 hours: by 14:05 if hours run from the moment, as they do here; by 15:00
    under Article 3(1) of Regulation No 1182/71, by which the hour of the event does not count. An answer at 14:40 is late, or in time.
    Minutes are no hours of that article.

    ## Example

    ```sla
    ### Answers

    This agreement follows the time limits of "Regulation (EEC, Euratom) No 1182/71".
    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    For each Ticket that is late, Provider shall credit Customer GBP 250.00.
    ```

    ## Write instead

    ```sla
    ### Answers

    This agreement follows the time limits of "Regulation (EEC, Euratom) No 1182/71".
    Provider shall ensure that each Ticket is Answered within 240 minutes after it is Opened.
    For each Ticket that is late, Provider shall credit Customer GBP 250.00.
    ```
    """

    codes = ("B003",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        if not any(chosen.origin == _LAW for chosen in agreement.chosen):
            return
        for duty in plan.duties:
            hours = next(
                (one for one in _lengths(duty) if one.basis is LengthBasis.ELAPSED and one.unit == "hour"), None
            )
            if hours is not None:
                told = "1 hour runs" if hours.amount == 3600 else f"{exact(hours.amount / 3600)} hours run"
                message = (
                    f"{told} from the moment of the event, and by the law that is followed from the next full hour"
                )
                hint = f'Write "within {exact(hours.amount / 60)} minutes", which that law leaves alone.'
                yield warning("B003", message, duty.place, label="from which moment?", hint=hint, clause=duty.clause)


def _lengths(duty: object) -> Iterator[Length]:
    for limit in nodes(duty):
        if isinstance(limit, Limit):
            yield from (
                *((limit.length,) if limit.length is not None else ()),
                *(length for _, length in limit.lengths),
            )
