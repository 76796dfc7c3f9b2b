"""Acts that no record shows."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.duties import Act


class UnseenAct(Rule):
    """A party owes a notice or an escalation, and no field of a record shows when it was made.

    ## Why it matters

    The duty then stays undetermined in every statement. In a dispute one party says that it called, and the other that it did not.

    ## Example

    ```sla
    ### Answers

    Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
    For each Ticket not Answered in time, Provider shall escalate it to Customer within 2 hours after it is due.
    ```

    ## Write instead

    ```sla
    A "Call" is a record that Provider keeps in "ServiceNow", with:

    - Opened: time
    - Answered: time, if any
    - Escalated: time, if any

    ### Answers

    Provider shall ensure that each Call is Answered within 4 hours after it is Opened.
    For each Call not Answered in time, Provider shall escalate it to Customer within 2 hours after it is due.
    ```
    """

    codes = ("A031",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for duty in plan.duties:
            if not isinstance(duty.kind, Act) or duty.kind.field or duty.modality != "shall":
                continue
            participle = {"escalate": "Escalated", "notify": "Notified"}.get(duty.kind.verb, "Sent")
            record = duty.kind.record or (duty.kind.each.name if duty.kind.each is not None else "")
            where = f"the record {record}" if any(r.name == record for r in plan.records) else "a record"
            hint = f'Add to {where}: "- {participle}: time, if any".'
            message = f"no record shows whether {duty.who} does this"
            yield warning("A031", message, duty.place, label="not seen", hint=hint, clause=duty.clause)
