"""Cases of acts with a time limit: done at its last moment, a second or a day later, on a weekend, before it starts, never."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, zip_longest

from sladsl.ambiguity.witness.lengths import DAY, HOUR, SECOND, allowed_in, between, lengths_beside
from sladsl.ambiguity.witness.levers import Acts, Pieces
from sladsl.ambiguity.witness.rows import roughly
from sladsl.ambiguity.witness.seeds.background import is_claim
from sladsl.ambiguity.witness.seeds.figures import figures_beside
from sladsl.ambiguity.witness.seeds.repeating import failing_intervals
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.checks.evaluate.measuring.dues import due_of
from sladsl.checks.evaluate.measuring.scope import Item
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.model.algebra import HasCount, InWindows
from sladsl.model.moments import FieldPoint, Length, LengthBasis, LimitKind, RecordPoint, WindowEdge
from sladsl.model.quantities import Quantity
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event
from sladsl.time.dates import ONE_DAY, add_months

_SATURDAY = 5


def acts(stage: Stage) -> Iterator[Case]:
    """The act alone, and twice where points or credits stack."""
    for lever in stage.acts:
        if is_claim(lever, stage.cone):
            continue
        for length in _lengths(lever):
            tried = [_at_anchor(lever, length, anchor, stage) for anchor in _anchors(lever, length, stage)]
            # each moment of the first anchors before those of the last moments of any
            for cases in zip_longest(*(chunked(one, 4) for one in tried), fillvalue=()):
                for some in cases:
                    yield from some


def _at_anchor(lever: Acts, length: Length | None, anchor: int, stage: Stage) -> Iterator[Case]:
    ends = isinstance(lever.limit.anchor, WindowEdge) and lever.limit.anchor.end
    row_at = anchor - DAY if ends else anchor
    for act in _times(lever, length, anchor, stage):
        events = _shown(lever, row_at, act, stage)
        # the window of a row is that of the row, and not that in which an act is done long after
        near = act is not None and abs(act - row_at) < 40 * DAY
        first = min(row_at, act) if act is not None and near else row_at
        yield stage.case("acts", events, first, max(row_at, first))


def chunked(cases: Iterator[Case], size: int) -> Iterator[tuple[Case, ...]]:
    while some := tuple(islice(cases, size)):
        yield some


def claims(stage: Stage) -> Iterator[Case]:
    """Something fails, and is claimed about when the time for claims ends, or begins, or never."""
    for lever in (one for one in stage.acts if is_claim(one, stage.cone)):
        for length in _lengths(lever):
            for month in stage.months[:6]:
                failure, start = next(_failures(stage, month.start), ((), month.start))
                sent = month.end + 9 * DAY + 12 * HOUR
                told = _told(lever, start, sent, stage)
                anchors = [month.end if _at_window_end(lever) else start, *((sent,) if told else ())]
                for anchor in anchors:
                    for act in _times(lever, length, anchor, stage):
                        events = failure + told + lever.at(start, act)
                        yield stage.case("claims", events, start, month.end - 1)


def _told(lever: Acts, start: int, sent: int, stage: Stage) -> tuple[Event, ...]:
    """The row from whose time the limit counts: a report for the month of `start` that is sent at a moment."""
    anchor = lever.limit.anchor
    if not isinstance(anchor, RecordPoint) or anchor.record == lever.record.name:
        return ()
    record = next(one for one in stage.cone.plan.records if one.name == anchor.record)
    field = record.field(anchor.field)
    month = next((one for one in record.fields if one.kind is FieldKind.MONTH), None)
    given = {month.name: lever.rows.moment(month, start)} if month is not None else {}
    if field is not None:
        given[field.name] = lever.rows.moment(field, sent)
    return lever.rows.row(record, (), start, given)


def exercised(stage: Stage) -> Iterator[Case]:
    """Rights whose time to be exercised ends on a weekend, or is counted from the end of a month."""
    if not stage.exercised:
        return
    for number in range(6):
        for events, last in _arising(stage, number):
            yield stage.case("exercised", events, stage.months[number].start, last)


def _arising(stage: Stage, number: int) -> Iterator[tuple[tuple[Event, ...], int]]:
    """What gives a right in the months from that number on: a failure in as many months, or as many failures, as its condition asks for."""
    times = [node.least for node in stage.cone.nodes if isinstance(node, InWindows)]
    counts = [
        int(bound.limit.value)
        for node in stage.cone.nodes
        if isinstance(node, HasCount)
        for bound in node.comparison.bounds
        if isinstance(bound.limit, Quantity)
    ]
    months = stage.months[number : number + max(times, default=1)]
    if len(months) < max(times, default=1):
        return
    starts = [stage.at(month.first + timedelta(days=9)) for month in months]
    if counts:
        starts = [starts[0] + n * 2 * DAY for n in range(max(counts))]
    for lever in stage.failing:
        lengths = lengths_beside(stage.marks)
        for length in (
            [one for one in lengths[::-1] if one < 2 * DAY][:1]
            or [one for one in lengths if one < 15 * DAY][:1]
            or [HOUR]
        ):
            yield lever.over(*((start, start + length) for start in starts)), months[-1].end - 1
    if not stage.failing:
        for failure, _ in _failures(stage, months[0].start):
            yield failure, months[-1].end - 1


def _shown(lever: Acts, anchor: int, act: int | None, stage: Stage) -> tuple[Event, ...]:
    """The row; where it is that of a period, with something that fails in the period."""
    pieces = next((one for one in stage.failing if isinstance(one, Pieces) and one.record == lever.record), None)
    if pieces is None or lever.field in (pieces.start, pieces.end):
        return lever.at(anchor, act)
    field = lever.record.field(lever.field)
    moment = None if act is None or field is None else lever.rows.moment(field, act)
    most = min(allowed_in(stage.cone), default=DAY)
    least = next((mark for mark in stage.marks if mark < most), 0)
    length = between(least, most) or HOUR
    outer = pieces.over((anchor, anchor + length), more={lever.field: moment})
    inner = next((one for one in stage.failing if one is not pieces), None)
    return outer + (inner.over((anchor, anchor + length)) if inner is not None else ())


def _failures(stage: Stage, month: int) -> Iterator[tuple[tuple[Event, ...], int]]:
    """What fails in the month that starts there, from the gravest."""
    day = stage.day_of(month) + timedelta(days=9)
    start = stage.at(day)
    for events, since, _ in failing_intervals(stage, start):
        yield events, since
    for lever in stage.failing:
        for length in lengths_beside(stage.marks)[::-1]:
            if length < 15 * DAY:
                yield lever.over((start, start + length)), start
    for counted in stage.counted:
        yield counted.of(start, False) or counted.of(start, True), start
    for figure in stage.figures:
        for value in figures_beside(stage, figure)[:1]:
            yield figure.of(start, value), start
    for act in stage.acts:
        yield act.at(start, None), start


def _lengths(lever: Acts) -> tuple[Length | None, ...]:
    limit = lever.limit
    if lever.which is not None:
        return tuple(length for which, length in limit.lengths if which is lever.which)
    return (limit.length,)


def _at_window_end(lever: Acts) -> bool:
    return not (isinstance(lever.limit.anchor, FieldPoint) and lever.limit.anchor.record == lever.record.name)


def _anchors(lever: Acts, length: Length | None, stage: Stage) -> tuple[int, ...]:
    """When the time starts: on a plain day; late on a Friday; so that it ends on a Saturday; on the last of a month of 31 days."""
    if _at_window_end(lever):
        edge = lever.limit.anchor
        ends = isinstance(edge, WindowEdge) and edge.end
        return tuple(month.end if ends else month.start for month in stage.months[:8])
    month = stage.plain
    tenth = stage.workday(stage.day_in(month, 10))
    friday = tenth
    while friday.weekday() != 4:
        friday += ONE_DAY
    found = [stage.at(tenth), stage.at(tenth, 17), stage.at(friday, 16, 30)]
    if length is not None and length.basis is not LengthBasis.ELAPSED:
        sign = -1 if _backwards(lever) else 1
        day = tenth
        for _ in range(14):
            if (day + sign * timedelta(days=roughly(length) // DAY)).weekday() == _SATURDAY:
                found.append(stage.at(day))
                break
            day += ONE_DAY
        found += [stage.at(one.last) for one in stage.months if one.days == 31][:1]
        found += [stage.at(one.last) for one in stage.months if one.last.month == 1][:1]
    return tuple(dict.fromkeys(found))


def _backwards(lever: Acts) -> bool:
    return lever.limit.kind in (LimitKind.AT_LEAST_BEFORE, LimitKind.AT_MOST_BEFORE)


def _times(lever: Acts, length: Length | None, anchor: int, stage: Stage) -> tuple[int | None, ...]:
    """When the act is done: by the evaluator's own deadline, and as days and hours can be counted."""
    found: list[int | None] = []
    if not _backwards(lever) and (until := _deadline(lever, anchor, stage)) is not None:
        found += [until, until - SECOND, until + SECOND]
    sign = -1 if _backwards(lever) else 1
    if length is None:
        return (*found, anchor, anchor + SECOND, anchor - SECOND, anchor - DAY, anchor + DAY, None)
    day = stage.day_of(anchor)
    match length.basis:
        case LengthBasis.ELAPSED | LengthBasis.CALENDAR:
            whole = anchor + sign * int(length.amount * SECOND)
            found += [whole, whole + SECOND, whole - SECOND]
        case LengthBasis.DAYS | LengthBasis.BUSINESS_DAYS:
            days = int(length.amount)
            most = days + (4 if length.basis is LengthBasis.DAYS else days * 2 // 5 + 4)
            found += _noons(stage, day, sign, [days, days + 1, days - 1, *range(days + 2, most)])
            exact = anchor + sign * days * DAY
            found += [exact, exact + HOUR, exact - HOUR]
        case LengthBasis.MONTHS:
            end = add_months(day, sign * int(length.amount))
            by_thirty = (day + sign * timedelta(days=30 * int(length.amount)) - day).days * sign
            whole_days = (end - day).days * sign
            counted = dict.fromkeys(
                (whole_days, whole_days + 1, whole_days - 1, by_thirty, by_thirty + 1, whole_days + 2)
            )
            found += _noons(stage, day, sign, list(counted))
    field = lever.record.field(lever.field)
    never = (None,) if field is not None and field.optional else ()
    return (*dict.fromkeys(found), anchor - HOUR, *never)


def _noons(stage: Stage, day: date, sign: int, counts: list[int]) -> list[int]:
    return [stage.at(day + sign * timedelta(days=count), 12) for count in counts]


def _deadline(lever: Acts, anchor: int, stage: Stage) -> int | None:
    """The last moment in time, under the usual answers."""
    events = lever.at(anchor - 1 if _at_window_end(lever) else anchor, None)
    world = stage.ground.world(events, {}, anchor + stage.patience)
    Settlement(world)
    table = world.table(lever.record.name)
    if table is None or not len(table):
        return None
    try:
        due = due_of(Item(lever.record.name, len(table) - 1), lever.field, world)
    except ValueError:
        # the text does not say what a business day is, or has no day of effect
        return None
    return due.until.instant if due is not None and due.until is not None else None
