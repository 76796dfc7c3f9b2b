"""The page of a rule is its first test: its first example has the finding, its last one has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl import ambiguity
from sladsl.ambiguity import all_rules
from sladsl.ambiguity.rule import Rule
from sladsl.findings import Severity
from sladsl.manual.around import examples_of
from tests.manual.around import checked

RULES = all_rules()
WITHOUT_PUBLISHED_RULES = ("OpenReading", "DaysOfTwoKinds")
"""What they find, published rules answer; so their examples follow none, and leave other questions open, too."""


def name(rule: Rule) -> str:
    return type(rule).__name__


def test_there_are_rules() -> None:
    assert len(RULES) >= 20


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_sections_stand_in_order(rule: Rule) -> None:
    page = rule.manual()
    places = [page.find(f"## {section}") for section in ("Why it matters", "Example", "Write instead")]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_bad_example_has_the_finding_and_no_other(rule: Rule) -> None:
    bad, _ = examples_of(rule.manual())
    findings = checked(bad).findings
    found = [finding for finding in findings if finding.code in rule.codes]
    assert found, [finding.code for finding in findings]
    others = [finding for finding in findings if finding not in found and finding.code[0] not in "NR"]
    if name(rule) not in WITHOUT_PUBLISHED_RULES:
        assert len(found) == 1
        assert [finding.code for finding in others if finding.severity is not Severity.INFO] == []
    assert all(finding.severity is not Severity.ERROR for finding in findings if finding not in found)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_bad_example_has_the_finding_on_its_clause(rule: Rule) -> None:
    bad, _ = examples_of(rule.manual())
    clauses = {line.removeprefix("### ") for line in bad.splitlines() if line.startswith("### ")}
    found = [finding for finding in checked(bad).findings if finding.code in rule.codes]
    assert {finding.clause for finding in found if finding.clause} <= clauses


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_good_example_has_no_finding_of_any_rule(rule: Rule) -> None:
    _, good = examples_of(rule.manual())
    left = [f for f in checked(good).findings if f.code[0] not in "NR" or f.severity is Severity.ERROR]
    assert left == []


def test_a_code_belongs_to_one_rule() -> None:
    codes = [code for rule in RULES for code in rule.codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_file_is_named_like_the_class(rule: Rule) -> None:
    module = type(rule).__module__.rpartition(".")[2]
    assert module.replace("_", "") == name(rule).lower()
    lines = (Path(ambiguity.__file__).parent / "rules" / f"{module}.py").read_text("utf-8").count("\n")
    assert lines <= 80
