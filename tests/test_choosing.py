"""Whatever is open can be answered: each answer that is offered, written into the text, closes its question and breaks nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import sladsl
from sladsl.ambiguity import all_rules
from sladsl.ambiguity.loose import LooseWording
from sladsl.compiler import Checked
from sladsl.manual import explain
from sladsl.manual.around import around, examples_of
from sladsl.questions import questions_of
from sladsl.questions.choosing import Choice, Leaving, leaving, waiting, written, wrong
from tests.checks import said
from tests.test_ranges import BODY, RULES

HOSTING = Path(__file__).parents[1] / "examples" / "managed-hosting" / "contract.sla"
LOOSE = [code for rule in all_rules() if isinstance(rule, LooseWording) for code in rule.codes]
UNTIL = date(2027, 1, 1)


def without_readings() -> str:
    """The example without a sentence that says how anything is counted."""
    text = HOSTING.read_text("utf-8")
    agreement = sladsl.check(text).agreement
    assert agreement is not None
    lines = text.splitlines(keepends=True)
    said = {one.place.line for one in agreement.chosen if one.slot not in ("amount rounding", "holidays")}
    return "".join(line for number, line in enumerate(lines, 1) if number not in said)


@pytest.mark.parametrize("reason", ["", "the parties say so"])
def test_a_question_about_one_clause_is_answered_in_it(reason: str) -> None:
    text = said.text_of(BODY, RULES)
    checked = sladsl.check(text)
    question = next(one for one in questions_of(checked) if one.name == "unit step/Repairs")
    new = written(text, checked, Choice(question, question.answers[2], reason))
    clause = new[new.index("### Repairs") : new.index("### Speed")]
    because = f', because "{reason}"' if reason else ""
    assert f"Units are counted pro rata{because}.\n" in clause


@pytest.mark.parametrize("code", ["A005", "C002"])
def test_words_that_hold_quotes_or_name_a_name_are_agreed_on_with_a_reason(code: str) -> None:
    """ "record" is read as "record that Provider keeps in “the records of Provider”": quotes of another kind within. And words that
    begin and end with a name ("Maintenance is excluded from the calculation of Monthly Uptime") introduce none."""
    text = around(examples_of(explain(code) or "")[0])
    checked = sladsl.check(text)
    question = next(one for one in questions_of(checked) if one.code == code)
    choice = Choice(question, question.answers[0], 'it is "usual"')
    new = written(text, checked, choice)
    assert ', because "it is “usual”".' in new
    assert wrong(checked, sladsl.check(new), choice) == ""


@pytest.mark.slow
def test_all_questions_of_counting_are_closed_one_by_one() -> None:
    text = without_readings()
    checked = sladsl.check(text)
    count = len(questions_of(checked))
    assert count >= 15
    for number in range(3 * count):
        open_ = waiting(checked)
        if not open_:
            break
        answers = open_[0].answers
        choice = Choice(open_[0], answers[number % len(answers)], "the parties say so" if number % 2 else "")
        text = written(text, checked, choice)
        after = sladsl.check(text)
        assert wrong(checked, after, choice) == ""
        checked = after
    assert questions_of(checked) == ()
    assert sladsl.format(text) == (text, ())


@pytest.mark.slow
def test_all_questions_can_be_left_open_and_stay_so() -> None:
    """The mark of one point does not hang on what is left open beside it."""
    text = without_readings()
    checked = sladsl.check(text)
    names = [one.name for one in questions_of(checked) if one.code not in ("D001", "D012", "H001", "H003")]
    for name in names:
        point = Leaving(next(one for one in questions_of(checked) if one.name == name), UNTIL, "it is new")
        text = leaving(text, checked, point)
        after = sladsl.check(text)
        assert wrong(checked, after, point) == "", name
        checked = after
    assert {point.slot.name for point in checked.left_open} == set(names)


@pytest.mark.slow
@pytest.mark.parametrize("code", LOOSE)
def test_loose_words_are_answered_agreed_on_and_left_open(code: str) -> None:
    text = around(examples_of(explain(code) or "")[0])
    checked: Checked = sladsl.check(text)
    questions = [one for one in questions_of(checked) if one.code == code]
    assert questions
    for question in questions:
        for answer in question.answers:
            for reason in ("", "the parties say so"):
                choice = Choice(question, answer, reason)
                assert wrong(checked, sladsl.check(written(text, checked, choice)), choice) == ""
        point = Leaving(question, UNTIL, "it is new")
        assert wrong(checked, sladsl.check(leaving(text, checked, point)), point) == ""
