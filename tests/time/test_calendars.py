"""Weekly calendars, seasons and business days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.calendars import (
    ALWAYS,
    EVERY_DAY,
    Calendar,
    NeverOpen,
    Opening,
    Season,
    add_business_days,
    business_day_on_or_after,
    business_day_on_or_before,
    business_days_between,
    is_business_day,
    is_open,
    next_business_day,
    previous_business_day,
    stretches,
    stretches_back_from,
    stretches_from,
    weekdays_from,
    whole_days,
)
from sladsl.time.holidays import PublicHolidays
from sladsl.time.places import Place
from sladsl.time.stretches import DAY, HOUR, MINUTE, total
from sladsl.time.zones import local, start_of_day, utc

LONDON, NEW_YORK = "Europe/London", "America/New_York"
WEEKDAYS = weekdays_from(0, 4)
BANK = PublicHolidays(Place("GB", "ENG", "England"), True)
SUPPORT = Calendar((Opening(WEEKDAYS, 8 * 60, 18 * 60), Opening(frozenset({5}), 9 * 60, 13 * 60)), BANK)
BUSINESS = whole_days(WEEKDAYS, BANK)


def test_weekdays() -> None:
    assert weekdays_from(0, 4) == {0, 1, 2, 3, 4}
    assert weekdays_from(5, 0) == {5, 6, 0}
    assert weekdays_from(2, 2) == {2}


def test_a_week_of_support_hours() -> None:
    hours = stretches(SUPPORT, utc(2026, 6, 1), utc(2026, 6, 8), LONDON)
    assert len(hours) == 6
    assert total(hours) == (5 * 10 + 4) * HOUR
    assert hours[0] == (utc(2026, 6, 1, 7), utc(2026, 6, 1, 17))
    assert stretches(SUPPORT, utc(2026, 6, 1, 16), utc(2026, 6, 2, 8), LONDON) == (
        (utc(2026, 6, 1, 16), utc(2026, 6, 1, 17)),
        (utc(2026, 6, 2, 7), utc(2026, 6, 2, 8)),
    )


def test_public_holidays_are_closed() -> None:
    assert total(stretches(SUPPORT, utc(2026, 4, 2, 12), utc(2026, 4, 7), LONDON)) == (5 + 4) * HOUR
    christmas = stretches(SUPPORT, utc(2026, 12, 24), utc(2026, 12, 30), LONDON)
    assert [a for a, _ in christmas] == [utc(2026, 12, 24, 8), utc(2026, 12, 26, 9), utc(2026, 12, 29, 8)]


def test_the_clock_decides() -> None:
    night = Calendar((Opening(EVERY_DAY, 60, 180),))
    assert stretches(night, utc(2026, 3, 29), utc(2026, 3, 30), LONDON) == ((utc(2026, 3, 29, 1), utc(2026, 3, 29, 2)),)
    assert total(stretches(night, utc(2026, 10, 24, 23), utc(2026, 10, 25, 23), LONDON)) == 3 * HOUR
    half = Calendar((Opening(EVERY_DAY, 60, 90),))
    assert stretches(half, utc(2026, 11, 1), utc(2026, 11, 2), NEW_YORK) == (
        (utc(2026, 11, 1, 5), utc(2026, 11, 1, 5, 30)),
        (utc(2026, 11, 1, 6), utc(2026, 11, 1, 6, 30)),
    )


def test_always_is_one_stretch() -> None:
    start, end = utc(2026, 3, 1), utc(2026, 11, 30)
    assert stretches(ALWAYS, start, end, LONDON) == ((start, end),)
    assert stretches(ALWAYS, end, start, LONDON) == ()


@given(st.integers(utc(2026, 3, 1) // MINUTE, utc(2026, 11, 30) // MINUTE), st.sampled_from([LONDON, NEW_YORK]))
def test_open_by_the_local_clock(minute: int, zone: str) -> None:
    instant = minute * MINUTE
    shown = local(instant, zone)
    hour, weekday = shown.hour, shown.weekday()
    want = not BANK.on(shown.date()) and ((weekday < 5 and 8 <= hour < 18) or (weekday == 5 and 9 <= hour < 13))
    assert is_open(SUPPORT, instant, zone) == want
    assert total(stretches(SUPPORT, instant, instant + 1, zone)) == want


def test_openings_without_end() -> None:
    start = utc(2026, 6, 5, 16, 30)
    forward = list(islice(stretches_from(SUPPORT, start, LONDON), 3))
    assert forward == [
        (start, utc(2026, 6, 5, 17)),
        (utc(2026, 6, 6, 8), utc(2026, 6, 6, 12)),
        (utc(2026, 6, 8, 7), utc(2026, 6, 8, 17)),
    ]
    back = list(islice(stretches_back_from(SUPPORT, utc(2026, 6, 8, 9), LONDON), 3))
    assert back == [(utc(2026, 6, 8, 7), utc(2026, 6, 8, 9)), forward[1], (utc(2026, 6, 5, 7), utc(2026, 6, 5, 17))]


def test_a_season_may_run_over_the_new_year() -> None:
    peak = Season(11, 15, 12, 31)
    assert [peak.holds(d) for d in (date(2026, 11, 14), date(2026, 11, 15), date(2026, 12, 31), date(2027, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]
    winter = Season(12, 20, 2, 29)
    assert [winter.holds(d) for d in (date(2026, 12, 20), date(2027, 2, 28), date(2028, 2, 29), date(2027, 3, 1))] == [
        True,
        True,
        True,
        False,
    ]
    season = Calendar((Opening(EVERY_DAY, 0, 1440),), season=peak)
    assert stretches(season, utc(2026, 1, 1), utc(2027, 1, 1), LONDON) == ((utc(2026, 11, 15), utc(2027, 1, 1)),)


def test_business_days_around_easter() -> None:
    thursday, tuesday = date(2026, 4, 2), date(2026, 4, 7)
    assert next_business_day(thursday, BUSINESS) == tuesday
    assert previous_business_day(tuesday, BUSINESS) == thursday
    assert business_day_on_or_after(date(2026, 4, 4), BUSINESS) == tuesday
    assert business_day_on_or_before(date(2026, 4, 4), BUSINESS) == thursday
    assert business_day_on_or_after(thursday, BUSINESS) == thursday
    assert add_business_days(date(2026, 12, 23), 3, BUSINESS) == date(2026, 12, 30)
    assert add_business_days(date(2026, 12, 30), -3, BUSINESS) == date(2026, 12, 23)
    assert business_days_between(thursday, tuesday, BUSINESS) == 2
    assert business_days_between(tuesday, thursday, BUSINESS) == 0


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(-60, 60))
def test_business_days_counted_one_by_one(day: date, n: int) -> None:
    found = add_business_days(day, n, BUSINESS)
    lower, upper = (day + timedelta(days=1), found) if n > 0 else (found, day - timedelta(days=1))
    if n:
        assert is_business_day(found, BUSINESS)
        assert business_days_between(lower, upper, BUSINESS) == abs(n)
    else:
        assert found == day


def test_a_calendar_that_never_opens_is_told() -> None:
    with pytest.raises(NeverOpen):
        next(stretches_from(Calendar(()), 0, "UTC"))
    with pytest.raises(NeverOpen):
        next_business_day(date(2026, 1, 1), Calendar(()))
    with pytest.raises(ValueError, match="no opening"):
        Opening(EVERY_DAY, 22 * 60, 6 * 60)


def test_every_opening_is_within_its_day() -> None:
    start = start_of_day(date(2026, 3, 29), LONDON)
    assert total(stretches(ALWAYS, start, start + DAY, LONDON)) == DAY
