"""Every policy follows the ODRL Information Model 2.2 (W3C Recommendation of 15 February 2018), sections 2.1 to 2.6."""

from __future__ import annotations

import json
import re

import pytest

from tests.targets.contracts import ALL, EXAMPLES, ROOT, made_of, name_of, plan_of

HOSTING = ROOT / "examples/managed-hosting/contract.sla"
_OPERATORS = {"eq", "gt", "gteq", "lt", "lteq", "neq", "isA", "hasPart", "isPartOf", "isAllOf", "isAnyOf", "isNoneOf"}
_OPERANDS = {"timeInterval", "delayPeriod", "payAmount", "percentage", "elapsedTime", "dateTime", "count"}
_ACTIONS = {"use", "compensate", "inform", "obtainConsent"}
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def faults(policy):
    """What is against the model: an Agreement has an assigner, an assignee and a rule; a rule has one action; a Duty may have consequences, and
    a Prohibition remedies; a constraint has two operands and an operator; other words belong to the profile that the policy names."""
    if policy["@context"][0] != "http://www.w3.org/ns/odrl.jsonld" or policy["@type"] != "Agreement":
        yield "no agreement"
    if not all(_IRI.fullmatch(policy.get(key, "")) for key in ("uid", "profile", "assigner", "assignee", "target")):
        yield "an IRI is missing"
    rules = [(kind, rule) for kind in ("permission", "prohibition", "obligation") for rule in policy.get(kind, ())]
    if not rules:
        yield "no rule"
    for kind, rule in rules:
        yield from _rule(kind, rule)
    identities = [rule["uid"] for _, rule in rules]
    if len(set(identities)) != len(identities):
        yield "two rules have one identity"


def _rule(kind, rule):
    actions = rule["action"] if isinstance(rule["action"], list) else [rule["action"]]
    if len(actions) != 1:
        yield "one action"
    for action in actions:
        if isinstance(action, dict):
            if action["rdf:value"]["@id"].removeprefix("odrl:") not in _ACTIONS or not action["refinement"]:
                yield f"action {action}"
            for one in action["refinement"]:
                yield from _constraint(one)
        elif action not in _ACTIONS and not action.startswith("sla:"):
            yield f"action {action}"
    if ("consequence" in rule) and kind != "obligation":
        yield "only a duty has consequences"
    if ("remedy" in rule) and kind != "prohibition":
        yield "only a prohibition has remedies"
    for one in rule.get("constraint", ()):
        yield from _constraint(one)
    for one in (*rule.get("consequence", ()), *rule.get("remedy", ())):
        yield from _rule("obligation", one)


def _constraint(given):
    if given["leftOperand"] not in _OPERANDS and not given["leftOperand"].startswith("sla:"):
        yield f"leftOperand {given['leftOperand']}"
    if given["operator"] not in _OPERATORS:
        yield f"operator {given['operator']}"
    right = given["rightOperand"]
    if isinstance(right, dict) and not right["@type"].startswith("xsd:"):
        yield "rightOperand"
    if (
        isinstance(right, dict)
        and right["@type"] == "xsd:duration"
        and not re.fullmatch(r"P(\d+[MDWY])*(T(\d+[HMS])+)?", right["@value"])
    ):
        yield f"duration {right['@value']}"
    if "unit" in given and not _IRI.fullmatch(given["unit"]):
        yield "unit"


def policy(path):
    return json.loads(made_of("odrl", path).files["policy.odrl.jsonld"])


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_the_policy_of_an_example_follows_the_model(path):
    assert list(faults(policy(path))) == []


@pytest.mark.slow
def test_the_policy_of_every_agreement_follows_the_model():
    for path in ALL:
        if not any(one.slot.name.startswith("wording/") for one in plan_of(path).readings):
            assert list(faults(policy(path))) == [], name_of(path)


def test_a_level_is_a_constraint_and_each_row_of_its_table_a_consequence():
    duty = next(one for one in policy(HOSTING)["obligation"] if one["uid"].endswith("availability-1"))
    assert duty["constraint"][0] | {"dc:description": ""} == {
        "leftOperand": "sla:monthly_uptime",
        "operator": "gteq",
        "rightOperand": {"@value": "99.9", "@type": "xsd:decimal"},
        "unit": "http://qudt.org/vocab/unit/PERCENT",
        "dc:description": "",
    }
    assert duty["constraint"][1]["rightOperand"]["@value"] == "P1M"
    shares = [one["action"][0]["refinement"][0]["rightOperand"]["@value"] for one in duty["consequence"]]
    assert shares == ["10", "25", "100"]
    assert [one["operator"] for one in duty["consequence"][0]["constraint"]] == ["gteq", "lt"]


def test_a_wrong_policy_is_found():
    wrong = policy(HOSTING)
    wrong["obligation"][0]["remedy"] = []
    wrong["obligation"][2]["constraint"][0]["operator"] = ">="
    assert list(faults(wrong)) == ["only a prohibition has remedies", "operator >="]
