"""A value that the text gives "unless otherwise agreed", and that is agreed otherwise: the evaluator and the emitted module take what is agreed."""

from __future__ import annotations

from sladsl.checks.evaluate.examples.examples import run_example
from sladsl.model.readings import Readings
from tests.checks import exampled, said

BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.
"Free Time" is a duration of 10 hours, unless otherwise agreed.

An "Incident" is a record that Provider keeps in "Desk", with:

- Start: time
- End: time, if any

"Downtime" means the time from Start to End of each Incident.

### Downtime

Provider shall keep the total Downtime at or below Free Time in each month.
For each full hour by which the total Downtime in a month exceeds Free Time, Provider shall credit Customer GBP 50.00, without limit.

## Worked examples

### Agreed otherwise

Given that Free Time is 6 hours, and an Incident from 3 June 2026 10:00 to 3 June 2026 19:00:
Provider misses clause "Downtime" in June 2026, and Provider shall credit Customer GBP 150.00 for June 2026.
"""


def test_what_is_agreed_goes_before_what_the_text_gives() -> None:
    """9 hours are 3 beyond 6, and none beyond the 10 of the text."""
    plan = said.plan_of(BODY)
    (example,) = plan.examples
    assert all(one.holds for one in run_example(plan, example, Readings(plan.readings, {})))
    told, world = exampled.statement(plan, example)
    assert [exampled.says(told, one, world) for one in example.expects] == [True, True]
