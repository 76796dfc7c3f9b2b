"""Every objective follows the rules of the specification, and says what the clause says."""

from __future__ import annotations

import copy

import pytest
import yaml

from sladsl.targets import load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.targets.contracts import ALL, EXAMPLES, ROOT, made_of, name_of, plan_from, plan_of
from tests.targets.openslo_rules import faults

HOSTING = ROOT / "examples/managed-hosting/contract.sla"


def documents(path):
    return list(yaml.safe_load_all(made_of("openslo", path).files["openslo.yaml"]))


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_the_objectives_of_an_example_follow_the_specification(path):
    for one in documents(path):
        assert list(faults(one)) == []


@pytest.mark.slow
def test_the_objectives_of_every_agreement_follow_the_specification():
    kinds = []
    for path in ALL:
        if not any(one.slot.name.startswith("wording/") for one in plan_of(path).readings):
            for one in documents(path):
                assert list(faults(one)) == [], name_of(path)
                kinds.append(one["kind"])
    assert kinds.count("SLO") > 20


def test_the_rules_find_what_is_wrong():
    slo = next(one for one in documents(HOSTING) if one["kind"] == "SLO")
    for change in (
        lambda one: one["metadata"].update(name="Not a label"),
        lambda one: one["spec"]["objectives"][0].update(target=1.0),
        lambda one: one["spec"]["timeWindow"][0].update(isRolling=True),
        lambda one: one["spec"].pop("indicator"),
        lambda one: one["spec"].update(credits="10%"),
    ):
        wrong = copy.deepcopy(slo)
        change(wrong)
        assert list(faults(wrong))


def test_an_objective_has_the_target_the_month_and_the_zone_of_its_clause():
    availability, latency = (one["spec"] for one in documents(HOSTING) if one["kind"] == "SLO")
    assert availability["objectives"][0]["target"] == 0.999
    assert latency["objectives"][0]["target"] == 0.95  # so many of the samples lie within the percentile's limit
    assert availability["timeWindow"] == [
        {
            "duration": "1M",
            "isRolling": False,
            "calendar": {"startTime": "2026-01-01 00:00:00", "timeZone": "Europe/London"},
        }
    ]
    assert b"target: 0.999\n" in made_of("openslo", HOSTING).files["openslo.yaml"]


def test_the_queries_read_series_that_the_rules_record():
    rules = made_of("prometheus", HOSTING).files["prometheus-rules.yaml"].decode()
    for one in (one["spec"] for one in documents(HOSTING) if one["kind"] == "SLO"):
        query = one["indicator"]["spec"]["ratioMetric"]["total"]["metricSource"]["spec"]["query"]
        metric, selector = query.removeprefix("max(").split("{")
        assert f"- record: {metric}\n" in rules
        assert selector.split('duty="')[1].split('"')[0] in rules


def test_what_may_never_fail_has_no_target():
    text = (
        HOSTING.read_text("utf-8")
        .partition("## Worked examples")[0]
        .replace("at or above 99.9% in", "at or above 100% in")
    )
    made = load("openslo").make(plan_from(text), Wanted())
    said = next(one for one in made.fidelity if one.line == 95)
    assert said.kept is Kept.LEFT_OUT
    assert said.how == "nothing may be bad, and a target of OpenSLO is below 100%"
