"""Time limits: until when an act is in time, and whether it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import assert_never

from sladsl.checks.evaluate.measuring import conditions, counting, periods, points, restricting, rows
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, truth_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Period, Selection
from sladsl.model.duties import Document
from sladsl.model.moments import LengthBasis, Limit, LimitKind
from sladsl.model.node import node
from sladsl.model.schema import FieldKind
from sladsl.records.table import Table
from sladsl.time.deadlines import Deadline, until_end_of
from sladsl.time.stretches import Stretches, clip
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, instant_of


@node
class Running:
    """How a limit runs that does not run at all hours: only in the period of this name ("" at all hours), and not in the pauses."""

    calendar: str
    pauses: Stretches


@node
class TimeLimit:
    """`until`: the deadline, None where none is set or it has not started. `not_before`: an act before it is not in time. `starts`: the
    time of the limit starts here, and whether an earlier act counts is a reading (`claim`: that of claims).

    `determined` False: it hangs on something that no record shows. `runs`: how, where it does not run at all hours. `closes`: from
    then on what was not done is no longer owed, and its delay does not grow.
    """

    until: Deadline | None
    not_before: int | None = None
    starts: int | None = None
    claim: bool = False
    determined: bool = True
    runs: Running | None = None
    closes: int | None = None


def limit_of(limit: Limit, scope: Scope, *, claim: bool = False) -> TimeLimit | None:
    """None: there is no limit, since its table has no entry for the bound row."""
    found = _limit_of(limit, scope, claim=claim)
    if limit.clock is None or found is None or found.until is None:
        return found
    world = scope.world
    day = found.until.last_day or date_of(found.until.instant, world.zone)
    at = instant_of(datetime.combine(day, time()) + timedelta(minutes=limit.clock), world.zone)
    return replace(found, until=Deadline(at, counting.includes_end(world), None))


def _limit_of(limit: Limit, scope: Scope, *, claim: bool) -> TimeLimit | None:
    length = limit.length
    if limit.agreed and length is None:
        return TimeLimit(None, determined=False)
    if limit.lengths:
        for which, of_those in limit.lengths:
            held = conditions.truth(which, scope)  # type: ignore[arg-type]
            if held is Truth.TRUE:
                length = of_those
                break
            if held is not Truth.FALSE:
                return TimeLimit(None, determined=False)
        if length is None:
            return None
    anchor = points.moment(limit.anchor, scope)
    world = scope.world
    if anchor.instant is None:
        # What is done before the time of the limit starts is early, be it that it never starts.
        return TimeLimit(
            None,
            not_before=world.open_end if limit.kind is LimitKind.AT_LEAST_AFTER else None,
            starts=world.open_end if limit.kind is LimitKind.WITHIN else None,
            claim=claim,
            determined=anchor.determined,
        )
    match limit.kind:
        case LimitKind.BY:
            return TimeLimit(_at(anchor, world))
        case LimitKind.WITHIN:
            assert length is not None
            pauses = _pauses(limit, anchor.instant, scope)
            until = counting.after(anchor, length, pauses, scope)
            calendar = length.period if length.basis is LengthBasis.CALENDAR else ""
            runs = Running(calendar, pauses) if calendar or limit.pauses is not None else None
            return TimeLimit(until, starts=anchor.instant, claim=claim, runs=runs)
        case LimitKind.AT_LEAST_BEFORE:
            assert length is not None
            if length.amount == 0:
                # "before its Payday": the moment itself, and the day, are no longer before it, whatever a limit includes.
                return TimeLimit(Deadline(anchor.instant, False, None))
            return TimeLimit(counting.before(anchor, length, scope))
        case LimitKind.AT_MOST_BEFORE:
            assert length is not None
            earliest = counting.before(anchor, length, scope)
            # The same moment ends the one and starts the other; a whole day is within both.
            start = earliest.instant if earliest.last_day is None else counting.start_of(earliest.last_day, world)
            if earliest.last_day is None and not earliest.inclusive:
                start += 1
            return TimeLimit(_at(anchor, world), not_before=start)
        case LimitKind.AT_LEAST_AFTER:
            assert length is not None
            past = counting.after(anchor, length, _pauses(limit, anchor.instant, scope), scope)
            return TimeLimit(None, not_before=past.instant if past.last_day or past.inclusive else past.instant + 1)
        case _:
            assert_never(limit.kind)


def deadline(limit: Limit, scope: Scope) -> Deadline | None:
    """The deadline of a limit, where it sets one."""
    found = limit_of(limit, scope)
    return found.until if found is not None else None


def _at(anchor: points.Moment, world: World) -> Deadline:
    """By a point: a whole day until its end, a window until its end, a time by whether a limit includes its last moment."""
    assert anchor.instant is not None
    if anchor.whole_day and anchor.day is not None:
        return until_end_of(anchor.day, world.zone)
    if anchor.at_window_end:
        return Deadline(anchor.instant, False, date_of(anchor.instant - 1, world.zone))
    if anchor.day is not None and anchor.instant == counting.start_of(anchor.day, world):
        return Deadline(anchor.instant, counting.includes_end(world), None)
    return Deadline(anchor.instant, False if anchor.day else counting.includes_end(world), anchor.day)


def _pauses(limit: Limit, start: int, scope: Scope) -> Stretches:
    if limit.pauses is None:
        return ()
    pauses: Period = limit.pauses  # type: ignore[assignment]
    return clip(periods.moments_from(pauses, start, scope), start, scope.world.open_end)


# --- acts ------------------------------------------------------------------------------------------------------------------------


def within(limit: TimeLimit | None, act: int | None, day: date | None, world: World) -> Truth:
    """Whether an act at an instant (on a `day` of which only the date is known; None: not done) is in time; pending while it still can be
    done in time at the as-of time. Without a limit it is true."""
    if limit is None:
        return Truth.TRUE
    if not limit.determined:
        return Truth.UNDETERMINED
    if act is None:
        return truth_of(False) if limit.until and world.as_of >= limit.until.late_from else Truth.PENDING
    if limit.until is not None:
        in_time = limit.until.in_time_on(day, world.zone) if day else limit.until.in_time(act)
        if not in_time:
            return Truth.FALSE
    if limit.not_before is not None and _is_before(act, day, limit.not_before, world):
        return Truth.FALSE
    if limit.starts is not None and _is_before(act, day, limit.starts, world):
        slot, allowed = ("early claim", "allowed") if limit.claim else ("early act", "allowed")
        return truth_of(world.reading(slot) == allowed)
    return Truth.TRUE


def _is_before(act: int, day: date | None, start: int, world: World) -> bool:
    """An act of which only the date is known is before a time only if its whole day is."""
    return date_of(start, world.zone) > day if day else act < start


def act_of(item: Item, field: str, world: World) -> tuple[int | None, date | None]:
    """The instant of the act in the field, with its date where only that is known. What is done after the as-of time is not done yet."""
    table = world.table(item.record)
    if table is None or item.row < 0 or field not in table.columns:
        return None, None
    at = points.of_value(table.value(field, item.row), world)
    if at.instant is None or at.instant >= world.as_of:
        return None, None
    return at.instant, at.day if at.whole_day else None


def done(record: str, field: str, limit: Limit | None, scope: Scope, *, claim: bool = False) -> Truth:
    """The act of the bound row. A field that is no time is done when it has a value (a choice, a yes)."""
    world = scope.world
    item = scope.item(record)
    if item is None:
        return Truth.UNDETERMINED
    table = world.table(item.record)
    if table is None:
        return Truth.UNDETERMINED
    of = table.record.field(field)
    timed = of is not None and of.kind in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH)
    if of is not None and not timed:
        value = table.value(field, item.row) if item.row >= 0 else None
        return truth_of(value is not None and value is not False)
    act, day = act_of(item, field, world)
    if limit is None:
        return truth_of(act is not None)
    return within(limit_of(limit, scope.bind(record, item), claim=claim), act, day, world)


def belongs_to(item: Item, selection: Selection, scope: Scope) -> Truth:
    """Whether a row is one of the selection, whichever window it belongs to."""
    found = Truth.TRUE
    for link in rows.chain(selection, scope.world):
        if link.where is not None:
            held = conditions.truth(link.where, scope.bind(link.name, item))
            if held is not Truth.TRUE:
                found = held if held is Truth.FALSE or found is Truth.TRUE else found
    return found


# --- documents -------------------------------------------------------------------------------------------------------------------


def document_of(record: str, world: World) -> Document | None:
    """The duty to send the record for each window."""
    kinds = (duty.kind for duty in world.plan.duties)
    return next((kind for kind in kinds if isinstance(kind, Document) and kind.record == record), None)


def document_due(record: str, scope: Scope) -> TimeLimit | None:
    """When the document for the supplied window is due; None: no duty asks for it."""
    document = document_of(record, scope.world)
    return None if document is None else limit_of(document.limit, scope)


def document_row(document: Document, window: Window, world: World) -> tuple[Table | None, Item | None]:
    """The row that is the document for a window: the one whose month field names it; in a record without one the first that was sent
    after the window's end and not for an earlier window. The table is None where the record is absent."""
    table = world.table(document.record)
    if table is None:
        return None, None
    record = table.record
    month = next((field.name for field in record.fields if field.kind is FieldKind.MONTH), None)
    if month is not None:
        column = table.columns[month]
        found = [row for row in range(len(table)) if restricting.lies_in(column[row], window, world)]
        sent = sorted(
            (act_of(Item(record.name, row), document.field, world)[0] or world.open_end, row) for row in found
        )
        return table, Item(record.name, sent[0][1]) if sent else None
    taken = world.once_for(document, "rows", lambda: _matched(document, table, world))
    row = taken.get(window.end)
    return table, None if row is None else Item(record.name, row)


def _matched(document: Document, table: Table, world: World) -> dict[int, int]:
    """Window end → row: each document is for the last window that ended before it was sent and has none yet."""
    acts = sorted(
        (at, row)
        for row in range(len(table))
        if (at := act_of(Item(table.record.name, row), document.field, world)[0]) is not None
    )
    ends = [window.end for window in world.windows(document.window, world.term.start, world.as_of)]
    out: dict[int, int] = {}
    for at, row in acts:
        open_ends = [end for end in ends if end <= at and end not in out]
        if open_ends:
            # In an example, the documents of which it says nothing have been sent.
            out[open_ends[-1 if world.clean else 0]] = row
    return out
