"""Windows: the stretches of time over which something is measured or owed, in the zone of the agreement.

A window's exact length is `end - start`: 23 or 25 hours for a day on which the clock changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from sladsl.node import node
from sladsl.time.dates import ONE_DAY, day_label
from sladsl.time.kinds import Consecutive, DayKind, Rolling, Tiling, range_label
from sladsl.time.stretches import DAY, MINUTE, Stretch
from sladsl.time.zones import Repeated, constant_pieces, date_of, local, resolve_local, start_of_day, wall


@node
class Window:
    """[start, end) in instants; `first` and `last` are the local dates of its first and last moment."""

    start: int
    end: int
    label: str
    first: date
    last: date

    @property
    def length(self) -> int:
        """Microseconds that pass, whatever the clock shows."""
        return self.end - self.start

    @property
    def days(self) -> int:
        """Calendar days, of which the first and last may be partly outside."""
        return (self.last - self.first).days + 1

    @property
    def stretch(self) -> Stretch:
        return self.start, self.end


@node
class Intervals:
    """Intervals of `minutes` minutes of the local clock, counted from midnight; 60 are the hours.

    An interval ends when the clock reaches its end, leaves it by a jump, or jumps back: where an hour is
    shown twice, its intervals come twice. `minutes` divides a day, else the last interval of a day is
    short.
    """

    minutes: int


@node
class Sliding:
    """Windows of `minutes` elapsed minutes, one starting at every `step` minutes of UTC."""

    minutes: int
    step: int


HOUR_OF_CLOCK = Intervals(60)

Kind = DayKind | Intervals | Sliding


def windows_between(kind: Kind, first: int, last: int, zone: str, *, whole: bool) -> Iterator[Window]:
    """The windows, by start, that share a moment with [first, last) or, if `whole`, lie wholly within it.
    None is cut: see `clip`."""
    if first >= last:
        return
    match kind:
        case Intervals():
            found = _intervals(kind, first, last, zone)
        case Sliding():
            found = _sliding(kind, first, last, zone)
        case _:
            found = _of_days(kind, first, last, zone)
    for window in found:
        if not whole or (window.start >= first and window.end <= last):
            yield window


def window_of(kind: Tiling | Intervals, moment: int | date, zone: str) -> Window:
    """The window that holds an instant, or the start of a date. Sliding windows overlap: see
    `windows_holding`."""
    if isinstance(kind, Intervals):
        instant = moment if isinstance(moment, int) else start_of_day(moment, zone)
        of_day = _intervals_of_day(kind.minutes, date_of(instant, zone), zone)
        return of_day[bisect_right(of_day, instant, key=lambda window: window.start) - 1]
    day = date_of(moment, zone) if isinstance(moment, int) else moment
    return _numbered(kind, kind.index_of(day), zone)


def windows_holding(kind: Kind, instant: int, zone: str) -> Iterator[Window]:
    """Every window that holds the instant, by start."""
    return windows_between(kind, instant, instant + 1, zone, whole=False)


def window_starting(kind: DayKind, day: date, zone: str) -> Window:
    """The window that starts on a date, or the last that starts before it."""
    return _numbered(kind, kind.index_of(day), zone)


def preceding(kind: DayKind, window: Window, n: int, zone: str) -> Window:
    """The n-th window before one of the same kind; for `Rolling` n days, for `Consecutive` n units earlier.
    A cut window stands for the whole one that starts on or before its first day."""
    return _numbered(kind, kind.index_of(window.first) - n, zone)


def following(kind: DayKind, window: Window, n: int, zone: str) -> Window:
    """The n-th window after one of the same kind, counted as in `preceding`."""
    return preceding(kind, window, -n, zone)


def clip(window: Window, start: int, end: int, zone: str) -> Window | None:
    """The part of a window within [start, end), such as the term, under the same label; None if there is no
    such part."""
    a, b = max(window.start, start), min(window.end, end)
    if a >= b:
        return None
    if (a, b) == window.stretch:
        return window
    return Window(a, b, window.label, date_of(a, zone), date_of(b - 1, zone))


def span(first: date, last: date, zone: str) -> Window:
    """The window of the whole local days from `first` to `last`, such as a term."""
    return Window(start_of_day(first, zone), start_of_day(last + ONE_DAY, zone), range_label(first, last), first, last)


# Records are looked up by the thousand, in few windows.
@lru_cache(maxsize=4096)
def _numbered(kind: DayKind, index: int, zone: str) -> Window:
    first, after = kind.first_day(index), kind.first_day_after(index)
    return Window(start_of_day(first, zone), start_of_day(after, zone), kind.label(index), first, after - ONE_DAY)


def _of_days(kind: DayKind, first: int, last: int, zone: str) -> Iterator[Window]:
    from_day, to_day = date_of(first, zone), date_of(last - 1, zone)
    index = kind.index_of(from_day)
    if isinstance(kind, Rolling | Consecutive):
        while kind.first_day_after(index - 1) > from_day:
            index -= 1
    while kind.first_day(index) <= to_day:
        window = _numbered(kind, index, zone)
        # A day that the zone skipped is an empty window.
        if window.start < window.end and window.start < last and window.end > first:
            yield window
        index += 1


def _clock_label(start: int, end: int, zone: str) -> str:
    """25 October 2026, 00:30 to 01:00 · … 01:00 to 02:00 (first time)"""
    a, b = wall(start, zone), wall(end - 1, zone) + 1
    text = f"{day_label(date_of(start, zone))}, {_hours(a)} to {_hours(b)}"
    # Only a clock that was put back within the last day, or will be in the next, shows a time twice.
    if len(constant_pieces(start - DAY, start + DAY, zone)) == 1:
        return text
    match resolve_local(local(start, zone), zone):
        case Repeated(first, _):
            return f"{text} ({'first' if first == start else 'second'} time)"
        case _:
            return text


def _hours(wall_time: int) -> str:
    hour, minute = divmod(wall_time % DAY // MINUTE, 60)
    return f"{hour:02}:{minute:02}"


def _intervals(kind: Intervals, first: int, last: int, zone: str) -> Iterator[Window]:
    day, last_day = date_of(first, zone), date_of(last - 1, zone)
    while day <= last_day:
        for window in _intervals_of_day(kind.minutes, day, zone):
            if window.start < last and window.end > first:
                yield window
        day += ONE_DAY


# As above; a day of minutes is large.
@lru_cache(maxsize=64)
def _intervals_of_day(minutes: int, day: date, zone: str) -> tuple[Window, ...]:
    step = minutes * MINUTE
    start, midnight = start_of_day(day, zone), start_of_day(day + ONE_DAY, zone)
    plain = len(constant_pieces(start, midnight + 1, zone)) == 1
    out: list[Window] = []
    while start < midnight:
        end = min(start + step, midnight) if plain else _interval_end(start, step, zone)
        out.append(Window(start, end, _clock_label(start, end, zone), day, day))
        start = end
    return tuple(out)


def _interval_end(start: int, step: int, zone: str) -> int:
    """The clock reaches the next multiple of the step or midnight, or it changes to another interval or
    back."""
    end = start
    index = None
    for a, b, offset in constant_pieces(start, start + 2 * DAY, zone):
        day, minute = divmod(a + offset, DAY)
        if index is None:
            index = (day, minute // step)
        elif (day, minute // step) != index:
            return a
        goal = min((minute // step + 1) * step, DAY) + day * DAY - offset
        if goal <= b:
            return goal
        end = b
    return end


def _sliding(kind: Sliding, first: int, last: int, zone: str) -> Iterator[Window]:
    step, length = kind.step * MINUTE, kind.minutes * MINUTE
    start = ((first - length) // step + 1) * step
    while start < last:
        end = start + length
        yield Window(start, end, _clock_label(start, end, zone), date_of(start, zone), date_of(end - 1, zone))
        start += step
