"""Worked examples in the language itself: of what an example does not speak is in order, and of what it speaks counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import sladsl
from sladsl.worked_examples import run_examples
from tests.checks import said

HEAD = said.text_of("""## Records

A "Visit" is a record that Provider keeps in "Diary", with:

- Day: date
- Worked: hours
- Score: percent

A "Ticket" is a record that Provider keeps in "Desk", with:

- Opened: time
- Answered: time, if any

## Definitions

"Hours Worked" means the total Worked of the Visits in a month.
"Quality" means the average Score of the Visits in a month.

## Service levels

### Hours

Provider shall keep Hours Worked at or above 80 hours in each month.
For each hour by which Hours Worked in a month falls short of 80 hours, pro rata, Provider shall credit Customer GBP 30.00.

### Quality

Provider shall keep Quality at or above 90% in each month.
If Provider does not, Provider shall credit Customer GBP 300.00.

### Tickets

Provider shall ensure that at least 90% of the Tickets in each month are Answered within 2 hours after it is Opened.
If Provider does not, Provider shall credit Customer GBP 50.00.

## Worked examples

### The example

""")


def outcomes(example: str, more: str = "") -> list[bool]:
    """`more`: what the contract says besides, before its worked examples."""
    clauses, examples = HEAD.split("## Worked examples")
    checked = sladsl.check(f"{clauses}{more}## Worked examples{examples}{example}\n")
    assert [f.message for f in checked.findings if f.severity == "error"] == []
    ran, _ = run_examples(checked)
    return [outcome.holds for one in ran for outcome in one.outcomes]


def test_what_no_event_speaks_of_costs_nothing() -> None:
    assert outcomes(
        "Given that Quality is 74.99% in March 2026: Provider shall credit Customer GBP 300.00 for March 2026."
    ) == [True]


def test_what_an_event_speaks_of_costs() -> None:
    assert outcomes(
        "Given that Hours Worked is 79.5 hours in March 2026: Provider shall credit Customer GBP 15.00 for March 2026."
    ) == [True]


def test_a_share_of_0_percent_is_no_silence() -> None:
    late = "Given a Ticket Opened on 5 March 2026 10:00 and Answered on 5 March 2026 13:00: "
    assert outcomes(late + 'clause "Tickets" is missed in March 2026.') == [True]
    assert outcomes(late + 'clause "Tickets" is met in March 2026.') == [False]


def test_a_value_still_to_be_agreed_settles_nothing(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("Day,Worked,Score\n2026-03-02,8,95\n")
    (tmp_path / "tickets.csv").write_text("Opened,Answered\n")
    value = '"Least Hours" is a duration to be agreed.\n\n"Hours Worked" means'
    text = HEAD.split("## Worked examples")[0].replace('"Hours Worked" means', value)
    text = text.replace("keep Hours Worked at or above 80 hours", "keep Hours Worked at or above Least Hours")
    day = date(2026, 4, 30)
    assert "S005" in {f.code for f in sladsl.settle(text, tmp_path, as_of=day).findings}
    assert sladsl.settle(text, tmp_path, as_of=day, values={"Least Hours": "8 hours"}).statement is not None
    guarded = text.replace("### Hours\n", "### Hours\n\nThis clause applies only if Least Hours is agreed.\n")
    assert sladsl.settle(guarded, tmp_path, as_of=day).statement is not None


SILENT = """\
A "Report" is a record that Provider sends to Customer, with:

- Received: time

A "Meeting" is a record that Provider keeps in "Diary", with:

- Held: time

## More service levels

### Reports

Provider shall send a Report to Customer by the 5th day of the following month.
If a Report is late, Provider shall credit Customer GBP 7.00.

### Meetings

If the number of Meetings in a month is less than 2, Provider shall credit Customer GBP 11.00.
If no Meeting is Held in a month, Provider shall credit Customer GBP 13.00.

### Score

This clause applies only if the number of Tickets in that month is at most 10.
Provider shall keep Quality at or above 80% in each month.
If Provider does not, Provider shall credit Customer GBP 17.00.

"""


def held_silently(example: str) -> list[bool]:
    return outcomes(example, SILENT)


def test_documents_and_records_of_which_nothing_speaks_are_in_order() -> None:
    told = "Given that Quality is 79% in March 2026: Provider shall credit Customer GBP 317.00 for March 2026, "
    assert held_silently(told + "and no credit is due for April 2026.") == [True, True]


def test_of_documents_and_records_that_are_told_consequences_follow() -> None:
    late = "Given a Report Received on 7 April 2026 10:00: "
    on_time = late.replace("7 April", "3 April")
    due = "Provider shall credit Customer GBP 7.00 for 2026."
    assert held_silently(late + due) == [True]
    assert held_silently(on_time + due) == [False]
    assert held_silently("Given a Meeting in March 2026: Provider shall credit Customer GBP 11.00 for March 2026.") == [
        True
    ]
    none = (
        "Given that the number of Meetings is 0 in March 2026: Provider shall credit Customer GBP 24.00 for March 2026."
    )
    assert held_silently(none) == [True]


def test_a_clause_that_a_condition_limits_applies_unless_the_example_says_otherwise() -> None:
    many = "Given that Quality is 79% in March 2026, and that the number of Tickets is 11 in March 2026: "
    assert held_silently(many + "Provider shall credit Customer GBP 300.00 for March 2026.") == [True]
