"""Every plan that the tests of settling settle is settled by its emitted module, too, to the same amounts and states.

The two programs share no code; where they differ, at least one of them reads the plan wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.records.table import Records, Table
from tests.checks import (
    contracts,
    emitting,
    plans,
    test_settling_caps,
    test_settling_credits,
    test_settling_duties,
    test_settling_ledgers,
    test_settling_rest,
    test_settling_rights,
)

_evaluated = contracts.settle

DIFFERENT: set[str] = set()
"""Where the two programs are known to differ."""

for _module in (
    test_settling_caps,
    test_settling_credits,
    test_settling_duties,
    test_settling_ledgers,
    test_settling_rest,
    test_settling_rights,
):
    _topic = _module.__name__.rpartition("test_settling_")[2]
    for _name, _test in vars(_module).items():
        if _name.startswith("test_") and _name not in DIFFERENT:
            globals()[f"test_{_topic}: {_name.removeprefix('test_')}"] = _test


def _both(
    of: Plan,
    *tables: Table,
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Statement:
    statement = _evaluated(of, *tables, first=first, last=last, as_of=as_of, given=given)
    held = {each.record.name: each for each in tables}
    for each in of.records:
        held.setdefault(each.name, plans.table(each))
    other = emitting.settle(of, Records(held), given or {}, first=first, last=last, as_of=as_of)
    different = emitting.differences(statement, other)
    if different:
        pytest.fail("\n".join(different))
    return statement


@pytest.fixture(autouse=True)
def _settle_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contracts, "settle", _both)
