"""A contract as text and records as CSV, settled by the evaluator and by its emitted checks, which must agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import sladsl
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.findings import Severity
from sladsl.model.readings import Readings
from sladsl.records.read import read_records
from tests.checks import emitting

HEAD = """# {title}

## Parties

"Provider" means "Alder Works Limited", of "Leeds".
"Customer" means "Birch Retail Limited", of "York".

## Term

This agreement takes effect on 1 January 2026 and continues for 24 months.
Times are in Europe/London.
Public holidays are those of England.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
{rules}

"""
RULES = "This agreement follows the Standard Interpretation Rules, edition 1."


def text_of(body: str, rules: str = RULES, title: str = "Trial") -> str:
    """A whole contract from what stands in it from its Services on."""
    return HEAD.format(title=title, rules=rules) + body


def plan_of(body: str, rules: str = RULES, title: str = "Trial") -> Plan:
    """Of a contract from its Services on; a finding that is an error fails."""
    checked = sladsl.check(text_of(body, rules, title), file="trial.sla")
    errors = [f"{one.code} {one.message}" for one in checked.findings if one.severity is Severity.ERROR]
    assert not errors, errors
    assert checked.plan is not None
    return checked.plan


def codes(body: str, rules: str = RULES) -> list[str]:
    return [one.code for one in sladsl.check(text_of(body, rules), file="trial.sla").findings]


def settled(
    plan: Plan,
    records: Mapping[str, str],
    as_of: str,
    readings: Mapping[str, str] | None = None,
    *,
    agree: bool = True,
    last: str = "",
) -> Statement:
    """`records`: file name without its ending, and CSV. Records that are not named have no rows. `last`: the day to which months are told,
    be they over or not."""
    with TemporaryDirectory() as folder:
        for name, csv in records.items():
            (Path(folder) / f"{name}.csv").write_text(csv.replace(", ", ",").strip() + "\n", "utf-8")
        held, faults = read_records(Path(folder), plan.records, plan.zone, plan.currency, set_aside=False)
    assert not [one for one in faults if one.severity is Severity.ERROR], faults
    now, given = date.fromisoformat(as_of), readings or {}
    until = date.fromisoformat(last) if last else None
    statement = evaluate(plan, held, Readings(plan.readings, given), first=plan.term.start, last=until, as_of=now)
    if agree:
        other = emitting.settle(plan, held, given, first=plan.term.start, last=until, as_of=now)
        assert emitting.differences(statement, other) == []
    return statement


def paid(statement: Statement) -> dict[str, Fraction]:
    """Month → all that is due in it, without months in which nothing is."""
    sums = {window.first[:7]: sum((one.amount for one in window.credits), Fraction(0)) for window in statement.windows}
    return {month: amount for month, amount in sums.items() if amount}


def states(statement: Statement, clause: str) -> dict[str, dict[str, str]]:
    """Month → group or row → state, of the duties of a clause."""
    return {
        window.first[:7]: {one.group: one.state.value for one in window.duties if one.clause == clause}
        for window in statement.windows
        if any(one.clause == clause for one in window.duties)
    }
