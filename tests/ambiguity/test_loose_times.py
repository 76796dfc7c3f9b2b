"""Times and units that can be meant in two ways; and those beside them that cannot."""

from __future__ import annotations

import pytest

import sladsl
from sladsl.questions import questions_of
from tests.manual.around import around, checked

PLAIN_DAYS = """## Interpretation

Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
{}
## Service levels

### Tickets

Provider shall ensure that each Ticket is Answered within 5 days after it is Opened.
"""


def answers(example: str) -> dict[str, list[str]]:
    """Code → the words that may take the place of the loose ones."""
    return {one.code: [a.value for a in one.answers] for one in questions_of(checked(example)) if one.is_wording}


def delivered(until: str) -> str:
    return f"### Deliveries\n\nProvider shall ensure that each Delivery is Delivered {until}.\n"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("by 03/04/2026", {"B023": ["3 April 2026", "4 March 2026"]}),
        ("by 03-04-2026", {"B023": ["3 April 2026", "4 March 2026"]}),
        ("by 13/04/2026", {}),
        ("by 04/13/2026", {}),
        ("by 05.05.2026", {}),
        ("by midnight on 1 May 2026", {"B016": ["1 May 2026 24:00", "1 May 2026 00:00"]}),
        ("by 1 May 2026 24:00", {}),
        ("until 1 May 2026", {"B002": ["by 1 May 2026", "before 1 May 2026"]}),
        ("within 4 after it is Ordered", {"A007": ["4 hours", "4 hours of Support Hours", "4 business days", "4 days", "4 minutes"]}),
        ("within 4 hours, not counting its Waiting", {"C016": ["within 4 hours after it is Ordered, not counting its Waiting", "within 4 hours after the end of that month, not counting its Waiting"]}),
        ("within 1 after it is Ordered", {"A007": ["1 hour", "1 hour of Support Hours", "1 business day", "1 day", "1 minute"]}),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_time(said: str, asked: dict[str, list[str]]) -> None:
    assert answers(delivered(said)) == asked


def test_there_is_no_such_day_in_figures() -> None:
    assert "N034" in [one.code for one in checked(delivered("by 31/31/2026")).findings]


def test_business_closes_when_the_hours_of_the_contract_end() -> None:
    assert answers(delivered("by close of business on 1 May 2026"))["B017"][0] == "1 May 2026 18:00"


def test_an_event_has_a_start_and_an_end() -> None:
    outage = '### Outages\n\n"Outage" means each period of at least 5 consecutive minutes in which every Probe has Outcome failure.\n'
    told = answers(f"{outage}For each Outage, Provider shall notify Customer within 2 hours of that Outage.\n")
    assert told["I001"] == [f"within 2 hours after the {edge} of that Outage" for edge in ("end", "start")]


@pytest.mark.parametrize(
    ("reading", "open_"),
    [("", False), ("A business day is Monday to Friday.", True), ("Public holidays are the bank holidays of England.", False)],
)  # fmt: skip
def test_days_are_open_only_beside_business_days(reading: str, open_: bool) -> None:
    assert ("B005" in answers(PLAIN_DAYS.format(reading))) is open_
    told = f"{reading}\nA day is a calendar day."
    assert "B005" not in answers(PLAIN_DAYS.format(told))


def test_hours_are_open_only_beside_office_hours_that_nothing_uses() -> None:
    hours = '## Definitions\n\n"Support Hours" are Monday to Friday from 08:00 to 18:00.\n\n## Service levels\n\n### Tickets\n\n'
    duty = "Provider shall ensure that each Ticket is {} within 4 hours after it is Opened.\n"
    assert answers(hours + duty.format("Answered"))["B004"] == ["4 hours of Support Hours", "4 calendar hours"]
    counted = "Provider shall ensure that each Ticket is Resolved within 8 hours of Support Hours after it is Opened.\n"
    assert "B004" not in answers(hours + duty.format("Answered") + counted)
    unused = [one.code for one in checked(hours + duty.format("Answered")).findings if "Support Hours" in one.message]
    assert unused == ["B004"]


def test_a_figure_of_money_can_be_points() -> None:
    credit = 'If Provider misses clause "Tickets" in a month, Provider shall credit Customer 500.'
    duty = "### Tickets\n\nProvider shall ensure that each Ticket is Answered within 4 hours after it is Opened.\n"
    found = [one for one in checked(duty + credit).findings if one.code == "A007"]
    assert [one.hint for one in found] == ['Write "GBP 500".']
    assert answers(f'A "Point" is a unit.\n\n{duty}{credit}')["A007"] == ["GBP 500", "500 Point"]


def test_a_figure_of_a_measure_of_time() -> None:
    slow = '### Speed\n\n"Slowest" means the longest Latency of the Probes in a month.\n'
    told = answers(f"{slow}Provider shall keep Slowest at or below 4 in each month.\n")
    assert told["A007"] == ["4 milliseconds", "4 minutes", "4 hours", "4 days"]


def test_a_date_of_the_term_in_figures_is_read_with_its_first_order() -> None:
    text = around("## Term\n\nThis agreement takes effect on 01/02/2026 and continues for 24 months.\n")
    found = sladsl.check(text)
    assert found.plan is not None
    assert found.plan.term is not None
    assert found.plan.term.start.isoformat() == "2026-02-01"
