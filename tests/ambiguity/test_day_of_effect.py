"""Windows that begin on the day of effect, in a text that does not tell it."""

from __future__ import annotations

import pytest

import sladsl
from sladsl.findings import Severity
from tests.checks.said import text_of

BODY = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Ticket" is a record that Provider keeps in "Desk", with:

- Opened: time

### Tickets

{sentence}

Given a Ticket Opened on 3 March 2026 10:00: no credit is due for March 2026.
"""
MONTHLY = "For each Ticket in a month, Provider shall pay Customer GBP 5.00."


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        (MONTHLY, Severity.WARNING),
        (f"A month is a contract month.\n{MONTHLY}", Severity.ERROR),
        ("Provider shall ensure that at most 5 Tickets in each contract year are Opened.", Severity.ERROR),
        ("Provider shall ensure that at most 5 Tickets in each month are Opened.", Severity.WARNING),
    ],
)
def test_it_is_missed(sentence: str, severity: Severity) -> None:
    text = text_of(BODY.format(sentence=sentence)).replace(
        "This agreement takes effect on 1 January 2026 and continues for 24 months.\n", ""
    )
    found = [one.severity for one in sladsl.compile(text, formats=("md",)).findings if one.code == "A028"]
    assert found == [severity]
