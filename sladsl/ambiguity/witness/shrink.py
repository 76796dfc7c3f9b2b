"""Makes a case smaller while the answers still differ on it: fewer events, fewer stretches, fewer fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sladsl.model.worked import Event, SampleEvent

_MOST_TRIED = 60


def shrunk(events: tuple[Event, ...], differs: Callable[[tuple[Event, ...]], bool]) -> tuple[Event, ...]:
    """Nothing that can be left out alone is left in, as far as so many trials go."""
    left = _MOST_TRIED
    again = True
    while again and left > 0:
        again = False
        for smaller in _smaller(events):
            left -= 1
            if differs(smaller):
                events, again = smaller, True
                break
            if left <= 0:
                break
    return events


def _smaller(events: tuple[Event, ...]) -> Iterator[tuple[Event, ...]]:
    if len(events) > 1:
        for number in range(len(events)):
            yield (*events[:number], *events[number + 1 :])
    for number, event in enumerate(events):
        for simpler in _simpler(event):
            yield (*events[:number], simpler, *events[number + 1 :])


def _simpler(event: Event) -> Iterator[Event]:
    if isinstance(event, SampleEvent) and len(event.stretches) > 1:
        if len(event.stretches) > 3:
            yield replace(event, stretches=event.stretches[: len(event.stretches) // 2])
        yield replace(event, stretches=event.stretches[:-1])
        yield replace(event, stretches=event.stretches[1:])
    if isinstance(event, SampleEvent) and event.made is not None:
        yield replace(event, made=None)
