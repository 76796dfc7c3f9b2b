"""Questions of one clause together: what all their readings come to on one and the same run of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from sladsl.ambiguity.witness.outcomes import Outcome, Stake
from sladsl.ambiguity.witness.search import Search, Side, Witness
from sladsl.model.node import node
from sladsl.model.worked import Event, SampleEvent

_MOST_READINGS = 36
_MOST_QUESTIONS = 5
_MOST_MERGED = 3
"""Witnesses of which the events of each two are put together."""


@node
class Together:
    """`readings`: combinations of answers that were settled; `amounts`: different sums among them, from `low` to `high`, from payer to
    payee. `all_`: no combination was left out."""

    questions: tuple[str, ...]
    events: tuple[Event, ...]
    readings: int
    amounts: int
    low: Fraction
    high: Fraction
    all_: bool


def together(found: Sequence[tuple[str, Sequence[Side], Witness]], search: Search) -> Together | None:
    """Of the questions of one clause that have money hanging on them, those on which most hangs, on the events of two of them; None where
    their readings come to no more than two amounts. A reading that changes nothing on the events multiplies nothing: it is left out."""
    chosen = [one for one in found if one[2].stake is Stake.MONEY and all(side.given for side in one[1])]
    chosen = sorted(chosen, key=lambda one: (-one[2].spread, one[0]))[:_MOST_QUESTIONS]
    tried = (_on_events_of(pair, chosen, search) for pair in combinations(chosen[:_MOST_MERGED], 2))
    best = max(
        (one for one in tried if one is not None), key=lambda one: (one.amounts, one.high - one.low), default=None
    )
    return best if best is not None and best.amounts > 2 else None


def _on_events_of(
    pair: Sequence[tuple[str, Sequence[Side], Witness]],
    chosen: Sequence[tuple[str, Sequence[Side], Witness]],
    search: Search,
) -> Together | None:
    events = _merged([event for _, _, witness in pair for event in witness.events])
    first, last = min(one[2].first for one in pair), max(one[2].last for one in pair)
    now = max(one[2].now for one in pair)
    ground = search.ground(search.cones(chosen[0][1][0].plan).of(chosen[0][2].clauses))
    base = ground.outcome(events, {}, first, last, now)
    if base is None:
        return None
    asked = [one for one in chosen if one[0] in base.asked]
    count = 1
    kept: list[tuple[str, Sequence[Side]]] = []
    for name, sides, _ in asked:
        if count * len(sides) <= _MOST_READINGS:
            count *= len(sides)
            kept.append((name, sides))
    if len(kept) < 2:
        return None
    sums = []
    for answers in product(*(sides for _, sides in kept)):
        given = dict(one for side in answers for one in side.given)
        outcome = ground.outcome(events, given, first, last, now)
        if outcome is not None:
            sums.append(_net(outcome, base))
    names = tuple(name for name, _ in kept)
    return Together(names, events, len(sums), len(set(sums)), min(sums), max(sums), len(kept) == len(asked))


def _net(outcome: Outcome, base: Outcome) -> Fraction:
    """What the party gets that is paid most."""
    payees = [payee for _, payee, _ in (*base.paid, *outcome.paid)]
    payee = payees[0] if payees else ""
    return sum((amount if to == payee else -amount for _, to, amount in outcome.paid), Fraction(0))


def _merged(events: Sequence[Event]) -> tuple[Event, ...]:
    """Each event once; stretches of the same samples in one. Of samples that are missing, or made at a time of their own, no more is told
    where others are."""
    found: list[Event] = []
    for event in dict.fromkeys(events):
        if not isinstance(event, SampleEvent):
            found.append(event)
            continue
        known = next(
            (n for n, one in enumerate(found) if isinstance(one, SampleEvent) and one.record == event.record), None
        )
        if known is None:
            found.append(event)
            continue
        before = found[known]
        assert isinstance(before, SampleEvent)
        if replace(before, stretches=()) == replace(event, stretches=()):
            found[known] = replace(before, stretches=tuple(sorted({*before.stretches, *event.stretches})))
    return tuple(found)
