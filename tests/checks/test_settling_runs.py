"""Rights and credits by a number of rows in windows that slide: by the evaluator and by the emitted checks, against counts by hand."""

from __future__ import annotations

import pytest

from tests.checks import said

TEXT = """## Services

"Transport" is a service that Provider supplies to Customer for GBP 100.00 a month.

## Records

A "Circuit" is a record that Provider keeps in "Circuit List", with:

- Name: text

A "Fault" is a record that Provider keeps in "Desk", with:

- Number: text
- Circuit: a Circuit
- Opened: time

## Service levels

### Many faults

{sentence}
"""
FAULTS = """Number,Circuit,Opened
1,A,2026-01-10 20:00
2,A,2026-01-11 08:00
3,A,2026-01-11 19:00
4,A,2026-02-10 10:00
5,A,2026-03-05 10:00
6,A,2026-03-20 11:00
7,A,2026-04-28 10:00
8,A,2026-06-28 10:00
"""
RECORDS = {"circuits": "Name\nA\nB\n", "faults": FAULTS}


@pytest.mark.parametrize(
    ("window", "arisen"),
    [
        ("any 30 consecutive days", ["2026-01-11"]),
        # 1 to 3 lie within 23 hours of two days.
        ("any 24 consecutive hours", ["2026-01-11"]),
        ("any 20 consecutive hours", []),
        # Weeks start on Mondays: 5 January to 15 February holds 1 to 4; 2 February to 15 March holds 4 and 5, 9 February to 22 March
        # 4 to 6, and 16 February to 29 March again two.
        ("any 6 consecutive weeks", ["2026-01-11", "2026-03-20"]),
        # January and February, February and March, March and April: each holds three or more, and April and May one.
        ("any 2 consecutive months", ["2026-01-11"]),
    ],
)
def test_a_right_by_faults_in_windows_that_slide(window: str, arisen: list[str]) -> None:
    sentence = f"If a Circuit has at least 3 Faults in {window}, Customer may terminate Transport by notice."
    statement = said.settled(said.plan_of(TEXT.format(sentence=sentence)), RECORDS, "2026-08-31")
    assert [(one.group, one.what, one.arisen) for one in statement.rights] == [
        ("A", "terminate Transport", day) for day in arisen
    ]


LASTING = TEXT.replace("- Opened: time\n", "- Opened: time\n- Closed: time, if any\n").replace(
    "## Service levels",
    '## Definitions\n\n"Outage" means the time from Opened to Closed of a Fault.\n\n## Service levels',
)


@pytest.mark.parametrize(
    ("window", "arisen"),
    [
        # A: 36 hours from 3 February, and again, long after these have left the window, from 3 May. B: 20 and 20 hours, which meet in
        # the windows of 30 days that hold both; on 8 April the first leaves, and nothing is new.
        ("any 30 consecutive days", [("A", "2026-02-04"), ("B", "2026-03-29"), ("A", "2026-05-04")]),
        ("any 2 consecutive weeks", [("A", "2026-02-08"), ("A", "2026-05-10")]),
        ("any 2 consecutive months", [("A", "2026-02-28"), ("B", "2026-03-31"), ("A", "2026-05-31")]),
    ],
)
def test_a_right_by_time_of_each_in_windows_that_slide_arises_once(window: str, arisen: list[tuple[str, str]]) -> None:
    sentence = f"If the total Outage of a Circuit in {window} is more than 24 hours, Customer may terminate Transport by notice."
    faults = """Number,Circuit,Opened,Closed
1,A,2026-02-03 00:00,2026-02-04 12:00
2,B,2026-03-10 00:00,2026-03-10 20:00
3,B,2026-03-29 03:00,2026-03-29 23:00
4,A,2026-05-03 00:00,2026-05-04 12:00
"""
    statement = said.settled(
        said.plan_of(LASTING.format(sentence=sentence)), {"circuits": "Name\nA\nB\n", "faults": faults}, "2026-08-31"
    )
    assert [(one.group, one.arisen) for one in statement.rights] == arisen


def test_the_right_is_for_the_circuit_where_the_text_says_so() -> None:
    service = TEXT.replace("GBP 100.00 a month.", "GBP 100.00 a month for each Circuit.")
    sentence = "If a Circuit has at least 3 Faults in any 2 consecutive months, Customer may terminate Transport for that Circuit by notice."
    statement = said.settled(said.plan_of(service.format(sentence=sentence)), RECORDS, "2026-08-31")
    assert [one.what for one in statement.rights] == ["terminate Transport for A"]


@pytest.mark.parametrize(
    ("window", "paid"),
    [
        ("any 24 consecutive hours", {"2026-01": 5}),
        # The third of January, that of February after three since 1 January, and 6 after 4 and 5; 7 has 5 and 6 before it.
        ("any 2 consecutive months", {"2026-01": 5, "2026-02": 5, "2026-03": 5, "2026-04": 5}),
    ],
)
def test_each_fault_after_the_second_in_windows_that_slide(window: str, paid: dict[str, int]) -> None:
    sentence = f"For each Fault after the second in {window}, Provider shall credit Customer GBP 5.00."
    statement = said.settled(said.plan_of(TEXT.format(sentence=sentence)), RECORDS, "2026-08-31")
    assert said.paid(statement) == paid


def test_windows_that_slide_lie_within_the_term() -> None:
    """The agreement takes effect on 1 January: a fault of the day before lies in none of its windows."""
    sentence = (
        "If a Circuit has at least 3 Faults in any 30 consecutive days, Customer may terminate Transport by notice."
    )
    faults = "Number,Circuit,Opened\n1,A,2025-12-31 20:00\n2,A,2026-01-02 08:00\n3,A,2026-01-03 19:00\n"
    records = {"circuits": "Name\nA\n", "faults": faults}
    statement = said.settled(said.plan_of(TEXT.format(sentence=sentence)), records, "2026-03-31")
    assert statement.rights == ()
