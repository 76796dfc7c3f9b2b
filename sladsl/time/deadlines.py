"""Where a time limit ends, counted by the choices of `Counting`.

Limits in whole days end with their last day, whose moments all come before the next midnight; only a limit
in hours or minutes has a last moment that may or may not count.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from sladsl.node import node
from sladsl.time.calendars import (
    Calendar,
    add_business_days,
    business_day_on_or_after,
    business_day_on_or_before,
    is_business_day,
    stretches_back_from,
    stretches_from,
)
from sladsl.time.counting import BUSINESS_DAY, DAYS_IN, ELAPSED, MONTHS_IN, Counting, chosen
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.stretches import Stretch, Stretches, merge, subtract
from sladsl.time.zones import date_of, start_of_day


@node
class Deadline:
    """An act is in time before `instant` and, if `inclusive`, at it. `last_day` is the last local date on
    which an act is in time, for acts of which only the date is known; None when the limit ends within a
    day."""

    instant: int
    inclusive: bool
    last_day: date | None

    @property
    def late_from(self) -> int:
        """The first instant at which an act is late."""
        return self.instant + 1 if self.inclusive else self.instant

    def in_time(self, act: int) -> bool:
        return act < self.late_from

    def in_time_on(self, day: date, zone: str) -> bool:
        """Whether an act on a date whose time is not known is in time; on a day in which the limit ends, it
        is."""
        return day <= (self.last_day or date_of(self.late_from - 1, zone))


def deadline_after(
    start: int,
    amount: Fraction,
    unit: str,
    counting: Counting,
    *,
    at_window_end: bool,
    hours_of: Calendar | None,
    pauses: Stretches,
) -> Deadline:
    """The end of the limit of `amount` units after an instant.

    `unit` is a key of `ELAPSED`, `DAYS_IN` or `MONTHS_IN`, or "business day". `at_window_end`: `start` is
    the end of a window (the first instant after it). `hours_of`: elapsed units count only within this
    calendar. `pauses`: stretches that do not count, in limits of elapsed units. Raises `MissingChoice`;
    `ValueError` for an amount below 0, part of a day or month, a pause in a limit of days, or another unit:
    the compiler refuses these before.
    """
    if unit in ELAPSED:
        length = _microseconds(amount, unit)
        if hours_of is not None:
            return _calendar_hours_after(start, length, hours_of, counting, pauses)
        return Deadline(_pass(start, length, pauses), chosen(counting.includes_last_moment), None)
    if pauses:
        raise ValueError("pauses in a limit of days")
    first = day_ended(start, counting) if at_window_end else date_of(start, counting.zone)
    return deadline_after_day(first, amount, unit, counting)


def deadline_after_day(day: date, amount: Fraction, unit: str, counting: Counting) -> Deadline:
    """The end of a limit in days, weeks, months or business days that a date starts."""
    return until_end_of(last_day_after(day, amount, unit, counting), counting.zone)


def deadline_before(
    point: int, amount: Fraction, unit: str, counting: Counting, *, hours_of: Calendar | None
) -> Deadline:
    """Until when an act is in time that is due at least `amount` units before an instant. Units and errors
    as in `deadline_after`. "At least 48 hours before" includes the moment 48 hours before if
    `includes_last_moment`."""
    if unit not in ELAPSED:
        return deadline_before_day(date_of(point, counting.zone), amount, unit, counting)
    length = _microseconds(amount, unit)
    inclusive = chosen(counting.includes_last_moment)
    if hours_of is None or not length:
        return Deadline(point - length, inclusive, None)
    for a, b in stretches_back_from(hours_of, point, counting.zone):
        if b - a >= length:
            return Deadline(b - length, inclusive, None)
        length -= b - a
    raise AssertionError("the calendar goes on for ever")


def deadline_before_day(day: date, amount: Fraction, unit: str, counting: Counting) -> Deadline:
    """Until when an act is in time that is due `amount` days, weeks, months or business days before a
    date."""
    n = _whole(amount)
    counts = chosen(counting.counts_first_day)
    if unit == BUSINESS_DAY:
        days = chosen(counting.business_days)
        last = add_business_days(day, -(n - 1 if counts and n and is_business_day(day, days) else n), days)
    else:
        match _months_or_days(n, unit, counting):
            case ("day", number):
                last = day - timedelta(days=number - 1 if counts and number else number)
            case (_, number):
                last = add_months(day, -number)
                last += ONE_DAY if counts and number and last.day == day.day else timedelta(0)
        last = _rolled(last, counting)
    if chosen(counting.back_end) == "end of the last day":
        return until_end_of(last, counting.zone)
    return Deadline(start_of_day(last, counting.zone), False, last - ONE_DAY)


def last_day_after(day: date, amount: Fraction, unit: str, counting: Counting) -> date:
    """The last day of a period of days, weeks, months or business days that `day` starts; a business day if
    the rule says so."""
    n = _whole(amount)
    if unit != BUSINESS_DAY:
        return _rolled(last_day_of_period(day, amount, unit, counting), counting)
    days = chosen(counting.business_days)
    counted = bool(n) and chosen(counting.counts_first_day) and is_business_day(day, days)
    return add_business_days(day, n - 1 if counted else n, days)


def last_day_of_period(day: date, amount: Fraction, unit: str, counting: Counting) -> date:
    """The same without a look at business days: for the last day of a term of 24 months, counted from its
    first day."""
    counts = chosen(counting.counts_first_day)
    match _months_or_days(_whole(amount), unit, counting):
        case ("day", number):
            return day + timedelta(days=number - 1 if counts and number else number)
        case (_, number):
            last = add_months(day, number)
            # Where the number is missing, the day before it is missing too or is itself the last: BGB § 188 (3).
            return last - ONE_DAY if counts and number and last.day == day.day else last


def day_ended(window_end: int, counting: Counting) -> date:
    """The day that "the end of the month" is, given the first instant after the month."""
    match chosen(counting.end_of_window_belongs_to):
        case "its last day":
            return date_of(window_end - 1, counting.zone)
        case _:
            return date_of(window_end, counting.zone)


def until_end_of(day: date, zone: str) -> Deadline:
    """An act is in time on the day and before."""
    return Deadline(start_of_day(day + ONE_DAY, zone), False, day)


def _calendar_hours_after(
    start: int, length: int, hours_of: Calendar, counting: Counting, pauses: Stretches
) -> Deadline:
    end = start
    if length:
        stopped = merge(pauses)
        for stretch in stretches_from(hours_of, start, counting.zone):
            end, length = _use(subtract([stretch], _near(stopped, stretch)), length, end)
            if not length:
                break
    if chosen(counting.hours_end) == "end of that day":
        # A limit that ends at midnight ends with the day before it.
        return until_end_of(date_of(max(end - 1, start), counting.zone), counting.zone)
    return Deadline(end, chosen(counting.includes_last_moment), None)


def _use(open_: Stretches, length: int, end: int) -> tuple[int, int]:
    """(where `length` is used up, or `end`; how much is left)"""
    for a, b in open_:
        if b - a >= length:
            return a + length, 0
        length -= b - a
    return end, length


def _near(stopped: Stretches, stretch: Stretch) -> list[Stretch]:
    return [pause for pause in stopped if pause[0] < stretch[1] and pause[1] > stretch[0]]


def _pass(start: int, length: int, pauses: Stretches) -> int:
    """The instant at which `length` microseconds outside the pauses have passed."""
    end = start + length
    if not length:
        return end
    for a, b in merge(pauses):
        if b <= start:
            continue
        if a >= end:
            break
        end += b - max(a, start)
    return end


def _rolled(day: date, counting: Counting) -> date:
    rule = chosen(counting.last_day_rule)
    if rule == "that day":
        return day
    days = chosen(counting.business_days)
    return business_day_on_or_after(day, days) if rule == "next business day" else business_day_on_or_before(day, days)


def _months_or_days(n: int, unit: str, counting: Counting) -> tuple[Literal["day", "month"], int]:
    if unit in DAYS_IN:
        return "day", n * DAYS_IN[unit]
    if unit not in MONTHS_IN:
        raise ValueError(f"no unit of a time limit: {unit}")
    months = n * MONTHS_IN[unit]
    return ("day", 30 * months) if chosen(counting.month_rule) == "30 days" else ("month", months)


def _whole(amount: Fraction) -> int:
    if amount < 0 or amount.denominator != 1:
        raise ValueError(f"no whole number of days or months: {amount}")
    return amount.numerator


def _microseconds(amount: Fraction, unit: str) -> int:
    length = amount * ELAPSED[unit]
    if length < 0 or length.denominator != 1:
        raise ValueError(f"no whole number of microseconds: {amount} {unit}")
    return length.numerator
