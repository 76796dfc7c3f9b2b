"""A clause that has lapsed, or does not apply in a window, is left out of the statement from then on."""

from __future__ import annotations

from fractions import Fraction

from tests.checks.said import paid, plan_of, settled, states

RECORDS = """
## Records

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Opened: time
- Answered: time, if any

An "Order" is a record that Customer keeps in "Shop", with:

- Number: text
- Ordered: date

## Definitions

"Order Count" means the number of Orders in a month.
"Week Count" means the number of Orders in a week.
"Quarter Count" means the number of Orders in a quarter.

## Service levels

### Answers

Provider shall ensure that at least 90% of the Tickets in each {unit} are Answered within 4 hours after it is Opened.

### Exclusivity

{exclusivity}
"""
EXCLUSIVITY = """Customer shall keep Order Count at or above 3 in each month.
Customer shall ensure that each Ticket is Answered within 8 hours after it is Opened.
Customer shall keep Quarter Count at or above 3 in each quarter.
If Customer misses clause "Exclusivity" in a month, Customer shall pay Provider GBP 10.00.

### End

If Provider misses clause "Answers" in 2 consecutive months, clause "Exclusivity" lapses.
"""
LATE = (2, 3, 7, 8)
TICKETS = "Number, Opened, Answered\n" + "\n".join(
    f"T{month}, 2026-{month:02}-10T10:00, 2026-{month:02}-10T{'18:30' if month in LATE else '11:00'}"
    for month in range(1, 10)
)
ORDERS = "Number, Ordered\nO1, 2026-01-05"


def test_after_its_lapse_a_clause_is_shown_neither_as_missed_nor_as_met() -> None:
    plan = plan_of(RECORDS.format(unit="month", exclusivity=EXCLUSIVITY))
    statement = settled(plan, {"Ticket": TICKETS, "Order": ORDERS}, "2026-09-30")
    assert sorted(states(statement, "Exclusivity")) == ["2026-01", "2026-02", "2026-03"]
    assert paid(statement) == {f"2026-0{month}": Fraction(10) for month in (1, 2, 3)}
    # Two more months are missed in August: what has lapsed does not lapse again.
    lapses = [window.first for window in statement.windows if any("lapses" in note for note in window.notes)]
    assert lapses == ["2026-03-01"]


def test_a_lapse_within_a_month() -> None:
    exclusivity = """Customer shall keep Order Count at or above 3 in each month.
Customer shall keep Week Count at or above 1 in each week.

### End

If Provider misses clause "Answers" in 2 consecutive weeks, clause "Exclusivity" lapses.
"""
    plan = plan_of(RECORDS.format(unit="week", exclusivity=exclusivity))
    tickets = "Number, Opened, Answered\nA, 2026-01-12T10:00, 2026-01-12T18:30\nB, 2026-01-19T10:00, 2026-01-19T18:30"
    statement = settled(plan, {"Ticket": tickets, "Order": ORDERS}, "2026-02-28")
    shown = [
        (one.first, one.last) for window in statement.windows for one in window.duties if one.clause == "Exclusivity"
    ]
    assert shown == [
        ("2026-01-01", "2026-01-04"),
        ("2026-01-05", "2026-01-11"),
        ("2026-01-12", "2026-01-18"),
        ("2026-01-19", "2026-01-25"),
    ]


def test_what_hangs_on_a_lapse_lapses_in_its_turn() -> None:
    """The rows that a clause would judge count for nobody, whichever month is asked for first."""
    exclusivity = (
        EXCLUSIVITY
        + """
### Priority

Customer shall ensure that each Order is Ordered within 30 days after 1 January 2026.
If Customer misses clause "Exclusivity" in 2 consecutive months, clause "Priority" lapses.
"""
    )
    plan = plan_of(RECORDS.format(unit="month", exclusivity=exclusivity))
    orders = "Number, Ordered\nO1, 2026-01-05\nO2, 2026-03-05"
    statement = settled(plan, {"Ticket": TICKETS, "Order": orders}, "2026-06-30")
    assert states(statement, "Priority") == {"2026-01": {"": "met"}, "2026-02": {"": "met"}}


def test_a_duty_on_rows_is_left_out_where_its_clause_does_not_apply() -> None:
    exclusivity = """Customer shall ensure that each Ticket is Answered within 8 hours after it is Opened.
Customer shall keep Order Count at or above 3 in each month.
In the first 2 months of the term, clause "Exclusivity" does not apply.
During Season, clause "Exclusivity" does not apply.
"""
    body = RECORDS.format(unit="month", exclusivity=exclusivity)
    body = body.replace("## Definitions\n", '## Definitions\n\n"Season" is 1 April to 10 May of each year.')
    statement = settled(plan_of(body), {"Ticket": TICKETS, "Order": ORDERS}, "2026-06-30")
    assert sorted(states(statement, "Exclusivity")) == ["2026-03", "2026-05", "2026-06"]
