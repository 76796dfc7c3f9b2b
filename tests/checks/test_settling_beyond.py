""" "For each Fault after the third in a month": by the evaluator and by the emitted checks, against figures by hand."""

from __future__ import annotations

import pytest

from sladsl.checks.statement import Statement
from tests.checks import said

TEXT = """## Records

A "Machine" is a record that Customer keeps in "Asset List", with:

- Name: text

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Machine: a Machine
- Noted: time
- Mended: time, if any
- Grade: high or low

## Definitions

"Standstill" means the time from Noted to Mended of each Fault.
"Serious Fault" means a Fault with Grade high.

## Service levels

### Mending

Provider shall ensure that each Fault is Mended within 2 hours after it is Noted.

### Faults

{sentence}
"""
MACHINES = "Name\nA\nB\n"
FAULTS = """Number,Machine,Noted,Mended,Grade
1,A,2026-01-10 20:00,2026-01-10 21:00,high
2,A,2026-01-11 20:00,2026-01-11 20:30,low
3,A,2026-01-11 20:40,2026-01-11 21:00,low
4,B,2026-01-12 20:00,2026-01-12 21:00,high
5,B,2026-01-13 20:00,2026-01-14 21:00,high
6,A,2026-01-14 22:00,2026-01-15 21:00,high
7,A,2026-02-01 20:00,2026-02-01 21:00,high
8,A,2026-02-05 20:00,2026-02-05 21:00,high
9,A,2026-02-12 20:00,2026-02-12 21:00,high
"""


def settled(sentence: str, faults: str = FAULTS, as_of: str = "2026-04-30") -> Statement:
    plan = said.plan_of(TEXT.format(sentence=sentence))
    return said.settled(plan, {"machines": MACHINES, "faults": faults}, as_of)


@pytest.mark.parametrize(
    ("which", "paid"),
    [
        ("Fault after the third in a month", {"2026-01": 30}),
        ("Fault in a month after the first 3", {"2026-01": 30}),
        ("Fault after the 5th in a month", {"2026-01": 10}),
        ("Fault with Grade high after the first in a month", {"2026-01": 30, "2026-02": 20}),
        ("Serious Fault after the second in a month", {"2026-01": 20, "2026-02": 10}),
        ("Fault of each Machine after the second in a month", {"2026-01": 20, "2026-02": 10}),
        ("Standstill after the 4th in a month", {"2026-01": 20}),
        ("Fault after the 8th in a quarter", {"2026-03": 10}),
        # 1 February: six in the thirty days before it; 12 February: those of 14 January, 1 and 5 February, and no more.
        ("Fault after the third in any 30 consecutive days", {"2026-01": 30, "2026-02": 30}),
        ("Fault after the 4th in any 30 consecutive days", {"2026-01": 20, "2026-02": 20}),
    ],
)
def test_each_beyond_a_number(which: str, paid: dict[str, int]) -> None:
    statement = settled(f"For each {which}, Provider shall credit Customer GBP 10.00.")
    assert said.paid(statement) == paid


def test_after_the_amount_and_by_time_whatever_the_order_of_the_rows() -> None:
    lines = FAULTS.strip().splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    sentence = "Provider shall credit Customer GBP 10.00 for each Fault after the 5th in a month."
    (january, *_) = settled(sentence, turned).windows
    assert [one.amount for one in january.credits] == [10]
    assert "6" in january.credits[0].group or "6" in " ".join(january.credits[0].because)


def test_one_that_may_yet_count_leaves_those_after_it_open() -> None:
    """Fault 2 is not mended, and its time limit runs: nobody knows whether Fault 3 is the second or the third."""
    text = TEXT.format(
        sentence="For each Prompt Fault after the first 2 in a month, Provider shall credit Customer GBP 1.00."
    )
    text = text.replace("within 2 hours", "within 72 hours")
    plan = said.plan_of(
        text.replace('"Serious Fault"', '"Prompt Fault" means a Fault that is Mended in time.\n"Serious Fault"')
    )
    faults = """Number,Machine,Noted,Mended,Grade
1,A,2026-01-30 20:00,2026-01-30 21:00,high
2,A,2026-01-31 22:30,,high
3,A,2026-01-31 22:40,2026-01-31 23:00,high
"""
    early = said.settled(plan, {"machines": MACHINES, "faults": faults}, "2026-02-01")
    assert said.paid(early) == {}
    late = said.settled(
        plan, {"machines": MACHINES, "faults": faults.replace("22:30,,", "22:30,2026-02-01 00:10,")}, "2026-02-28"
    )
    assert said.paid(late) == {"2026-01": 1}


def test_the_window_in_which_they_are_counted_is_needed_and_only_one() -> None:
    due = "Provider shall credit Customer GBP 10.00."
    assert "N138" in said.codes(TEXT.format(sentence=f"For each Fault after the third, {due}"))
    assert "N140" in said.codes(TEXT.format(sentence=f"For each Fault in a quarter after the third in a month, {due}"))


def test_an_act_is_called_for_by_each_of_them() -> None:
    act = "For each Fault after the third in a month, Provider shall notify Customer within 2 hours after it is Noted."
    assert "N150" in said.codes(TEXT.format(sentence=act))
