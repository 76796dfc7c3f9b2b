"""By how much a row is late, or early, in the steps of a unit trigger."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring import counting
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.reasons import Figure, Told, told
from sladsl.model.consequences import ByLateness, Steps, UnitTrigger
from sladsl.model.node import node
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.calendars import Calendar
from sladsl.time.lateness import (
    Count,
    business_days_from,
    business_days_in_parts,
    days_between,
    days_in_parts,
    months_between,
    months_in_parts,
)

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.dues import Lateness


@node
class LateBy:
    """In seconds, or in days or months where these are counted, with parts of them only if they are due pro rata; `started` counts begun ones."""

    full: Fraction
    started: Fraction
    words: str


def late_by(late: Lateness, trigger: UnitTrigger, steps: Steps, world: World) -> LateBy:
    """`steps`: those of the trigger, or of the reading where it leaves them open. What is early is so from the act to the end of its time."""
    if trigger.calendar_days or trigger.business_days or trigger.months:
        of = "month" if trigger.months else "business day" if trigger.business_days else "day"
        if steps is Steps.PRO_RATA:
            parts = _in_parts(late, trigger, world)
            return LateBy(parts, parts, told("{amount}", amount=Figure(parts, Unit(Dimension.PHYSICAL, of))))
        started = steps is Steps.STARTED
        count = _counted(late, trigger, world)
        words: str = _days(count.full, f"full {of}") if count.full and not started else ""
        if started or count.started != count.full:
            begun = _days(count.started, f"begun {of}")
            words = told("{full}, {count} begun", full=words, count=count.started) if words else begun
        return LateBy(Fraction(count.full), Fraction(count.started), words)
    seconds = Fraction(late.counted, 1_000_000)
    unit = Unit(trigger.step.unit.dimension, trigger.step.unit.name)
    return LateBy(seconds, seconds, told("{amount}", amount=Figure(seconds, unit)))


def _days(count: int, noun: str) -> Told:
    return told("{amount}", amount=Figure(Fraction(count), Unit(Dimension.UNIT, noun)))


def _span(late: Lateness, trigger: UnitTrigger) -> tuple[int, int]:
    early = isinstance(trigger.quantity, ByLateness) and trigger.quantity.early
    return (late.until, late.due) if early else (late.due, late.until)


def _counted(late: Lateness, trigger: UnitTrigger, world: World) -> Count:
    start, end = _span(late, trigger)
    if trigger.months:
        return months_between(start, end, world.zone)
    if trigger.business_days:
        return business_days_from(start, end, _business_days(world), world.zone)
    return days_between(start, end, world.zone)


def _in_parts(late: Lateness, trigger: UnitTrigger, world: World) -> Fraction:
    start, end = _span(late, trigger)
    if trigger.months:
        return months_in_parts(start, end, world.zone)
    if trigger.business_days:
        return business_days_in_parts(start, end, _business_days(world), world.zone)
    return days_in_parts(start, end, world.zone)


def days_late(late: Lateness, world: World, *, business: bool) -> Count:
    """Days of the calendar, or business days."""
    if not business:
        return days_between(late.due, late.until, world.zone)
    return business_days_from(late.due, late.until, _business_days(world), world.zone)


def _business_days(world: World) -> Calendar:
    calendar = counting.business_days(world)
    if calendar is None:
        raise ValueError(
            "business days in an agreement that does not say what they are, which the compiler refuses before"
        )
    return calendar
