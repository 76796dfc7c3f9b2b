"""Worked examples in a time in which the agreement does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, error
from sladsl.model.agreement import Agreement, Term
from sladsl.model.moments import LengthBasis
from sladsl.model.worked import window_of


class ExampleOutsideTerm(Rule):
    """A worked example is told of a month in which the agreement is not in effect.

    ## Why it matters

    Nothing is owed then, so the example contradicts the text or was made for another draft. A reader who trusts it expects GBP 400.00
    for a month before the first.

    ## Example

    ```sla
    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.

    ## Worked examples

    ### A bad month

    Given that Monthly Uptime is 99.5% in November 2025: Provider shall credit Customer GBP 400.00 for November 2025.
    ```

    ## Write instead

    ```sla
    ## Service levels

    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer 10% of the Web Hosting fee for that month.

    ## Worked examples

    ### A bad month

    Given that Monthly Uptime is 99.5% in November 2026: Provider shall credit Customer GBP 400.00 for November 2026.
    ```
    """

    codes = ("A023",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        start, end = plan.term.start, _end(plan.term)
        for example in plan.examples:
            named = (window_of(expected) for expected in example.expects)
            for told in sorted(window.first for window in named if window is not None):
                early = start is not None and (told.year, told.month) < (start.year, start.month)
                late = end is not None and told > end
                if early or late:
                    when = "before the agreement takes effect" if early else "after the end of the term"
                    message = f"{told:%B %Y} is {when}"
                    yield error("A023", message, example.place, label=f"speaks of {told:%B %Y}", clause=example.title)
                    break


def _end(term: Term) -> date | None:
    """A day on or after the last of the term; None where it has no fixed end."""
    if term.start is None or term.length is None or term.length.basis is not LengthBasis.MONTHS or term.renews_by:
        return None
    months = term.start.year * 12 + term.start.month - 1 + int(term.length.amount)
    return date(months // 12, months % 12 + 1, term.start.day if term.start.day <= 28 else 28)
