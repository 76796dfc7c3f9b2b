"""Instants and local times of a zone, by IANA name.

The rules of the clock come from the `tzdata` package and never from the machine, so that one text and its
records give the same amounts everywhere. Local times are naive `datetime`s.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib import import_module
from importlib.resources import files
from zoneinfo import ZoneInfo

from sladsl.node import node
from sladsl.time.stretches import DAY

_EPOCH = datetime(1970, 1, 1)
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - the alias hides which of the two it is
_EPOCH_ORDINAL = _EPOCH.toordinal()
_SECOND = 1_000_000
_MICROSECOND = timedelta(microseconds=1)


class UnknownZone(ValueError):
    """The name is in no edition of the IANA database that is installed."""


@node
class Skipped:
    """The clock jumps over this local time, at `instant`."""

    instant: int


@node
class Repeated:
    """The clock shows this local time twice."""

    first: int
    second: int


class _Zone:
    """The offsets of one zone, found a UTC day at a time."""

    __slots__ = ("_days", "_info", "_plain")

    def __init__(self, info: ZoneInfo) -> None:
        self._info = info
        self._days: dict[int, tuple[tuple[int, int], ...]] = {}
        self._plain: dict[int, int | None] = {}

    def _look_up(self, instant: int) -> int:
        offset = (_EPOCH_UTC + timedelta(microseconds=instant)).astimezone(self._info).utcoffset()
        assert offset is not None
        return offset // _MICROSECOND

    def pieces(self, day: int) -> tuple[tuple[int, int], ...]:
        """(from instant, offset in microseconds) of each piece of the UTC day in which the offset is
        constant. No zone has ever changed twice within some days: the shortest of all times between two changes is 167 hours."""
        known = self._days.get(day)
        if known is not None:
            return known
        start, end = day * DAY, (day + 1) * DAY
        before, after = self._look_up(start), self._look_up(end)
        out = [(start, before)]
        if after != before:
            low, high = start, end
            while high - low > _SECOND:
                middle = low + (high - low) // (2 * _SECOND) * _SECOND
                if self._look_up(middle) == after:
                    high = middle
                else:
                    low = middle
            if high < end:
                out.append((high, after))
        self._days[day] = tuple(out)
        return self._days[day]

    def offset(self, instant: int) -> int:
        pieces = self.pieces(instant // DAY)
        if len(pieces) == 1:
            return pieces[0][1]
        return next(offset for start, offset in reversed(pieces) if start <= instant)

    def plain_offset(self, day: int) -> int | None:
        """The offset of the local day when the clock does not change on it or on its neighbours, else
        None."""
        if day not in self._plain:
            offsets = {offset for near in (day - 1, day, day + 1) for _, offset in self.pieces(near)}
            self._plain[day] = offsets.pop() if len(offsets) == 1 else None
        return self._plain[day]

    def resolve(self, wall: int) -> int | Skipped | Repeated:
        day = wall // DAY
        plain = self.plain_offset(day)
        if plain is not None:
            return wall - plain
        near = [piece for number in (day - 1, day, day + 1) for piece in self.pieces(number)]
        found = sorted({wall - offset for _, offset in near if self.offset(wall - offset) == offset})
        if len(found) == 1:
            return found[0]
        if found:
            return Repeated(found[0], found[-1])
        # A piece that shows a later time already at its start is the one after the jump.
        return Skipped(min(start for start, offset in near if start + offset > wall))


@cache
def _zone(name: str) -> _Zone:
    place = files("tzdata").joinpath("zoneinfo")
    parts = name.split("/")
    if not name or any(part in ("", ".", "..") for part in parts):
        raise UnknownZone(name)
    file = place.joinpath(*parts)
    if not file.is_file():
        raise UnknownZone(name)
    with file.open("rb") as data:
        try:
            return _Zone(ZoneInfo.from_file(data, key=name))
        except ValueError:
            raise UnknownZone(name) from None


def is_zone(name: str) -> bool:
    """Whether the name is one of the IANA database, such as "Europe/London"; letter case matters."""
    try:
        _zone(name)
    except UnknownZone:
        return False
    return True


def edition() -> str:
    """The edition of the IANA database in use, such as "2026a"."""
    return str(import_module("tzdata").IANA_VERSION)


def offset(instant: int, zone: str) -> int:
    """Local time minus UTC, in microseconds."""
    return _zone(zone).offset(instant)


def local(instant: int, zone: str) -> datetime:
    """The naive local time. Raises `UnknownZone`, as all functions here."""
    return _EPOCH + timedelta(microseconds=instant + _zone(zone).offset(instant))


def wall(instant: int, zone: str) -> int:
    """The local time as microseconds since 1970-01-01 00:00 local."""
    return instant + _zone(zone).offset(instant)


def resolve_local(moment: datetime, zone: str) -> int | Skipped | Repeated:
    """The instant of a naive local time, or why there is not exactly one."""
    return _zone(zone).resolve((moment - _EPOCH) // _MICROSECOND)


def instant_of(moment: datetime, zone: str) -> int:
    """The first instant at which the clock shows this local time or a later one of the same jump: of a
    repeated time the first, for a skipped time the jump. For the edges of windows; records must go through
    `resolve_local`."""
    found = resolve_local(moment, zone)
    match found:
        case Skipped(instant):
            return instant
        case Repeated(first, _):
            return first
        case _:
            return found


def start_of_day(day: date, zone: str) -> int:
    """The first instant of the local day. A day that the zone skipped entirely is empty: it starts when the
    next one does."""
    return instant_of(datetime(day.year, day.month, day.day), zone)


def date_of(instant: int, zone: str) -> date:
    """The local date."""
    return date.fromordinal((instant + _zone(zone).offset(instant)) // DAY + _EPOCH_ORDINAL)


def constant_pieces(start: int, end: int, zone: str) -> tuple[tuple[int, int, int], ...]:
    """[start, end) cut where the clock changes: (start, end, offset in microseconds) each."""
    if start >= end:
        return ()
    zone_ = _zone(zone)
    out: list[tuple[int, int, int]] = []
    for day in range(start // DAY, (end - 1) // DAY + 1):
        for at, shift in zone_.pieces(day):
            if out and out[-1][2] == shift:
                continue
            if out:
                out[-1] = (out[-1][0], at, out[-1][2])
            out.append((at, end, shift))
    return tuple((max(a, start), min(b, end), shift) for a, b, shift in out if max(a, start) < min(b, end))


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """The instant of a UTC time."""
    return (datetime(year, month, day, hour, minute, second) - _EPOCH) // _MICROSECOND


def from_datetime(moment: datetime) -> int:
    """The instant of an aware `datetime`. Raises `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return (moment - _EPOCH_UTC) // _MICROSECOND
