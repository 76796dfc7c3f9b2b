"""Tables with a hole between two rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from sladsl.ambiguity.chosen import settled
from sladsl.ambiguity.ladders import Ladder, ladders
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.quantities import Dimension


class TierGap(Rule):
    """A table of credits has rows for higher and for lower values, and none for a value between them.

    ## Why it matters

    A month at such a value gives the credit of the row below, of the row above, or nothing. One published table says "95.1% to
    99.8%: 5%" and "99.9%: nil"; at 99.85% Customer asks for 5% of the fee and Provider owes nothing.

    ## Example

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                  | Credit |
    | at least 99.5% but below 99.9%  | 10%    |
    | at least 95.0% but at most 99.0% | 25%    |
    | below 95.0%                     | 100%   |
    ```

    ## Write instead

    Let each row begin where the row before it ends: "at least" below, "below" above.

    ```sla
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | at least 95.0% but below 99.0% | 25%    |
    | below 95.0%                    | 100%   |
    ```
    """

    codes = ("D001",)
    leaves_open = True
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for ladder in ladders(plan):
            choice = settled(f"between rows/{ladder.consequence.clause}", plan)
            if choice.by_contract:
                continue
            for n, found in enumerate(_gaps(ladder)):
                hints = " ".join(hint for hint in (choice.hint, found.hint) if hint)
                yield replace(found, hint=hints, readings=choice.readings) if n == 0 else replace(found, hint="")


def _gaps(ladder: Ladder) -> Iterator[Finding]:
    """One finding for each stretch of values without a row; the value that shows it is the middle one."""
    tried = ladder.tried()
    limits = ladder.limits()
    held = [n for n, value in enumerate(tried) if ladder.rows_at(value)]
    for before, after in pairwise(held):
        if after - before < 2:
            continue
        low = max(limit for limit in limits if limit <= tried[before + 1])
        high = min(limit for limit in limits if limit >= tried[after - 1])
        where = f"at {ladder.shown(low)}" if low == high else f"between {ladder.shown(low)} and {ladder.shown(high)}"
        message = f"{ladder.at(tried[(before + after) // 2])} lies in no row"
        place = ladder.rows_at(tried[before])[0].place
        clause, hint = ladder.consequence.clause, _between_digits(low, high, ladder)
        yield warning("D001", message, place, label=f"no row {where}", clause=clause, hint=hint)


def _between_digits(low: Fraction, high: Fraction, ladder: Ladder) -> str:
    """Rows such as 97.0% to 97.9% and 98.0% to 98.9% speak of a measure with one decimal place; it has to be rounded to it."""
    step = (high - low) * (100 if ladder.unit.dimension is Dimension.PERCENT else 1)
    places = next((n for n in (1, 2, 3) if step == Fraction(1, 10**n)), None)
    if places is None:
        return ""
    said = f"{places} decimal place{'' if places == 1 else 's'}"
    return (
        f'If the rows mean values with {said}, write: "A measure is rounded half up to {said} before it is compared."'
    )
