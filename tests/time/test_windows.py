"""Windows of every kind: where they start and end, and how long they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.kinds import (
    BillingMonth,
    Blocks,
    Consecutive,
    ContractMonths,
    Day,
    DayKind,
    FiscalQuarter,
    FiscalYear,
    Month,
    Quarter,
    Rolling,
    Tiling,
    Week,
    Year,
)
from sladsl.time.stretches import DAY, HOUR, MINUTE
from sladsl.time.windows import (
    HOUR_OF_CLOCK,
    Intervals,
    Sliding,
    clip,
    following,
    preceding,
    span,
    window_of,
    window_starting,
    windows_between,
    windows_holding,
)
from sladsl.time.zones import start_of_day, utc, wall

LONDON, NEW_YORK = "Europe/London", "America/New_York"
TILINGS: tuple[Tiling, ...] = (
    Day(),
    Week(),
    Month(),
    Quarter(),
    Year(),
    BillingMonth(15, "last day"),
    BillingMonth(31, "last day"),
    BillingMonth(31, "next month's first day"),
    BillingMonth(30, "next month's first day"),
    ContractMonths(date(2024, 2, 29), 1, "last day"),
    ContractMonths(date(2024, 1, 31), 3, "next month's first day"),
    ContractMonths(date(2024, 2, 29), 12, "last day"),
    FiscalQuarter(2, 1, "last day"),
    FiscalYear(4, 6, "last day"),
    Blocks(date(2026, 1, 5), 30),
)


def starts(kind: DayKind, first: date, last: date) -> list[date]:
    whole = span(first, last, LONDON)
    return [w.first for w in windows_between(kind, whole.start, whole.end, LONDON, whole=False)]


@given(st.sampled_from(TILINGS), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.sampled_from([LONDON, NEW_YORK]))
def test_tilings_leave_no_gap(kind: Tiling, day: date, zone: str) -> None:
    window = window_of(kind, day, zone)
    after, before = following(kind, window, 1, zone), preceding(kind, window, 1, zone)
    assert window.first <= day <= window.last
    assert before.end == window.start < window.end == after.start
    assert before.last + timedelta(days=1) == window.first
    assert preceding(kind, after, 2, zone) == before
    assert window_of(kind, window.end - 1, zone) == window
    assert list(windows_holding(kind, window.start, zone)) == [window]


def test_windows_that_overlap_a_range_and_those_within_it() -> None:
    first, last = utc(2026, 1, 10), utc(2026, 4, 10)
    labels = [w.label for w in windows_between(Month(), first, last, LONDON, whole=False)]
    assert labels == ["January 2026", "February 2026", "March 2026", "April 2026"]
    labels = [w.label for w in windows_between(Month(), first, last, LONDON, whole=True)]
    assert labels == ["February 2026", "March 2026"]
    assert list(windows_between(Month(), last, first, LONDON, whole=False)) == []


def test_exact_lengths_respect_the_clock() -> None:
    assert window_of(Month(), date(2026, 3, 1), LONDON).length == 31 * DAY - HOUR
    assert window_of(Month(), date(2026, 11, 1), NEW_YORK).length == 30 * DAY + HOUR
    assert window_of(Month(), date(2024, 2, 10), LONDON).length == 29 * DAY
    assert window_of(Week(), date(2026, 10, 25), LONDON).length == 7 * DAY + HOUR
    assert window_of(Year(), date(2026, 7, 1), LONDON).length == 365 * DAY


def test_months_without_the_day() -> None:
    first, last = date(2026, 1, 31), date(2026, 6, 15)
    assert starts(BillingMonth(31, "last day"), first, last) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]
    assert starts(BillingMonth(31, "next month's first day"), first, last) == [
        date(2026, 1, 31),
        date(2026, 3, 1),
        date(2026, 3, 31),
        date(2026, 5, 1),
        date(2026, 5, 31),
    ]
    assert starts(ContractMonths(date(2024, 2, 29), 12, "last day"), first, date(2028, 3, 1)) == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_fiscal_windows() -> None:
    quarter = window_of(FiscalQuarter(2, 1, "last day"), date(2026, 1, 15), LONDON)
    assert (quarter.first, quarter.last) == (date(2025, 11, 1), date(2026, 1, 31))
    assert quarter.label == "Q4 of the fiscal year from 1 February 2025"
    year = window_of(FiscalYear(4, 6, "last day"), date(2026, 4, 5), LONDON)
    assert (year.first, year.last) == (date(2025, 4, 6), date(2026, 4, 5))


def test_rolling_windows_slide_by_a_day() -> None:
    term = span(date(2026, 1, 1), date(2026, 3, 31), LONDON)
    found = list(windows_between(Rolling(30, "day"), term.start, term.end, LONDON, whole=True))
    assert len(found) == 90 - 30 + 1
    assert {w.days for w in found} == {30}
    assert (found[0].first, found[-1].last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert found[-1].length == 30 * DAY - HOUR
    assert len(list(windows_holding(Rolling(30, "day"), utc(2026, 2, 1, 12), LONDON))) == 30


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 30), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 27)),
        (date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_a_rolling_month_ends_before_the_same_number(first: date, last: date) -> None:
    assert window_starting(Rolling(1, "month"), first, LONDON).last == last


def test_consecutive_months_slide_by_a_month() -> None:
    term = span(date(2026, 1, 15), date(2026, 12, 31), LONDON)
    found = list(windows_between(Consecutive(6, Month()), term.start, term.end, LONDON, whole=True))
    assert [w.first.month for w in found] == [2, 3, 4, 5, 6, 7]
    assert found[0].label == "February 2026 to July 2026"
    assert len(list(windows_between(Consecutive(6, Month()), term.start, term.end, LONDON, whole=False))) == 5 + 12


def test_hours_where_the_clock_shows_one_twice() -> None:
    day = window_of(Day(), date(2026, 10, 25), LONDON)
    hours = list(windows_between(HOUR_OF_CLOCK, day.start, day.end, LONDON, whole=True))
    assert len(hours) == 25
    assert [hour.label for hour in hours[1:3]] == [
        "25 October 2026, 01:00 to 02:00 (first time)",
        "25 October 2026, 01:00 to 02:00 (second time)",
    ]


def test_hours_where_the_clock_skips_one() -> None:
    day = window_of(Day(), date(2026, 3, 8), NEW_YORK)
    hours = list(windows_between(HOUR_OF_CLOCK, day.start, day.end, NEW_YORK, whole=True))
    assert len(hours) == 23
    assert hours[2].label == "8 March 2026, 03:00 to 04:00"


@given(
    st.sampled_from([1, 5, 7, 15, 30, 45, 60, 120, 1440]),
    st.integers(utc(2026, 1, 1), utc(2026, 12, 31)),
    st.sampled_from([LONDON, NEW_YORK, "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_intervals_tile_the_day(minutes: int, instant: int, zone: str) -> None:
    kind = Intervals(minutes)
    window = window_of(kind, instant, zone)
    assert window.start <= instant < window.end
    assert 0 < window.length <= minutes * MINUTE + HOUR
    after = window_of(kind, window.end, zone)
    assert after.start == window.end
    assert window_of(kind, window.start, zone) == window


@given(st.integers(utc(2026, 1, 1), utc(2026, 12, 31)), st.sampled_from([LONDON, NEW_YORK]))
def test_intervals_start_on_the_clock(instant: int, zone: str) -> None:
    """Clock changes by whole hours keep quarter hours whole."""
    window = window_of(Intervals(15), instant, zone)
    assert window.length == 15 * MINUTE
    assert wall(window.start, zone) % (15 * MINUTE) == 0


def test_a_day_that_a_zone_skipped_is_no_window() -> None:
    days = windows_between(Day(), utc(2011, 12, 29), utc(2012, 1, 2), "Pacific/Apia", whole=False)
    assert [day.first.day for day in days] == [28, 29, 31, 1, 2]


def test_sliding_minutes() -> None:
    found = list(windows_between(Sliding(15, 1), 0, HOUR, "UTC", whole=True))
    assert len(found) == 46
    assert {w.length for w in found} == {15 * MINUTE}
    assert len(list(windows_holding(Sliding(15, 5), HOUR, "UTC"))) == 3


def test_clip_to_a_term() -> None:
    month = window_of(Month(), date(2026, 1, 1), LONDON)
    part = clip(month, start_of_day(date(2026, 1, 11), LONDON), utc(2030, 1, 1), LONDON)
    assert part is not None
    assert (part.first, part.last, part.days, part.label) == (date(2026, 1, 11), date(2026, 1, 31), 21, month.label)
    assert clip(month, month.end, month.end + 1, LONDON) is None
    assert following(Month(), part, 1, LONDON).label == "February 2026"
