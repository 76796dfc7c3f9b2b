"""Every kind of fact and outcome that a worked example can say: each holds as it stands, and no longer with another figure."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.worked_examples import Ran, run_examples

CONTRACT = (Path(__file__).parent / "example_kinds.sla").read_text("utf-8")
HEAD, EXAMPLES = CONTRACT.split("## Worked examples\n")
TITLED = {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip() for part in EXAMPLES.split("### ")[1:]}

WRONG = {
    "Gold": [("99.6%", "99.95%"), ("10% of", "5% of"), ("Provider misses", "Provider meets")],
    "Silver": [("silver", "gold"), ("is 99.5% in April", "is 99.4% in April")],
    "Given fee": [("GBP 1,000.00", "GBP 100.00"), ("GBP 10,000", "GBP 1,000")],
    "Points": [("3 Points", "2 Points"), ("0 Points", "3 Points")],
    "Missed": [("February and March", "February and April"), ("9 Points", "3 Points")],
    "Missed twice": [("January 2026 and March 2026", "January, February and March 2026")],
    "Late": [("is late", "is in time"), ("12:00", "12:01"), ("60.00", "20.00"), ("3 Tickets", "2 Tickets")],
    "Business days": [("GBP 6.00", "GBP 3.00"), ("10 March 2026 12:00", "9 March 2026 16:00")],
    "In time": [("9 March 2026 12:00", "9 March 2026 13:00"), ("is met", "is missed")],
    "Down": [("2 hours", "3 hours"), ("misses", "meets")],
    "Lengths": [("of 30 minutes", "of 31 minutes"), ("99.82%", "99.99%")],
    "Lead": [("Score 85", "Score 84")],
    "No lead": [("Score 84", "Score 85")],
    "Visits": [
        ("is 1 in", "is 2 in"),
        ("by 7 days for the", "by 8 days for the"),
        ("by 7 days for 2026", "by 7 days for 2027"),
    ],
    "Hours": [("16 hours", "10 hours"), ("is 6 hours", "is 4 hours")],
    "Two": [("Uptime is 99.5%", "Uptime is 99.9%"), ("99% in April", "99.9% in April")],
    "Errors": [("10:45", "10:40"), ("0.1009%", "0.1%")],
    "Agreed": [("is 5", "is 6"), ("6 Complaints", "5 Complaints")],
}
"""What each example says instead, so that it is contradicted."""


def run(title: str, text: str) -> Ran:
    checked = sladsl.check(f"{HEAD}## Worked examples\n\n### {title}\n\n{text}\n")
    assert [f"{f.code} {f.message}" for f in checked.findings if f.severity == "error"] == []
    ran, _ = run_examples(checked)
    return ran[0]


@pytest.mark.parametrize("title", TITLED)
def test_holds(title: str) -> None:
    ran = run(title, TITLED[title])
    assert [f"{o.expected} / {o.found}" for o in ran.outcomes if not o.holds] == []


@pytest.mark.parametrize(("title", "told", "instead"), [(t, *pair) for t, pairs in WRONG.items() for pair in pairs])
def test_is_contradicted(title: str, told: str, instead: str) -> None:
    assert told in TITLED[title]
    assert not run(title, TITLED[title].replace(told, instead)).holds


def test_a_choice_on_which_it_hangs_is_named() -> None:
    (outcome,) = run(
        "One", "Given that Uptime of a Circuit is 99.6% in March 2026: no credit is due for April 2026."
    ).outcomes
    assert outcome.assumes == ()
    told = "Given that Uptime of a Circuit is 99.6% in March 2026: Provider shall credit Customer GBP 100.00 for March 2026."
    (outcome,) = run("One", told).outcomes
    assert (outcome.holds, outcome.assumes) == (True, ("the Class of the Circuit",))
    _, found = run_examples(sladsl.check(f"{HEAD}## Worked examples\n\n### One\n\n{told}\n"))
    assert [finding.code for finding in found] == ["W002"]


IDLE = [
    "Given that Monthly Uptime is 99.95% in March 2026: Monthly Uptime in March 2026 is 99.95%.",
    "Given a Timesheet with Worked 4 hours on 3 March 2026: no credit is due for March 2026.",
    'Given a Ticket Opened on 6 March 2026 16:00 and Answered on 6 March 2026 16:30: clause "Network" is met in March 2026.',
    'Given that clause "Network" is missed in March 2026: clause "Network" is missed in March 2026.',
]
STANDS = [
    "Given that Monthly Uptime is 99.9% in March 2026: Provider incurs 0 Points in March 2026.",
    "Given that Uptime of a Circuit with Class gold is 99.9% in March 2026: no credit is due for March 2026.",
    'Given a Ticket Opened on 6 March 2026 16:00 and Answered on 6 March 2026 16:30: clause "Tickets" is met in March 2026.',
    "Given 5 Complaints in March 2026, and that Complaint Limit is 5: Provider shall refund Customer GBP 0.00 for March 2026.",
    'Given that clause "Availability" is missed in January and March 2026: Customer may not terminate this agreement.',
]


@pytest.mark.parametrize(("text", "idle"), [(one, True) for one in IDLE] + [(one, False) for one in STANDS])
def test_an_example_stands_for_a_sentence(text: str, idle: bool) -> None:
    checked = sladsl.check(f"{HEAD}## Worked examples\n\n### One\n\n{text}\n")
    ran, found = run_examples(checked, standing=True)
    assert ran[0].holds
    assert ("W003" in [finding.code for finding in found]) is idle
