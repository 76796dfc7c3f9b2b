"""Readings on which the parties agree with a reason, and points that they leave open on purpose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import sladsl
from sladsl.compiler import Checked
from sladsl.findings import Finding, Severity
from sladsl.model.duties import Level
from sladsl.model.moments import WindowUnit
from tests.checks import said

BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Probe" is a record that Provider collects from "Pingdom" in each minute, with:

- Time: time
- Outcome: success or failure

A Probe stands for the clock minute in which it is made.
A missing Probe is left out.

"Uptime" means the percentage of the Probes in a month that have Outcome success.

### Availability

Provider shall keep Uptime at or above 99.9%.
If Provider does not, Provider shall credit Customer 10% of the Hosting fee for that month.
"""
LOOSE = "keep Uptime at or above 99.9%"
OPEN = 'In clause "Availability", Provider and Customer leave open "{what}" as marked "{mark}" until 30 June 2026, because "it is new".\n'
AGREED = (
    f'In clause "Availability", "{LOOSE}" is read as "{LOOSE} in each month", because "the invoices are monthly".\n'
)


def checked(*more: str, body: str = BODY, rules: str = said.RULES, today: date | None = None) -> Checked:
    text = said.text_of(body + "".join(more), rules)
    return sladsl.check(text, file="trial.sla", today=today)


def found(of: Checked, code: str) -> list[Finding]:
    return [one for one in of.findings if one.code == code]


def mark(what: str = LOOSE, **given: str) -> str:
    """The mark that the finding asks for."""
    (finding,) = found(checked(OPEN.format(what=what, mark="00000000"), **given), "N237")
    return finding.hint.split('"')[1]


def test_loose_words_are_read_as_agreed_and_no_question_is_left() -> None:
    of = checked(AGREED)
    assert of.findings == ()
    assert of.plan is not None
    kind = of.plan.duties[0].kind
    assert isinstance(kind, Level)
    assert kind.window.unit is WindowUnit.MONTH


def test_what_was_agreed_is_read_like_any_other_words() -> None:
    of = checked(AGREED.replace("in each month", "in each mont"))
    assert [one.severity for one in of.findings if one.place and one.place.line > 20][:1] == [Severity.ERROR]


def test_an_agreed_reading_of_counting_keeps_its_reason() -> None:
    sentence = (
        'A measure is rounded half up to 2 decimal places before it is compared, because "the desk reports it so".\n'
    )
    of = checked(AGREED, sentence)
    assert of.agreement is not None
    reasons = {one.slot: one.reason for one in of.agreement.chosen if one.reason}
    assert reasons == {"comparison": "the desk reports it so"}
    shown = sladsl.render(said.text_of(BODY + AGREED + sentence), to="md")
    section = shown[shown.index("Agreed interpretations") : shown.index("Said in this agreement")]
    assert "| A measure is rounded half up to 2 decimal places before it is compared. | The desk" not in section
    assert "the desk reports it so." in section
    assert "the invoices are monthly." in section


def test_a_point_that_is_left_open_is_a_note_that_says_so() -> None:
    of = checked(OPEN.format(what=LOOSE, mark=mark()))
    (finding,) = of.findings
    assert (finding.code, finding.severity, finding.label) == ("A001", Severity.INFO, "left open on purpose")
    assert finding.hint == "Provider and Customer leave it open until 30 June 2026, because it is new."
    assert [point.slot.name for point in of.left_open] == ["wording/A001/Availability"]


def test_a_changed_clause_opens_it_again_and_a_new_layout_does_not() -> None:
    text = OPEN.format(what=LOOSE, mark=mark())
    other = BODY.replace("credit Customer 10%", "credit Customer 20%")
    assert [one.code for one in checked(text, body=other).findings] == ["A001", "N237"]
    spaced = BODY.replace("shall keep Uptime", "shall keep // for now\nUptime")
    assert [one.severity for one in checked(text, body=spaced).findings] == [Severity.INFO]
    elsewhere = BODY.replace("GBP 1,000.00", "GBP 2,000.00")
    assert [one.severity for one in checked(text, body=elsewhere).findings] == [Severity.INFO]


@pytest.mark.parametrize(("today", "codes"), [(date(2026, 6, 30), ["A001"]), (date(2026, 7, 1), ["A001", "N238"])])
def test_the_day_runs_out(today: date, codes: list[str]) -> None:
    of = checked(OPEN.format(what=LOOSE, mark=mark()), today=today)
    assert [one.code for one in of.findings] == codes
    assert bool(of.left_open) == (len(codes) == 1)


def test_a_question_of_counting_is_named_by_its_words() -> None:
    precise = BODY.replace("99.9%.", "99.9% in each month.")
    question = "Which stretch of time is a month?"
    open_ = checked(body=precise, rules="Credits are due without a claim.")
    assert question in [one.message for one in open_.findings]
    marked = mark(question, body=precise, rules="Credits are due without a claim.")
    of = checked(OPEN.format(what=question, mark=marked), body=precise, rules="Credits are due without a claim.")
    assert [one.severity for one in of.findings if one.message == question] == [Severity.INFO]


def test_an_acceptance_that_no_longer_applies_is_told() -> None:
    precise = BODY.replace("99.9%.", "99.9% in each month.")
    assert [one.code for one in checked(OPEN.format(what=LOOSE, mark="00000000"), body=precise).findings] == ["N235"]
    assert [one.code for one in checked(AGREED, body=precise).findings] == ["N233"]


def test_a_final_document_may_leave_open_what_the_parties_do() -> None:
    left = said.text_of(BODY + OPEN.format(what=LOOSE, mark=mark()))
    final = sladsl.compile(left, final=True)
    assert "S004" not in [one.code for one in final.findings]
    markdown = final.files["contract.md"].decode()
    assert "**Draft.**" not in markdown
    assert "until 30 June 2026, because it is new." in markdown
    refused = sladsl.compile(said.text_of(BODY), final=True)
    assert "S004" in [one.code for one in refused.findings]
    assert refused.files == {}


def test_what_is_left_open_above_is_open_below(tmp_path: Path) -> None:
    (tmp_path / "above.sla").write_text(said.text_of(BODY + OPEN.format(what=LOOSE, mark=mark())), "utf-8")
    below = """# An order

## Parties

"Third" means "Third Ltd", of "3 Dock Street, Leeds, England".

## Term

This agreement applies under the agreement "above.sla".
"""
    of = sladsl.check(below, file=str(tmp_path / "below.sla"))
    (finding,) = found(of, "N240")
    assert (finding.severity, LOOSE in finding.message) == (Severity.WARNING, True)
    assert of.left_open == ()
