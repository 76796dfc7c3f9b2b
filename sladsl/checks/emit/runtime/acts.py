"""Acts: whether they were done, in time or late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import PENDING, UNDEFINED, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import DAY, SECOND, Moment, Window, add_months
from sladsl.checks.emit.runtime.documents import document_window
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.points import time_in
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.stretches import length_of, without
from sladsl.checks.emit.runtime.world import Scope, reading

# --- acts ------------------------------------------------------------------------------------------------------------------------


def in_time(limit: Limit, act: Moment) -> bool:
    if act.whole_day:
        # Of an act of which only the day is known, a limit that ends within that day is kept.
        if act.at + DAY <= limit.start:
            return False
        return act.day <= limit.day if limit.day is not None else act.at <= limit.end
    if act.at < limit.start:
        return False
    if limit.by_day or not limit.last_in_time:
        return act.at < limit.end
    return act.at <= limit.end


def has_run_out(s: Scope, limit: Limit) -> bool:
    if limit.end >= FAR:
        return False
    return s.world.now > limit.end or (s.world.now == limit.end and (limit.by_day or not limit.last_in_time))


def known(s: Scope, act: Moment | None) -> Moment | None:
    """An act after now is not known yet."""
    return None if act is None or act.at >= s.world.now else act


def kept(s: Scope, limit: Limit, act: Moment | None) -> Answer:
    """True when done in time, false when done too late or when the limit has run out, pending while it runs."""
    act = known(s, act)
    if limit.state == UNDEFINED:
        return UNDEFINED
    if limit.state == UNDETERMINED:
        return UNDETERMINED
    if act is not None:
        if limit.state and not limit.unlimited:
            early = limit.start == FAR and reading(s, "early claim" if s.claim else "early act", otherwise="allowed")
            return early in (False, "allowed")
        return in_time(limit, act)
    if limit.state:
        return PENDING
    if limit.unlimited:
        return False
    return False if has_run_out(s, limit) else PENDING


def done(s: Scope, record: str, field: str, limit: Limit | None = None) -> Answer:
    """The act is done: its field has a time (within the limit), or silence counts as it."""
    row = s.row(record)
    act = time_in(s, row, field)
    for about, status, when in s.world.contract.deemed:
        if status == field and row is not None and about in (record, row.record) and act is None:
            return answered(lambda when=when: when(s))  # type: ignore[misc]
    if limit is not None:
        answer = kept(s, limit, act)
        return True if answer == UNDEFINED else answer
    value = None if row is None else row.values.get(field)
    if isinstance(value, bool):
        return value
    return value is not None and (act is None or act.at < s.world.now)


@dataclass(frozen=True)
class Due:
    """An act that is due on a row. `stands`: false where the duty is excused or does not apply; `window`: for which a document is due."""

    act: str
    limit: Limit
    duty: str = ""
    window: Window | None = None

    def stands(self, s: Scope, row: Row | None) -> Answer:
        stands: Answer = not self.duty or s.world.settled.stands(self.duty, row, self.window)
        return stands


def due(s: Scope, record: str, field: str = "", clause: str = "") -> list[Due]:
    """The acts that are due on the bound row, the first sentence for each; `clause`: those that its duties ask for."""
    row = s.row(record)
    found: dict[str, Due] = {}
    if row is None:
        return []
    for about, act, limit_of, own, duty in s.world.contract.dues:
        if about == row.record and field in ("", act) and clause in ("", own) and act not in found:
            limit = limit_of(s)
            if limit is not None and limit.state != UNDEFINED:
                found[act] = Due(act, limit, duty)
    for about, act, spec, limit_for, own, duty in s.world.contract.documents:
        if about == row.record and field in ("", act) and clause in ("", own) and act not in found:
            window = document_window(s, row, spec)
            if window is not None:
                found[act] = Due(act, limit_for(s.within(window)), duty, window)
    return list(found.values())


def due_time(s: Scope, record: str, field: str = "", clause: str = "") -> Moment | None:
    """ "it is due": the end of the limit of the act or, without one, of the first that is due."""
    for one in due(s, record, field, clause):
        if one.limit.state == UNDETERMINED:
            raise Undecided(UNDETERMINED, f"when a {record} is due hangs on what no record shows")
        if one.limit.end < FAR:
            return Moment(one.limit.end, one.limit.day or s.world.clock.day_of(one.limit.end))
    return None


def done_in_time(s: Scope, record: str, field: str = "", clause: str = "") -> Answer:
    """Of what is excused it can be said neither that it is in time nor that it is late."""
    row = s.row(record)
    answers: list[Answer] = []
    for one in due(s, record, field, clause):
        stands = one.stands(s, row)
        if stands is True:
            answers.append(kept(s, one.limit, time_in(s, row, one.act)))
        elif stands is not False:
            answers.append(stands)
    if not answers:
        return UNDEFINED
    for state in (False, UNDETERMINED, PENDING):
        if state in answers:
            return state
    return True


@dataclass(frozen=True)
class Lateness:
    """From the end of the limit to the act or, while it is open, to now. `stands`: pending or undetermined where the duty may yet be
    excused. `counted`: the microseconds of it that count, by the reading "delay"."""

    due: int
    until: int
    counted: int
    stands: Answer


def lateness(s: Scope, record: str, field: str = "", clause: str = "") -> Lateness | None:
    """None: not late. Where the limit ends with a day, an act of which only the day is known counts until the end of that day: what is due
    on the 2nd and done on the 3rd is a day late."""
    row, clock = s.row(record), s.world.clock
    for one in due(s, record, field, clause):
        time, end = known(s, time_in(s, row, one.act)), one.limit.end
        stands = one.stands(s, row)
        if end < FAR and stands is not False and kept(s, one.limit, time) is False:
            by_days = time is not None and time.whole_day and clock.start_of(clock.day_of(end)) == end
            now = s.world.now if one.limit.closes is None else min(one.limit.closes, s.world.now)
            until = now if time is None else clock.end_of(time.day) if by_days else time.at
            if until < end:
                continue  # early, and so not in time
            return Lateness(end, until, _of_delay(s, one.limit, end, until), stands)
    return None


def earliness(s: Scope, record: str, field: str = "", clause: str = "") -> Lateness | None:
    """None: not done before its time is over; else from the act to the end of its limit."""
    row, clock = s.row(record), s.world.clock
    for one in due(s, record, field, clause):
        time, end = known(s, time_in(s, row, one.act)), one.limit.end
        stands = one.stands(s, row)
        if time is None or end >= FAR or stands is False or kept(s, one.limit, time) is not True:
            continue
        by_days = time.whole_day and clock.start_of(clock.day_of(end)) == end
        done = clock.end_of(time.day) if by_days else time.at
        if done < end:
            return Lateness(done, end, _of_delay(s, one.limit, done, end), stands)
    return None


def _of_delay(s: Scope, limit: Limit, due: int, until: int) -> int:
    at_all_hours = limit.opens is None and not limit.stops
    if at_all_hours or reading(s, "delay", otherwise="all hours") == "all hours":
        return until - due
    whole = [(due, until)]
    if limit.opens is not None:
        whole = [(max(start, due), min(end, until)) for start, end in limit.opens if start < until and end > due]
    return length_of(without(whole, limit.stops))


def days_late(s: Scope, late: Lateness, business: bool, months: bool = False) -> tuple[int, int, Fraction]:
    """Days, or months, that have begun, that have passed, and how many with the part of the last. Those of the calendar each run from the
    time of day at which the limit ended to the same time of the next day; business days are touched, or lie within the span whole."""
    clock, start, end = s.world.clock, late.due, late.until
    first, last = clock.day_of(start), clock.day_of(end)
    if business:
        days = [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]
        days = [one for one in days if s.world.almanac.is_business_day(one) and clock.start_of(one) < end]
        whole = sum(start <= clock.start_of(one) and clock.end_of(one) <= end for one in days)
        spans = ((max(start, clock.start_of(one)), min(end, clock.end_of(one)), one) for one in days)
        parts = (Fraction(b - a, clock.end_of(one) - clock.start_of(one)) for a, b, one in spans)
        return len(days), whole, sum(parts, Fraction(0))
    time = clock.local(start).time()
    if months:
        later = [
            add_months(first, one) for one in range(1, (last.year - first.year) * 12 + last.month - first.month + 2)
        ]
    else:
        later = [date.fromordinal(one) for one in range(first.toordinal() + 1, last.toordinal() + 2)]
    marks = [start, *(clock.of(datetime.combine(one, time)) for one in later)]
    passed = sum(mark <= end for mark in marks[1:])
    reached, following = marks[passed], marks[passed + 1]
    return passed + (end > reached), passed, passed + Fraction(end - reached, following - reached)


def seconds_late(s: Scope, record: str, clause: str = "") -> Fraction | None:
    late = lateness(s, record, clause=clause)
    return None if late is None else Fraction(late.counted, SECOND)


def late(
    s: Scope,
    record: str,
    field: str = "",
    by_more: Callable[[Fraction], bool] | None = None,
    days: str = "",
    clause: str = "",
) -> Answer:
    """`by_more`: late by a time, in seconds, that fulfils it; `days`: counted in days of the calendar, or in business days. A day that
    has begun but not ended lies between two numbers."""
    answer = done_in_time(s, record, field, clause)
    if answer is True or answer in (PENDING, UNDETERMINED, UNDEFINED):
        return False if answer is True else answer
    if by_more is None:
        return True
    found = lateness(s, record, field, clause)
    if found is None:
        return False
    named = days in ("business day", "calendar day")
    if named or (days and reading(s, "day", otherwise="calendar") == "calendar"):
        return by_more(Fraction(sum(days_late(s, found, days == "business day")[:2]), 2) * 86_400)
    return by_more(Fraction(found.counted, SECOND))
