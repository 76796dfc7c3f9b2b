"""Calendars: hours of the week and seasons of the year, from their phrases."""

from __future__ import annotations

from calendar import monthrange

from sladsl.model.algebra import DayHours, WeeklyHours, YearlySeason
from sladsl.model.moments import WindowKind, WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import every, first, ordinal, text_of, the, word, words
from sladsl.model.resolve.points import clock_minute
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import MONTHS

FULL_DAY = 1440
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekly_hours(phrase: Phrase, ctx: Context) -> WeeklyHours:
    """`week`: days, times of day, and whether public holidays are left out."""
    parts = every(phrase, "week_span", "week_stretch")
    entries = tuple(entry for part in parts for entry in _hours(part, ctx))
    return WeeklyHours(entries, bool(word(phrase, "COMMA_EXCEPT_HOLIDAYS")))


def _hours(phrase: Phrase, ctx: Context) -> tuple[DayHours, ...]:
    """The hours of one part of a week; of those that run over midnight, one for each of the days that they touch."""
    start, until = [clock_minute(clock, phrase, ctx) for clock in words(phrase, "CLOCK")] or [0, FULL_DAY]
    if phrase.kind == "week_stretch":
        return _stretch(phrase, start, until, ctx)
    numbered = first(phrase, "numbered_days")
    days, numbers = _numbered(numbered, ctx) if numbered is not None else (_days(phrase, ctx), ())
    if first(phrase, "on_the_next") is not None:
        evening = DayHours(days, start, FULL_DAY, numbers)
        morning = DayHours(days, 0, until, numbers, day_after=True)
        return tuple(part for part in (evening, morning) if part.start < part.until)
    if start >= until:
        raise ctx.refuse(
            "N066",
            phrase,
            "these hours end before they start",
            hint='Write hours across midnight as "from 22:00 to 06:00 on the following day".',
        )
    return (DayHours(days, start, until, numbers),)


def _stretch(phrase: Phrase, start: int, until: int, ctx: Context) -> tuple[DayHours, ...]:
    """ "Saturday 22:00 to Monday 06:00"."""
    since, last = (WEEKDAYS.index(day) for day in words(phrase, "WEEKDAY"))
    if since == last and start >= until:
        raise ctx.refuse(
            "N066", phrase, "these hours end before they start", hint='Write "every day" for a whole week.'
        )
    if since == last:
        return (DayHours((since,), start, until),)
    between = tuple((since + step) % 7 for step in range(1, (last - since) % 7))
    parts = (DayHours((since,), start, FULL_DAY), DayHours(between, 0, FULL_DAY), DayHours((last,), 0, until))
    return tuple(part for part in parts if part.days and part.start < part.until)


def _numbered(phrase: Phrase, ctx: Context) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """ "the second and last Sunday of each month": the weekday, and its numbers, -1 for the last."""
    window = the(phrase, *WINDOWS)
    spec = window_spec(window, ctx) if window.kind == "window_unit" else None
    if spec is None or spec.unit is not WindowUnit.MONTH or spec.kind not in (WindowKind.PLAIN, WindowKind.CALENDAR):
        raise ctx.refuse(
            "N066",
            window,
            f'days of the week are numbered in the months of the calendar, and not "{text_of(window)}"',
            hint='Write "of each month".',
        )
    numbers = tuple(-1 if word(one, "LAST") else ordinal(one) for one in every(phrase, "day_number"))
    if not all(number == -1 or 1 <= number <= 5 for number in numbers):
        weekday = word(phrase, "WEEKDAY")
        raise ctx.refuse("N066", phrase, f"no month has so many {weekday}s", hint=f'Write "the last {weekday}".')
    return (WEEKDAYS.index(word(phrase, "WEEKDAY")),), numbers


def _days(phrase: Phrase, ctx: Context) -> tuple[int, ...]:
    days = tuple(WEEKDAYS.index(day) for day in words(phrase, "WEEKDAY"))
    if not days:
        if unit_word(phrase) != "day":
            raise ctx.refuse("N066", phrase, f'"{text_of(phrase)}" names no days', hint='Write "every day".')
        days = (0, 6)
    if len(days) == 2:
        first_day, last_day = days
        days = tuple((first_day + n) % 7 for n in range((last_day - first_day) % 7 + 1))
    return days


def closing_hours(phrase: Phrase) -> tuple[str, ...]:
    """When an office closes: the ends of the hours that lie within the daytime, "18:00"."""
    spans = (words(part, "CLOCK") for part in phrase.walk("week_span"))
    return tuple(dict.fromkeys(span[1] for span in spans if span and "06:00" <= span[0] < span[1] <= "22:00"))


def yearly_season(phrase: Phrase, ctx: Context) -> YearlySeason:
    """ "15 November to 31 December of each year"."""
    if unit_word(the(phrase, *WINDOWS)) != "year":
        raise ctx.refuse("N068", phrase, "a day of the year comes round each year", hint='Write "of each year".')
    start, end = (day_of_year(text, phrase, ctx) for text in words(phrase, "DAY_OF_YEAR"))
    return YearlySeason(start, end)


def day_of_year(text: str, node: Phrase, ctx: Context) -> tuple[int, int]:
    """Month and day; a day that no year has is a finding."""
    day, name = text.split(" ")
    month = MONTHS.index(name) + 1
    if not 1 <= int(day) <= monthrange(2000, month)[1]:
        raise ctx.refuse(
            "N034", node, f"there is no {text}", label="no such day", hint="Write a day that the month has."
        )
    return month, int(day)
