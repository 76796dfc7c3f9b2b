"""The page of an open question is its first test: its example leaves open that question and no other, and each answer settles it."""

from __future__ import annotations

import pytest

from sladsl.ambiguity.slots import CODES, asked
from sladsl.compiler import check
from sladsl.findings import Finding, Severity
from sladsl.manual.around import around_open
from sladsl.manual.questions import Question, good, questions

TOLD_BY_RULES = ("several rows", "between rows", "met rows")  # with a value: tier_overlap, tier_gap, row_while_met
PAGES = [pytest.param(code, one, id=one.kind) for code, told in questions().items() for one in told]


def found(example: str, kind: str) -> list[Finding]:
    """What is found in the example, its questions and faults; not that the world around it introduces more names than it needs."""
    findings = check(around_open(example, kind), "example.sla", lambda name: None, {}).findings
    return [one for one in findings if one.severity is not Severity.INFO and one.code != "N220"]


def test_every_question_has_a_page() -> None:
    assert set(CODES) - {one.kind for told in questions().values() for one in told} == set(TOLD_BY_RULES)


@pytest.mark.parametrize(("code", "one"), PAGES)
def test_its_example_leaves_open_this_question_alone(code: str, one: Question) -> None:
    (finding,) = found(one.example, one.kind)
    clauses = [line.removeprefix("### ") for line in one.example.splitlines() if line.startswith("### ")]
    assert finding.code == code
    assert finding.clause in ("", *clauses)
    assert len(finding.readings) >= 2 or one.kind in ("missing record", "idle interval")


@pytest.mark.parametrize(("code", "one"), PAGES)
def test_it_is_settled_as_the_page_says(code: str, one: Question) -> None:
    assert found(good(one), one.kind) == []


@pytest.mark.parametrize(("code", "one"), PAGES)
def test_it_says_why_before_it_shows(code: str, one: Question) -> None:
    assert len(one.why.split()) >= 12
    assert asked(one.kind).question.endswith("?")
