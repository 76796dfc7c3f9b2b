"""What something calls for: a report on each incident, a plan after a bad month, an escalation. By the evaluator and by the emitted
checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Priority: 1, 2 or 3
- Opened: time
- Answered: time, if any
- Escalated: time, if any
- Resolved: time, if any

A "Root Cause Report" is a record that Provider sends to Customer, with:

- Ticket: a Ticket
- Sent: time

A "Correction Plan" is a record that Provider sends to Customer, with:

- Month: month
- Sent: time, if any

## Definitions

"Urgent Ticket" means a Ticket with Priority 1.

## Service

### Called for

{sentences}
"""


def paid(sentences: str, *, as_of: str = "2026-04-30", **records: str) -> dict[str, Fraction]:
    plan = said.plan_of(TEXT.format(sentences=sentences))
    heads = {
        "tickets": "Number, Priority, Opened, Answered, Escalated, Resolved",
        "root-cause-reports": "Ticket, Sent",
        "correction-plans": "Month, Sent",
    }
    rows = {name: f"{head}\n{records.get(name.replace('-', '_'), '')}" for name, head in heads.items()}
    return said.paid(said.settled(plan, rows, as_of))


REPORT = "For each Urgent Ticket, Provider shall send a Root Cause Report to Customer within 2 business days after it is Resolved.\n"
SUM = "For each Root Cause Report that is late, Provider shall credit Customer GBP 100.00."
HOURLY = "For each full hour by which a Root Cause Report is late, Provider shall credit Customer GBP 1.00."
# Resolved on a Thursday: its report is due at the end of Monday, 16 March.
RESOLVED = "A1, 1, 2026-03-12T10:00, , , 2026-03-12T15:00"


@pytest.mark.parametrize(
    ("sent", "sum_", "hours"),
    [
        ("A1, 2026-03-16T23:00", 0, 0),
        ("A1, 2026-03-17T09:00", 100, 9),
        # Of two, the first is the one that was due.
        ("A1, 2026-03-16T10:00\nA1, 2026-03-18T10:00", 0, 0),
        # None until the end of March: 15 days, less the hour by which the clocks change. What is sent for another ticket is none.
        ("", 100, 359),
        ("A2, 2026-03-13T10:00", 100, 359),
    ],
)
def test_a_document_for_each_row(sent: str, sum_: int, hours: int) -> None:
    tickets = f"{RESOLVED}\nA2, 2, 2026-03-12T10:00, , , 2026-03-12T15:00\nA3, 1, 2026-03-12T10:00, , ,"
    told = {"tickets": tickets, "root_cause_reports": sent, "as_of": "2026-03-31"}
    assert paid(REPORT + SUM, **told).get("2026-03", 0) == sum_
    assert paid(REPORT + HOURLY, **told).get("2026-03", 0) == hours


def test_a_share_of_the_documents_for_each_row() -> None:
    """One in time, one late, one that was not sent: 33.3% are in time, and each five points below 90% cost something."""
    share = (
        REPORT
        + '"Report Rate" means the percentage of the Root Cause Reports in a month that are Sent in time.\n'
        + "For each full 5 percentage points by which Report Rate in a month falls short of 90%, Provider shall credit Customer GBP 1.00."
    )
    tickets = "\n".join(RESOLVED.replace("A1", f"A{one}") for one in (1, 2, 3))
    sent = "A1, 2026-03-16T10:00\nA2, 2026-03-18T10:00"
    assert paid(share, tickets=tickets, root_cause_reports=sent) == {"2026-03": 11}


PLAN = """Provider shall keep the number of Urgent Tickets at or below 1 in each month.
If Provider does not, Provider shall send a Correction Plan to Customer within 10 business days after the end of that month.
For each full business day by which a Correction Plan is late, Provider shall credit Customer GBP 50.00.
"""


def test_a_document_that_a_bad_month_calls_for() -> None:
    """Good Friday and Easter Monday are no business days: it is due by the end of 16 April."""
    two = f"{RESOLVED}\n{RESOLVED.replace('A1', 'A2')}"
    assert paid(PLAN, tickets=two, correction_plans="2026-03, 2026-04-16T23:00") == {}
    # Friday 17 and Monday 20 April are full business days; sent on Tuesday.
    assert paid(PLAN, tickets=two, correction_plans="2026-03, 2026-04-21T10:00") == {"2026-03": 100}
    # Never sent, as of the end of 22 April: 17, 20, 21 and 22 April.
    assert paid(PLAN, tickets=two, as_of="2026-04-22") == {"2026-03": 200}
    # A plan for which nothing has called is not late, nor is what was not sent after a good month.
    assert paid(PLAN, tickets=RESOLVED, correction_plans="2026-03, 2026-04-21T10:00") == {}
    assert paid(PLAN, tickets=RESOLVED) == {}


ESCALATED = "Provider shall escalate each Urgent Ticket to Customer within 30 minutes after it is Opened.\n"
TICKETS = """A1, 1, 2026-03-12T10:00, , 2026-03-12T15:00,
A2, 1, 2026-03-12T10:00, , ,
A3, 1, 2026-03-12T10:00, , 2026-03-12T10:30,
A4, 2, 2026-03-12T10:00, , ,"""


def test_an_escalation_that_is_late() -> None:
    each = "For each Ticket not Escalated in time, Provider shall credit Customer GBP 10.00."
    assert paid(ESCALATED + each, tickets=TICKETS) == {"2026-03": 20}
    hourly = "For each full hour by which a Ticket is late, Provider shall credit Customer GBP 1.00."
    # A1 from 10:30 to 15:00; A2 from 10:30 to the end of March, 19 days and 13.5 hours, less the hour by which the clocks change.
    assert paid(ESCALATED + hourly, tickets=TICKETS, as_of="2026-03-31") == {"2026-03": 4 + 468}


def test_an_escalation_of_what_is_late_by_another_time() -> None:
    """Answers are due at 11:00, and escalations an hour after that: A1 was answered at once, A2 is handed on at 13:00, A3 at 12:00."""
    both = (
        "Provider shall ensure that each Ticket is Answered within 1 hour after it is Opened.\n"
        "For each Ticket not Answered in time, Provider shall escalate it to Customer within 1 hour after it is due.\n"
        "For each Ticket not Escalated in time, Provider shall credit Customer GBP 10.00.\n"
        "For each Ticket not Answered in time, Provider shall credit Customer GBP 1.00."
    )
    tickets = (
        "A1, 1, 2026-03-12T10:00, 2026-03-12T10:10, ,\n"
        "A2, 1, 2026-03-12T10:00, , 2026-03-12T13:00,\n"
        "A3, 1, 2026-03-12T10:00, , 2026-03-12T12:00,"
    )
    assert paid(both, tickets=tickets) == {"2026-03": 10 + 2}


def test_an_escalation_in_a_clause_of_its_own() -> None:
    """ "After it is due" is after the answer was due, which another clause says."""
    answered = (
        "Provider shall ensure that each Ticket is Answered within 1 hour after it is Opened.\n\n### Handing on\n\n"
    )
    escalated = (
        "For each Ticket not Answered in time, Provider shall escalate it to Customer within 1 hour after it is due.\n"
    )
    each = "For each Ticket not Escalated in time, Provider shall credit Customer GBP 10.00."
    tickets = "A1, 1, 2026-03-12T10:00, , 2026-03-12T13:00,\nA2, 1, 2026-03-12T10:00, , 2026-03-12T12:00,"
    assert paid(answered + escalated + each, tickets=tickets) == {"2026-03": 10}


def test_late_of_what_no_row_shows() -> None:
    """A plan that tells no month: nobody could say for which bad month one is lacking, and nothing is counted in silence."""
    text = TEXT.format(sentences=PLAN).replace("- Month: month\n", "")
    assert "N209" in said.codes(text)


def test_at_most_so_many_credits_and_three_misses_in_a_row_of_this_clause() -> None:
    """Seven late in each of January, February and March: five are credited, and in March the third month in a row costs more."""
    answered = "Provider shall ensure that each Ticket is Answered within 1 hour after it is Opened.\n"
    each = (
        "For each Ticket not Answered in time, Provider shall credit Customer GBP 10.00, up to 5 credits in a month.\n"
    )
    more = "If Provider misses this clause in 3 consecutive months, Provider shall credit Customer GBP 500.00 instead."
    tickets = "\n".join(
        f"A{month}{one}, 1, 2026-0{month}-02T10:00, 2026-0{month}-02T12:00, ,"
        for month in (1, 2, 3)
        for one in range(7)
    )
    assert paid(answered + each + more, tickets=tickets) == {"2026-01": 50, "2026-02": 50, "2026-03": 500}
