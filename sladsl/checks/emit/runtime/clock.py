"""The clock of the agreement: instants are whole microseconds since the epoch (UTC), days are those of its time zone."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sladsl.checks.emit.runtime.stretches import Stretch

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """An instant, and the day to which it belongs when days are counted; `whole_day`: only the day is known, `at` is its start."""

    at: int
    day: date
    whole_day: bool = False


@dataclass(frozen=True)
class Window:
    """[start, end)."""

    start: int
    end: int

    def follows(self, other: Window) -> bool:
        """Whether the other is the one before it."""
        return self.start == other.end


@dataclass(frozen=True)
class Run(Window):
    """One of windows that slide: even where it has the ends of a month it is none, and is unlike it. `before`: where the one before it
    starts."""

    before: int

    def follows(self, other: Window) -> bool:
        return self.before == other.start


def add_months(day: date, months: int) -> date:
    """The day of the same number or, where there is none, the last day of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _instant(aware: datetime) -> int:
    return (aware.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


class Clock:
    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self._starts: dict[date, int] = {}
        self._today: Stretch = (0, 0)

    def of(self, local: datetime) -> int:
        """The instant of an aware time, or of a local one: the first of two, and the jump for one that the clock skips."""
        first = _instant(local if local.tzinfo is not None else local.replace(tzinfo=self.zone))
        if local.tzinfo is not None or self.local(first) == local:
            return first
        # Skipped. Read with the offsets before and after the jump, the time lies after and before it.
        low, high = _instant(local.replace(tzinfo=self.zone, fold=1)), first
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._offset(middle) == self._offset(first) else (middle, high)
        return high

    def _offset(self, instant: int) -> timedelta | None:
        return (EPOCH + timedelta(microseconds=instant)).astimezone(self.zone).utcoffset()

    def _exists(self, local: datetime) -> bool:
        aware = local.replace(tzinfo=self.zone)
        return aware.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) == local

    def ambiguous(self, local: datetime) -> str:
        """ "skipped" or "repeated" for a local time that the clock does not show exactly once, else ""."""
        if not self._exists(local):
            return "skipped"
        first, second = local.replace(tzinfo=self.zone), local.replace(tzinfo=self.zone, fold=1)
        return "" if first.utcoffset() == second.utcoffset() else "repeated"

    def local(self, instant: int) -> datetime:
        return (EPOCH + timedelta(microseconds=instant)).astimezone(self.zone).replace(tzinfo=None)

    def day_of(self, instant: int) -> date:
        return self.local(instant).date()

    def names(self, month: tuple[int, int], window: Window) -> bool:
        """Whether a month lies in the window: in that of a month, if it starts in it (a billing month from 15 June is that of June); in a
        longer one from the month of its first day to the last that starts within it."""
        number = month[0] * 12 + month[1]
        first, after = self.day_of(window.start), self.day_of(window.end - 1) + timedelta(days=1)
        start = first.year * 12 + first.month
        return start <= number < max(after.year * 12 + after.month, start + 1)

    def start_of(self, day: date) -> int:
        """The first instant of the day."""
        if day not in self._starts:
            self._starts[day] = self.of(datetime(day.year, day.month, day.day))
        return self._starts[day]

    def end_of(self, day: date) -> int:
        return self.start_of(day + timedelta(days=1))

    def at_minute(self, day: date, minute: int) -> int:
        """When the clock shows this minute of the day; 1440 is the end of the day."""
        if minute >= 1440:
            return self.end_of(day)
        return self.of(datetime(day.year, day.month, day.day) + timedelta(minutes=minute))

    def moment(self, instant: int) -> Moment:
        return Moment(instant, self.day_of(instant))

    def slot(self, instant: int, width: int) -> Stretch:
        """The clock-aligned stretch of `width` microseconds that holds the instant: counted from midnight and cut at the day's end;
        whole days, and whole weeks from Monday."""
        if width < DAY and self._today[0] <= instant < self._today[1]:
            start = self._today[0] + (instant - self._today[0]) // width * width
            return start, min(start + width, self._today[1])
        day = self.day_of(instant)
        if width >= DAY:
            count = width // DAY
            first = date.fromordinal((day.toordinal() - 1) // count * count + 1)
            return self.start_of(first), self.start_of(first + timedelta(days=count))
        midnight = self.start_of(day)
        self._today = midnight, self.end_of(day)
        start = midnight + (instant - midnight) // width * width
        return start, min(start + width, self._today[1])

    def slots(self, start: int, end: int, width: int) -> list[Stretch]:
        """The clock-aligned stretches that start in [start, end)."""
        found: list[Stretch] = []
        at = self.slot(start, width)[0]
        while at < end:
            midnight = self.start_of(self.day_of(at))
            last = self.slot(at, width)[1] if width >= DAY else self.end_of(self.day_of(at))
            step = last - midnight if width >= DAY else width
            found += [(one, min(one + step, last)) for one in range(at, last, step) if start <= one < end]
            at = last
        return found

    def hours_text(self, start: int, end: int) -> str:
        """ "01:00 to 02:00", "01:00 to 02:00 (second time)"."""
        first, last = self.local(start), self.local(end - 1) + timedelta(microseconds=1)
        words = f"{first:%H:%M} to {last:%H:%M}"
        if self.ambiguous(first) != "repeated":
            return words
        return f"{words} ({'first' if self.of(first) == start else 'second'} time)"

    def text(self, instant: int) -> str:
        """Local time, ISO, to the minute unless there are seconds."""
        local = self.local(instant)
        return local.isoformat(timespec="minutes" if local.second == local.microsecond == 0 else "auto")
