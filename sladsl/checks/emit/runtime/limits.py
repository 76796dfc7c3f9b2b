"""Points in time and time limits: until when an act is in time, and whether it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from typing import Any

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import PENDING, UNDEFINED, UNDETERMINED
from sladsl.checks.emit.runtime.clock import SECOND, Moment
from sladsl.checks.emit.runtime.rows import Piece
from sladsl.checks.emit.runtime.stretches import Stretch, covers, length_of, merged, near, without
from sladsl.checks.emit.runtime.world import Scope, reading

# --- lengths ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Length:
    """`amount` in seconds, days or months. `calendar`: hours count only in this period."""

    amount: Fraction
    basis: str
    calendar: Callable[[Scope], Any] | None = None


def elapsed(amount: Fraction) -> Length:
    return Length(amount, "elapsed")


def days(amount: int) -> Length:
    return Length(Fraction(amount), "days")


def calendar_days(amount: int) -> Length:
    """Days of the calendar, whatever a period of days is."""
    return Length(Fraction(amount), "calendar days")


def business_days(amount: int) -> Length:
    return Length(Fraction(amount), "business days")


def months(amount: int) -> Length:
    return Length(Fraction(amount), "months")


def hours_of(amount: Fraction, calendar: Callable[[Scope], Any]) -> Length:
    """So many seconds, counted only within the calendar."""
    return Length(amount, "calendar", calendar)


def in_microseconds(amount: Fraction) -> int:
    """Half a microsecond and more counts as one: no record is finer."""
    scaled = amount * SECOND
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


# --- time limits -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limit:
    """In time is an act from `start` to `end`. `by_day`: on `day` at the latest, and `end` is the start of the next day; else the end
    itself is in time by the reading "limit end". `state`: it has not begun to run (pending, and what starts with it starts at `FAR`) or
    hangs on what no record shows. `opens`: the only hours in which it runs, None for all; `stops`: when it does not. `closes`: from then on
    what was not done is no longer owed."""

    start: int = -FAR
    end: int = FAR
    day: date | None = None
    by_day: bool = False
    first_day: date | None = None
    state: str = ""
    unlimited: bool = False
    last_in_time: bool = True
    opens: list[Stretch] | None = None
    stops: list[Stretch] = field(default_factory=list)
    closes: int | None = None


def within(s: Scope, length: Length, after: Moment | None, pauses: list[Piece] | None = None) -> Limit:
    """Within `length` after a point, not counting the pauses."""
    if after is None:
        return Limit(FAR, state=PENDING)
    stops = merged(stretch for piece in pauses or () for stretch in piece.stretches)
    opens = _open_times(s, length.calendar(s)) if length.basis == "calendar" and length.calendar is not None else None
    return replace(_within(s, length, after, opens, stops), opens=opens, stops=stops)


def _within(s: Scope, length: Length, after: Moment, opens: list[Stretch] | None, stops: list[Stretch]) -> Limit:
    early = reading(s, "early claim" if s.claim else "early act", otherwise="allowed")
    start = after.at if early == "not allowed" else -FAR
    if length.basis == "elapsed" or (length.basis == "days" and reading(s, "day", otherwise="calendar") == "24 hours"):
        amount = length.amount * (86_400 if length.basis == "days" else 1)
        return _until(s, start, _pass([(after.at, FAR)], stops, in_microseconds(amount)))
    if opens is not None:
        first = max(0, bisect_right(opens, (after.at, FAR)) - 1)
        rest = ((max(start, after.at), end) for start, end in islice(opens, first, None) if end > after.at)
        end = _pass(rest, stops, in_microseconds(length.amount))
        how = reading(s, "calendar limit", otherwise="as soon as")
        if how == "end of day":
            return _by_day(s, start, s.world.clock.day_of(end - 1))
        if how == "next opening":
            # Used up when the calendar closes, it ends when it opens again.
            following = opens[bisect_right(opens, (end, -FAR)) :]
            if not covers(opens, end) and following:
                end = following[0][0]
        return _until(s, start, end)
    limit = _by_day(s, start, _last_day(s, length, after.day))
    paused = length_of(
        (max(one, after.at), min(other, limit.end)) for one, other in stops if one < limit.end and other > after.at
    )
    return _until(s, start, limit.end + paused) if paused else limit


def _last_day(s: Scope, length: Length, day: date) -> date:
    almanac = s.world.almanac
    amount = int(length.amount)
    counted = reading(s, "day count", otherwise="start not counted") == "start counted"
    if length.basis == "business days":
        if counted and almanac.is_business_day(day):
            amount -= 1
        return almanac.business_day(day, amount) if amount else day
    if length.basis == "months":
        last = almanac.after(day, amount, "months")
        return _business_day_rule(s, last - timedelta(days=1) if counted else last)
    last = day + timedelta(days=amount - (1 if counted else 0))
    return _business_day_rule(s, last)


def _business_day_rule(s: Scope, last: date, slot: str = "last day") -> date:
    """The reading on a last day that is no business day, as its sentence says it."""
    almanac = s.world.almanac
    if not almanac.business_day_numbers or almanac.is_business_day(last):
        return last
    rule = reading(s, slot, otherwise="that day")
    if rule == "that day":
        return last
    return almanac.business_day(last, 1 if rule == "next business day" else -1)


def _open_times(s: Scope, pieces: list[Piece]) -> list[Stretch]:
    """The moments of a calendar, worked out once for each list of pieces (which is kept, so that its id stays its own)."""
    known = s.world.memory.get(("open times", id(pieces)))
    if known is None:
        known = s.world.memory["open times", id(pieces)] = (
            pieces,
            merged(one for piece in pieces for one in piece.stretches),
        )
    times: list[Stretch] = known[1]
    return times


def _pass(opens: Iterable[Stretch], stops: list[Stretch], amount: int) -> int:
    """When so much time has passed within `opens` and outside `stops`."""
    for start, end in opens:
        if amount == 0:
            return start
        for first, last in without([(start, end)], near(stops, start, end)) if stops else [(start, end)]:
            if last - first >= amount:
                return first + amount
            amount -= last - first
    return FAR


def _until(s: Scope, start: int, end: int) -> Limit:
    included = reading(s, "limit end", otherwise="included") == "included"
    return Limit(start, end, s.world.clock.day_of(end) if end < FAR else None, last_in_time=included)


def _by_day(s: Scope, start: int, day: date) -> Limit:
    return Limit(start, s.world.clock.end_of(day), day, by_day=True)


def _day_before(s: Scope, length: Length, day: date) -> date:
    """The day of the event is not counted: that is said by the reading "days before", and by counting back itself."""
    amount = int(length.amount)
    if length.basis == "business days":
        return s.world.almanac.business_day(day, -amount) if amount else day
    if length.basis == "months":
        return _business_day_rule(s, s.world.almanac.after(day, -int(length.amount), "months"), "last day back")
    return _business_day_rule(s, day - timedelta(days=amount), "last day back")


def _instant_before(s: Scope, length: Length, before: Moment) -> int | None:
    """The instant so long before the point, where the length counts time and not days."""
    if length.basis == "elapsed":
        return before.at - in_microseconds(length.amount)
    if length.basis == "days" and reading(s, "days before", otherwise="full days") == "24 hours":
        return before.at - in_microseconds(length.amount * 86_400)
    if length.basis == "calendar" and length.calendar is not None:
        left = in_microseconds(length.amount)
        opens = _open_times(s, length.calendar(s))
        for start, end in reversed([(one, min(other, before.at)) for one, other in opens if one < before.at]):
            if end - start >= left:
                return end - left
            left -= end - start
        return -FAR
    return None


def at_least_before(s: Scope, length: Length, before: Moment | None) -> Limit:
    if before is None:
        return Limit(state=PENDING)
    if not length.amount:
        # The moment itself, and the day of it, are no longer before it.
        return Limit(-FAR, before.at, s.world.clock.day_of(before.at - 1), last_in_time=False)
    at = _instant_before(s, length, before)
    return _until(s, -FAR, at) if at is not None else _by_day(s, -FAR, _day_before(s, length, before.day))


def at_most_before(s: Scope, length: Length, before: Moment | None) -> Limit:
    if before is None:
        return Limit(state=PENDING)
    at = _instant_before(s, length, before)
    until = by(s, before)
    return replace(until, start=at if at is not None else s.world.clock.start_of(_day_before(s, length, before.day)))


def at_least_after(s: Scope, length: Length, after: Moment | None) -> Limit:
    if after is None:
        return Limit(FAR, state=PENDING, unlimited=True)
    if length.basis == "elapsed" or (length.basis == "days" and reading(s, "day", otherwise="calendar") == "24 hours"):
        return Limit(
            start=after.at + in_microseconds(length.amount * (86_400 if length.basis == "days" else 1)), unlimited=True
        )
    limit = within(s, length, after)
    start = s.world.clock.start_of(limit.day) if limit.by_day and limit.day is not None else limit.end
    return Limit(start=start, unlimited=True)


def by(s: Scope, point: Moment | None) -> Limit:
    """At the point or before it; a day lasts until its end."""
    if point is None:
        return Limit(state=PENDING)
    if point.whole_day or point.at == s.world.clock.end_of(point.day):
        return _by_day(s, -FAR, point.day)
    return _until(s, -FAR, point.at)


def at_clock(s: Scope, limit: Limit, minute: int) -> Limit:
    """The same limit, which ends at a time of its last day."""
    if limit.day is None:
        return limit
    return replace(_until(s, limit.start, s.world.clock.at_minute(limit.day, minute)), first_day=limit.first_day)


def on_request() -> Limit:
    """A time limit that runs from a request, which no record shows, or whose length is not agreed."""
    return Limit(state=UNDETERMINED)


def cell(holds: Any, length: Length) -> tuple[Any, Length]:
    """A cell of a table of times: the length for the rows of which this holds."""
    return holds, length


def by_table(limit: Callable[[Length], Limit], *lengths: tuple[Any, Length]) -> Limit:
    """The first length whose condition the row fulfils; a row that fulfils none has no time limit."""
    for holds, length in lengths:
        if holds is True:
            return limit(length)
        if holds is not False:
            return Limit(state=UNDETERMINED)
    return Limit(unlimited=True, start=-FAR, state=UNDEFINED)
