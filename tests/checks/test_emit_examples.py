"""Every worked example, settled by the emitted module: its statement says what the example says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from sladsl.checks.plan import Plan
from sladsl.model.worked import SampleEvent
from tests.checks import exampled
from tests.checks.every_contract import CONTRACTS, by_contract, plan_of

SILENT = {
    "gap_ibm_msa": ("A bad month", "Not in the peak season"),
}
"""Examples in which nothing follows from a condition, since they do not speak of it; the module has what is due of the records, and measures it."""

MOST_ROWS = 3_000
"""More samples in an example are for the proof."""
LONG = (
    "aws_compute_2022",
    "cloudflare_queues",
    "computercentric_ethernet",
    "github_enterprise_2020",
    "google_cloud_storage_2019",
)
"""So are these: measures of thousands of intervals, or in every 30 consecutive days."""


def rows_made(plan: Plan) -> int:
    """How many samples a month has of each record that is sampled, for one stream."""
    return sum(31 * 86_400 // one.cadence.seconds for one in plan.records if one.cadence is not None)


def contradicted(path: Path, long: bool = True) -> Iterator[str]:
    """`long`: also by examples for which more than a few rows are made, or much is measured."""
    plan = plan_of(path)
    for example in plan.examples:
        many = rows_made(plan) > MOST_ROWS and any(isinstance(one, SampleEvent) for one in example.events)
        if example.title in SILENT.get(path.stem, ()) or ((many or path.stem in LONG) and not long):
            continue
        try:
            told, world = exampled.statement(plan, example)
        except exampled.Untold:
            continue
        for one in example.expects:
            if exampled.says(told, one, world) is False:
                yield f"{example.title}: {one}"


@pytest.mark.slow
@by_contract
def test_the_emitted_module_says_what_each_worked_example_says(path: Path) -> None:
    assert list(contradicted(path, long=False)) == []


@pytest.mark.proof
@by_contract
def test_so_it_does_of_those_that_take_long(path: Path) -> None:
    assert list(contradicted(path)) == []


@pytest.mark.slow
def test_the_module_can_be_told_most_examples() -> None:
    """Else the tests above would say nothing."""
    all_ = [(plan_of(path), example) for path in CONTRACTS for example in plan_of(path).examples]
    told = [one for one in all_ if exampled.can_be_told(*one)]
    assert len(told) >= Fraction(85, 100) * len(all_)
