"""What is sent again and again: when each one is due, and the rows of those that were due and were not sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sladsl.checks.emit.runtime.acts import has_run_out, in_time, kept, known
from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.answers import UNDEFINED, Answer, Undecided
from sladsl.checks.emit.runtime.clock import Moment, Window
from sladsl.checks.emit.runtime.contract import RepeatSpec
from sladsl.checks.emit.runtime.limits import Length, Limit, within
from sladsl.checks.emit.runtime.points import time_in
from sladsl.checks.emit.runtime.results import Result, state_of
from sladsl.checks.emit.runtime.rows import Row, key_of, label, place
from sladsl.checks.emit.runtime.world import Scope, World, reading


@dataclass(frozen=True)
class Again:
    """One that is due: its limit, its number, and the row that was sent, if one was."""

    limit: Limit
    number: int
    row: Row | None = None


def complete(world: World, clean: bool) -> None:
    """Adds the rows that are missing, and notes when each row is due. `clean`: all were in time, unless one
    is told to have been sent, and until when they were due."""
    whole = Window(world.almanac.term_start, world.horizon)
    for spec in world.contract.repeated:
        rows = world.rows[spec.record]
        if rows is None:
            continue
        s = Scope(world, whole, {})
        made: list[Row] = []
        for one in _all_of(spec, s):
            for again in _times(spec, s.bind(spec.name, one), one, rows, clean):
                due = again.row
                if due is None:
                    end = again.limit.end - 1 if again.limit.by_day else again.limit.end
                    which = spec.record if spec.once is not None else f"{spec.record} {again.number}"
                    name = f"{which} for {one.key or place(one)}"
                    due = Row(spec.record, {spec.reference: key_of(one)}, name, "", end)
                    made.append(due)
                world.due[spec.duty, due] = again.limit
        world.rows[spec.record] = sorted([*rows, *made], key=lambda row: 2**62 if row.at is None else row.at)
    world.finish()


def _all_of(spec: RepeatSpec, s: Scope) -> list[Row]:
    try:
        return list(spec.each(s).certain)
    except Undecided:
        return []


def _times(spec: RepeatSpec, s: Scope, one: Row, rows: list[Row], clean: bool) -> Iterator[Again]:
    key = key_of(one)
    times = [(known(s, time_in(s, row, spec.field)), row) for row in rows if row.values.get(spec.reference) == key]
    sent = sorted(((time, row) for time, row in times if time is not None), key=lambda pair: pair[0].at)
    if spec.once is not None:
        only = spec.once(s)
        if only is not None and not only.state and only.end < FAR and (sent or not clean):
            yield Again(only, 1, sent[0][1] if sent else None)
        return
    length, start, until = spec.interval(s), spec.start(s), spec.until(s)
    if length is None or start is None or start.at >= s.world.now or (clean and (not sent or until is None)):
        return
    end = until.at if until is not None and until.at < s.world.now else None
    sent = [(time, row) for time, row in sent if time.at >= start.at and (end is None or time.at <= end)]
    by = _from_last if reading(s, "repeated act", otherwise="from last") == "from last" else _at_fixed_times
    yield from by(s, length, start, end, sent)


def _from_last(
    s: Scope, length: Length, start: Moment, end: int | None, sent: list[tuple[Moment, Row]]
) -> Iterator[Again]:
    last = start
    for number, (time, row) in enumerate(sent, 1):
        yield Again(within(s, length, last), number, row)
        last = time
    limit = within(s, length, last)
    if end is None or limit.end < end:
        yield Again(replace(limit, closes=end), len(sent) + 1)


def _at_fixed_times(
    s: Scope, length: Length, start: Moment, end: int | None, sent: list[tuple[Moment, Row]]
) -> Iterator[Again]:
    number, waiting = 1, sent
    while True:
        limit = within(s, replace(length, amount=length.amount * number), start)
        here = [row for time, row in waiting if in_time(limit, time)]
        waiting = waiting[len(here) :]
        over = end is not None and limit.end >= end
        if here:
            yield Again(limit, number, here[0])
        elif not over:
            yield Again(replace(limit, closes=waiting[0][0].at if waiting else end), number)
        if over or (not waiting and not has_run_out(s, limit)):
            return
        number += 1


def _in_window(s: Scope, record: str) -> list[Row]:
    spec = s.world.contract.record(record)
    rows = s.world.records_between(record, s.window)
    return rows if spec is None else s.admitted(spec, rows)


def scheduled(s: Scope, duty: str, record: str) -> Limit | None:
    """When the bound row is due by the duty; None: it is one more than is due, or for another."""
    row = s.row(record)
    return None if row is None else s.world.due.get((duty, row))


def again(
    s: Scope,
    duty: str,
    record: str,
    field: str,
    target: str,
    only: Callable[[Scope], Answer] | None = None,
) -> list[Result]:
    """Each row that was due in the window, sent or not."""
    found = []
    try:
        next(spec for spec in s.world.contract.repeated if spec.duty == duty).each(s)
        for row in _in_window(s, record):
            limit = s.world.due.get((duty, row))
            at = s.bind(record, row)
            applies = True if only is None else only(at)
            if limit is None or applies in (False, UNDEFINED):
                continue
            answer = applies if isinstance(applies, str) else kept(at, limit, time_in(at, row, field))
            found.append(Result(at, label(row), state_of(answer), target, of_row=True))
    except Undecided as undecided:
        return [Result(s, "", undecided.state, target, undecided.why)]
    return found


def by_interval(s: Scope, *lengths: tuple[Answer, Length]) -> Length | None:
    """The interval of the first cell that describes the row; None: of no cell."""
    return next((length for holds, length in lengths if holds is True), None)
