"""Times, dates, months and periods as they stand in files (ISO 8601)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sladsl.records.problem import Problem, listed
from sladsl.records.table import OPEN_END, Period
from sladsl.time.stretches import DAY, MINUTE, merge
from sladsl.time.zones import Repeated, Skipped, constant_pieces, local, offset, resolve_local, utc

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,12}))?)?"
    r"(?P<offset> ?(?:[Zz]|UTC|(?P<sign>[+-])(?P<oh>[0-9]{2}):?(?P<om>[0-9]{2})?))?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_SLASHED = re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}")

# Systems write 9999-12-31 or 0001-01-01 where they mean "never"; taken as a time it would be counted.
_YEARS = range(1900, 2200)
_FIRST = utc(_YEARS[0], 1, 1)
_NEVER = "If it stands for never or unknown, leave the cell empty and declare the field with `, if any`."

_ORDINARY_DAY = "2020-01-15"  # no clock changed then
_MOST_CLOCKS = 86_400

_A_TIME = "a time such as 2026-03-05T10:00:00Z"
_A_DATE = "a date such as 2026-03-05"
_A_MONTH = "a month such as 2026-03"


def _day(text: str, expected: str) -> date | Problem:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Problem("R008", expected, "There is no such day in the calendar.")
    if day.year not in _YEARS:
        return Problem(
            "R008",
            f"{expected}, from {_YEARS[0]} to {_YEARS[-1]}",
            _NEVER,
        )
    return day


def read_date(text: str) -> date | Problem:
    """Shape: 2026-03-05."""
    if _DATE.fullmatch(text):
        return _day(text, _A_DATE)
    if _SLASHED.match(text):
        return Problem("R008", _A_DATE, "Export dates as year-month-day; day and month could be taken for each other.")
    if _TIME.fullmatch(text):
        return Problem(
            "R008", _A_DATE, f"This is a time: give the day alone, {text[:10]}, or declare the field as a time."
        )
    return Problem("R008", _A_DATE, "Export dates as year-month-day.")


def read_month(text: str) -> tuple[int, int] | Problem:
    """Shape: 2026-03."""
    found = _MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) in _YEARS:
        return int(found[1]), int(found[2])
    if _DATE.fullmatch(text):
        return Problem("R008", _A_MONTH, f"Give the month alone: {text[:7]}.")
    return Problem("R008", _A_MONTH, "Export months as year-month.")


class TimeReader:
    """Reads times into microseconds since the epoch. One reader serves all columns: it remembers days and clock times.

    A time without an offset is in `zone`. A local time that a change of the clock skips or repeats is a problem. `cut` says whether a
    time had more than six decimals; they are cut.
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.cut = False
        self._days: dict[str, int] = {}
        self._plain_days: dict[str, int] = {}  # local midnight of the days on which the clock does not change, in UTC
        self._clocks: dict[str, int] = {}  # the clock part with an offset, less the offset
        self._local_clocks: dict[str, int] = {}

    def __call__(self, text: str) -> int | Problem:
        day, clock = text[:10], text[10:]
        since_midnight = self._clocks.get(clock)
        if since_midnight is not None:
            midnight = self._days.get(day)
            if midnight is not None:
                return midnight + since_midnight
        else:
            since_midnight = self._local_clocks.get(clock)
            midnight = self._plain_days.get(day)
            if since_midnight is not None and midnight is not None:
                return midnight + since_midnight
        return self._parse(text)

    def read_all(self, cells: Sequence[str]) -> list[int | Problem] | None:
        """The times of a column at once, where all are complete and spell their clock times in few ways; else None."""
        clocks = {cell[10:] for cell in cells}
        if not cells or len(clocks) > _MOST_CLOCKS:
            return None
        for clock in clocks:
            self(_ORDINARY_DAY + clock)
        if self._clocks.keys() >= clocks:
            since_midnight, midnights = self._clocks, self._days
        elif self._local_clocks.keys() >= clocks:
            since_midnight, midnights = self._local_clocks, self._plain_days
        else:
            return None
        days, some_clock = {cell[:10] for cell in cells}, min(clocks)
        for day in days:
            self(day + some_clock)
        if midnights.keys() >= days:
            return [midnights[cell[:10]] + since_midnight[cell[10:]] for cell in cells]
        return [
            midnights[cell[:10]] + since_midnight[cell[10:]] if cell[:10] in midnights else self(cell) for cell in cells
        ]

    def _parse(self, text: str) -> int | Problem:
        found = _TIME.fullmatch(text)
        if found is None:
            return _not_a_time(text)
        day = _day(found["day"], _A_TIME)
        if isinstance(day, Problem):
            return day
        hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
        if hour > 23 or minute > 59 or second > 59:
            return Problem("R008", _A_TIME, _clock_hint(day, hour, minute, second))
        fraction = found["fraction"] or ""
        if fraction[6:].strip("0"):
            self.cut = True
        clock = ((hour * 60 + minute) * 60 + second) * 1_000_000 + int(fraction[:6].ljust(6, "0"))
        midnight = (day.toordinal() - _EPOCH_DAY) * DAY
        self._days[found["day"]] = midnight
        if found["offset"] is None:
            return self._local(text, day, midnight, clock, fraction)
        if found["sign"]:
            hours, minutes = int(found["oh"]), int(found["om"] or 0)
            if hours > 15 or minutes > 59:
                return Problem("R008", _A_TIME, "No place is that far from UTC: mend the offset at the end.")
            ahead = (hours * 60 + minutes) * MINUTE
            clock += ahead if found["sign"] == "-" else -ahead
        if not fraction[6:]:
            self._clocks[text[10:]] = clock
        return midnight + clock

    def _local(self, text: str, day: date, midnight: int, clock: int, fraction: str) -> int | Problem:
        shift = self._steady_offset(day, midnight)
        if shift is not None:
            self._plain_days[text[:10]] = midnight - shift
            if not fraction[6:]:
                self._local_clocks[text[10:]] = clock
            return midnight - shift + clock
        wall = datetime(day.year, day.month, day.day) + timedelta(microseconds=clock)
        instant = resolve_local(wall, self.zone)
        match instant:
            case Skipped(jump):
                shown = f"{local(jump, self.zone):%H:%M}"
                return Problem(
                    "R009",
                    f"a time that the clock shows in {self.zone}",
                    f"The clock jumps over it to {shown} on that day: export times in UTC or with their offset.",
                )
            case Repeated(first, second):
                offsets = listed([_with_offset(wall, instant, self.zone) for instant in (first, second)])
                return Problem(
                    "R010",
                    f"a time that the clock shows once in {self.zone}",
                    f"The clock shows it twice on that day: write {offsets}, or export times in UTC.",
                )
            case _:
                return instant

    def of_instant(self, instant: int) -> int | Problem:
        """The instant itself, if it lies in the years of which there are records."""
        if _FIRST <= instant < OPEN_END:
            return instant
        return Problem("R008", f"{_A_TIME}, from {_YEARS[0]} to {_YEARS[-1]}", _NEVER)

    def _steady_offset(self, day: date, midnight: int) -> int | None:
        """The zone's offset in microseconds if the clock does not change on the day or on its neighbours."""
        pieces = constant_pieces(midnight - DAY, midnight + 2 * DAY, self.zone)
        return pieces[0][2] if len(pieces) == 1 else None


def _with_offset(wall: datetime, instant: int, zone: str) -> str:
    minutes = offset(instant, zone) // MINUTE
    sign = "-" if minutes < 0 else "+"
    return f"{wall.isoformat()}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _clock_hint(day: date, hour: int, minute: int, second: int) -> str:
    if (hour, minute, second) == (24, 0, 0):
        return f"Write midnight as the start of the next day: {day + timedelta(days=1)}T00:00:00."
    if second == 60:
        return "Leap seconds are not counted: write second 59 or the start of the next minute."
    return "Hours run from 00 to 23, minutes and seconds from 00 to 59."


def _not_a_time(text: str) -> Problem:
    if _DATE.fullmatch(text):
        return Problem(
            "R008",
            _A_TIME,
            f"The hour is missing: write {text}T00:00 if midnight is meant, or declare the field as a date.",
        )
    if _SLASHED.match(text):
        return Problem(
            "R008",
            _A_TIME,
            "Export times as year-month-day and hour, or say in exports.toml how they are written: day and month could be taken for each other.",
        )
    if text.isascii() and text.isdigit() and len(text) in (10, 13, 16):
        return Problem(
            "R008",
            _A_TIME,
            "This looks like seconds or milliseconds since 1970: export times in ISO 8601, or say so in exports.toml.",
        )
    return Problem("R008", _A_TIME, "Export times in ISO 8601, with Z or an offset where you can.")


def read_periods(text: str, times: TimeReader) -> tuple[Period, ...] | Problem:
    """`start/end;start/end`. An empty end has not come yet. Periods that touch or overlap become one."""
    periods: list[Period] = []
    for number, part in enumerate(text.split(";"), start=1):
        part = part.strip()
        if not part:
            continue
        start_text, slash, end_text = (piece.strip() for piece in part.partition("/"))
        if not slash or not start_text or "/" in end_text:
            return Problem(
                "R015",
                "periods written start/end;start/end",
                f"Period {number} needs a start, a slash and an end; the end stays empty while the period lasts.",
            )
        start = times(start_text)
        if isinstance(start, Problem):
            return Problem(start.code, f"{start.expected}, as the start of period {number}", start.hint)
        end = times(end_text) if end_text not in ("", "..") else OPEN_END
        if isinstance(end, Problem):
            return Problem(end.code, f"{end.expected}, as the end of period {number}", end.hint)
        if end < start:
            return Problem(
                "R016", f"period {number} to end after it starts", "Exchange start and end, or mend the wrong one."
            )
        periods.append((start, end))
    return merge(periods)
