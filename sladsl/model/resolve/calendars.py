"""Calendars: hours of the week and seasons of the year, from their phrases."""

from __future__ import annotations

from calendar import monthrange

from sladsl.model.algebra import WeeklyHours, YearlySeason
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import every, text_of, the, word, words
from sladsl.model.resolve.points import clock_minute
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import MONTHS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekly_hours(phrase: Phrase, ctx: Context) -> WeeklyHours:
    """`week`: days, times of day, and whether public holidays are left out."""
    entries = tuple(_span(part, ctx) for part in every(phrase, "week_span"))
    return WeeklyHours(entries, bool(word(phrase, "COMMA_EXCEPT_HOLIDAYS")))


def _span(phrase: Phrase, ctx: Context) -> tuple[tuple[int, ...], int, int]:
    days = tuple(WEEKDAYS.index(day) for day in words(phrase, "WEEKDAY"))
    if not days:
        if unit_word(phrase) != "day":
            raise ctx.refuse("N066", phrase, f'"{text_of(phrase)}" names no days', hint='Write "every day".')
        days = (0, 6)
    if len(days) == 2:
        first_day, last_day = days
        days = tuple((first_day + n) % 7 for n in range((last_day - first_day) % 7 + 1))
    clocks = [clock_minute(clock, phrase, ctx) for clock in words(phrase, "CLOCK")] or [0, 1440]
    if clocks[0] >= clocks[1]:
        raise ctx.refuse(
            "N066",
            phrase,
            "these hours end before they start",
            hint='Write hours across midnight as two: "from 22:00 to 24:00 and … from 00:00 to 06:00".',
        )
    return days, clocks[0], clocks[1]


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
