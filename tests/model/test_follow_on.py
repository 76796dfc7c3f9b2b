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
        ("For each Downtime", "after it starts"),
        ("For each Fault", "after it is Noted"),
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
