"""Rows of a month that have no time: each counts in every month, which is said."""

from __future__ import annotations

import pytest

from tests.checks import said

SURVEYS = """## Services and records

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Survey" is a record that Provider keeps in "Desk", with:

- {first}
- Rating: number

"Satisfaction" means {measure}.

## Service levels

### Satisfaction

Provider shall keep Satisfaction at or above 4 in each month.
If Provider does not, Provider shall credit Customer GBP 10.00.
"""


@pytest.mark.parametrize(
    ("first", "measure", "codes"),
    [
        ("Name: text", "the average Rating of the Surveys in a month", ["N041"]),
        ("Name: text", "the average Rating of the Surveys", []),
        ("Sent: date", "the average Rating of the Surveys in a month", []),
        ("Name: text", "the number of Surveys in a month", ["N041"]),
        ("Name: text", "the percentage of the Surveys in a month that have a Rating of at least 4", ["N041"]),
    ],
)
def test_rows_in_a_month_have_a_time(first: str, measure: str, codes: list[str]) -> None:
    found = said.codes(SURVEYS.format(first=first, measure=measure))
    assert [one for one in found if one == "N041"] == codes
    assert not [one for one in found if one.startswith(("P", "N0")) and one != "N041"]
