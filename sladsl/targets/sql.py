"""SQL that stands alone: for those who measure where their records are kept."""

from __future__ import annotations

from sladsl.checks.plan import Plan
from sladsl.model.consequences import Cap, Consequence, Pay
from sladsl.model.duties import Duty
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.target import Made, Target, Wanted

_HEAD = """\
-- {agreement}: a view for each level, duty on rows and document that can be measured, and for what is paid for it, written for {dialect}.
--
-- Each record is a table of yours, named by its plural in small letters with _ for blanks, and each field a column of its name.
-- Times are timestamps with time zone, days are dates, months texts ('2026-03'), choices and references texts, numbers whole or decimal
-- in the unit of the field, never binary floats. first_day and last_day say for which window; figure is the total, the count, or the
-- numerator of a share, an average or a percentage, whose denominator is rows_counted or, of a share of time, time_counted; time is in
-- microseconds; pending is how many rows, or stretches of time, are still open. state compares whole products,
-- so that nothing is rounded. amount is exact, "credits due" is the sum of credits of a month after its caps.
-- The view "as of" is the time of settlement: what is done later is not done yet, and a window that is not over is pending.
"""


def make(plan: Plan, wanted: Wanted) -> Made:
    from sladsl.checks.engines.written import written  # sqlglot takes a while to load

    found = written(plan, wanted.dialect)
    fidelity = Fidelity(whole(plan))
    for part in whole(plan):
        if not (isinstance(part, Duty | Cap) or (isinstance(part, Consequence) and isinstance(part.effect, Pay))):
            fidelity.left_out(part, "what else follows from the figures is settled by `sladsl settle`")
        elif part.name in found.refused:
            fidelity.left_out(part, found.refused[part.name])
        elif part.name in found.apart:
            fidelity.approximated(part, found.apart[part.name])
        else:
            fidelity.exact(part)
    head = _HEAD.format(agreement=plan.agreement, dialect=wanted.dialect)
    return Made({f"measures-{wanted.dialect}.sql": f"{head}\n{found.text}".encode()}, fidelity.list())


TARGET = Target(
    "sql",
    "views over your own tables that measure levels and time limits and say what is due, in the SQL of your database",
    make,
)
