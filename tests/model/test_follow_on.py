"""What a finding proposes can be read, and one mistake is told once."""

from __future__ import annotations

import re

import pytest

import sladsl
from tests.checks.said import HEAD

TEXT = HEAD.format(title="Trial", rules="This agreement follows the Standard Interpretation Rules, edition 1.") + (
    """## Records

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Noted: time
- Mended: time, if any
- Notified: time, if any

## Definitions

"Downtime" means the time from Noted to Mended of each Fault.

## Service levels

### Warning

{sentence}
"""
)


@pytest.mark.parametrize(
    ("lead", "until"),
    [
        ("If the total Downtime in a month is more than 30 minutes", "after the end of that month"),
        ("If the total Downtime in a quarter is more than 30 minutes", "after the end of that quarter"),
    ],
)
def test_the_time_limit_that_is_proposed_works(lead: str, until: str) -> None:
    sentence = f"{lead}, Provider shall notify Customer within 2 hours"
    (found,) = (
        one
        for one in sladsl.check(TEXT.format(sentence=f"{sentence}."), file="t.sla").findings
        if one.code[0] == "N" and one.code != "N220"
    )
    assert found.code == "N038"
    proposed = re.findall('"([^"]+)"', found.hint)
    assert proposed[0] == f"within 2 hours {until}"
    for one in proposed:
        mended = sladsl.check(TEXT.format(sentence=sentence.replace("within 2 hours", one) + "."), file="t.sla")
        assert [finding.code for finding in mended.findings if finding.code[0] in "NP" and finding.code != "N220"] == []


def test_a_name_is_not_unused_where_the_sentence_that_uses_it_was_not_read() -> None:
    def codes(sentence: str) -> list[str]:
        return [one.code for one in sladsl.check(TEXT.format(sentence=sentence), file="t.sla").findings]

    slip = codes("Provider shall keep the total Downtime at most or below 4 hours in each month.")
    assert "P001" in slip
    assert "N220" not in slip
    assert "N220" in codes("Provider shall ensure that each Fault is Mended within 4 hours after it is Noted.")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('"Provider" means', '"Supplier" means', "N001"),
        ("- Cause: host or network", "- Cause: host or hard failure", "P001"),
        ('A "Stop" is a record that Provider keeps', 'A "Stop" is a record which Provider keeps', "P001"),
        ('"Outage" means', '"Outage" is meant as', "P001"),
        ("of each Stop with", "of every each Stop with", "P001"),
        ("keep Uptime at", "keep Uptme at", "N001"),
        ("at or above 99.9%", "at or above 99.9 percent", "D012"),
        ("| Uptime ", "| Uptme ", "N001"),
        ("at least 99%", "at least 99 minutes", "D012"),
    ],
)
def test_one_slip_is_told_once(right: str, wrong: str, code: str) -> None:
    assert right in UPTIME
    told = [one.code for one in sladsl.check(UPTIME, file="t.sla").findings]
    slip = [one.code for one in sladsl.check(UPTIME.replace(right, wrong), file="t.sla").findings]
    assert told == []
    assert slip == [code]


UPTIME = HEAD.format(title="Trial", rules="This agreement follows the Standard Interpretation Rules, edition 1.") + (
    """## Services

"Web Hosting" is a service that Provider supplies to Customer for GBP 500.00 a month.

## Records

A "Stop" is a record that Provider keeps in "Desk", with:

- Number: text
- Start: time
- End: time
- Cause: host or network

## Definitions

"Outage" means the time from Start to End of each Stop with Cause host.
"Uptime" means the percentage of the time in a month that is not Outage.

## Service levels

### Availability

Provider shall keep Uptime at or above 99.9% in each month.

If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

| Uptime                      | Credit |
|-----------------------------|--------|
| at least 99% but below 99.9% | 5%     |
| below 99%                   | 10%    |
"""
)


@pytest.mark.parametrize(
    ("broken", "follows"),
    [
        ('"Delay" means the mean time of each Fault.', "Provider shall keep the average Delay of the Faults at or below 5 hours in each month."),
        (
            "A Fault that is not Mended inside 3 days after it is Noted counts as Approved.",
            "Provider shall credit Customer EUR 1.00 for each Fault that is Approved.",
        ),
        (
            '"Delay" means Downtime, within Nothing At All.',
            "Provider shall keep the longest Delay of each Fault at or below 5 hours in each month.",
        ),
    ],
)  # fmt: skip
def test_what_follows_from_a_definition_that_could_not_be_read_is_not_told(broken: str, follows: str) -> None:
    found = sladsl.check(TEXT.format(sentence=f"{broken}\n\n{follows}"), file="t.sla").findings
    assert [one.code for one in found if one.code in ("N041", "N002")] == []
    assert [one.place.line for one in found if one.code[0] in "PN" and one.code != "N220"] != []


def test_what_is_collected_again_and_again_has_its_time() -> None:
    sampled = (
        'A "Reading" is a record that Provider collects from "the meter" in each hour, with:\n\n- Value: number\n\n'
    )
    body = sampled + '"Level" means the average Value of the Readings in a month.\n\n## Service levels'
    text = TEXT.format(sentence="Provider shall keep Level at or above 5 in each month.").replace(
        "## Service levels", body
    )
    found = [(one.code, one.hint) for one in sladsl.compile(text, formats=("md",)).findings if one.code[0] in "NP"]
    assert ("N041", 'Add the field to the record: "- Time: time".') in found
    timed = text.replace("- Value", "- Time: time\n- Value")
    assert "N041" not in [one.code for one in sladsl.compile(timed, formats=("md",)).findings]


def test_a_field_that_could_not_be_read_may_be_what_tells_rows_apart() -> None:
    lift, fault = (
        'A "{}" is a record that Provider keeps in "Desk", with:\n\n- {}\n\n'.format(*one)
        for one in (("Lift", "{}"), ("Stop", "Lift: a Lift"))
    )
    for field, told in (("Name: text, and so on", False), ("Floors: number", True)):
        text = TEXT.format(sentence="").replace("## Service levels", f"{lift.format(field)}{fault}## Service levels")
        found = {one.code: one.hint for one in sladsl.check(text, file="t.sla").findings}
        assert ("N211" in found) == told
        assert found.get("P001", "") == ("" if told else "Leave it out: rows are known by their first field of text.")
