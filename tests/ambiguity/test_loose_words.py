"""Words that can be read in several ways: a question with answers, and a contract that is read on with the first."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.ambiguity import all_rules
from sladsl.ambiguity.loose import LooseWording
from sladsl.checks.emit import emit
from sladsl.compiler import Checked
from sladsl.findings import has_errors
from sladsl.manual.around import examples_of
from sladsl.model.duties import Level
from sladsl.questions import plan_under, questions_of
from sladsl.syntax.patch import Patch, patch
from tests.checks import said
from tests.manual.around import checked

LOOSE = [rule for rule in all_rules() if isinstance(rule, LooseWording)]
BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Probe" is a record that Provider collects from "Pingdom" in each minute, with:

- Time: time
- Outcome: success or failure

A Probe stands for the clock minute in which it is made.
A missing Probe is left out.

"Uptime" means the percentage of the Probes in a month that have Outcome success.

### Availability

Provider shall keep
Uptime at or above 99.9%.
If Provider does not, Provider shall credit Customer 10% of the Hosting fee for that month.
"""


def loose(body: str = BODY) -> Checked:
    return sladsl.check(said.text_of(body), file="loose.sla")


def test_the_question_has_its_place_and_answers_and_the_rest_of_the_clause_is_read() -> None:
    found = loose()
    (finding,) = found.findings
    lines = said.text_of(BODY).split("\n")
    assert finding.place is not None
    assert lines[finding.place.line - 1][finding.place.column - 1 :] == "keep"
    assert (finding.code, finding.clause, finding.label) == ("A001", "Availability", "left open")
    assert [offered.sentence for offered in finding.readings] == [
        f"Provider shall keep Uptime at or above 99.9% in each {unit}." for unit in ("month", "quarter", "year")
    ]
    assert found.plan is not None
    assert len(found.plan.consequences) == 1


def test_each_answer_has_its_own_plan() -> None:
    found = loose()
    (question,) = questions_of(found)
    units = []
    for answer in question.answers:
        plan = plan_under(found, {question.name: answer.value})
        (duty,) = plan.duties
        assert isinstance(duty.kind, Level)
        assert duty.kind.window is not None
        units.append(duty.kind.window.unit.value)
        assert not [one for one in plan.readings if one.slot.name.startswith("wording/")]
    assert units == ["month", "quarter", "year"]


def test_nothing_is_settled_and_no_checks_are_made_before_the_words_are_chosen(tmp_path: Path) -> None:
    settled = sladsl.settle(said.text_of(BODY), tmp_path, file="loose.sla")
    assert [one.code for one in settled.findings if one.severity == "error"] == ["S007"]
    compiled = sladsl.compile(said.text_of(BODY), file="loose.sla")
    assert {"contract.md", "contract.html"} <= set(compiled.files)
    assert not {"checks.py", "plan.json", "statement.json"} & set(compiled.files)
    clause, _, schedules = compiled.files["contract.md"].decode().partition("Points left open\n\n")
    assert "at or above 99.9%. <!--" in clause
    assert "at or above 99.9% in each quarter." in schedules
    plan = loose().plan
    assert plan is not None
    with pytest.raises(ValueError, match="A001"):
        emit(plan)


def test_findings_after_loose_words_stand_where_they_stood() -> None:
    wrong = BODY + "Provider shall keep Uptme at or above 99.99% in each month.\n"
    (finding,) = (one for one in loose(wrong).findings if one.code == "N001")
    assert finding.place is not None
    lines = said.text_of(wrong).split("\n")
    assert lines[finding.place.line - 1][finding.place.column - 1 :].startswith("Uptme")


def test_a_patch_moves_no_line_and_knows_the_way_back() -> None:
    source = loose().source
    (question,) = questions_of(loose())
    assert question.place is not None
    made = patch(source, [Patch(question.place, "keep Uptime at or above 99.9% in each quarter")])
    assert made.source.text.count("\n") == source.text.count("\n")
    full_stop = source.place(
        source.span(question.place)._replace(
            start=source.span(question.place).end, end=source.span(question.place).end + 1
        )
    )
    at = made.source.text.index("in each quarter.") + len("in each quarter")
    assert made.place_before(made.source.place(source.span(full_stop)._replace(start=at, end=at + 1))) == full_stop


@pytest.mark.parametrize("rule", LOOSE, ids=lambda rule: ", ".join(rule.codes))
def test_every_answer_is_a_phrase_of_the_language_and_closes_the_question(rule: LooseWording) -> None:
    for code in rule.codes:
        for example in examples_of(rule.page(code))[:-1]:
            found = checked(example)
            assert not has_errors(found.findings), [one.message for one in found.findings]
            questions = [one for one in questions_of(found) if one.code == code and one.is_wording]
            assert questions
            for question in questions:
                assert len(question.answers) >= 2
                for answer in question.answers:
                    assert answer.edit.place is not None
                    text = patch(found.source, [Patch(answer.edit.place, answer.edit.text)]).source.text
                    again = sladsl.check(text, file="example.sla")
                    assert not has_errors(again.findings), (answer.value, [one.message for one in again.findings])
                    assert question.name not in [one.name for one in questions_of(again)], answer.value
