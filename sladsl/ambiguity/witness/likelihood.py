"""Which of two cases is the better example: the one with fewer events, and with rounder and likelier ones."""

from __future__ import annotations

from sladsl.ambiguity.witness.lengths import DAY, HOUR, unroundness
from sladsl.ambiguity.witness.rows import times_in
from sladsl.model.worked import Event, RowEvent, SampleEvent


def shapes(events: tuple[Event, ...]) -> int:
    """How many events a reader is told: rows that are alike but for their times are one."""
    alike = {
        (one.record, tuple((k, v is None) for k, v in one.fields)) if isinstance(one, RowEvent) else (repr(one), ())
        for one in events
    }
    return len(alike)


def unround(events: tuple[Event, ...]) -> int:
    """The less round, the higher: odd times, lengths that are rare, fields that are empty."""
    found = 0
    for one in events:
        if isinstance(one, RowEvent):
            times = sorted(times_in(one))
            found += unroundness(times)
            found += _unlikely(times[-1] - times[-2]) if len(times) > 1 else 0
            found += sum(value is None for _, value in one.fields)
        elif isinstance(one, SampleEvent):
            found += unroundness(t for stretch in one.stretches for t in stretch) + 6 * (one.made is not None)
            found += sum(_unlikely(b - a) for a, b in one.stretches)
    return found


def _unlikely(length: int) -> int:
    """What lasts for days is a poor example of what happens."""
    return sum(length > limit for limit in (6 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY)) * 2
