"""Business days and public holidays of no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import nodes
from sladsl.findings import Finding, Place, error
from sladsl.model.agreement import Agreement
from sladsl.model.algebra import WeeklyHours
from sladsl.model.moments import Length, LengthBasis


class MissingCalendar(Rule):
    """The text counts business days, or leaves out public holidays, and does not say which days those are.

    ## Why it matters

    With parties in Rome and London, 5 business days after 1 June 2026 end on 8 June or, as 2 June is a holiday in Italy, on 9 June; a
    claim on that day is worth GBP 400.00 or nothing.

    ## Example

    ```sla
    ## Interpretation

    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.

    ## Service levels

    ### Answers

    Provider shall ensure that each Ticket is Answered within 2 business days after it is Opened.
    No credit is due for this clause.
    ```

    ## Write instead

    ```sla
    ## Interpretation

    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.
    A business day is Monday to Friday, except public holidays.
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
        calendar = plan.calendar
        if calendar is None or not calendar.business_days:
            place = _first(plan, lambda n: isinstance(n, Length) and n.basis is LengthBasis.BUSINESS_DAYS)
            if place is not None:
                hint = "Write under Interpretation: A business day is Monday to Friday, except public holidays."
                yield error(
                    "B006", "no sentence says which days are business days", place, label="which days?", hint=hint
                )
        if calendar is None or not calendar.holidays:
            place = _first(plan, lambda n: isinstance(n, WeeklyHours) and n.except_holidays)
            if place is not None or (calendar is not None and calendar.business_days_except_holidays):
                hint = "Write under Interpretation: Public holidays are the bank holidays of England."
                yield error(
                    "B006",
                    "no sentence says whose public holidays are meant",
                    place,
                    label="whose holidays?",
                    hint=hint,
                )


def _first(plan: Plan, fits: object) -> Place | None:
    """The first sentence with a node that fits."""
    assert callable(fits)
    for part in (*plan.definitions, *plan.duties, *plan.consequences, *plan.rules):
        if any(fits(node) for node in nodes(part)):
            return part.place
    return None
