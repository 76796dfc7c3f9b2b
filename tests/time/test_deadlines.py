"""Where time limits end, under each choice that a contract can make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.calendars import ALWAYS, Calendar, Opening, is_business_day, weekdays_from, whole_days
from sladsl.time.counting import Counting, MissingChoice
from sladsl.time.deadlines import (
    Deadline,
    deadline_after,
    deadline_after_day,
    deadline_before,
    deadline_before_day,
    last_day_after,
    last_day_of_period,
    until_end_of,
)
from sladsl.time.holidays import PublicHolidays
from sladsl.time.lateness import calendar_time, elapsed
from sladsl.time.places import Place
from sladsl.time.stretches import HOUR, MINUTE, Stretches
from sladsl.time.zones import start_of_day, utc

LONDON, NEW_YORK, CHICAGO, PARIS = "Europe/London", "America/New_York", "America/Chicago", "Europe/Paris"
WEEKDAYS = weekdays_from(0, 4)
ENGLAND = PublicHolidays(Place("GB", "ENG", "England"), True)
FEDERAL = PublicHolidays(Place("US", "", "the United States"), True)
SUPPORT = Calendar((Opening(WEEKDAYS, 8 * 60, 18 * 60),), ENGLAND)
COUNTING = Counting(
    zone=LONDON,
    business_days=whole_days(WEEKDAYS, ENGLAND),
    counts_first_day=False,
    includes_last_moment=True,
    end_of_window_belongs_to="its last day",
    month_rule="same number or last day",
    last_day_rule="that day",
    hours_end="as soon as passed",
    back_end="end of the last day",
)
INCLUSIVE = replace(COUNTING, counts_first_day=True)
AMERICAN = replace(
    COUNTING, zone=NEW_YORK, business_days=whole_days(WEEKDAYS, FEDERAL), last_day_rule="next business day"
)


def after(
    start: int,
    amount: int | Fraction,
    unit: str,
    counting: Counting = COUNTING,
    *,
    at_window_end: bool = False,
    hours_of: Calendar | None = None,
    pauses: Stretches = (),
) -> Deadline:
    return deadline_after(
        start, Fraction(amount), unit, counting, at_window_end=at_window_end, hours_of=hours_of, pauses=pauses
    )


def last_after(day: date, amount: int, unit: str, counting: Counting = COUNTING) -> date:
    return last_day_after(day, Fraction(amount), unit, counting)


def test_the_last_moment_counts_or_does_not() -> None:
    start, end = utc(2026, 6, 1, 9), utc(2026, 6, 1, 13)
    included = after(start, 4, "hour")
    excluded = after(start, 4, "hour", replace(COUNTING, includes_last_moment=False))
    assert (included.in_time(end), included.in_time(end + 1)) == (True, False)
    assert (excluded.in_time(end - 1), excluded.in_time(end)) == (True, False)
    assert after(start, Fraction(3, 2), "minute").instant == start + 90_000_000


def test_elapsed_hours_ignore_the_clock() -> None:
    assert after(utc(2026, 3, 28, 20), 24, "hour").instant == utc(2026, 3, 29, 20)


def test_a_day_limit_lasts_until_midnight_whatever_the_clock_does() -> None:
    start = utc(2026, 3, 27, 15)
    limit = after(start, 2, "day")
    assert limit == Deadline(utc(2026, 3, 29, 23), False, date(2026, 3, 29))
    assert limit.in_time(utc(2026, 3, 29, 23) - 1)
    assert not limit.in_time(utc(2026, 3, 29, 23))
    autumn = after(utc(2026, 10, 30, 15), 2, "day", replace(COUNTING, zone=CHICAGO))
    assert autumn.instant == utc(2026, 11, 2, 6)


def test_the_first_day_counts_or_does_not() -> None:
    assert last_after(date(2026, 1, 1), 30, "day") == date(2026, 1, 31)
    assert last_after(date(2026, 1, 1), 30, "day", INCLUSIVE) == date(2026, 1, 30)
    assert last_after(date(2026, 1, 5), 1, "week") == date(2026, 1, 12)
    assert last_after(date(2026, 1, 5), 1, "week", INCLUSIVE) == date(2026, 1, 11)
    assert last_after(date(2024, 2, 28), 1, "day") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "months", "excluded", "included"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 1, 29), 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 28), date(2026, 2, 27)),
        (date(2026, 1, 1), 24, date(2028, 1, 1), date(2027, 12, 31)),
        (date(2025, 11, 30), 3, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15), date(2027, 1, 14)),
        (date(2026, 3, 31), 1, date(2026, 4, 30), date(2026, 4, 30)),
    ],
)
def test_months(start: date, months: int, excluded: date, included: date) -> None:
    """BGB §§ 187, 188; Regulation 1182/71 art. 3 (2) (c)."""
    assert last_after(start, months, "month") == excluded
    assert last_after(start, months, "month", INCLUSIVE) == included
    assert last_day_of_period(start, Fraction(months), "month", INCLUSIVE) == included


def test_months_of_thirty_days() -> None:
    thirty = replace(COUNTING, month_rule="30 days")
    assert last_after(date(2026, 1, 31), 1, "month", thirty) == date(2026, 3, 2)
    assert last_after(date(2026, 1, 1), 1, "year", thirty) == date(2026, 12, 27)
    assert last_after(date(2026, 1, 1), 1, "year") == date(2027, 1, 1)
    assert last_after(date(2026, 1, 1), 1, "quarter") == date(2026, 4, 1)


def test_the_end_of_a_month_is_its_last_day_or_the_next() -> None:
    end = start_of_day(date(2026, 6, 1), LONDON)
    next_day = replace(COUNTING, end_of_window_belongs_to="the next day")
    assert after(end, 30, "day", at_window_end=True).last_day == date(2026, 6, 30)
    assert after(end, 30, "day", next_day, at_window_end=True).last_day == date(2026, 7, 1)
    assert after(end, 5, "business day", at_window_end=True).last_day == date(2026, 6, 5)
    assert after(end, 5, "business day", next_day, at_window_end=True).last_day == date(2026, 6, 8)


def test_a_last_day_that_is_no_business_day() -> None:
    """Good Friday 2026 is 3 April, Easter Monday 6 April."""
    start = date(2026, 3, 27)
    rules = {
        "next business day": date(2026, 4, 7),
        "previous business day": date(2026, 4, 2),
        "that day": date(2026, 4, 3),
    }
    for rule, last in rules.items():
        assert last_after(start, 7, "day", replace(COUNTING, last_day_rule=rule)) == last  # type: ignore[arg-type]


def test_federal_computation_of_time() -> None:
    """Fed. R. Civ. P. 6 (a) (1): 14 days after 20 June 2021 end on Sunday 4 July; Monday is the holiday's
    day."""
    assert last_after(date(2021, 6, 20), 14, "day", AMERICAN) == date(2021, 7, 6)
    assert last_after(date(2021, 6, 21), 1, "business day", AMERICAN) == date(2021, 6, 22)
    assert last_after(date(2021, 12, 30), 1, "business day", AMERICAN) == date(2022, 1, 3)
    back = replace(AMERICAN, last_day_rule="previous business day")
    assert deadline_before_day(date(2021, 7, 19), Fraction(14), "day", back).last_day == date(2021, 7, 2)


def test_business_days() -> None:
    assert last_after(date(2026, 4, 2), 1, "business day") == date(2026, 4, 7)
    assert last_after(date(2026, 4, 2), 1, "business day", INCLUSIVE) == date(2026, 4, 2)
    assert last_after(date(2026, 4, 4), 1, "business day", INCLUSIVE) == date(2026, 4, 7)
    assert last_after(date(2026, 12, 23), 2, "business day") == date(2026, 12, 29)
    assert last_after(date(2026, 12, 31), 1, "business day") == date(2027, 1, 4)


def test_hours_of_a_calendar() -> None:
    friday = utc(2026, 6, 5, 15)
    assert after(friday, 4, "hour", hours_of=SUPPORT).instant == utc(2026, 6, 8, 9)
    assert after(friday, 2, "hour", hours_of=SUPPORT).instant == utc(2026, 6, 5, 17)
    assert after(utc(2026, 6, 6), 30, "minute", hours_of=SUPPORT).instant == utc(2026, 6, 8, 7, 30)
    assert after(utc(2026, 4, 2, 16), 2, "hour", hours_of=SUPPORT).instant == utc(2026, 4, 7, 8)
    until_midnight = replace(COUNTING, hours_end="end of that day")
    assert after(friday, 4, "hour", until_midnight, hours_of=SUPPORT) == until_end_of(date(2026, 6, 8), LONDON)
    whole_day = after(start_of_day(date(2026, 6, 5), LONDON), 24, "hour", until_midnight, hours_of=ALWAYS)
    assert whole_day == until_end_of(date(2026, 6, 5), LONDON)


def test_support_hours_over_the_change_of_the_clock() -> None:
    """Friday 27 March 2026, 17:00 in London is 17:00 UTC; Monday 09:00 is 08:00 UTC."""
    assert after(utc(2026, 3, 27, 17), 2, "hour", hours_of=SUPPORT).instant == utc(2026, 3, 30, 8)


def test_pauses_do_not_count() -> None:
    start = utc(2026, 6, 1, 9)
    pauses = ((start + HOUR, start + 3 * HOUR), (start + 2 * HOUR, start + 4 * HOUR), (start - HOUR, start + MINUTE))
    assert after(start, 2, "hour", pauses=pauses).instant == start + 5 * HOUR + MINUTE
    assert after(start, Fraction(59), "minute", pauses=pauses).instant == start + HOUR
    lunch = ((utc(2026, 6, 1, 16), utc(2026, 6, 2, 8)),)
    assert after(start, 8, "hour", hours_of=SUPPORT, pauses=lunch).instant == utc(2026, 6, 2, 9)
    with pytest.raises(ValueError, match="pauses"):
        after(start, 1, "day", pauses=lunch)


spots = st.integers(0, 20_000).map(lambda minute: utc(2026, 3, 25) + minute * MINUTE)
some_pauses = st.lists(st.tuples(spots, st.integers(1, 3000)), max_size=5).map(
    lambda pairs: tuple((a, a + minutes * MINUTE) for a, minutes in pairs)
)


@given(spots, st.integers(1, 5000), some_pauses)
def test_a_limit_is_the_inverse_of_the_time_between(start: int, minutes: int, pauses: Stretches) -> None:
    end = after(start, minutes, "minute", pauses=pauses).instant
    assert elapsed(start, end, pauses) == minutes * MINUTE
    assert elapsed(start, end - 1, pauses) == minutes * MINUTE - 1
    end = after(start, minutes, "minute", hours_of=SUPPORT, pauses=pauses).instant
    assert calendar_time(start, end, SUPPORT, LONDON, pauses) == minutes * MINUTE
    assert calendar_time(start, end - 1, SUPPORT, LONDON, pauses) == minutes * MINUTE - 1


@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(1, 40), st.sampled_from(["day", "week", "month"]))
def test_a_rolled_limit_ends_on_a_business_day(day: date, n: int, unit: str) -> None:
    plain = last_after(day, n, unit)
    on = last_after(day, n, unit, replace(COUNTING, last_day_rule="next business day"))
    back = last_after(day, n, unit, replace(COUNTING, last_day_rule="previous business day"))
    days = COUNTING.business_days
    assert days is not None
    assert back <= plain <= on
    assert is_business_day(on, days)
    assert is_business_day(back, days)
    assert (on == plain) == is_business_day(plain, days) == (back == plain)


def test_days_before_a_day() -> None:
    """A Maintenance on 10 June, announced at least 5 days before."""
    day = date(2026, 6, 10)
    assert deadline_before_day(day, Fraction(5), "day", COUNTING) == until_end_of(date(2026, 6, 5), LONDON)
    assert deadline_before_day(day, Fraction(5), "day", INCLUSIVE).last_day == date(2026, 6, 6)
    clear = replace(COUNTING, back_end="start of the last day")
    assert deadline_before_day(day, Fraction(5), "day", clear) == until_end_of(date(2026, 6, 4), LONDON)
    assert deadline_before_day(day, Fraction(5), "business day", COUNTING).last_day == date(2026, 6, 3)
    assert deadline_before_day(date(2026, 3, 31), Fraction(1), "month", COUNTING).last_day == date(2026, 2, 28)
    assert deadline_before_day(day, Fraction(1), "month", INCLUSIVE).last_day == date(2026, 5, 11)
    assert deadline_before(utc(2026, 6, 10, 14), Fraction(5), "day", COUNTING, hours_of=None).last_day == date(
        2026, 6, 5
    )


def test_hours_before_a_point() -> None:
    point = utc(2026, 6, 8, 9)
    assert deadline_before(point, Fraction(48), "hour", COUNTING, hours_of=None).instant == utc(2026, 6, 6, 9)
    assert deadline_before(point, Fraction(4), "hour", COUNTING, hours_of=SUPPORT).instant == utc(2026, 6, 5, 15)
    limit = deadline_before(point, Fraction(48), "hour", COUNTING, hours_of=None)
    assert (limit.in_time(limit.instant), limit.in_time(limit.instant + 1)) == (True, False)


def test_acts_of_which_only_the_date_is_known() -> None:
    limit = deadline_after_day(date(2026, 10, 20), Fraction(5), "day", COUNTING)
    assert limit.in_time_on(date(2026, 10, 25), LONDON)
    assert not limit.in_time_on(date(2026, 10, 26), LONDON)
    within = after(utc(2026, 6, 1, 9), 4, "hour")
    assert within.in_time_on(date(2026, 6, 1), LONDON)
    assert not within.in_time_on(date(2026, 6, 2), LONDON)


def test_nothing_is_guessed() -> None:
    undecided = Counting(LONDON, None, None, None, None, None, None, None, None)
    for unit in ("hour", "day", "business day", "month"):
        with pytest.raises(MissingChoice):
            after(utc(2026, 6, 1), 1, unit, undecided)
    only_days = replace(undecided, counts_first_day=False, last_day_rule="that day")
    assert after(utc(2026, 6, 1), 1, "day", only_days).last_day == date(2026, 6, 2)


def test_what_the_compiler_must_refuse() -> None:
    for amount, unit in ((Fraction(1, 2), "day"), (Fraction(-1), "hour"), (Fraction(1), "fortnight")):
        with pytest.raises(ValueError, match="no "):
            after(0, amount, unit)


@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(1, 60), st.sampled_from([LONDON, PARIS, CHICAGO]))
def test_days_forward_and_back_meet(day: date, n: int, zone: str) -> None:
    counting = replace(COUNTING, zone=zone)
    last = last_after(day, n, "day", counting)
    assert deadline_before_day(last, Fraction(n), "day", counting).last_day == day
    limit = deadline_after_day(day, Fraction(n), "day", counting)
    assert limit.instant == start_of_day(day + timedelta(days=n + 1), zone)
