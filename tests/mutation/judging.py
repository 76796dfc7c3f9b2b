"""Who notices a mutant: the worked examples of its contract, those at its boundaries, then the reference figures of its records.

The boundaries of an example stand in `boundaries/NAME.sla`, as worked examples that are read as if they stood in its contract; the
figures in them are worked out by hand. What a worked example cannot say (until when a right may be used, and by what notice) stands in
`boundaries/rights.toml`, for the events of one of them. The reference figures (`examples/NAME/expected.json`) come from programs that import nothing of
sladsl. The first that notices a mutant ends its trial.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import sladsl
from sladsl.checks.evaluate.examples.events import world_of
from sladsl.checks.evaluate.examples.examples import run_example
from sladsl.checks.evaluate.settle import evaluate, statement_of
from sladsl.checks.plan import Example, Plan
from sladsl.checks.statement_json import as_json
from sladsl.findings import has_errors
from sladsl.model.readings import OpenReading, Readings
from sladsl.records.read import read_records
from sladsl.records.table import Records
from sladsl.time.zones import start_of_day
from tests.settling import comparable

TOP = Path(__file__).parents[2]
EXAMPLES = TOP / "examples"
BOUNDARIES = Path(__file__).parent / "boundaries"


_OF_A_RIGHT = ("clause", "party", "arisen", "lapses", "notice")


class Judges:
    def __init__(self, name: str) -> None:
        self._folder = EXAMPLES / name
        path = self._folder / "contract.sla"
        own = path.read_text("utf-8")
        boundaries = (BOUNDARIES / f"{name}.sla").read_text("utf-8")
        heading = "" if "\n## Worked examples\n" in own else "\n## Worked examples\n"
        checked = sladsl.check(f"{own}{heading}\n{boundaries}", file=str(path))
        assert checked.plan is not None
        assert not has_errors(checked.findings), [(one.place, one.message) for one in checked.findings]
        self.plan: Plan = checked.plan
        rights = tomllib.loads((BOUNDARIES / "rights.toml").read_text("utf-8")).get(name, [])
        self._rights: dict[str, dict[str, str]] = {f"rights of {one['example']}": one for one in rights}
        self._order = [*(one.title for one in self.plan.examples), *self._rights]
        self._expected: dict[str, Any] = json.loads((self._folder / "expected.json").read_text("utf-8"))

    @cached_property
    def _figures(self) -> dict[str, list[Any]]:
        return comparable(self._expected)

    def noticed_by(self, plan: Plan) -> str:
        """The judge that finds the plan wrong; "" if none does. The one that found the last goes first: what is changed next stands near."""
        for judge in self._order:
            if not self._agrees(judge, plan):
                self._order.remove(judge)
                self._order.insert(0, judge)
                return judge
        return "" if self._same_figures(plan) else "expected.json"

    def _agrees(self, judge: str, plan: Plan) -> bool:
        right = self._rights.get(judge)
        if right is not None:
            return self._rights_of(plan, right["example"]) == [{key: right[key] for key in _OF_A_RIGHT}]
        return not self._contradicts(plan, next(one for one in plan.examples if one.title == judge))

    def _contradicts(self, plan: Plan, example: Example) -> bool:
        """It says something else, or only under one value of a reading that the contract then leaves open."""
        found = run_example(plan, example, Readings(plan.readings, {}))
        return not all(one.holds and not one.hangs_on for one in found)

    def _rights_of(self, plan: Plan, title: str) -> list[dict[str, str]]:
        """Every right that the events of the example give within two years of the start of the term, as the statement shows it."""
        example = next(one for one in plan.examples if one.title == title)
        assert plan.term.start is not None
        start = start_of_day(plan.term.start, plan.zone)
        end = start_of_day(plan.term.start + timedelta(days=730), plan.zone)
        world = world_of(plan, example.events, Readings(plan.readings, {}), end)
        try:
            statement = as_json(statement_of(world, start, end, unfinished=False))
        except OpenReading:
            return []
        return [{key: right[key] for key in _OF_A_RIGHT} for right in statement["rights"]]

    def _same_figures(self, plan: Plan) -> bool:
        records = self._records(plan)
        if records is None:
            return False
        now = date.fromisoformat(self._expected["as_of"])
        try:
            statement = evaluate(plan, records, Readings(plan.readings, {}), as_of=now)
        except OpenReading:
            return False
        found = comparable(as_json(statement))
        return all(found[part] == entries for part, entries in self._figures.items())

    def _records(self, plan: Plan) -> Records | None:
        """The rows as this plan reads them; None where it cannot."""
        if (plan.records, plan.zone, plan.currency) == (self.plan.records, self.plan.zone, self.plan.currency):
            return self._own_records
        return self._read(plan)

    @cached_property
    def _own_records(self) -> Records | None:
        return self._read(self.plan)

    def _read(self, plan: Plan) -> Records | None:
        folder = self._folder / "records"
        records, faults = read_records(folder, plan.records, plan.zone, plan.currency, set_aside=False)
        return None if has_errors(faults) else records
