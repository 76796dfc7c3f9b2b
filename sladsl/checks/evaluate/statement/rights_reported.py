"""A right as the statement shows it: until when, whether it is still open, and by what notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.explain import length_words
from sladsl.checks.evaluate.measuring.limits import limit_of
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.rights import Arisen
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.statement import Right
from sladsl.model.consequences import Forfeit, Terminate
from sladsl.time.zones import date_of

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


def as_statement(right: Arisen, settlement: Settlement) -> Right:
    world, effect = settlement.world, right.effect
    lapses, lapsed = "", False
    if effect.exercise is not None:
        found = limit_of(effect.exercise, right.scope)
        if found is not None and found.until is not None:
            lapses = (found.until.last_day or date_of(found.until.late_from - 1, world.zone)).isoformat()
            lapsed = world.as_of >= found.until.late_from
    forfeited = any(
        forfeit.effect.what == "right" and firing.truth is Truth.TRUE and firing.window.end >= right.at
        for forfeit in world.plan.consequences
        if isinstance(forfeit.effect, Forfeit) and forfeit.clause == right.consequence.clause
        for month in settlement.months_until(world.as_of)
        for firing in firings(forfeit, month, settlement)
    )
    return Right(
        clause=right.consequence.clause,
        party=effect.party,
        what=f"terminate {what_ends(effect)}" + (f" for {right.group}" if effect.of_group else ""),
        group=right.group,
        arisen=date_of(right.at - 1, world.zone).isoformat(),
        lapses=lapses,
        state="lapsed" if lapsed or forfeited else "open",
        notice=_notice(effect),
        because=right.because,
        line=right.consequence.place.line,
    )


def what_ends(effect: Terminate) -> str:
    """ "this agreement", a clause or a service."""
    if not effect.subject:
        return "this agreement"
    return f'clause "{effect.subject}"' if effect.subject_is_clause else effect.subject


def _notice(effect: Terminate) -> str:
    to_end = f" to the end of a {effect.to_end_of}" if effect.to_end_of else ""
    if effect.notice is None:
        return f"by notice{to_end}"
    length = length_words(effect.notice)
    possessive = "'" if length.endswith("s") else "'s"
    return f"by at least {length}{possessive} notice{to_end}"
