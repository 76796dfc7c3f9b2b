"""Local times on ordinary days and on those on which the clock changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.stretches import DAY, HOUR
from sladsl.time.zones import (
    Repeated,
    Skipped,
    UnknownZone,
    constant_pieces,
    date_of,
    from_datetime,
    instant_of,
    is_zone,
    local,
    resolve_local,
    start_of_day,
    utc,
)

ZONES = ("Europe/London", "Europe/Paris", "America/New_York", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe")
instants = st.integers(utc(1975, 1, 1), utc(2037, 12, 31))


@given(instants, st.sampled_from(ZONES))
def test_local_agrees_with_zoneinfo(instant: int, zone: str) -> None:
    aware = datetime.fromtimestamp(0, ZoneInfo("UTC")) + timedelta(microseconds=instant)
    assert local(instant, zone) == aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert date_of(instant, zone) == local(instant, zone).date()
    assert from_datetime(aware) == instant


@given(instants, st.sampled_from(ZONES))
def test_every_instant_is_found_by_its_local_time(instant: int, zone: str) -> None:
    match resolve_local(local(instant, zone), zone):
        case Repeated(first, second):
            assert instant in (first, second)
            assert first < second
        case found:
            assert found == instant


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", date(2026, 3, 29), 23),
        ("Europe/London", date(2026, 10, 25), 25),
        ("Europe/Paris", date(2024, 3, 31), 23),
        ("Europe/Paris", date(2024, 10, 27), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("America/Chicago", date(2026, 3, 8), 23),
        ("America/Chicago", date(2026, 11, 1), 25),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Europe/London", date(2024, 2, 29), 24),
    ],
)
def test_days_have_23_24_or_25_hours(zone: str, day: date, hours: int) -> None:
    start = start_of_day(day, zone)
    assert start_of_day(day + timedelta(days=1), zone) - start == hours * HOUR
    assert date_of(start - 1, zone) < day


def test_skipped_and_repeated_times_are_told() -> None:
    jump = utc(2026, 3, 8, 7)
    assert resolve_local(datetime(2026, 3, 8, 2, 30), "America/New_York") == Skipped(jump)
    assert resolve_local(datetime(2026, 3, 8, 2), "America/New_York") == Skipped(jump)
    assert resolve_local(datetime(2026, 3, 8, 3), "America/New_York") == jump
    twice = Repeated(utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))
    assert resolve_local(datetime(2026, 11, 1, 1, 30), "America/New_York") == twice
    assert resolve_local(datetime(2026, 11, 1, 2), "America/New_York") == utc(2026, 11, 1, 7)
    assert instant_of(datetime(2026, 11, 1, 1, 30), "America/New_York") == twice.first
    assert instant_of(datetime(2026, 3, 8, 2, 30), "America/New_York") == jump


@given(instants, st.integers(1, 400 * DAY), st.sampled_from(ZONES))
def test_constant_pieces_tile(start: int, length: int, zone: str) -> None:
    pieces = constant_pieces(start, start + length, zone)
    assert (pieces[0][0], pieces[-1][1]) == (start, start + length)
    assert all(one[1] == two[0] and one[2] != two[2] for one, two in pairwise(pieces))


def test_names_of_zones() -> None:
    assert is_zone("Europe/London")
    assert is_zone("UTC")
    assert not any(map(is_zone, ("", "Europe", "Europe/Lundon", "../tzdata", "/etc/passwd", "zone.tab")))
    with pytest.raises(UnknownZone):
        local(0, "Mars/Olympus")
