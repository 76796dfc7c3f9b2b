"""How much time lies between two instants, in the units that contracts count lateness in. All results are 0
if `end` is not later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from sladsl.node import node
from sladsl.time.calendars import Calendar, is_business_day, stretches
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.stretches import Stretches, subtract, total
from sladsl.time.zones import date_of, instant_of, local


@node
class Count:
    """`full` units have passed; `started` ones have begun: the same number when the last ended exactly,
    else one more."""

    full: int
    started: int


def elapsed(start: int, end: int, pauses: Stretches) -> int:
    """Microseconds from `start` to `end` outside the pauses."""
    return total(subtract([(start, end)], pauses)) if start < end else 0


def calendar_time(start: int, end: int, calendar: Calendar, zone: str, pauses: Stretches) -> int:
    """Microseconds of the calendar from `start` to `end` outside the pauses."""
    return total(subtract(stretches(calendar, start, end, zone), pauses))


def units(microseconds: int, unit: int) -> Count:
    """How many units of so many microseconds: minutes, hours, days of 24 hours."""
    return Count(microseconds // unit, -(-microseconds // unit))


def days_between(start: int, end: int, zone: str) -> Count:
    """Calendar days, each from the time of day of `start` to the same time of the next day: from midnight
    when a limit in days has run out. A day on which the clock changes has 23 or 25 hours."""
    if end <= start:
        return Count(0, 0)
    first = local(start, zone)
    full = (date_of(end, zone) - first.date()).days
    while full > 0 and _same_time(first, first.date() + timedelta(days=full), zone) > end:
        full -= 1
    reached = start if full == 0 else _same_time(first, first.date() + timedelta(days=full), zone)
    return Count(full, full if reached == end else full + 1)


def months_between(start: int, end: int, zone: str) -> Count:
    """Months, each to the same time on the day of the same number or, where there is none, on the last day
    of the month."""
    if end <= start:
        return Count(0, 0)
    first, last = local(start, zone), local(end, zone)
    full = max(0, (last.year - first.year) * 12 + last.month - first.month)
    while full > 0 and _same_time(first, add_months(first.date(), full), zone) > end:
        full -= 1
    reached = start if full == 0 else _same_time(first, add_months(first.date(), full), zone)
    return Count(full, full if reached == end else full + 1)


def days_in_parts(start: int, end: int, zone: str) -> Fraction:
    """Calendar days as `days_between` counts them, with the part of the last that has passed."""
    return _in_parts(start, end, zone, days_between(start, end, zone).full, lambda day, n: day + timedelta(days=n))


def months_in_parts(start: int, end: int, zone: str) -> Fraction:
    """Months as `months_between` counts them, with the part of the last that has passed."""
    return _in_parts(start, end, zone, months_between(start, end, zone).full, add_months)


def _in_parts(start: int, end: int, zone: str, full: int, later: Callable[[date, int], date]) -> Fraction:
    if end <= start:
        return Fraction(0)
    first = local(start, zone)
    reached, following = (_same_time(first, later(first.date(), n), zone) if n else start for n in (full, full + 1))
    return full + Fraction(end - reached, following - reached)


def business_days_in_parts(start: int, end: int, business_days: Calendar, zone: str) -> Fraction:
    """Business days with the part of each that lies within [start, end)."""
    parts = Fraction(0)
    day = date_of(start, zone)
    while end > start and day <= date_of(end - 1, zone):
        if is_business_day(day, business_days):
            first, last = _midnight(day, zone), _midnight(day + ONE_DAY, zone)
            parts += Fraction(min(end, last) - max(start, first), last - first)
        day += ONE_DAY
    return parts


def business_days_from(start: int, end: int, business_days: Calendar, zone: str) -> Count:
    """Business days of which at least a moment (`started`) or the whole (`full`) lies within [start, end)."""
    if end <= start:
        return Count(0, 0)
    full = started = 0
    day, last = date_of(start, zone), date_of(end - 1, zone)
    while day <= last:
        if is_business_day(day, business_days):
            started += 1
            midnight, next_midnight = _midnight(day, zone), _midnight(day + ONE_DAY, zone)
            full += start <= midnight and next_midnight <= end
        day += ONE_DAY
    return Count(full, started)


def _midnight(day: date, zone: str) -> int:
    return instant_of(datetime.combine(day, time()), zone)


def _same_time(first: datetime, day: date, zone: str) -> int:
    return instant_of(datetime.combine(day, first.time()), zone)
