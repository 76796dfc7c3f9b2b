"""SQL that stands alone: for those who measure where their records are kept."""

from __future__ import annotations

from sladsl.checks.plan import Plan
from sladsl.model.consequences import Cap, Consequence, Pay
from sladsl.model.duties import Duty
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.target import Made, Target, Wanted

_HEAD = """\
-- {agreement}: a view for each level that is measured over rows, and for the credits for it, written for {dialect}.
--
-- Each record is a table of yours, named by its plural in small letters with _ for blanks, and each field a column of its name.
-- Times are timestamps with time zone, choices and references texts, numbers whole or decimal in the unit of the field, never
-- binary floats. first_day and last_day say for which window; figure is the total, the count, or the numerator of a share, an average
-- or a percentage, whose denominator is rows_counted. state compares whole products, so that nothing is rounded. amount is exact;
-- "credits due" is the sum of a month after its caps. What a month owes stands when it is over and all its rows are there.
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
    "views that measure the levels over your own tables and say what is credited, in the SQL of your database",
    make,
)
