"""Weekly calendars, seasons and business days.

A calendar is the set of moments at which the local clock shows one of its times: where the clock jumps over
an hour, that hour is missing; where it shows one twice, both count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sladsl.node import node
from sladsl.time.dates import ONE_DAY, days_in_month
from sladsl.time.holidays import PublicHolidays
from sladsl.time.stretches import DAY, MINUTE, Stretch, Stretches, clip, merge
from sladsl.time.zones import constant_pieces, date_of, start_of_day

EVERY_DAY = frozenset(range(7))
MINUTES_IN_DAY = 1440
_FARTHEST = timedelta(days=3700)


class NeverOpen(ValueError):
    """A search for a business day or an hour of a calendar found none in ten years."""


@node
class Opening:
    """On each of the weekdays (Monday is 0), from `start` to `end` in minutes of the local clock after
    midnight, `end` excluded; 1440 is 24:00. Raises `ValueError` unless 0 <= start < end <= 1440: hours past
    midnight are two openings, the second of them with `day_after`: on the day after such a day.

    `numbers`: only on the first (1), second, ... or last (-1) such weekday of a month; empty for all."""

    weekdays: frozenset[int]
    start: int
    end: int
    numbers: frozenset[int] = frozenset()
    day_after: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_IN_DAY or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"no opening: {self}")

    def is_on(self, day: date) -> bool:
        """Whether it opens on the day."""
        named = day - ONE_DAY if self.day_after else day
        if named.weekday() not in self.weekdays:
            return False
        number = (named.day - 1) // 7 + 1
        is_last = (named + timedelta(days=7)).month != named.month
        return not self.numbers or number in self.numbers or (is_last and -1 in self.numbers)


@node
class Season:
    """From one day of the year to another, both included; it may run over the new year. 29 February is the
    28th in a year without it."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int

    def holds(self, day: date) -> bool:
        first = _in_year(day.year, self.first_month, self.first_day)
        last = _in_year(day.year, self.last_month, self.last_day)
        return first <= day <= last if first <= last else day >= first or day <= last


@node
class Calendar:
    """All openings together, without the public holidays if `without` names them, and only within a season
    if there is one. As a calendar of business days, a business day is a day on which it opens."""

    openings: tuple[Opening, ...]
    without: PublicHolidays | None = None
    season: Season | None = None


ALWAYS = Calendar((Opening(EVERY_DAY, 0, MINUTES_IN_DAY),))


def whole_days(weekdays: frozenset[int], without: PublicHolidays | None) -> Calendar:
    """Business days: "Monday to Friday, except public holidays"."""
    return Calendar((Opening(weekdays, 0, MINUTES_IN_DAY),), without)


def weekdays_from(first: int, last: int) -> frozenset[int]:
    """Monday (0) to Friday (4); Saturday (5) to Monday (0) goes round."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def is_open_day(day: date, calendar: Calendar) -> bool:
    """Whether the calendar opens on the day at all."""
    if not any(opening.is_on(day) for opening in calendar.openings):
        return False
    if calendar.season is not None and not calendar.season.holds(day):
        return False
    return calendar.without is None or not calendar.without.on(day)


is_business_day = is_open_day


def stretches(calendar: Calendar, start: int, end: int, zone: str) -> Stretches:
    """The moments of the calendar within [start, end), merged."""
    if start >= end:
        return ()
    out: list[Stretch] = []
    day, last = date_of(start, zone), date_of(end - 1, zone)
    while day <= last:
        out.extend(_on_day(calendar, day, zone))
        day += ONE_DAY
    return merge(clip(out, start, end))


def stretches_from(calendar: Calendar, start: int, zone: str) -> Iterator[Stretch]:
    """The stretches from `start` on, day by day and without end; those of neighbouring days touch. Raises
    `NeverOpen`."""
    day = date_of(start, zone)
    idle_since = day
    while True:
        found = [(max(a, start), b) for a, b in _on_day(calendar, day, zone) if b > start]
        if found:
            idle_since = day
            yield from found
        elif day - idle_since > _FARTHEST:
            raise NeverOpen(calendar)
        day += ONE_DAY


def stretches_back_from(calendar: Calendar, end: int, zone: str) -> Iterator[Stretch]:
    """The stretches before `end`, the latest first, without end. Raises `NeverOpen`."""
    day = date_of(end, zone)
    idle_since = day
    while True:
        found = [(a, min(b, end)) for a, b in reversed(_on_day(calendar, day, zone)) if a < end]
        if found:
            idle_since = day
            yield from found
        elif idle_since - day > _FARTHEST:
            raise NeverOpen(calendar)
        day -= ONE_DAY


def is_open(calendar: Calendar, instant: int, zone: str) -> bool:
    return any(a <= instant < b for a, b in _on_day(calendar, date_of(instant, zone), zone))


def next_business_day(day: date, calendar: Calendar) -> date:
    """The first business day after the day. Raises `NeverOpen`."""
    return _seek(day + ONE_DAY, ONE_DAY, calendar)


def previous_business_day(day: date, calendar: Calendar) -> date:
    """The last business day before the day. Raises `NeverOpen`."""
    return _seek(day - ONE_DAY, -ONE_DAY, calendar)


def business_day_on_or_after(day: date, calendar: Calendar) -> date:
    return _seek(day, ONE_DAY, calendar)


def business_day_on_or_before(day: date, calendar: Calendar) -> date:
    return _seek(day, -ONE_DAY, calendar)


def add_business_days(day: date, n: int, calendar: Calendar) -> date:
    """The n-th business day after the day or, if n is negative, before it; the day itself for 0. Raises
    `NeverOpen`."""
    step = ONE_DAY if n >= 0 else -ONE_DAY
    for _ in range(abs(n)):
        day = _seek(day + step, step, calendar)
    return day


def business_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many business days there are from `first` to `last`, both included; 0 if `last` is earlier."""
    days = (last - first).days + 1
    return sum(is_open_day(first + timedelta(days=i), calendar) for i in range(days))


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, days_in_month(year * 12 + month - 1)))


def _seek(day: date, step: timedelta, calendar: Calendar) -> date:
    start = day
    while not is_open_day(day, calendar):
        day += step
        if abs(day - start) > _FARTHEST:
            raise NeverOpen(calendar)
    return day


@lru_cache(maxsize=20_000)
def _on_day(calendar: Calendar, day: date, zone: str) -> Stretches:
    if not is_open_day(day, calendar):
        return ()
    start, end = start_of_day(day, zone), start_of_day(day + ONE_DAY, zone)
    midnight = (day - _EPOCH_DAY).days * DAY
    out = [
        (max(a, midnight + opening.start * MINUTE - offset), min(b, midnight + opening.end * MINUTE - offset))
        for opening in calendar.openings
        if opening.is_on(day)
        for a, b, offset in constant_pieces(start, end, zone)
    ]
    return merge(out)


_EPOCH_DAY = date(1970, 1, 1)
