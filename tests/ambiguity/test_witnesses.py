"""Witnesses: the events on which two answers to an open question come to different amounts."""

from __future__ import annotations

from pathlib import Path

import sladsl
from sladsl.compiler import Checked
from sladsl.findings import Severity
from sladsl.questions.disputes import Disputed, disputes_of, with_witnesses

EXAMPLES = Path(__file__).parents[2] / "examples"


def without(example: str, *sentences: str) -> Checked:
    """The contract of an example without some of its sentences."""
    path = EXAMPLES / example / "contract.sla"
    text = path.read_text("utf-8")
    for sentence in sentences:
        assert f"\n{sentence}\n" in text, sentence
        text = text.replace(f"\n{sentence}\n", "\n")
    return sladsl.check(text, file=str(path))


def the_one(checked: Checked) -> Disputed:
    (found,) = disputes_of(checked)
    return found


def test_an_outage_across_the_end_of_a_month_is_priced_under_each_answer() -> None:
    checked = without(
        "managed-hosting",
        "A period that spans two months counts in each for the part within it, and its length is taken as a whole.",
    )
    found = the_one(checked)
    assert found.question.name == "straddling"
    assert found.dispute.events == (
        "Every Probe has Outcome failure from 30 April 2026 23:30 to 1 May 2026 00:30 (1 hour), "
        "and Outcome success at all other times.",
    )
    assert [(claim.amount, claim.favours) for claim in found.dispute.claims] == [
        ("GBP 0.00", "Provider"),
        ("GBP 400.00", "Customer"),
        ("GBP 400.00", "Customer"),
    ]
    assert found.dispute.spread == 400


def test_a_question_on_which_nothing_hangs_is_a_note_that_says_how_far_was_searched() -> None:
    checked = without("managed-hosting", "A stretch of time includes its start and not its end.")
    (finding,) = with_witnesses(checked)
    assert (finding.code, finding.severity) == ("A017", Severity.INFO)
    assert finding.dispute is not None
    assert not finding.dispute.claims
    assert "cases of up to" in finding.dispute.searched


def test_a_contract_without_open_readings_is_not_searched() -> None:
    assert disputes_of(without("managed-hosting")) == ()
