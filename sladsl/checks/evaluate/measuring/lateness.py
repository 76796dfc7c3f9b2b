"""By how much a row is late, in the steps of a unit trigger."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring import counting
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.figures import figure, plural
from sladsl.model.consequences import Steps, UnitTrigger
from sladsl.model.node import node
from sladsl.model.quantities import Unit
from sladsl.time.lateness import Count, business_days_from, days_between

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.dues import Lateness


@node
class LateBy:
    """In seconds, or in days where days are counted; `started` counts begun days."""

    full: Fraction
    started: Fraction
    words: str


def late_by(late: Lateness, trigger: UnitTrigger, world: World) -> LateBy:
    if trigger.calendar_days or trigger.business_days:
        started = trigger.steps is Steps.STARTED
        count = days_late(late, world, business=trigger.business_days)
        day = "business day" if trigger.business_days else "day"
        words = plural(count.full, f"full {day}") if count.full and not started else ""
        if started or count.started != count.full:
            words = f"{words}, {count.started} begun" if words else plural(count.started, f"begun {day}")
        return LateBy(Fraction(count.full), Fraction(count.started), words)
    seconds = Fraction(late.counted, 1_000_000)
    unit = Unit(trigger.step.unit.dimension, trigger.step.unit.name)
    return LateBy(seconds, seconds, figure(seconds, unit))


def days_late(late: Lateness, world: World, *, business: bool) -> Count:
    """Days of the calendar, or business days."""
    if not business:
        return days_between(late.due, late.until, world.zone)
    calendar = counting.business_days(world)
    if calendar is None:
        raise ValueError(
            "business days in an agreement that does not say what they are, which the compiler refuses before"
        )
    return business_days_from(late.due, late.until, calendar, world.zone)
