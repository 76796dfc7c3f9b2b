"""Caps that are lower than a credit that a table gives."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.caps import Cut, cuts
from sladsl.ambiguity.ladders import told
from sladsl.ambiguity.rule import Rule
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, warning
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import BandRow, Bands, Pay, ShareOf, ThatAmount
from sladsl.model.node import nodes
from sladsl.model.quantities import PERCENT


class CapBelowRow(Rule):
    """A row of a table gives more than a cap ever leaves of it.

    ## Why it matters

    With rows of 10% and 25% and a cap of 15% of the fee, a month at 98% gives 15% (the cap cuts the row) or 25% (the row is special):
    GBP 600.00 or GBP 1,000.00.

    ## Example

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | below 99.0%                    | 25%    |

    Credits for a month shall not exceed 15% of the fees for that month.
    ```

    ## Write instead

    ```sla
    ### Availability

    Provider shall keep Monthly Uptime at or above 99.9% in each month.
    If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

    | Monthly Uptime                 | Credit |
    | at least 99.0% but below 99.9% | 10%    |
    | below 99.0%                    | 25%    |

    Credits for a month shall not exceed 25% of the fees for that month.
    ```
    """

    codes = ("H007",)

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for cut in cuts(plan):
            for row in _rows(cut):
                share = max(cell.ratio for cell in row.cells if isinstance(cell, ShareOf))
                if share > cut.ratio:
                    message = f"this row gives {told(ShareOf(share, ThatAmount()))}, and a cap leaves {figure(cut.ratio, PERCENT)} of it"
                    label = f"capped in line {cut.place.line}"
                    yield warning("H007", message, row.place, label=label, clause=cut.consequence.clause)


def _rows(cut: Cut) -> Iterator[BandRow]:
    assert isinstance(cut.consequence.effect, Pay)
    for table in nodes(cut.consequence.effect):
        if isinstance(table, Bands):
            for row in table.rows:
                if any(isinstance(cell, ShareOf) and cell.base == ThatAmount() for cell in row.cells):
                    yield row
