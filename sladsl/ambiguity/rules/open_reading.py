"""Open readings: what the text can be read to say in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.places import places_of
from sladsl.ambiguity.rule import Rule
from sladsl.ambiguity.slots import CODES, asked, code_of
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, OfferedReading, Severity
from sladsl.model.agreement import Agreement

_WITH_VALUE = ("several rows", "between rows", "met rows")  # told with a value: tier_overlap, tier_gap, row_while_met


class OpenReading(Rule):
    """The text leaves a question of counting open, and honest readers may answer it in two ways.

    ## Why it matters

    The same records then come to different amounts, and the parties find out when the first statement is due.

    ## Example

    ```sla
    ## Interpretation
    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.

    ## Service levels
    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```

    ## Write instead

    Choose one of the sentences that the finding offers, in the clause or under Interpretation; or follow a published set.

    ```sla
    ## Interpretation
    This agreement follows the Standard Interpretation Rules, edition 1.
    Times are in Europe/London.
    Amounts are in GBP, without taxes, and are rounded half up to the penny.
    A Probe stands for the clock minute in which it is made.
    A missing Probe counts as a failure.

    ## Service levels

    ### Availability
    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    No credit is due for this clause.
    ```
    """

    codes = tuple(dict.fromkeys(code for kind, code in CODES.items() if kind not in _WITH_VALUE))
    leaves_open = True
    needs_whole_text = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        open_slots = {reading.slot.name: reading.slot for reading in plan.readings if reading.value is None}
        names = [name for name in open_slots if name.partition("/")[0] not in (*_WITH_VALUE, "wording")]
        places = places_of(names, agreement, plan)
        for name in names:
            place, clause = places[name]
            offered = tuple(OfferedReading(f"{name}: {a.value}", a.sentence) for a in open_slots[name].admissible)
            yield Finding(
                code_of(name), Severity.WARNING, open_slots[name].question, place, "left open", "", clause, offered
            )

    def title(self, code: str) -> str:
        return next(asked(kind).question for kind, c in CODES.items() if c == code)
