"""Business days and public holidays of no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.places import first_with
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import WeeklyHours
from sladsl.model.consequences import UnitTrigger
from sladsl.model.moments import Length, LengthBasis


class MissingCalendar(Rule):
    """The text counts business days, or leaves out public holidays, and does not say which days those are.

    ## Why it matters

    With parties in Rome and London, 5 business days after 1 June 2026 end on 8 June or, as 2 June is a holiday in Italy, on 9 June; a
    claim on that day is worth GBP 400.00 or nothing.

    ## Example

    ```sla
    ## Interpretation
    This agreement follows the Standard Interpretation Rules, edition 1.
    Times are in Europe/London.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.

    ## Service levels
    ### Answers
    Provider shall ensure that each Ticket is Answered within 2 business days after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Interpretation
    This agreement follows the Standard Interpretation Rules, edition 1.
    Times are in Europe/London.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.
    Public holidays are the bank holidays of England.

    ## Service levels
    ### Answers
    Provider shall ensure that each Ticket is Answered within 2 business days after it is Opened.
    No credit is due for this clause.
    ```
    """

    codes = ("B006",)
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        business_day = first_with(agreement, plan, _is_business_days)
        last_days = [r for r in plan.readings if r.slot.name.startswith("last day")]
        rolls = next((r.place for r in last_days if "business" in (r.value or "")), None)
        holiday = first_with(agreement, plan, lambda node: isinstance(node, WeeklyHours) and node.except_holidays)
        calendar = plan.calendar
        if (business_day or rolls) and (calendar is None or not calendar.business_days):
            hint = "Write under Interpretation: A business day is Monday to Friday, except public holidays."
            message = "no sentence says which days are business days"
            yield error("B006", message, business_day or rolls, label="which days?", hint=hint)
        elif calendar is not None and calendar.business_days_except_holidays:
            holiday = holiday or business_day or rolls
        if holiday is not None and (calendar is None or not calendar.holidays):
            hint = "Write under Interpretation: Public holidays are the bank holidays of England."
            yield error("B006", "no sentence says whose public holidays are meant", holiday, label="whose?", hint=hint)


def _is_business_days(node: object) -> bool:
    lateness = isinstance(node, UnitTrigger) and node.business_days
    return lateness or (isinstance(node, Length) and node.basis is LengthBasis.BUSINESS_DAYS)
