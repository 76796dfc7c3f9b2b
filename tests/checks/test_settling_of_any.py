"""Stretches in which a share of the rows of one of several things fails: a time of all of them, or of that one. By the evaluator and by the
emitted checks, against figures by hand."""

from __future__ import annotations

import pytest

from tests.checks import said

TEXT = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 900.00 a month.

## Records

A "Feature" is a record that Provider keeps in "Plan", with:

- Name: text

A "Request" is a record that Provider keeps in "Log", with:

- Feature: a Feature
- Time: time
- Outcome: success or error

## Definitions

"Bad Hour" means each 1-hour interval in which more than 50% of the Requests {of} have Outcome error.
"Uptime" means the percentage of the time in a month that is not Bad Hour.

## Service levels

### Uptime

Provider shall keep Uptime of {level} at or above 99.8% in each month.
If Provider does not, Provider shall credit Customer GBP 10.00.
"""
# Of 744 hours one may be bad, and two may not. All Requests of one Feature fail in one hour, and those of the other in the next.
RECORDS = {
    "features": "Name\nIssues\nPages\n",
    "requests": """Feature,Time,Outcome
Issues,2026-01-05 10:10,error
Pages,2026-01-05 10:20,success
Pages,2026-01-05 10:30,success
Pages,2026-01-05 11:10,error
""",
}


@pytest.mark.parametrize(
    ("of", "level", "due"),
    [
        ("of at least 1 Feature", "each Feature", 20),
        ("of at least 1 Feature", "all Features together", 10),
        ("of at least 2 Features", "each Feature", 0),
        ("of a Feature", "each Feature", 0),
        ("of a Feature", "all Features together", 0),
        ("", "all Features together", 0),
    ],
)
def test_of_so_many_things(of: str, level: str, due: int) -> None:
    text = TEXT.format(of=of, level=level).replace("  ", " ")
    assert said.paid(said.settled(said.plan_of(text), RECORDS, "2026-02-28")).get("2026-01", 0) == due
