"""Cases of several things: often, one upon the other, at one another's edges, month after month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sladsl.ambiguity.witness.lengths import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    allowed_in,
    between,
    lengths_beside,
    limits_in,
    shortest_in,
)
from sladsl.ambiguity.witness.levers import Pieces, Samples
from sladsl.ambiguity.witness.seeds.lasting import start_for
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.checks.evaluate.measuring.counting import opening
from sladsl.model.algebra import DayHours, OverWindows, WeeklyHours
from sladsl.model.quantities import Dimension
from sladsl.model.worked import Event

_MOST_ROWS = 100


def short(stage: Stage) -> Iterator[Case]:
    """Stretches at the shortest length that counts, one step shorter or longer, alone and so many that they come to a limit."""
    month = stage.plain
    least = shortest_in(stage.cone)
    for lever in stage.failing:
        for size in least or (lever.step, MINUTE, 30 * SECOND):
            for length in dict.fromkeys((size, size - lever.step, size + lever.step)):
                if length <= 0:
                    continue
                for mark in (0, *stage.marks[:3]):
                    count = mark // length + 1
                    if count > 60:
                        continue
                    start = stage.at(stage.day_in(month, 10), 8)
                    pace = HOUR if count <= 10 else max(20 * MINUTE, 2 * length)
                    stretches = tuple((start + n * pace, start + n * pace + length) for n in range(count))
                    if isinstance(lever, Samples) or count <= 3:
                        yield stage.case("short", lever.over(*stretches), start, stretches[-1][1])


def nested(stage: Stage) -> Iterator[Case]:
    """One thing within the other: at its start, at its end, across its edges."""
    month = stage.plain
    start = stage.at(stage.day_in(month, 10), 2)
    longest = allowed_in(stage.cone)
    for outer in (one for one in stage.failing if isinstance(one, Pieces)):
        for inner in stage.failing:
            if inner is outer:
                continue
            for allowed in longest or (4 * HOUR,):
                length = allowed * 3 // 2 if longest else allowed
                least = next((mark for mark in stage.marks if mark < length), 0)
                sizes = (between(least, length - allowed), between(least, allowed), *lengths_beside(stage.marks)[:3])
                for size in dict.fromkeys(sizes):
                    if size is None or not least < size <= length:
                        continue
                    for begin in (start, start + length - size, start - size // 2, start + length - size // 2):
                        whole = begin // MINUTE * MINUTE
                        events = outer.over((start, start + length)) + inner.over((whole, whole + size))
                        yield stage.case("nested", events, min(start, whole), max(start + length, whole + size))


def months_in_a_row(stage: Stage) -> Iterator[Case]:
    """The same failure in several months: so many in a row, and with a gap."""
    months = stage.months
    patterns = (
        (0, 1),
        (0, 1, 2),
        (0, 2),
        (0, 1, 3),
        (0, 1, 2, 3),
        (0, 1, 2, 3, 4, 5),
        (1, 2, 3),
        (2, 3, 4),
        (0, 2, 4),
        (9, 10, 11),
        (10, 11, 12),
    )
    for lever in stage.failing:
        for length in lengths_beside(stage.marks)[::-1]:
            for pattern in patterns:
                chosen = [months[n] for n in pattern if n < len(months)]
                if len(chosen) < len(pattern):
                    continue
                starts = [start_for(stage, month, length) for month in chosen]
                stretches = tuple((start, start + length) for start in starts)
                yield stage.case("row", lever.over(*stretches), starts[0], starts[-1] + length)


def in_two_clauses(stage: Stage) -> Iterator[Case]:
    """Two things fail in one month."""
    month = stage.plain
    levers = stage.failing
    for length in (*lengths_beside(stage.marks)[::-1][:3],):
        for number, one in enumerate(levers):
            start = start_for(stage, month, length)
            for other in levers[number + 1 :]:
                later = start + 2 * DAY
                events = one.over((start, start + length)) + other.over((later, later + length))
                yield stage.case("two", events, start, later + length)


def repeated(stage: Stage) -> Iterator[Case]:
    """The same failure twice and three times in a month."""
    start = stage.at(stage.day_in(stage.plain, 10))
    for lever in stage.failing:
        for length in dict.fromkeys((*lengths_beside(stage.marks), 5 * HOUR, 3 * HOUR)):
            for times in (2, 3):
                pace = DAY if length < 12 * HOUR else 2 * length
                stretches = tuple((start + n * pace, start + n * pace + length) for n in range(times))
                if length < 4 * DAY:
                    yield stage.case("repeated", lever.over(*stretches), start, stretches[-1][1])


def so_many(stage: Stage) -> Iterator[Case]:
    """As many as a limit on their number allows, and one more across the end of the month."""
    numbers = sorted(
        {int(q.value) for q in limits_in(stage.cone) if q.unit.dimension is Dimension.NUMBER and 0 < q.value <= 12}
    )
    edge = stage.plain.end
    for lever in stage.failing:
        for count in (n + more for n in numbers for more in (0, -1)):
            start = stage.at(stage.day_in(stage.plain, 10))
            inside = tuple((start + n * DAY, start + n * DAY + HOUR) for n in range(count))
            events = lever.over(*inside, (edge - HOUR, edge + HOUR))
            yield stage.case("many", events, start, edge + HOUR)


def on_the_edge(stage: Stage) -> Iterator[Case]:
    """A row at the very start or end of a stretch."""
    start = stage.at(stage.workday(stage.day_in(stage.plain, 10)))
    for outer in stage.failing:
        for counted in stage.counted:
            for at in (start + HOUR, start):
                for good in (True, False):
                    events = outer.over((start, start + HOUR))
                    yield stage.case("edge", events + counted.of(at, good), start, start + HOUR)
    minutes = {
        (minute, _day_with(hours, stage))
        for node in stage.cone.nodes
        if isinstance(node, WeeklyHours)
        for hours in node.entries
        for minute in (hours.start, hours.until)
    }
    for minute, day in sorted(minutes, reverse=True):
        at = stage.at(day, 0) + minute * MINUTE
        shown = [(act.at(at, None), at) for act in stage.acts] + [(act.at(at - HOUR, at), at) for act in stage.acts]
        shown += [(one.of(at, good), at) for one in stage.counted for good in (False, True)]
        for events, moment in shown:
            if events:
                yield stage.case("edge", events, moment - HOUR, moment)


def _day_with(hours: DayHours, stage: Stage) -> date:
    """A working day or, where the hours are those of numbered days, such a day."""
    days = (stage.day_in(stage.plain, number) for number in range(1, stage.plain.days + 1))
    named = (day for day in days if hours.numbers and opening(hours).is_on(day))
    return next(named, stage.workday(stage.day_in(stage.plain, 10)))


def rows_at_the_end(stage: Stage) -> Iterator[Case]:
    """Rows on the last days of the term and on the day after it."""
    if stage.term.end > 7_000_000_000_000_000:
        return
    for days in (0, -1, 1, -4):
        at = stage.at(stage.day_of(stage.term.end) + timedelta(days=days))
        shown = [lever.at(at, None) for lever in stage.acts]
        shown += [events for one in stage.counted for good in (False, True) if (events := one.of(at, good))]
        for events in shown:
            yield stage.case("ends", events, at - 5 * DAY, at)


def spread_out(stage: Stage) -> Iterator[Case]:
    """Rows that fail, one in each of so many intervals that their share of a month comes to a limit; in the middle of a month, and on both
    sides of its end."""
    for events, start, end in failing_intervals(stage, stage.at(stage.day_in(stage.plain, 10))):
        yield stage.case("spread", events, start, end)
    edge = stage.plain.end
    for events, start, end in failing_intervals(stage, edge - 2 * HOUR):
        yield stage.case("spread", events, start, max(end, edge + HOUR))


def failing_intervals(stage: Stage, start: int) -> Iterator[tuple[tuple[Event, ...], int, int]]:
    """From the fewest that matter."""
    steps = {node.interval for node in stage.cone.nodes if isinstance(node, OverWindows) and node.interval}
    for seconds in sorted(steps):
        step = seconds * SECOND
        counts = sorted({mark // step + 1 for mark in stage.marks})
        for lever in (one for one in stage.counted if one.that is not None):
            for count in (one for one in counts if one <= _MOST_ROWS):
                # a share of errors grows with rows that show them, a share of successes with rows that do not
                for shows in (True, False):
                    rows = tuple(e for n in range(count) for e in lever.of(start + n * step, shows))
                    yield rows, start, start + count * step
