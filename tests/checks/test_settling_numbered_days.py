"""Hours of numbered days of the week, and hours that run over midnight: by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Records

An "Outage Report" is a record that Provider keeps in "Desk", with:

- Number: text
- Start: time
- End: time

## Definitions

"Outage" means the time from Start to End of each Outage Report.
"Window" {hours}.
"Failure" means Outage, within Window.

## Service levels

### Works

For each full minute of Failure in a month, Provider shall credit Customer GBP 1.00.
"""
# It is down for four months: what is credited is the length of the window.
ALWAYS = {"outage-reports": "Number, Start, End\nO1, 2026-01-01T00:00, 2026-05-01T00:00"}


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        # 11 January, 8 February, 8 March, 12 April 2026.
        ("is the second Sunday of each month from 02:00 to 06:00", (240, 240, 240, 240)),
        # 30 January is a Friday, and so are 27 February, 27 March and 24 April.
        ("is the last Friday in each month", (1440, 1440, 1440, 1440)),
        # 29 January and 30 April.
        ("is the 5th Thursday of each calendar month from 00:00 to 01:00", (60, 0, 0, 60)),
        # On 29 March the clocks go forward at 01:00: the fifth and last Sunday has no hour from 01:00 to 02:00.
        ("is the first and last Sunday of each month from 00:00 to 02:00", (240, 240, 180, 240)),
        # The last Saturday is 31 January, 28 February, 28 March, 25 April: twice the morning after is the first day of the next month.
        ("is the last Saturday of each month from 22:00 to 06:00 on the following day", (120, 480, 780, 480)),
        # 2 January, 6 February, 6 March and 3 April, which is Good Friday.
        ("is the first Friday of each month from 08:00 to 10:00, except public holidays", (120, 120, 120, 0)),
        # A weekend has 58 hours. From Friday 30 January to Monday 2 February 28 hours are in the first month, 30 in the next, and so are they
        # at the end of February; the weekend of 29 March is an hour short.
        ("is Friday 20:00 to Monday 06:00", (4 * 3480 + 1680, 1800 + 3 * 3480 + 1680, 1800 + 4 * 3480 - 60, 4 * 3480)),
    ],
)
def test_hours(hours: str, minutes: tuple[int, ...]) -> None:
    due = said.paid(said.settled(said.plan_of(TEXT.format(hours=hours)), ALWAYS, "2026-04-30"))
    assert tuple(due.get(f"2026-0{month}", Fraction(0)) for month in (1, 2, 3, 4)) == minutes


@pytest.mark.parametrize(
    "hours",
    [
        "is the 6th Monday of each month from 02:00 to 06:00",
        "is the first Monday of each quarter from 02:00 to 06:00",
        "is the first Monday of each billing month from 02:00 to 06:00",
        "is Monday to Friday from 22:00 to 06:00",
        "is Sunday 06:00 to Sunday 06:00",
    ],
)
def test_what_names_no_hours(hours: str) -> None:
    assert "N066" in said.codes(TEXT.format(hours=hours))


def test_business_days_come_round_each_week() -> None:
    assert "N193" in said.codes("## Interpretation\n\nA business day is the first Monday of each month.\n")
