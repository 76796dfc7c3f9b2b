"""The evaluator and the emitted module on records and readings made at random: they must agree on every value, state and amount."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.model.readings import OpenReading, Readings
from tests.checks import emitting, every_contract, generated
from tests.checks.every_contract import CONTRACTS, by_contract
from tests.checks.test_emit import plan_of

OVER = (-1, -1, 0, 5, 40)
"""How many days after the last month it is settled; "as of" the last day of a month it is over."""
RUNNING = (-20, -9, *OVER)


def compare(plan: Plan, seed: int, days: tuple[int, ...] = OVER) -> list[str]:
    random = Random(seed)
    given = generated.readings(random, plan) if seed % 2 else {}
    start = plan.term.start
    assert start is not None
    months = random.choice([2, 3]) if any(one.cadence for one in plan.records) else random.choice([3, 5, 8])
    end = date(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1)
    records = generated.records(random, plan, start, end, random.choice([3, 10, 40]))
    last, now = end - timedelta(days=1), end + timedelta(days=random.choice(days))
    try:
        statement = evaluate(plan, records, Readings(plan.readings, given), first=start, last=last, as_of=now)
    except OpenReading:
        return []
    other = emitting.settle(plan, records, given, first=start, last=last, as_of=now)
    found = emitting.differences(statement, other)
    return [f"{seed} {given} {now}: {one}" for one in found]


@pytest.mark.parametrize("name", ["development-retainer", "revenue-teams"])
def test_on_records_at_random(name: str) -> None:
    plan = plan_of(name)
    assert [one for seed in range(12) for one in compare(plan, seed, RUNNING)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["interconnection", "managed-hosting"])
def test_on_samples_at_random(name: str) -> None:
    plan = generated.coarse(plan_of(name))
    assert [one for seed in range(10) for one in compare(plan, seed)] == []


SEEDS = 31


@pytest.mark.slow
@by_contract
def test_every_contract_at_random(path: Path) -> None:
    """One seed each, every other one with readings at random; another contract has another."""
    number = CONTRACTS.index(path)
    assert differing(path, [(2 * number + 13 * (number % 2)) % SEEDS]) == []


@pytest.mark.proof
@by_contract
def test_every_contract_at_random_with_every_seed(path: Path) -> None:
    assert differing(path, range(SEEDS)) == []


def differing(path: Path, seeds: Iterable[int]) -> list[str]:
    plan = generated.coarse(every_contract.plan_of(path))
    return [one for seed in seeds for one in compare(plan, seed, RUNNING)]
