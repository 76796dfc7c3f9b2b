"""The time by which the term is extended is counted, and said not to be settled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks.said import plan_of, settled

BODY = """
## Services

"Hosting" is a service that Provider supplies to Customer for GBP 100.00 a month.

## Records

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Opened: time

## Service levels

### Time

For each Fault, Provider shall extend {what} by 1 day at no charge.
"""


@pytest.mark.parametrize(("what", "noted"), [("the term", True), ("Hosting", False)])
def test_what_follows_the_agreed_term_is_said_not_to_be_settled(what: str, noted: bool) -> None:
    faults = "Number, Opened\nF1, 2027-12-05T10:00\nF2, 2027-12-31T10:00\nF3, 2028-01-01T10:00"
    statement = settled(plan_of(BODY.format(what=what)), {"Fault": faults}, "2028-01-31")
    last = statement.windows[-1]
    assert (last.last, sum(one.amount for one in last.extensions)) == ("2027-12-31", Fraction(2))
    assert any("not settled" in note for note in last.notes) is noted
