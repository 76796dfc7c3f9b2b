"""Sentences that leave open what they say, and those beside them that do not."""

from __future__ import annotations

import pytest

from sladsl.questions import questions_of
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
    ],
)
def test_what_a_sentence_leaves_open(sentence: str, codes: list[str]) -> None:
    # a definition is read where it is used
    used = "Provider shall keep Hosting Uptime at or above 99% in each month.\n" if "Hosting Uptime" in sentence else ""
    assert asked(f"{KEEP}{sentence}\n{used}") == codes


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
