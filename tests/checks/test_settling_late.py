"""What is paid for what is late: excused records, whose lateness is meant, days of acts known by their date, limits, documents."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

PAYROLL = """## Services

"Payroll" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

## Records

A "Data File" is a record that Customer sends to Provider, with:

- Month: month
- Sent: date

A "Payslip" is a record that Provider keeps in "Pay", with:

- Number: text
- Payday: date
- Sent: time, if any

A Payslip belongs to the month of its Payday.

## Service levels

### Data

Customer shall send a Data File to Provider within 5 days after the end of each month.

### Payslips

Provider shall ensure that each Payslip is Sent by its Payday.

For each Payslip not Sent in time, Provider shall credit Customer GBP 5.00.
For each started hour by which a Payslip is late, Provider shall credit Customer GBP 1.00.

If Customer misses clause "Data" in a month, Provider is excused from clause "Payslips" in that month.

### Punctuality

Provider shall ensure that at least 90% of the Payslips in each month are Sent in time.

If Provider does not, Provider shall credit Customer GBP 50.00.
"""
FILES = """Month,Sent
2026-01,2026-02-20
2026-02,2026-03-02
"""
SLIPS = """Number,Payday,Sent
A1,2026-01-30,2026-01-30 10:00
A2,2026-01-30,2026-01-31 02:30
B1,2026-02-27,2026-02-28 01:30
B2,2026-02-27,2026-02-27 12:00
"""


def test_nothing_is_paid_for_a_record_whose_duty_is_excused() -> None:
    """A2 is late in a month in which the data came late; B1 is late by 1.5 hours in one in which they did not."""
    statement = said.settled(said.plan_of(PAYROLL), {"data-files": FILES, "payslips": SLIPS}, "2026-03-31")
    assert said.paid(statement) == {"2026-02": 5 + 2 + 50}


def test_an_excused_record_counts_neither_above_nor_below_the_line() -> None:
    statement = said.settled(said.plan_of(PAYROLL), {"data-files": FILES, "payslips": SLIPS}, "2026-03-31")
    value = {w.first[:7]: [d.value for d in w.duties if d.clause == "Punctuality"] for w in statement.windows}
    assert value == {"2026-01": [None], "2026-02": [Fraction(1, 2)], "2026-03": [None]}


def test_nothing_is_paid_as_long_as_the_excuse_is_open() -> None:
    files = FILES.replace("2026-01,2026-02-20\n", "")
    plan = said.plan_of(PAYROLL.replace("5 days after", "20 days after"))
    open_ = said.settled(plan, {"data-files": files, "payslips": SLIPS}, "2026-02-10", agree=False)
    assert said.paid(open_) == {}
    assert [d.state.value for d in open_.windows[0].duties] == ["pending", "pending", "pending"]


def test_a_record_to_which_the_clause_does_not_apply_is_not_paid_for() -> None:
    body = PAYROLL.replace(
        'If Customer misses clause "Data" in a month, Provider is excused from clause "Payslips" in that month.',
        'During Winter Break, clause "Payslips" does not apply.',
    ).replace(
        "## Service levels",
        '## Definitions\n\n"Winter Break" is 20 January to 10 February of each year.\n\n## Service levels',
    )
    statement = said.settled(said.plan_of(body), {"data-files": FILES, "payslips": SLIPS}, "2026-03-31")
    assert said.paid(statement) == {"2026-02": 5 + 2 + 50}


# --- late for what -----------------------------------------------------------------------------------------------------------------

DESK = """## Services

"Desk" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Opened: time
- Answered: time, if any
- Resolved: time, if any

## Service levels

### Answering

Provider shall ensure that each Ticket is Answered within 1 hour after it is Opened.

For each started hour by which a Ticket is late, Provider shall credit Customer GBP 10.00.

### Resolving

Provider shall ensure that each Ticket is Resolved within 8 hours after it is Opened.

For each started hour by which a Ticket is late, Provider shall credit Customer GBP 5.00, up to GBP 12.00.
"""
TICKETS = """Number,Opened,Answered,Resolved
1,2026-01-05 10:00,2026-01-05 12:30,2026-01-05 17:00
2,2026-01-06 10:00,2026-01-06 10:30,2026-01-06 19:30
3,2026-01-07 10:00,2026-01-07 10:30,2026-01-08 19:30
"""


@pytest.mark.parametrize(("limit", "resolving"), [("each", 10 + 12), ("together", 12)])
def test_late_is_late_by_the_time_of_its_clause(limit: str, resolving: int) -> None:
    """Ticket 1 is answered 1.5 hours late; 2 and 3 are resolved 1.5 and 25.5 hours late."""
    plan = said.plan_of(DESK)
    statement = said.settled(plan, {"tickets": TICKETS}, "2026-01-31", {"item limit/Resolving": limit})
    assert said.paid(statement) == {"2026-01": 20 + resolving}


def test_late_in_another_clause_must_say_for_what() -> None:
    more = "\n### Other\n\nFor each started hour by which a Ticket is late, Provider shall credit Customer GBP 1.00.\n"
    assert "N212" in said.codes(DESK + more)
    assert "N212" not in said.codes(DESK)
    only = DESK[: DESK.index("### Resolving")]
    assert "N212" not in said.codes(only + more)


# --- days of acts that are known by their date ---------------------------------------------------------------------------------------

SITE = """## Services

"Works" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

## Records

A "Progress Report" is a record that Provider sends to Customer, with:

- Month: month
- Sent: date

A "Snag" is a record that Provider keeps in "Site Book", with:

- Number: text
- Reported: date
- Mended: date, if any

## Service levels

### Snags

Provider shall ensure that each Snag is Mended within 5 business days after it is Reported.

{}
"""
SNAGS = """Number,Reported,Mended
S1,2026-03-02,2026-03-12
S2,2026-03-02,2026-03-10
S3,2026-03-02,2026-03-09
"""
"""Reported on a Monday, due on Monday 9 March: S1 is late on the 10th, 11th and 12th, S2 on the 10th."""


@pytest.mark.parametrize(
    ("step", "steps"),
    [
        ("started calendar day", 3 + 1),
        ("full calendar day", 3 + 1),
        ("full day", 3 + 1),
        ("started 2 days", 2 + 1),
        ("full 2 days", 1),
    ],
)
def test_days_of_an_act_that_is_known_by_its_date(step: str, steps: int) -> None:
    plan = said.plan_of(
        SITE.format(f"For each {step} by which a Snag is late, Provider shall credit Customer GBP 1.00.")
    )
    assert said.paid(said.settled(plan, {"snags": SNAGS}, "2026-03-31")) == {"2026-03": steps}


@pytest.mark.parametrize(
    ("by", "snags"), [("at least 3", 1), ("more than 2", 1), ("more than 3", 0), ("at least 1", 2)]
)
def test_late_by_so_many_days_of_an_act_that_is_known_by_its_date(by: str, snags: int) -> None:
    plan = said.plan_of(
        SITE.format(f"For each Snag that is late by {by} days, Provider shall credit Customer GBP 1.00.")
    )
    assert said.paid(said.settled(plan, {"snags": SNAGS}, "2026-03-31")) == ({"2026-03": snags} if snags else {})


# --- documents -----------------------------------------------------------------------------------------------------------------------

REPORTS = SITE.format("").replace(
    "### Snags\n\nProvider shall ensure that each Snag is Mended within 5 business days after it is Reported.",
    "### Reports\n\nProvider shall send a Progress Report to Customer within 5 days after the end of each month.",
)


def test_a_document_is_paid_for_by_the_day_in_the_month_for_which_it_is_due() -> None:
    """January: due on 5 February, sent on the 8th. March: due on 5 April, not sent by 15 May: 25 days of April and 15 of May."""
    body = REPORTS + (
        "For each full day by which a Progress Report is late, Provider shall credit Customer GBP 20.00, up to GBP 200.00.\n"
    )
    rows = "Month,Sent\n2026-01,2026-02-08\n2026-02,2026-03-05\n"
    statement = said.settled(said.plan_of(body), {"progress-reports": rows, "snags": SNAGS}, "2026-05-15")
    assert said.paid(statement) == {"2026-01": 60, "2026-03": 200, "2026-04": 200}
    march = next(w for w in statement.windows if w.first == "2026-03-01")
    assert any("late by 40 full days, still open" in reason for reason in march.credits[0].because)


def test_an_act_on_a_late_document_is_due_from_when_the_document_was() -> None:
    body = REPORTS + (
        "If a Progress Report is late, Provider shall escalate it to Customer within 2 business days after it is due.\n"
    )
    rows = "Month,Sent\n2026-01,2026-02-08\n"
    plan = said.plan_of(body)
    statement = said.settled(plan, {"progress-reports": rows, "snags": SNAGS}, "2026-02-09", agree=False)
    assert {d.state.value for w in statement.windows for d in w.duties} <= {"missed", "undetermined", "pending"}


def test_a_document_is_due_by_the_day_on_which_its_duty_ends() -> None:
    """Every document not sent in time, whether it came late or never."""
    body = REPORTS + "For each Progress Report not Sent in time, Provider shall credit Customer GBP 1.00.\n"
    rows = "Month,Sent\n2026-01,2026-02-08\n2026-02,2026-03-05\n"
    statement = said.settled(said.plan_of(body), {"progress-reports": rows, "snags": SNAGS}, "2026-04-10")
    assert said.paid(statement) == {"2026-01": 1, "2026-03": 1}


def test_an_act_on_the_day_after_the_as_of_date_is_not_known() -> None:
    plan = said.plan_of(SITE.format("For each Snag that is Mended, Provider shall credit Customer GBP 1.00."))
    rows = "Number,Reported,Mended\nS1,2026-03-24,2026-04-01\n"
    assert said.paid(said.settled(plan, {"snags": rows}, "2026-03-31")) == {}
    assert said.paid(said.settled(plan, {"snags": rows}, "2026-04-01")) == {"2026-03": 1}


# --- before ------------------------------------------------------------------------------------------------------------------------

BEFORE = """## Services

"Payroll" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

## Records

A "Payslip" is a record that Provider keeps in "Pay", with:

- Number: text
- Payday: date
- Cutoff: time
- Sent: time, if any
- Checked: date, if any

A Payslip belongs to the month of its Payday.

## Service levels

### Payslips

Provider shall ensure that each Payslip is Sent before its Payday.

For each Payslip not Sent in time, Provider shall credit Customer GBP 5.00.

### Checks

Provider shall ensure that each Payslip is Checked before its Payday.

For each Payslip not Checked in time, Provider shall credit Customer GBP 50.00.

### Cutoff

For each Payslip that is Sent before its Cutoff, Provider shall credit Customer GBP 500.00.
"""
PAYDAYS = """Number,Payday,Cutoff,Sent,Checked
A,2026-01-30,2026-01-30 12:00,2026-01-29 23:59,2026-01-29
B,2026-02-27,2026-02-26 00:00,2026-02-27 00:00,2026-02-27
C,2026-03-27,2026-03-27 12:00,2026-03-27 12:00,2026-03-26
"""


@pytest.mark.parametrize("edge", ["included", "excluded"])
def test_before_a_day_or_a_time_is_not_on_it(edge: str) -> None:
    """B is sent at the first moment of its payday and checked on it; C is sent at its cutoff to the minute."""
    plan = said.plan_of(BEFORE)
    given = {"limit end": edge} if any(one.slot.name == "limit end" for one in plan.readings) else {}
    assert said.paid(said.settled(plan, {"payslips": PAYDAYS}, "2026-03-31", given)) == {
        "2026-01": 500,
        "2026-02": 5 + 50,
        "2026-03": 5,
    }


def test_a_month_of_single_records_cannot_count_as_missed() -> None:
    counted = '\nIf Customer misses clause "Data" in a month, clause "{}" counts as missed in that month.\n'
    assert "N213" in said.codes(PAYROLL + counted.format("Payslips"))
    assert "N213" not in said.codes(PAYROLL + counted.format("Punctuality"))


BOTH = DESK[: DESK.index("### Answering")].replace(
    "- Resolved: time, if any", "- Resolved: time, if any\n- Escalated: time, if any"
)
BOTH += """### Answering

Provider shall ensure that each Ticket is Answered within 1 hour after it is Opened and is Resolved within 8 hours after it is Opened.
"""


@pytest.mark.parametrize(("act", "found"), [("Answered", ("missed", Fraction(1, 2))), ("Resolved", ("met", 1))])
def test_it_is_due_by_the_time_of_the_act_that_the_sentence_names(act: str, found: tuple[str, Fraction]) -> None:
    """Escalated 2 and 4.5 hours after the hour for the answer, which for the second is before the repair is due."""
    more = f"\nFor each Ticket not {act} in time, Amy shall escalate it to Customer within 4 hours after it is due.\n"
    plan = said.plan_of(BOTH.replace("## Services", '"Amy" means the "manager" of Provider.\n\n## Services', 1) + more)
    tickets = "Number,Opened,Answered,Resolved,Escalated\n"
    tickets += "1,2026-01-05 10:00,2026-01-05 12:30,2026-01-06 17:00,2026-01-05 13:00\n"
    tickets += "2,2026-01-06 10:00,2026-01-06 12:30,2026-01-07 19:30,2026-01-06 15:30\n"
    statement = said.settled(plan, {"tickets": tickets}, "2026-01-31")
    shown = [one for one in statement.windows[0].duties if one.who == "Amy"]
    assert [(one.state.value, one.value) for one in shown] == [found]


def test_it_is_due_must_say_for_what_where_its_clause_sets_two_times() -> None:
    more = "\nIf a Ticket is late, Provider shall credit Customer GBP 1.00.\n"
    asked = "\nProvider shall ensure that each Ticket is Escalated within 2 hours after it is due.\n"
    assert "N212" not in said.codes(BOTH + more)
    assert "N212" in said.codes(BOTH + asked)


SUPPLY = """## Records

A "Premises" (plural "Premises") is a record that Customer keeps in "CRM", with:

- Number: text
- Kind: domestic or business

An "Interruption" is a record that Provider keeps in "OMS", with:

- Premises: a Premises
- Reported: time
- Restored: time, if any
- Weather: normal or severe

### Normal weather

Provider shall ensure that each Interruption with Weather normal is Restored within 12 hours after it is Reported.

For each Interruption not Restored in time, Provider shall pay Customer the following amounts:

| Kind     | Amount     |
| -------- | ---------- |
| domestic | GBP 95.00  |
| business | GBP 190.00 |

### Severe weather

Provider shall ensure that each Interruption with Weather severe is Restored within 24 hours after it is Reported.
For each Interruption not Restored in time, Provider shall pay Customer GBP 80.00.
"""


def test_each_clause_pays_for_its_own_miss_and_a_table_asks_what_the_row_refers_to() -> None:
    """13 hours in normal weather at a business and at a house, 13 and 25 in severe weather."""
    rows = """Premises,Reported,Restored,Weather
B,2026-03-03 08:00,2026-03-03 21:00,normal
D,2026-03-04 08:00,2026-03-04 21:00,normal
D,2026-03-05 08:00,2026-03-05 21:00,severe
D,2026-03-06 08:00,2026-03-07 09:00,severe
"""
    records = {"premises": "Number,Kind\nD,domestic\nB,business\n", "interruptions": rows}
    statement = said.settled(said.plan_of(SUPPLY), records, "2026-03-31")
    credits = [line for window in statement.windows for line in window.credits]
    assert sorted((line.clause, line.amount) for line in credits) == [
        ("Normal weather", 95 + 190),
        ("Severe weather", 80),
    ]
