"""By how much a row is late, in the steps of a unit trigger."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.evaluate.counting import business_days
from sladsl.checks.evaluate.limits import act_of, lateness
from sladsl.checks.evaluate.scope import Item
from sladsl.checks.evaluate.world import World
from sladsl.checks.figures import figure, plural
from sladsl.model.consequences import UnitTrigger
from sladsl.model.quantities import Unit
from sladsl.time.lateness import business_days_from, days_between


@dataclass(frozen=True, slots=True)
class LateBy:
    """In seconds, or in days where days are counted; `started` counts begun days. `open`: the act is not done, and it grows."""

    full: Fraction
    started: Fraction
    words: str
    open: bool


def late_by(item: Item, trigger: UnitTrigger, world: World) -> LateBy | None:
    """None: the row is not late."""
    found = lateness(item, "", world)
    if found is None:
        return None
    due, until = found
    still = act_of(item, "", world) == (None, None)
    if trigger.calendar_days or trigger.business_days:
        if trigger.business_days:
            calendar = business_days(world)
            if calendar is None:
                raise ValueError(
                    "business days in an agreement that does not say what they are, which the compiler refuses before"
                )
            count = business_days_from(due, until, calendar, world.zone)
            words = plural(count.started, "begun business day")
        else:
            count = days_between(due, until, world.zone)
            words = plural(count.started, "begun day")
        return LateBy(Fraction(count.full), Fraction(count.started), words, still)
    seconds = Fraction(until - due, 1_000_000)
    unit = Unit(trigger.step.unit.dimension, trigger.step.unit.name)
    return LateBy(seconds, seconds, figure(seconds, unit), still)
