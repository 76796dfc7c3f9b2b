"""Several levels over one record are measured in one query, and each has the figure that it has alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import sladsl
from sladsl.checks.engines.duck import Duck
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.statement_json import statement_json
from sladsl.model.readings import Readings
from sladsl.records.read import read_records
from tests.checks.test_engines import FAR, with_duck

TICKET = """A "Ticket" is a record that Provider keeps in "ServiceNow", with:

- Opened: time
- Priority: 1, 2, 3 or 4
- Response: minutes, if any
- Queue: Core, Edge or Voice

## Definitions

"Urgent Tickets" means the Tickets with Priority 1 or 2.
"""
LEVELS = {
    "Quick Share": "the percentage of the Urgent Tickets in a month that have a Response of at most 30 minutes",
    "Slow Share": "the percentage of the Tickets in a month with Queue Core that do not have Priority 1",
    "Usual Time": "the average Response of the Urgent Tickets in a month",
    "Summed Time": "the total Response of the Tickets in a month with Priority 4",
    "Worst Time": "the highest Response of the Tickets in a month with Queue Voice",
    "Load": "the number of Tickets in a month with Priority 3",
    "Middle Time": "the median Response of the Tickets in a month",
}


def contract() -> str:
    head, rest = FAR.split('A "Service" is a record')
    head = head.replace("A missing Probe counts as a failure.\n", "").replace(" for each Service", "")
    defined = "".join(f'"{name}" means {what}.\n' for name, what in LEVELS.items())
    limits = {"Share": "40%", "Time": "50 minutes", "Load": "2"}
    owed = [
        f"### Level {n}\n\nProvider shall keep {name} at or below {limits[name.split()[-1]]} in each month.\nNo credit is due for this clause.\n\n"
        for n, name in enumerate(LEVELS, 1)
    ]
    return head + TICKET + defined + "\n## Service levels\n\n" + "".join(owed) + rest[rest.index("## Credits") :]


def test_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With rows out of order, at the same time, without a value, and a month in which some have none."""
    random = Random(7)
    rows = []
    for _ in range(400):
        month = random.choice((1, 1, 2, 3))
        priority = random.choice((1, 4)) if month == 2 else random.randint(1, 4)
        said = random.choice(("", random.randint(1, 120)))
        at = f"2026-{month:02}-{random.randint(1, 28):02}T{random.randint(0, 3):02}:00:00Z"
        rows.append(f"{at},{priority},{said},{random.choice(('Core', 'Edge', 'Voice'))}")
    (tmp_path / "tickets.csv").write_text("Opened,Priority,Response,Queue\n" + "\n".join(rows) + "\n")
    checked = sladsl.check(contract())
    plan = checked.plan
    assert plan is not None
    assert not checked.findings
    records, findings = read_records(tmp_path, plan.records, plan.zone, plan.currency)
    assert not findings
    here = statement_json(evaluate(plan, records, Readings(plan.readings, {})))
    there, _, database = with_duck(records)
    assert statement_json(evaluate(plan, there, Readings(plan.readings, {}))) == here
    # where the rows lie in time; six levels; the first rows behind each; the median, which is ranked, and the rows behind it
    assert len(database.queries) == 6
    monkeypatch.setattr(Duck, "least", lambda self, of, most: None)
    there, _, database = with_duck(records)
    assert statement_json(evaluate(plan, there, Readings(plan.readings, {}))) == here
    assert len(database.queries) > 6
