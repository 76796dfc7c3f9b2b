"""Sentences that leave open what they say, and those beside them that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl.model.duties import Declared, EachRecord
from sladsl.questions import plan_under, questions_of
from sladsl.settling import settle
from tests.manual.around import checked

KEEP = "### Availability\n\nProvider shall keep Monthly Uptime at or above 99.9% in each month.\n"
HOURLY = (
    "For each full hour by which the total Downtime in a month exceeds 1 hour, Provider shall credit Customer {}.\n"
)


def asked(sentences: str) -> list[str]:
    """The codes of the loose words of a text."""
    return [one.code for one in questions_of(checked(sentences)) if one.is_wording]


@pytest.mark.parametrize(
    ("amount", "codes"),
    [
        ("5% of the Web Hosting fee for that month", ["A008"]),
        ("a credit of 5% of the Web Hosting fee for that month", ["A008"]),
        ("5% of the Web Hosting fee for that month, without limit", []),
        ("5% of the Web Hosting fee for that month, up to 50% of that fee in a month", []),
        ("GBP 10.00", []),
    ],
)
def test_a_share_that_grows_with_time_has_a_limit_or_none(amount: str, codes: list[str]) -> None:
    assert asked(KEEP + HOURLY.format(amount)) == codes


def test_a_cap_anywhere_is_a_limit() -> None:
    cap = "\n### Caps\n\nCredits for a month shall not exceed 100% of the fees for that month.\n"
    assert asked(KEEP + HOURLY.format("5% of the Web Hosting fee for that month") + cap) == []


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Credits are set off against future payments.", ["A011"]),
        ("Credits are set off against the next invoice.", []),
        ("Credits are set off against future payments, and lapse if no further invoice falls due.", []),
        ("It renews for further periods of 12 months unless terminated by 3 months' notice.", ["I008"]),
        ("Credits are a remedy of Customer for a missed service level.", ["E004"]),
        ("Credits are the only remedy of Customer for a missed service level.", []),
        ("Credits may be earned back.", ["E009"]),
        ("If a breach is not cured within 30 days, Customer may terminate this agreement by notice.", ["I012"]),
        ("If Provider does not, Provider shall credit Customer 3 days of service.", ["E005"]),
        ("If Provider does not, Provider shall credit Customer 3 days of the Web Hosting fee for that month.", []),
        ("If Provider does not, Provider shall credit Customer 5% of the next invoice.", ["E003"]),
        ("Provider shall deliver a Service Report to Customer bi-weekly.", ["B018"]),
        ("Provider shall deliver a Service Report to Customer in each week.", []),
        ('"Hosting Uptime" means the availability of Web Hosting in a month.', ["A006"]),
        (
            "Credits are set off against the next invoice, or paid within 30 after the end of the month for which they are due if no further invoice falls due.",
            ["A007"],
        ),
        ("Credits are set off against the next invoice, or paid within 30 days if no further invoice falls due.", []),
        ("Credits are paid within 30 days.", ["I001"]),
        ("Credits are paid promptly.", ["G005"]),
        (
            "Credits are due without a claim and are paid within 30 after the end of the month for which they are due.",
            ["A007"],
        ),
        ("Customer may terminate this agreement by notice, given within 60 after the end of a month.", ["A007"]),
        (
            "Provider shall keep Hours Worked at or above 10 hours in each month, and should keep Monthly Uptime at or above 99% in each month.",
            ["G001"],
        ),
        ("Each Ticket shall be Answered and shall be Resolved within 4 hours after it is Opened.", ["A004"]),
        (
            "Each Ticket shall be Answered within the following times after it is Opened:\n\n| Priority | Answered |\n| 1 | 15 minutes |\n| 2 | 2 hours |\n| 3 | 1 day |\n",
            ["A004"],
        ),
        ("Each Ticket is due to be Answered within 4 hours after it is Opened, where possible.", ["G013"]),
        ("If Provider does not, Customer will be eligible to receive a Service Credit.", ["A003"]),
        ("If Provider does not, Customer is eligible to receive a service credit of 10%.", ["A003"]),
        ("If Provider does not, Customer is entitled to a refund of 10% of the Web Hosting fee for that month.", []),
        (
            "If Provider does not, Customer is entitled to Service Credits as described below:\n\n| Monthly Uptime | Service Credit |\n| below 99.9% but at least 99% | 10% |\n| below 99% | 25% |\n",
            ["A003"],
        ),
        ("If Provider does not, Provider shall credit Customer 3 days of paid service.", ["E002"]),
        (
            "If Provider does not, Provider shall credit Customer up to 5% of the greater of (a) the fees for that month and (b) GBP 100.00.",
            ["D004"],
        ),
    ],
)
def test_what_a_sentence_leaves_open(sentence: str, codes: list[str]) -> None:
    # a definition is read where it is used
    used = "Provider shall keep Hosting Uptime at or above 99% in each month.\n" if "Hosting Uptime" in sentence else ""
    assert asked(f"{KEEP}{sentence}\n{used}") == codes
    for question in questions_of(checked(f"{KEEP}{sentence}\n{used}")) if codes else ():
        for answer in question.answers:
            plan_under(checked(f"{KEEP}{sentence}\n{used}"), {question.name: answer.value})


def test_a_verb_that_does_not_bind_lets_the_others_bind() -> None:
    text = KEEP.replace(
        ".\n", ", and intends, without being bound, to keep Hours Worked at or above 10 hours in each month.\n"
    )
    plan = checked(text).plan
    assert plan is not None
    assert [duty.modality for duty in plan.duties] == ["shall", "intends"]


EFFORTS = """## Interpretation

Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.

## Service levels

### Circuits

Provider shall use reasonable efforts to ensure that each Ticket is Answered within 4 hours after it is Opened.
For each Ticket not Answered in time, Provider shall credit Customer GBP 10.00.
"""


def test_what_hangs_on_efforts_is_read_as_if_they_bind_and_the_plan_follows_the_answer(tmp_path: Path) -> None:
    found = checked(EFFORTS)
    assert [one.severity for one in found.findings if one.severity == "error"] == []
    assert "G002" in [one.code for one in found.findings]
    kinds = [[type(d.kind) for d in plan_under(found, {"efforts": said}).duties] for said in ("binds", "aim")]
    assert kinds == [[Declared, EachRecord], [Declared]]
    told = settle(found, tmp_path, first=None, last=None, as_of=None, readings={}, set_aside=False)
    assert told.statement is None
    assert [one.code for one in told.findings if "efforts" in one.message or one.code == "S001"] == ["G002", "S001"]


def test_what_no_level_can_cure_is_wrong() -> None:
    (finding,) = [one for one in checked("### Credits\n\nCredits may be earned back.\n").findings if one.code == "E009"]
    assert finding.severity == "error"


def test_availability_is_told_by_the_samples_and_by_the_failures() -> None:
    text = KEEP + '"Hosting Uptime" means the availability of Web Hosting in a quarter.\n'
    (question,) = (one for one in questions_of(checked(text)) if one.code == "A006")
    assert [answer.value for answer in question.answers] == [
        "the percentage of the Probes in a quarter that have Outcome success",
        "the percentage of the minutes in a quarter in which every Probe has Outcome success",
        "the percentage of the time in a quarter that is not Downtime",
    ]


@pytest.mark.parametrize(
    ("hours", "found"),
    [("01:00 to 02:00", True), ("00:00 to 01:30", True), ("01:30 to 05:00", True), ("00:00 to 06:00", False), ("02:00 to 04:00", False)],
)  # fmt: skip
def test_the_hour_that_the_clock_shows_twice(hours: str, found: bool) -> None:
    text = f'### Patches\n\n"Patch Time" is every day from {hours}.\n'
    assert ("B014" in [one.code for one in checked(text).findings]) is found


def test_weekdays_have_no_such_hour() -> None:
    text = '### Patches\n\n"Patch Time" is Monday to Friday from 01:00 to 02:00.\n'
    assert "B014" not in [one.code for one in checked(text).findings]
