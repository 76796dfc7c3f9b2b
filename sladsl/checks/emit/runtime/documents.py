"""Documents that are due for each window: which row is for which, and which are missing."""

from __future__ import annotations

from typing import Any

from sladsl.checks.emit.runtime.clock import Window, add_months
from sladsl.checks.emit.runtime.points import in_window, time_in
from sladsl.checks.emit.runtime.rows import Items, Row
from sladsl.checks.emit.runtime.world import Scope

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
    field = next(act for one, act, *_ in s.world.contract.documents if one == record)
    found: dict[int, Row] = {}
    if months:
        for row in rows:
            for start in _windows_named(s, row, months, spec):
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


def _windows_named(s: Scope, row: Row, field: str, spec: Any) -> list[int]:
    """The starts of the windows that the month in the field names."""
    first = time_in(s, row, field)
    if first is None:
        return []
    windows = s.world.almanac.windows(spec, first.at, s.world.clock.start_of(add_months(first.day, 1)))
    return [one.start for one in windows if in_window(s, row, field, one)]


def documents_of(s: Scope, record: str, window: Window | None) -> Items:
    """The documents that are due for the windows within `window` (None: all that are over), the missing ones among them."""
    _, _, spec, *_ = next(one for one in s.world.contract.documents if one[0] == record)
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
