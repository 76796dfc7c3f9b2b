"""Cases of what lasts: how long, from when to when, how often, one upon the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from sladsl.ambiguity.witness.lengths import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    between,
    closely_above,
    lengths_beside,
    shortest_in,
)
from sladsl.ambiguity.witness.levers import Pieces, Samples
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day


def level(stage: Stage) -> Iterator[Case]:
    """One stretch in the middle of a month, between each two limits."""
    month = stage.plain
    for lever in stage.failing:
        for length in lengths_beside(stage.marks):
            start = start_for(stage, month, length)
            if start + length < month.end:
                yield stage.case("level", lever.over((start, start + length)), start, start + length)


def near(stage: Stage) -> Iterator[Case]:
    """Just beyond a limit, just below it, and at it."""
    for lever in stage.failing:
        for month in dict.fromkeys((stage.plain, *stage.months[:3])):
            start = stage.at(stage.day_in(month, 10))
            for mark in stage.marks:
                step = max(lever.step, MINUTE) if mark > HOUR // 2 else max(lever.step, SECOND)
                for length in (closely_above(mark, step), mark, mark // step * step):
                    if SECOND <= length < month.end - start and length % SECOND == 0:
                        yield stage.case("near", lever.over((start, start + length)), start, start + length)


def straddle(stage: Stage) -> Iterator[Case]:
    """Half before and half after the end of a month, a quarter, a year, a day."""
    for lever in stage.failing:
        for edge in _edges(stage):
            for low, high in _doubles(stage):
                length = between(low, high)
                if length is None:
                    continue
                half = length // 2 // lever.step * lever.step
                yield stage.case("straddle", lever.over((edge - half, edge + half)), edge - half, edge + half)


def apart(stage: Stage) -> Iterator[Case]:
    """One stretch before the end of a month and one after it, each too short alone."""
    for lever in stage.failing:
        for edge in _edges(stage):
            for low, high in _doubles(stage):
                length = between(low // 2, high // 2)
                if length is None:
                    continue
                before, after = edge - DAY + 10 * HOUR, edge + 10 * HOUR
                if length > 12 * HOUR:
                    before, after = edge - length - DAY, edge + DAY
                first, second = (before, before + length), (after, after + length)
                yield stage.case("apart", lever.over(first, second), before, after + length)


def overlapping(stage: Stage) -> Iterator[Case]:
    """Two stretches of which each is over before the other is."""
    month = stage.plain
    for lever in (one for one in stage.failing if isinstance(one, Pieces)):
        for low, high in _doubles(stage):
            length = between(low // 2, low) or high // 2
            start = start_for(stage, month, 2 * length)
            half = between(length // 4, length // 2) or length // 2
            shifted = (start + half, start + half + length)
            yield stage.case("overlap", lever.over((start, start + length), shifted), start, shifted[1])
            yield stage.case("overlap", lever.over(*(((start, start + length),) * 2)), start, start + length)


def still_open(stage: Stage) -> Iterator[Case]:
    """A stretch that has not ended when the month has."""
    month = stage.plain
    for lever in (one for one in stage.failing if isinstance(one, Pieces) and one.may_be_open):
        for length in (*lengths_beside(stage.marks), 2 * DAY):
            start = month.end - length
            yield stage.case("open", lever.over((start, month.end), still_open=True), start, month.end - 1)


def odd(stage: Stage) -> Iterator[Case]:
    """Starts and ends within a minute, and lengths that no cent divides."""
    month = stage.plain
    for lever in stage.failing:
        if isinstance(lever, Samples):
            continue
        start = stage.at(stage.day_in(month, 10)) + 30 * SECOND
        for mark in stage.marks:
            for length in (mark // MINUTE * MINUTE, mark // MINUTE * MINUTE + 30 * SECOND):
                if length > 0:
                    yield stage.case("odd", lever.over((start, start + length)), start, start + length)
    for lever in stage.failing:
        for length in (100 * MINUTE, 7 * HOUR, 1000 * SECOND, 10 * HOUR + 20 * MINUTE):
            whole = length // lever.step * lever.step
            begin = start_for(stage, month, whole)
            yield stage.case("odd", lever.over((begin, begin + whole)), begin, begin + whole)


def missing(stage: Stage) -> Iterator[Case]:
    """Samples that are due and not there."""
    month = stage.plain
    for lever in (one for one in stage.failing if isinstance(one, Samples)):
        for length in lengths_beside(stage.marks):
            start = start_for(stage, month, length)
            yield stage.case("missing", lever.over((start, start + length), missing=True), start, start + length)
        # Where they are left out, what is left may fail for a greater share of it.
        yield stage.case("missing", lever.over((month.start, month.end), missing=True), month.start, month.end - 1)


def speaking(stage: Stage) -> Iterator[Case]:
    """Samples that are made within their minute, at the end of a month or in short runs."""
    least = shortest_in(stage.cone)
    for lever in (one for one in stage.failing if isinstance(one, Samples)):
        late = lever.step - lever.step // 6
        for month in dict.fromkeys((stage.plain, *stage.months[1:4])):
            for mark in (0, *stage.marks):
                length = closely_above(mark, lever.step)
                start = month.end - length
                yield stage.case("speaks", lever.over((start, month.end), made=late), start, month.end - 1)
        month = stage.plain
        for size in least:
            run = max(size - lever.step, lever.step) // lever.step * lever.step
            for mark in stage.marks[:3]:
                count = mark // size + 1
                if count > 60:
                    continue
                start = stage.at(stage.day_in(month, 10), 8)
                pace = HOUR if count <= 10 else 20 * MINUTE
                stretches = tuple((start + n * pace, start + n * pace + run) for n in range(count))
                yield stage.case("speaks", lever.over(*stretches, made=lever.step // 2), start, stretches[-1][1])
        for mark in stage.marks[:3]:
            # So many single rows that each half of what one may stand for is on another side of the limit.
            for share in (1, 2):
                count = mark // (share * lever.step) + 1
                if count <= 200:
                    start = stage.at(stage.day_in(month, 10), 0)
                    pace = max(10 * MINUTE, 4 * lever.step)
                    stretches = tuple((start + n * pace, start + n * pace + lever.step) for n in range(count))
                    yield stage.case("speaks", lever.over(*stretches, made=lever.step // 2), start, stretches[-1][1])


def whole_month(stage: Stage) -> Iterator[Case]:
    """Nothing works for a month, or two."""
    month = stage.plain
    after = stage.month_after(month)
    for lever in stage.failing:
        yield stage.case("whole", lever.over((month.start, month.end)), month.start, month.end - 1)
        yield stage.case("whole", lever.over((month.start, after.end)), month.start, after.end - 1)


def at_the_ends(stage: Stage) -> Iterator[Case]:
    """In the first and the last month of the term, and on the days beside its ends."""
    term = stage.cone.plan.term
    for lever in stage.failing:
        for length in lengths_beside(stage.marks):
            if term.start is not None:
                start = stage.at(term.start + timedelta(days=3))
                yield stage.case("ends", lever.over((start, start + length)), start, start + length)
            if stage.term.end < 7_000_000_000_000_000:
                for days in (-4, 0, 1):
                    start = stage.at(stage.day_of(stage.term.end) + timedelta(days=days))
                    yield stage.case("ends", lever.over((start, start + length)), start - 5 * DAY, start + length)


def in_other_months(stage: Stage) -> Iterator[Case]:
    """One stretch in a month of 31 days, and one in February."""
    others = [month for month in stage.months if month.days != stage.plain.days]
    for month in sorted(others, key=lambda one: one.days)[-2:] + sorted(others, key=lambda one: one.days)[:1]:
        for lever in stage.failing:
            for length in lengths_beside(stage.marks):
                if length < 10 * DAY:
                    start = start_for(stage, month, length)
                    yield stage.case("months", lever.over((start, start + length)), start, start + length)


def start_for(stage: Stage, month: Window, length: int) -> int:
    """10:00 on the tenth; for what lasts for days, earlier in the month."""
    if length > 20 * DAY:
        return month.start
    if length > 10 * DAY:
        return stage.at(stage.day_in(month, 5), 0)
    return stage.at(stage.day_in(month, 10), 0 if length > DAY else 10 if length <= 12 * HOUR else 6)


def _doubles(stage: Stage) -> Iterator[tuple[int, int]]:
    """From a limit to twice the limit, where half of a length is on one side of the limit and the whole on the other."""
    for mark in stage.marks:
        if mark >= 2 * SECOND:
            yield mark, 2 * mark
    if not stage.marks:
        yield HOUR, 3 * HOUR


def _edges(stage: Stage) -> Iterator[int]:
    """The end of the plain month, of a quarter, of a year of the calendar and of the term, a billing day; midnight."""
    months = stage.months
    yield stage.plain.end
    for before, after in pairwise(months):
        if before.end != stage.plain.end and after.first.day == 1 and after.first.month in (1, 4, 7, 10):
            yield before.end
    for month in months[1:2]:
        yield start_of_day(stage.day_in(month, 15), stage.zone)
    yield start_of_day(stage.day_in(stage.plain, 10), stage.zone)
