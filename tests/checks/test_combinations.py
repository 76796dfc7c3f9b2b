"""Every measure with every window and form of duty, every duty with every consequence and cap: both programs settle each alike, or it is
refused by a numbered finding that says why it has no meaning."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.compiler import check
from sladsl.findings import Finding, Severity
from sladsl.model.readings import Readings
from tests.checks import combined, emitting, generated
from tests.checks.combined import Combined

MEASURES = tuple(combined.of_measures())
CONSEQUENCES = tuple(combined.of_consequences())
START = date(2026, 1, 1)

REFUSED = {
    "N039": "a share of the fee for that month has no meaning where a quarter is missed: it has three of them",
}
"""Why a combination has no meaning, by the code of the finding that says so."""


def errors(text: str) -> tuple[Plan | None, list[Finding]]:
    checked = check(text, "combined.sla", lambda name: None, {})
    return checked.plan, [one for one in checked.findings if one.severity is Severity.ERROR]


def alike(one: Combined, seed: int, months: int) -> Counter[str]:
    """Settles the clauses that have a meaning in both ways; the others by the code of their finding."""
    plan, found = errors(one.text())
    refused = frozenset(finding.clause for finding in found)
    assert refused <= {clause.title for clause in one.clauses}, [f"{f.code} {f.message}" for f in found]
    if refused:
        plan, left = errors(one.text(without=refused))
        assert left == []
    assert plan is not None
    random = Random(seed)
    end = date(START.year, START.month + months, 1)
    records = generated.records(random, plan, START, end, random.choice([4, 12]))
    last, now = end - timedelta(days=1), end + timedelta(days=random.choice([-1, -1, 20]))
    statement = evaluate(plan, records, Readings(plan.readings, {}), first=START, last=last, as_of=now)
    other = emitting.settle(plan, records, {}, first=START, last=last, as_of=now)
    told = {clause.title: clause.parts for clause in one.clauses}
    differences = emitting.differences(statement, other)
    clauses = {parts for title, parts in told.items() for line in differences if f" / {title}" in line}
    assert differences == [], f"{one.name}: {sorted(clauses)}"
    return Counter(code for code, _ in {(finding.code, finding.clause) for finding in found})


def of_form(one: Combined, number: int) -> Combined:
    """Some of the clauses: another window with another form for each measure."""
    kept = [clause for at, clause in enumerate(one.clauses) if (at + number) % 9 == 0 and clause.parts[1] != "hour"]
    return Combined(one.name, tuple(kept), one.rules)


@pytest.mark.parametrize("number", range(0, len(MEASURES), 3), ids=lambda number: MEASURES[number].name)
def test_measures_windows_and_forms(number: int) -> None:
    assert set(alike(of_form(MEASURES[number], number), number, 2)) <= set(REFUSED)


@pytest.mark.parametrize("number", range(0, len(CONSEQUENCES), 23), ids=lambda number: CONSEQUENCES[number].name)
def test_duties_consequences_and_caps(number: int) -> None:
    assert set(alike(CONSEQUENCES[number], number, 6)) <= set(REFUSED)


@pytest.mark.slow
@pytest.mark.parametrize("one", MEASURES, ids=lambda one: one.name)
def test_every_measure_window_and_form(one: Combined) -> None:
    assert set(alike(one, 1, 1)) <= set(REFUSED)


@pytest.mark.slow
@pytest.mark.parametrize("one", CONSEQUENCES, ids=lambda one: one.name)
def test_every_duty_consequence_and_cap(one: Combined) -> None:
    assert set(alike(one, 1, 6)) <= set(REFUSED)


def test_what_is_refused_is_listed_with_its_reason() -> None:
    found = Counter[str]()
    for one in CONSEQUENCES[:: len(combined.CAPS)]:
        found.update({code for code, _ in {(finding.code, finding.clause) for finding in errors(one.text())[1]}})
    assert found == {"N039": 1}
