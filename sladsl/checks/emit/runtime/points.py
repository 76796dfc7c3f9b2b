"""Points: when something is, as an instant and the day to which it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sladsl.checks.emit.runtime.clock import Moment, Window
from sladsl.checks.emit.runtime.named import the
from sladsl.checks.emit.runtime.rows import Items, Piece, Row
from sladsl.checks.emit.runtime.world import Scope, day_moment, reading

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
    piece = piece_called(s, name)
    if piece is None:
        return time_of_item(s, name)
    return s.world.clock.moment(piece.end if end else piece.start) if not (end and piece.open) else None


def time_of_item(s: Scope, name: str) -> Moment | None:
    """The time to which a piece, by its start, or a row belongs."""
    item = s.item(name)
    at = item.start if isinstance(item, Piece) else item.at if isinstance(item, Row) else None
    return None if at is None else s.world.clock.moment(at)


def piece_called(s: Scope, name: str) -> Piece | None:
    """The piece bound to the name; of a bound row, the piece that the first definition of a period of such rows makes of it."""
    item = s.item(name)
    if not isinstance(item, Row):
        return item if isinstance(item, Piece) else None
    definitions = s.world.contract.definitions
    period = next((one for one, definition in definitions.items() if definition.of_rows == item.record), "")
    own = the(s.bind(item.record, item, group=True), period) if period else ()
    return next((piece for piece in own if piece.row is item), None)


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
        return None if end and event.open else s.world.clock.moment(event.end if end else event.start)
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


def claimed(
    s: Scope, record: str, field: str, claims: Callable[[Scope], Items], after: Moment | None = None
) -> Moment | None:
    """The time in the field of the bound row; without one, of the first claim after the point or, if none comes after it, of the last
    before it."""
    if after is None and isinstance(s.item(record), Row):
        return field_time(s, record, field)
    rows = claims(replace(s, claim=True)).certain
    times = sorted((time for row in rows if (time := time_in(s, row, field))), key=lambda time: time.at)
    following = (time for time in times if after is None or time.at > after.at)
    return next(following, times[-1] if times else None)


def in_window(s: Scope, row: Row | None, field: str, window: Window | None) -> bool:
    """Whether the month, date or time in the field lies in the window."""
    if row is None or window is None:
        return False
    value = row.values.get(field)
    if isinstance(value, tuple):
        return s.world.clock.names(value, window)
    time = time_in(s, row, field)
    return time is not None and window.start <= time.at < window.end
