"""For each kind of slot a small contract that leaves it open, and the witness that is found for it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from sladsl.ambiguity.slots import CODES
from sladsl.ambiguity.witness.outcomes import Outcome, Stake, stake
from sladsl.ambiguity.witness.search import Search, Side, Witness
from sladsl.compiler import Checked, check, standard_rules
from sladsl.manual.around import around_open
from sladsl.manual.questions import questions
from sladsl.model.worked import RowEvent, SampleEvent
from sladsl.questions.disputes import RULES, Disputed, disputes_of, sides_of

MANUAL = {one.kind: one.example for of_code in questions().values() for one in of_code}
OWN = {
    "cap order": """### Answers

Each Ticket is due to be Answered within 4 hours after it is Opened.
For each Ticket that is late, Provider shall credit Customer GBP 500.00.

### Availability

Provider shall keep Monthly Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer GBP 1,000.00.

## Credits

Credits are due without a claim.
Credits add up.
Credits for a month shall not exceed GBP 1,500.00.
Credits under clause "Answers" for a month shall not exceed GBP 700.00.
"""
}
"""Where the contract of the manual leaves the question open, and nothing hangs on it there."""
WITHOUT = ("notice",)
"""No record of any contract shows a notice that is given."""
KINDS = [kind for kind in CODES if kind in MANUAL and kind not in WITHOUT]
OF_DUTIES = ("efforts",)
OF_RIGHTS = ("restart",)


@cache
def checked_of(kind: str) -> Checked:
    return check(around_open(OWN.get(kind, MANUAL[kind]), kind), "example.sla", lambda name: None, {})


@cache
def disputed(kind: str) -> Disputed:
    return next(one for one in disputes_of(checked_of(kind)) if one.question.name.partition("/")[0] == kind)


def outcomes(sides: tuple[Side, ...], witness: Witness, leaving_out: int | None = None) -> list[Outcome | None]:
    search = Search(standard_rules(RULES).chosen)
    kept = [event for number, event in enumerate(witness.events) if number != leaving_out]
    events = (*kept, *([] if leaving_out is None else as_it_should_be(witness, leaving_out)))
    rights = witness.stake is Stake.RIGHTS
    return [
        search.whole(side.plan, rights).outcome(events, dict(side.given), witness.first, witness.last, witness.now)
        for side in sides
    ]


def as_it_should_be(witness: Witness, number: int) -> list[RowEvent]:
    """What stands in the place of an event where something has to: the hours of a month in which enough is worked."""
    event = witness.events[number]
    for usual in witness.events[witness.seen :]:
        if isinstance(event, RowEvent) and isinstance(usual, RowEvent) and usual.record == event.record:
            when = {name: value for name, value in event.fields if isinstance(value, date)}
            return [RowEvent(event.record, tuple((dict(usual.fields) | when).items()))]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_a_witness_is_found(kind: str) -> None:
    found = disputed(kind)
    assert found.witness is not None, found.searched
    hanging = Stake.STATES if kind in OF_DUTIES else Stake.RIGHTS if kind in OF_RIGHTS else Stake.MONEY
    assert found.witness.stake is hanging
    assert found.dispute.events
    assert len(found.dispute.events) <= 5
    assert len({claim.amount for claim in found.dispute.claims}) > 1
    assert all(claim.arithmetic for claim in found.dispute.claims)
    assert any(claim.favours for claim in found.dispute.claims)
    assert (found.dispute.spread > 0) is (hanging is Stake.MONEY)


@pytest.mark.parametrize("kind", KINDS)
def test_the_amounts_are_those_of_the_settlement_under_each_answer(kind: str) -> None:
    found = disputed(kind)
    assert found.witness is not None
    assert tuple(outcomes(found.sides, found.witness)) == found.witness.outcomes


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_of_its_events_the_answers_no_longer_differ(kind: str) -> None:
    found = disputed(kind)
    assert found.witness is not None
    no_event_is_idle(found, found.witness)


def no_event_is_idle(found: Disputed, witness: Witness) -> None:
    """Without any one of them the answers differ in less, or not at all."""
    for number in range(witness.seen):
        event = witness.events[number]
        if isinstance(event, RowEvent) and len(event.fields) == 1:
            continue  # a row that only stands behind another
        assert isinstance(event, RowEvent | SampleEvent)
        left = [one for one in outcomes(found.sides, witness, number) if one is not None]
        assert max(stake(one, other) for one in left for other in left) < witness.stake


def test_the_same_text_gives_the_same_witness() -> None:
    again = disputes_of(check(checked_of("straddling").source.text, "example.sla", lambda name: None, {}))
    assert [one.dispute for one in again] == [one.dispute for one in disputes_of(checked_of("straddling"))]


def test_sides_are_the_answers_in_their_order() -> None:
    found = disputed("month")
    assert [side.value for side in sides_of(found.question, checked_of("month"))] == [
        answer.value for answer in found.question.answers
    ]
