"""Lengths of time and intervals of the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.moments import Length, LengthBasis
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.stretches import DAY, Stretch
from sladsl.time.windows import (
    Window,
)
from sladsl.time.zones import constant_pieces, date_of, instant_of, local, start_of_day


def microseconds(seconds: Fraction) -> int:
    """Rounded down where the length is no whole number of them, which no unit of the language gives."""
    return int(seconds * 1_000_000)


def later(start: int, length: Length, world: World) -> int:
    """The instant `length` after a start, as a plain length of time (not a time limit): to the same time of day for days and months."""
    match length.basis:
        case LengthBasis.ELAPSED:
            return start + microseconds(length.amount)
        case LengthBasis.DAYS:
            if length.unit != "calendar day" and world.reading("day") == "24 hours":
                return start + microseconds(length.amount * 86_400)
            return _same_time(start, timedelta(days=int(length.amount)), world)
        case LengthBasis.MONTHS:
            months = int(length.amount)
            if world.reading("months length") == "30 days":
                return _same_time(start, timedelta(days=30 * months), world)
            day = date_of(start, world.zone)
            return _same_time(start, add_months(day, months) - day, world)
        case LengthBasis.BUSINESS_DAYS | LengthBasis.CALENDAR:
            raise ValueError(f"no plain length: {length.unit}")
        case _:
            assert_never(length.basis)


def earlier(end: int, length: Length, world: World) -> int:
    """The instant from which it is `length` to an end."""
    return later(end, replace(length, amount=-length.amount), world)


def _same_time(start: int, days: timedelta, world: World) -> int:
    return instant_of(local(start, world.zone) + days, world.zone)


def intervals(step: int, start: int, end: int, zone: str) -> Iterator[Stretch]:
    """The clock intervals of `step` microseconds, counted from local midnight, that share a moment with [start, end), whole.

    As `time.windows.Intervals`, but for any length, without labels, and at the speed that thousands of them need.
    """
    if start >= end:
        return
    first = start_of_day(date_of(start, zone), zone)
    last = start_of_day(date_of(end - 1, zone) + ONE_DAY, zone)
    pending: tuple[int, int, tuple[int, int]] | None = None
    for a, b, offset in constant_pieces(first, last, zone):
        at = a
        while at < b:
            day, rest = divmod(at + offset, DAY)
            index = (day, rest // step)
            goal = min((rest // step + 1) * step, DAY) + day * DAY - offset
            began = at
            if pending is not None:
                if pending[2] == index:
                    began = pending[0]
                elif pending[1] > start and pending[0] < end:
                    yield pending[0], pending[1]
                pending = None
            at = min(goal, b)
            if goal > b:
                # The clock changes within the interval: it goes on if the clock lands in it again.
                pending = (began, b, index)
            elif at > start and began < end:
                yield began, at
    if pending is not None and pending[1] > start and pending[0] < end:
        yield pending[0], pending[1]


def interval_windows(step: int, start: int, end: int, world: World) -> list[Window]:
    """The clock intervals that lie wholly within [start, end), without labels."""
    out: list[Window] = []
    until, day = start, date_of(start, world.zone)
    for a, b in intervals(step, start, end, world.zone):
        if a >= until:
            day = date_of(a, world.zone)
            until = start_of_day(day + ONE_DAY, world.zone)
        if a >= start and b <= end:
            out.append(Window(a, b, "", day, day))
    return out
