"""The day on which the clock of a zone goes back, and the hour that it then shows twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from sladsl.time.dates import ONE_DAY
from sladsl.time.stretches import DAY, MINUTE
from sladsl.time.zones import constant_pieces, start_of_day

_TRIED = timedelta(days=732)


def shown_twice(start: date, zone: str) -> tuple[date, int, int] | None:
    """The first day within two years whose clock goes back, and from when to when it shows its hour twice, in minutes of the day."""
    pieces = constant_pieces(start_of_day(start, zone), start_of_day(start + _TRIED, zone), zone)
    for (_, at, before), (_, _, after) in pairwise(pieces):
        if after < before:
            local = at + after
            day = date(1970, 1, 1) + local // DAY * ONE_DAY
            first = local % DAY // MINUTE
            return day, first, first + (before - after) // MINUTE
    return None
