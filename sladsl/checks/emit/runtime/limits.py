"""Points in time and time limits: until when an act is in time, and whether it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from typing import Any

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import PENDING, UNDEFINED, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import DAY, SECOND, Moment, Window
from sladsl.checks.emit.runtime.stretches import Stretch, covers, length_of, merged, near, without
from sladsl.checks.emit.runtime.world import Items, Piece, Row, Scope, day_moment, reading

# --- points ----------------------------------------------------------------------------------------------------------------------


def time_in(s: Scope, row: Row | None, field: str) -> Moment | None:
    """The time, date or month in a field of the row."""
    value = None if row is None else row.values.get(field)
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return s.world.clock.moment(value)
    if isinstance(value, tuple):
        return day_moment(s, date(value[0], value[1], 1))
    return day_moment(s, value) if isinstance(value, date) else None


def field_time(s: Scope, record: str, field: str) -> Moment | None:
    """ "it is Opened": the time in the field of the bound row."""
    return time_in(s, s.row(record), field)


def start_of_item(s: Scope, name: str) -> Moment | None:
    return _edge_of_item(s, name, False)


def end_of_item(s: Scope, name: str) -> Moment | None:
    return _edge_of_item(s, name, True)


def _edge_of_item(s: Scope, name: str, end: bool) -> Moment | None:
    item = s.item(name)
    if isinstance(item, Piece):
        return s.world.clock.moment(item.end if end else item.start) if not (end and item.open) else None
    if isinstance(item, Row) and item.at is not None:
        return s.world.clock.moment(item.at)
    return None


def start_of_window(s: Scope, window: Window | None) -> Moment | None:
    return None if window is None else s.world.clock.moment(window.start)


def end_of_window(s: Scope, window: Window | None) -> Moment | None:
    """When days are counted from it, the end of a month belongs to its last day or to the next (reading "window end")."""
    if window is None:
        return None
    belongs = reading(s, "window end", otherwise="last day")
    day = s.world.clock.day_of(window.end - 1 if belongs == "last day" else window.end)
    return Moment(window.end, day)


def fixed_time(s: Scope, year: int, month: int, day: int, minute: int | None = None) -> Moment:
    local = date(year, month, day)
    return day_moment(s, local) if minute is None else Moment(s.world.clock.at_minute(local, minute), local)


def later_of(*points: Moment | None) -> Moment | None:
    known = [point for point in points if point is not None]
    return max(known, key=lambda point: point.at, default=None)


def earlier_of(*points: Moment | None) -> Moment | None:
    known = [point for point in points if point is not None]
    return min(known, key=lambda point: point.at, default=None)


def nth_event(s: Scope, nth: int, end: bool) -> Moment | None:
    """The start or end of the nth (0: the last) of the windows or items that fulfilled the condition."""
    if not s.events or nth > len(s.events):
        return None
    event = s.events[nth - 1]
    if isinstance(event, Window):
        return end_of_window(s, event) if end else start_of_window(s, event)
    if isinstance(event, Piece):
        return s.world.clock.moment(event.end if end else event.start)
    return s.world.clock.moment(event.at) if isinstance(event, Row) and event.at is not None else None


def nth_record(
    s: Scope, record: str, field: str, nth: int, after: Moment | None = None, counted: bool = False
) -> Moment | None:
    """The time in the field of the nth row after a point; not `counted`: of the row that the bound items mean."""
    spec = s.world.contract.record(record)
    rows = s.admitted(spec, s.world.all_rows(record)) if spec is not None else []
    times = [(time.at, time) for row in rows if (time := time_in(s, row, field)) is not None]
    times.sort(key=lambda one: one[0])
    if counted:
        if after is None:
            return None
        times = [one for one in times if one[0] > after.at]
    elif any(field.kind == "month" for field in (spec.fields if spec is not None else ())):
        months = next(field.name for field in spec.fields if field.kind == "month") if spec is not None else ""
        mine = [row for row in rows if in_window(s, row, months, s.window)]
        return next((time for row in mine if (time := time_in(s, row, field)) is not None), None)
    return times[nth - 1][1] if len(times) >= nth else None


def in_window(s: Scope, row: Row | None, field: str, window: Window | None) -> bool:
    """Whether the month, date or time in the field lies in the window; of a window that was cut, a month means the whole."""
    time = time_in(s, row, field)
    if row is not None and isinstance(row.values.get(field), tuple) and window == s.window and s.whole is not None:
        window = s.whole
    return time is not None and window is not None and window.start <= time.at < window.end


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
    itself is in time by the reading "limit end". `state`: it has not begun to run (pending) or hangs on what no record shows."""

    start: int = -FAR
    end: int = FAR
    day: date | None = None
    by_day: bool = False
    first_day: date | None = None
    state: str = ""
    unlimited: bool = False
    last_in_time: bool = True


def within(s: Scope, length: Length, after: Moment | None, pauses: list[Piece] | None = None) -> Limit:
    """Within `length` after a point, not counting the pauses."""
    if after is None:
        return Limit(state=PENDING)
    stops = merged(stretch for piece in pauses or () for stretch in piece.stretches)
    early = reading(s, "early claim" if s.claim else "early act", otherwise="allowed")
    start = after.at if early == "not allowed" else -FAR
    if length.basis == "elapsed" or (length.basis == "days" and reading(s, "day", otherwise="calendar") == "24 hours"):
        amount = length.amount * (86_400 if length.basis == "days" else 1)
        return _until(s, start, _pass([(after.at, FAR)], stops, in_microseconds(amount)))
    if length.basis == "calendar" and length.calendar is not None:
        opens = _open_times(s, length.calendar(s))
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


def _business_day_rule(s: Scope, last: date) -> date:
    """The reading "last day" as its sentence says it, whether days are counted forwards or back."""
    almanac = s.world.almanac
    if not almanac.business_day_numbers or almanac.is_business_day(last):
        return last
    rule = reading(s, "last day", otherwise="that day")
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
    amount = int(length.amount)
    if reading(s, "day count", otherwise="start not counted") == "start counted":
        amount -= 1
    if length.basis == "business days":
        return s.world.almanac.business_day(day, -amount) if amount else day
    if length.basis == "months":
        return _business_day_rule(s, s.world.almanac.after(day, -int(length.amount), "months"))
    return _business_day_rule(s, day - timedelta(days=amount))


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
        return Limit(state=PENDING)
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


def on_request() -> Limit:
    """A time limit that runs from a request, which no record shows."""
    return Limit(state=UNDETERMINED)


def by_choice(s: Scope, field: str, lengths: dict[str, Length], limit: Callable[[Length], Limit]) -> Limit:
    """The length that the choice of the field sets; a choice without an entry has no time limit."""
    row = s.row()
    length = lengths.get(row.values.get(field, "") if row is not None else "")
    return Limit(unlimited=True, start=-FAR, state=UNDEFINED) if length is None else limit(length)


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
    """From the end of the limit to the act or, while it is open, to now; None: not late."""
    row = s.row(record)
    for act, limit in due(s, record, field):
        time = time_in(s, row, act)
        if kept(s, limit, time) is False:
            return limit.end, max(limit.end, time.at if time is not None else s.world.now)
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


# --- documents that are due for each window ------------------------------------------------------------------------------------------


def document_for(s: Scope, record: str, spec: Any, window: Window) -> Row | None:
    """The row that is for the window: its month says so or, without a month, it is the first after the window's end not for another."""
    found = _documents(s, record, spec).get(window.start)
    return found if isinstance(found, Row) else None


def document_window(s: Scope, row: Row, spec: Any) -> Window | None:
    if row.where == "":  # a document that is missing
        return s.world.almanac.window_at(spec, row.at or 0)
    for start, one in _documents(s, row.record, spec).items():
        if one is row:
            return s.world.almanac.window_at(spec, start)
    return None


def _documents(s: Scope, record: str, spec: Any) -> dict[int, Row]:
    return s.world.remembered(("documents", record, spec), lambda: _match_documents(s, record, spec))  # type: ignore[no-any-return]


def _match_documents(s: Scope, record: str, spec: Any) -> dict[int, Row]:
    about = s.world.contract.record(record)
    rows = s.world.all_rows(record)
    months = next((field.name for field in about.fields if field.kind == "month"), "") if about is not None else ""
    field = next(act for one, act, _, _ in s.world.contract.documents if one == record)
    found: dict[int, Row] = {}
    if months:
        for row in rows:
            time = time_in(s, row, months)
            if time is not None:
                start = s.world.almanac.window_at(spec, time.at).start
                sent, before = time_in(s, row, field), time_in(s, found[start], field) if start in found else None
                # Of several for one window, the first that is sent.
                if start not in found or (sent is not None and (before is None or sent.at < before.at)):
                    found[start] = row
        return found
    waiting = sorted(
        (time.at, number) for number, row in enumerate(rows) if (time := time_in(s, row, field)) is not None
    )
    for window in s.world.almanac.windows(spec, s.world.begin, s.world.now):
        following = [one for one in waiting if one[0] >= window.end]
        if following:
            found[window.start] = rows[following[0][1]]
            waiting.remove(following[0])
    return found


def documents_of(s: Scope, record: str, window: Window | None) -> Items:
    """The documents that are due for the windows within `window` (None: all that are over), the missing ones among them."""
    _, _, spec, _ = next(one for one in s.world.contract.documents if one[0] == record)
    start, end = (window.start, window.end) if window is not None else (s.world.begin, s.world.now)
    found = []
    for one in s.world.almanac.windows(spec, start, end):
        if start < one.end <= end and s.world.almanac.in_term(one) is not None:
            row = document_for(s, record, spec, one)
            found.append(row if row is not None else missing_document(s, record, one))
    return Items(found, [])


def missing_document(s: Scope, record: str, window: Window) -> Row:
    made: Row = s.world.remembered(
        ("missing document", record, window.start),
        lambda: Row(record, {}, f"{record} for {s.world.clock.day_of(window.start):%Y-%m}", "", window.start),
    )
    return made
