"""Duties on which nothing hangs."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.hanging import mentions
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import IsAgreed
from sladsl.model.consequences import Pay
from sladsl.model.duties import Document, EachRecord, Level, Repeated


class DutyWithoutConsequence(Rule):
    """A party owes something that is measured, and the text does not say what follows when it fails.

    ## Why it matters

    After an hour of downtime Customer has no credit and must prove a loss, or claims that of another clause by analogy (5% of the fee),
    or terminates. Say so where nothing shall follow: `No credit is due for this clause.`

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.

    ### Answers

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    For each Ticket not Answered in time, Provider shall credit Customer GBP 100.00.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 5% of the Web Hosting fee for that month.

    ### Answers

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("A002",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        # between departments nothing is paid, and a duty may stand alone
        severity = Severity.WARNING if any(isinstance(c.effect, Pay) for c in plan.consequences) else Severity.INFO
        there = mentions(plan)
        for duty in plan.duties:
            if duty.modality != "shall" or there.of_duty(duty):
                continue
            match duty.kind:
                case Level() | EachRecord() | Repeated(once=None):
                    hint = "Say what follows, or add: No credit is due for this clause."
                case Document(record=record) if all(isinstance(one, IsAgreed) for one in duty.only_if):
                    hint = f"Say what follows, or add: No credit is due for a {record} that is late."
                case _:
                    continue
            message = f"nothing follows where {duty.who} does not do this"
            yield Finding("A002", severity, message, duty.place, "no consequence", hint, duty.clause)
