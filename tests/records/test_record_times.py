"""Times and periods in files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.records.problem import Problem
from sladsl.records.table import OPEN_END
from sladsl.records.times import TimeReader, read_periods
from sladsl.time.zones import utc

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2037, 12, 30))
OFFSETS = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


def packaged(zone: str) -> ZoneInfo:
    """The rules of the package, not those of the machine."""
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data)


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


@given(MOMENTS, OFFSETS, st.sampled_from("T t"))
def test_a_time_with_its_offset(moment: datetime, offset: timezone, separator: str) -> None:
    aware = moment.replace(tzinfo=offset)
    assert TimeReader("Asia/Tokyo")(aware.isoformat(separator)) == micros(aware)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05T10:00:00Z",
        "2026-03-05 10:00Z",
        "2026-03-05T10:00:00.000Z",
        "2026-03-05T10:00:00,0+00:00",
        "2026-03-05 10:00:00 UTC",
        "2026-03-05 11:00:00 +0100",
        "2026-03-05T05:00-05",
        "2026-03-05T10:00",
    ],
)
def test_ways_to_write_one_time(text: str) -> None:
    assert TimeReader("Europe/London")(text) == utc(2026, 3, 5, 10)


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "UTC"]
)
@given(moment=MOMENTS)
def test_a_time_without_offset_is_in_the_zone(zone: str, moment: datetime) -> None:
    info = packaged(zone)
    instants = {
        (moment - offset).replace(tzinfo=UTC)
        for fold in (0, 1)
        if (offset := moment.replace(tzinfo=info, fold=fold).utcoffset()) is not None
        and (moment - offset).replace(tzinfo=UTC).astimezone(info).replace(tzinfo=None) == moment
    }
    found = TimeReader(zone)(moment.isoformat(" "))
    match [micros(instant) for instant in instants]:
        case [only]:
            assert found == only
        case []:
            assert isinstance(found, Problem)
            assert found.code == "R009"
        case _:
            assert isinstance(found, Problem)
            assert found.code == "R010"


def test_a_skipped_time_says_how_to_mend_it() -> None:
    found = TimeReader("Europe/London")("2026-03-29T01:30")
    assert isinstance(found, Problem)
    assert found.code == "R009"
    assert "to 02:00" in found.hint


def test_a_repeated_time_offers_both() -> None:
    times = TimeReader("Europe/London")
    found = times("2026-10-25T01:30")
    assert isinstance(found, Problem)
    assert found.code == "R010"
    assert "2026-10-25T01:30:00+01:00 or 2026-10-25T01:30:00+00:00" in found.hint
    assert times("2026-10-25T01:30:00+01:00") == utc(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026-03-05", "hour is missing"),
        ("05/03/2026 10:00", "day and month"),
        ("1772704800", "since 1970"),
        ("2026-03-05T24:00:00Z", "2026-03-06T00:00:00"),
        ("2026-12-31T23:59:60Z", "Leap"),
        ("2026-02-30T10:00Z", "no such day"),
        ("2026-03-05T10:60Z", "59"),
        ("2026-03-05T10:00+25:00", "offset"),
        ("9999-12-31T23:59:59", "empty"),
        ("0001-01-01T00:00:00Z", "empty"),
        ("yesterday", "ISO 8601"),
    ],
)
def test_what_is_no_time(text: str, hint: str) -> None:
    found = TimeReader("Europe/London")(text)
    assert isinstance(found, Problem)
    assert found.code == "R008"
    assert hint in found.hint


@given(st.text(alphabet="0123456789-:TZ.+ ", max_size=26))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(TimeReader("Europe/London")(text), int | Problem)


def test_further_decimals_are_cut_and_told() -> None:
    times = TimeReader("UTC")
    assert times("2026-03-05T10:00:00.123456000Z") == utc(2026, 3, 5, 10) + 123_456
    assert not times.cut
    assert times("2026-03-05T10:00:00.1234569Z") == utc(2026, 3, 5, 10) + 123_456
    assert times.cut


CELLS = st.one_of(
    MOMENTS.map(lambda m: m.isoformat()),
    MOMENTS.map(lambda m: m.isoformat(" ", "minutes") + "Z"),
    st.sampled_from(
        ["2026-03-29T01:30:00", "2026-10-25T01:30:00", "2026-03-29T12:00:00", "2026-02-30T10:00:00", "", "x"]
    ),
)


@given(
    st.one_of(
        st.lists(CELLS, max_size=8),
        st.lists(
            st.sampled_from(
                ["2026-03-29T01:30:00", "2026-03-29T12:00:00", "2026-02-30T12:00:00", "2026-03-31T12:00:00"]
            ),
            max_size=8,
        ),
        st.lists(MOMENTS.map(lambda m: m.isoformat(timespec="seconds") + "+01:00"), max_size=8),
    )
)
def test_a_column_at_once_reads_as_its_cells_do(cells: list[str]) -> None:
    found = TimeReader("Europe/London").read_all(cells)
    if found is not None:
        assert found == [TimeReader("Europe/London")(cell) for cell in cells]


def test_plain_columns_are_read_at_once() -> None:
    times = TimeReader("Europe/London")
    assert times.read_all(["2026-03-05T10:00:00Z", "2026-03-05T10:01:00Z"]) is not None
    assert times.read_all(["2026-07-05 10:00", "2026-10-25 01:30"]) is not None
    assert times.read_all(["2026-03-05T10:00:00Z", "2026-03-05T10:01:00"]) is None


def test_periods() -> None:
    times = TimeReader("UTC")
    text = "2026-03-06T10:00/2026-03-06T11:00; 2026-03-05T10:00Z/2026-03-05T11:00Z;2026-03-05T10:30/2026-03-05T12:00;"
    assert read_periods(text, times) == (
        (utc(2026, 3, 5, 10), utc(2026, 3, 5, 12)),
        (utc(2026, 3, 6, 10), utc(2026, 3, 6, 11)),
    )
    assert read_periods("2026-03-05T10:00Z/", times) == ((utc(2026, 3, 5, 10), OPEN_END),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-03-05T10:00Z", "R015"),
        ("/2026-03-05T10:00Z", "R015"),
        ("2026-03-05T10:00Z/2026-03-05T11:00Z/2026-03-05T12:00Z", "R015"),
        ("2026-03-05T10:00Z/2026-03-05T09:00Z", "R016"),
        ("2026-03-05T10:00Z/tomorrow", "R008"),
        ("2026-03-29T01:30/2026-03-29T03:00", "R009"),
    ],
)
def test_what_are_no_periods(text: str, code: str) -> None:
    found = read_periods(text, TimeReader("Europe/London"))
    assert isinstance(found, Problem)
    assert found.code == code
