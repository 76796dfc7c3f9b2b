"""Acts: whether they were done, in time or late."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import PENDING, UNDEFINED, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import DAY, SECOND, Moment
from sladsl.checks.emit.runtime.documents import document_window
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.points import time_in
from sladsl.checks.emit.runtime.stretches import Stretch
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


def kept(s: Scope, limit: Limit, act: Moment | None) -> Answer:
    """True when done in time, false when done too late or when the limit has run out, pending while it runs. An act after now is not
    known yet."""
    if act is not None and act.at >= s.world.now:
        act = None
    if limit.state == UNDEFINED:
        return UNDEFINED
    if limit.state == UNDETERMINED:
        return UNDETERMINED
    if act is not None:
        if limit.state:
            early = reading(s, "early claim" if s.claim else "early act", otherwise="allowed")
            return early == "allowed"
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


def due(s: Scope, record: str, field: str = "") -> list[tuple[str, Limit]]:
    """The acts that are due on the bound row, with their limits."""
    row = s.row(record)
    found: list[tuple[str, Limit]] = []
    if row is None:
        return found
    for about, act, limit_of in s.world.contract.dues:
        if about == row.record and field in ("", act):
            limit = limit_of(s)
            if limit is not None and limit.state != UNDEFINED:
                found.append((act, limit))
    for about, act, spec, limit_for in s.world.contract.documents:
        if about == row.record and field in ("", act):
            window = document_window(s, row, spec)
            if window is not None:
                found.append((act, limit_for(s.within(window))))
    return found


def due_time(s: Scope, record: str) -> Moment | None:
    """ "it is due": the end of the limit of the first act that is due."""
    for _, limit in due(s, record):
        if limit.state == UNDETERMINED:
            raise Undecided(UNDETERMINED, f"when a {record} is due hangs on what no record shows")
        if limit.end < FAR:
            return Moment(limit.end, limit.day or s.world.clock.day_of(limit.end))
    return None


def done_in_time(s: Scope, record: str, field: str = "") -> Answer:
    row = s.row(record)
    answers = [kept(s, limit, time_in(s, row, act)) for act, limit in due(s, record, field)]
    if not answers:
        return UNDEFINED
    for state in (False, UNDETERMINED, PENDING):
        if state in answers:
            return state
    return True


def lateness(s: Scope, record: str, field: str = "") -> Stretch | None:
    """From the end of the limit to the act or, while it is open, to now; None: not late. Where the limit ends with a day, an act of which
    only the day is known counts until the end of that day: what is due on the 2nd and done on the 3rd is a day late."""
    row = s.row(record)
    clock = s.world.clock
    for act, limit in due(s, record, field):
        time = time_in(s, row, act)
        if kept(s, limit, time) is False:
            if time is not None and time.at >= s.world.now:
                time = None
            by_days = time is not None and time.whole_day and clock.start_of(clock.day_of(limit.end)) == limit.end
            until = s.world.now if time is None else clock.end_of(time.day) if by_days else time.at
            return limit.end, max(limit.end, until)
    return None


def seconds_late(s: Scope, record: str) -> Fraction | None:
    span = lateness(s, record)
    return None if span is None else Fraction(span[1] - span[0], SECOND)


def late(s: Scope, record: str, field: str = "", by_more: Callable[[Fraction], bool] | None = None) -> Answer:
    answer = done_in_time(s, record, field)
    if answer is True or answer in (PENDING, UNDETERMINED, UNDEFINED):
        return False if answer is True else answer
    if by_more is None:
        return True
    span = lateness(s, record, field)
    return span is not None and by_more(Fraction(span[1] - span[0], SECOND))
