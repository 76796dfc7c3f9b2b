"""How late an act is, in full and in started units."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.calendars import weekdays_from, whole_days
from sladsl.time.holidays import PublicHolidays
from sladsl.time.lateness import Count, business_days_from, days_between, elapsed, months_between, units
from sladsl.time.places import Place
from sladsl.time.stretches import DAY, HOUR
from sladsl.time.zones import date_of, start_of_day, utc

LONDON, NEW_YORK = "Europe/London", "America/New_York"


def test_full_and_started_units() -> None:
    assert units(0, HOUR) == Count(0, 0)
    assert units(1, HOUR) == Count(0, 1)
    assert units(2 * HOUR, HOUR) == Count(2, 2)
    assert units(2 * HOUR + 1, HOUR) == Count(2, 3)


def test_days_have_the_length_that_the_clock_gives_them() -> None:
    midnight = start_of_day(date(2026, 3, 29), LONDON)
    assert days_between(midnight, midnight + 23 * HOUR, LONDON) == Count(1, 1)
    assert days_between(midnight, midnight + 23 * HOUR - 1, LONDON) == Count(0, 1)
    autumn = start_of_day(date(2026, 11, 1), NEW_YORK)
    assert days_between(autumn, autumn + 24 * HOUR, NEW_YORK) == Count(0, 1)
    assert days_between(autumn, autumn + 25 * HOUR, NEW_YORK) == Count(1, 1)
    assert days_between(autumn, autumn, NEW_YORK) == Count(0, 0)
    assert days_between(autumn, autumn - 1, NEW_YORK) == Count(0, 0)


@given(st.dates(date(2020, 1, 1), date(2028, 1, 1)), st.integers(1, 100 * DAY), st.sampled_from([LONDON, NEW_YORK]))
def test_from_midnight_started_days_are_the_dates_touched(day: date, late: int, zone: str) -> None:
    start = start_of_day(day, zone)
    count = days_between(start, start + late, zone)
    assert count.started == (date_of(start + late - 1, zone) - day).days + 1
    assert count.full == (date_of(start + late, zone) - day).days


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), Count(1, 1)),
        (date(2026, 1, 31), date(2026, 2, 27), Count(0, 1)),
        (date(2026, 1, 31), date(2026, 3, 1), Count(1, 2)),
        (date(2024, 2, 29), date(2025, 2, 28), Count(12, 12)),
        (date(2026, 12, 31), date(2027, 1, 1), Count(0, 1)),
    ],
)
def test_months(start: date, end: date, count: Count) -> None:
    assert months_between(start_of_day(start, LONDON), start_of_day(end, LONDON), LONDON) == count


def test_business_days() -> None:
    days = whole_days(weekdays_from(0, 4), PublicHolidays(Place("GB", "ENG", "England"), True))
    friday, noon = start_of_day(date(2026, 4, 3), LONDON), utc(2026, 4, 8, 11)
    assert business_days_from(friday, noon, days, LONDON) == Count(1, 2)
    assert business_days_from(friday, start_of_day(date(2026, 4, 7), LONDON), days, LONDON) == Count(0, 0)


def test_elapsed_time_outside_pauses() -> None:
    assert elapsed(0, 10, ((2, 4), (3, 5))) == 7
    assert elapsed(10, 0, ()) == 0
