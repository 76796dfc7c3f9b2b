"""How this agreement counts time limits: the readings of a limit, asked only by limits that need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import composing, periods, points, spans
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model import algebra
from sladsl.model.moments import Length, LengthBasis
from sladsl.node import node
from sladsl.time.calendars import Calendar, Opening, is_business_day, is_open, stretches_from, whole_days
from sladsl.time.counting import Counting, LastDayRule, MonthRule
from sladsl.time.deadlines import (
    Deadline,
    deadline_after,
    deadline_after_day,
    deadline_before,
    deadline_before_day,
    until_end_of,
)
from sladsl.time.holidays import PublicHolidays
from sladsl.time.places import place_named
from sladsl.time.stretches import DAY, Stretch, Stretches, intersect, merge, subtract, total
from sladsl.time.zones import date_of, start_of_day

_AHEAD = 400 * DAY
_FARTHEST = 3700 * DAY


@node
class _Several(PublicHolidays):
    """The public holidays of several places together."""

    others: tuple[PublicHolidays, ...] = ()

    def on(self, day: date) -> bool:
        return PublicHolidays(self.place, self.observed).on(day) or any(other.on(day) for other in self.others)


def holidays(world: World) -> PublicHolidays | None:
    """The public holidays of the agreement; None where it names none."""
    return world.once(("counting", "holidays"), lambda: _holidays(world))


def _holidays(world: World) -> PublicHolidays | None:
    calendar = world.plan.calendar
    if calendar is None:
        return None
    observed = world.reading("holidays") == "observed" if world.has_slot("holidays") else calendar.observed
    places = [place for name in calendar.holidays if (place := place_named(name)) is not None]
    if not places:
        return None
    others = tuple(PublicHolidays(place, observed) for place in places[1:])
    return _Several(places[0], observed, others) if others else PublicHolidays(places[0], observed)


def business_days(world: World) -> Calendar | None:
    """None: the agreement does not say what a business day is."""
    calendar = world.plan.calendar
    if calendar is None or not calendar.business_days:
        return None
    without = holidays(world) if calendar.business_days_except_holidays else None
    return world.once(("counting", "days"), lambda: whole_days(frozenset(calendar.business_days), without))


def weekly(hours: algebra.WeeklyHours, world: World) -> Calendar:
    """Weekly hours as a calendar of the clock."""

    def make() -> Calendar:
        openings = tuple(opening(entry) for entry in hours.entries)
        return Calendar(openings, holidays(world) if hours.except_holidays else None)

    return world.once_for(hours, "calendar", make)


def opening(hours: algebra.DayHours) -> Opening:
    return Opening(frozenset(hours.days), hours.start, hours.until, frozenset(hours.numbers), hours.day_after)


def includes_end(world: World) -> bool:
    return world.reading("limit end") == "included"


def start_of(day: date, world: World) -> int:
    return start_of_day(day, world.zone)


def _choices(world: World) -> Counting:
    return Counting(world.zone, business_days(world), None, None, None, None, None, None, None)


# --- after a point ---------------------------------------------------------------------------------------------------------------


def after(anchor: points.Moment, length: Length, pauses: Stretches, scope: Scope) -> Deadline:
    """Until when an act is in time that is due within a length after the anchor, which has a time."""
    assert anchor.instant is not None
    world = scope.world
    match length.basis:
        case LengthBasis.ELAPSED:
            return _elapsed(anchor.instant, length.amount, pauses, world)
        case LengthBasis.CALENDAR:
            return _calendar_hours(anchor.instant, length, pauses, scope)
        case LengthBasis.DAYS if length.unit != "calendar day" and world.reading("day") == "24 hours":
            return _elapsed(anchor.instant, length.amount * 86_400, pauses, world)
        case LengthBasis.DAYS | LengthBasis.BUSINESS_DAYS | LengthBasis.MONTHS:
            unit = {LengthBasis.DAYS: "day", LengthBasis.BUSINESS_DAYS: "business day", LengthBasis.MONTHS: "month"}
            found = _days_after(anchor, length.amount, unit[length.basis], world)
            return _with_whole_days_off(found, anchor.instant, pauses, world)
        case _:
            assert_never(length.basis)


def _elapsed(start: int, seconds: Fraction, pauses: Stretches, world: World) -> Deadline:
    counting = replace(_choices(world), includes_last_moment=includes_end(world))
    return deadline_after(start, seconds, "second", counting, at_window_end=False, hours_of=None, pauses=tuple(pauses))


def _days_after(anchor: points.Moment, amount: Fraction, unit: str, world: World) -> Deadline:
    assert anchor.instant is not None
    counting = replace(
        _choices(world),
        counts_first_day=world.reading("day count") == "start counted",
        month_rule=_month_rule(world) if unit == "month" else None,
        last_day_rule="that day",
    )
    if anchor.at_window_end:
        last = world.reading("window end") == "last day"
        day = date_of(anchor.instant - 1 if last else anchor.instant, world.zone)
    else:
        day = anchor.day or date_of(anchor.instant, world.zone)

    def count(rule: LastDayRule) -> Deadline:
        return deadline_after_day(day, amount, unit, replace(counting, last_day_rule=rule))

    return _rolled(count, unit, world)


def _month_rule(world: World) -> MonthRule:
    return "30 days" if world.reading("months length") == "30 days" else "same number or last day"


def _rolled(count: object, unit: str, world: World, slot: str = "last day") -> Deadline:
    """The rule for a last day that is no business day is asked only where the limit ends on one."""
    found: Deadline = count("that day")  # type: ignore[operator]
    days = business_days(world)
    if unit == "business day" or found.last_day is None or (days is not None and is_business_day(found.last_day, days)):
        return found
    if days is None and not world.has_slot(slot):
        return found
    said = world.reading(slot)
    if said == "that day" or days is None:
        return found
    return count("next business day" if said == "next business day" else "previous business day")  # type: ignore[operator,no-any-return]


def _with_whole_days_off(found: Deadline, start: int, pauses: Stretches, world: World) -> Deadline:
    """A limit in days grows by the days that a pause fills wholly: each day on which all of the time is paused."""
    if not pauses or found.last_day is None:
        return found
    end, day = found.instant, date_of(start, world.zone)
    last = found.last_day
    while start_of(day, world) < end and (day - last).days < 3700:
        a = start_of(day, world)
        b = start_of(date.fromordinal(day.toordinal() + 1), world)
        if total(intersect(pauses, [(a, b)])) == b - a:
            last = date.fromordinal(last.toordinal() + 1)
            end = start_of(date.fromordinal(last.toordinal() + 1), world)
        day = date.fromordinal(day.toordinal() + 1)
    return until_end_of(last, world.zone)


def _calendar_hours(start: int, length: Length, pauses: Stretches, scope: Scope) -> Deadline:
    """Hours of a calendar: "8 hours of Business Hours"."""
    world = scope.world
    named = world.definition(length.period)
    if named is not None and isinstance(named.body, algebra.WeeklyHours):
        said = world.reading("calendar limit")
        rule = "end of that day" if said == "end of day" else "as soon as passed"
        counting = replace(
            _choices(world),
            includes_last_moment=includes_end(world) if rule == "as soon as passed" else None,
            hours_end=rule,  # type: ignore[arg-type]
        )
        hours = weekly(named.body, world)
        found = deadline_after(
            start, length.amount, "second", counting, at_window_end=False, hours_of=hours, pauses=tuple(pauses)
        )
        if said != "next opening" or is_open(hours, found.instant, world.zone):
            return found
        return replace(found, instant=next(stretches_from(hours, found.instant, world.zone))[0])
    left = spans.microseconds(length.amount)
    paused, at = merge(pauses), start
    while left and at < start + _FARTHEST:
        for a, b in subtract(
            periods.moments_in(composing.named(length.period, world), (at, at + _AHEAD), scope), paused
        ):
            if b - a >= left:
                return _passed(a + left, length.period, scope)
            left -= b - a
        at += _AHEAD
    return _passed(start if not left else world.open_end, length.period, scope)


def _passed(at: int, period: str, scope: Scope) -> Deadline:
    world = scope.world
    match world.reading("calendar limit"):
        case "end of day":
            return until_end_of(date_of(at - 1, world.zone), world.zone)
        case "next opening":
            ahead = periods.moments_in(composing.named(period, world), (at, at + _AHEAD), scope)
            return Deadline(max(ahead[0][0], at) if ahead else at, includes_end(world), None)
        case _:
            return Deadline(at, includes_end(world), None)


# --- before a point --------------------------------------------------------------------------------------------------------------


def before(anchor: points.Moment, length: Length, scope: Scope) -> Deadline:
    """Until when an act is in time that is due at least a length before the anchor, which has a time."""
    assert anchor.instant is not None
    world = scope.world
    match length.basis:
        case LengthBasis.ELAPSED:
            return _elapsed_before(anchor.instant, length.amount, world)
        case LengthBasis.CALENDAR:
            return _calendar_before(anchor.instant, length, scope)
        case LengthBasis.DAYS if length.unit != "calendar day" and world.reading("days before") == "24 hours":
            return _elapsed_before(anchor.instant, length.amount * 86_400, world)
        case LengthBasis.DAYS | LengthBasis.BUSINESS_DAYS | LengthBasis.MONTHS:
            unit = {LengthBasis.DAYS: "day", LengthBasis.BUSINESS_DAYS: "business day", LengthBasis.MONTHS: "month"}
            return _days_before(anchor, length.amount, unit[length.basis], world)
        case _:
            assert_never(length.basis)


def _elapsed_before(point: int, seconds: Fraction, world: World) -> Deadline:
    counting = replace(_choices(world), includes_last_moment=includes_end(world))
    return deadline_before(point, seconds, "second", counting, hours_of=None)


def _days_before(anchor: points.Moment, amount: Fraction, unit: str, world: World) -> Deadline:
    """By the reading "full days", which says itself that the day of the event is not counted."""
    assert anchor.instant is not None
    day = anchor.day or date_of(anchor.instant - 1 if anchor.at_window_end else anchor.instant, world.zone)
    if anchor.at_window_end and world.reading("window end") != "last day":
        day = date_of(anchor.instant, world.zone)
    counting = replace(
        _choices(world),
        counts_first_day=False,
        month_rule=_month_rule(world) if unit == "month" else None,
        back_end="end of the last day",
        last_day_rule="that day",
    )

    def count(rule: LastDayRule) -> Deadline:
        return deadline_before_day(day, amount, unit, replace(counting, last_day_rule=rule))

    return _rolled(count, unit, world, "last day back")


def _calendar_before(point: int, length: Length, scope: Scope) -> Deadline:
    world = scope.world
    left, at = spans.microseconds(length.amount), point
    while left and at > point - _FARTHEST:
        open_: tuple[Stretch, ...] = periods.moments_in(composing.named(length.period, world), (at - _AHEAD, at), scope)
        for a, b in reversed(open_):
            if b - a >= left:
                return Deadline(b - left, includes_end(world), None)
            left -= b - a
        at -= _AHEAD
    return Deadline(at, includes_end(world), None)
