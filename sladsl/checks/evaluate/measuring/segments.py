"""For which time each row of a stream of samples speaks: the reading "sample speaks".

A missing row is made when it was due, and stands in line with those that are there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from sladsl.checks.evaluate.measuring.samples import Samples, Stream, slots_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.node import node
from sladsl.time.stretches import MINUTE


@node
class Segments:
    """By start, apart from each other but for rows that share a slot: `rows[i]` speaks in [starts[i], ends[i])."""

    rows: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def overlapping(self, start: int, end: int) -> range:
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


def segments_of(stream: Stream, samples: Samples, world: World) -> Segments:
    """Which row speaks when, by the reading "sample speaks"; missing rows speak in their slots."""
    return world.once_for(stream, "segments", lambda: _segments(stream, samples, world))


def _segments(stream: Stream, samples: Samples, world: World) -> Segments:
    if stream.told:
        told = sorted(_as_made(stream, stream.made, samples, world) if stream.made is not None else stream.told)
        return Segments([r for _, _, r in told], [a for a, _, _ in told], [b for _, b, _ in told])
    step = samples.step
    times = stream.times
    # Without a cadence nobody knows until when the last row would speak: it ends what came before it.
    last = [time + step for time in times[-1:]]
    match world.reading("sample speaks", samples.record.name):
        case "clock minute":
            starts: Sequence[int] = stream.slots if step else [time - time % MINUTE for time in times]
            ends: Sequence[int] = [slot + (step or MINUTE) for slot in starts]
        case "until next":
            starts = times
            ends = [*islice(times, 1, None), *last]
        case "since preceding":
            starts = [*times[:1], *islice(times, max(len(times) - 1, 0))]
            ends = [*islice(times, 1, None), *last]
        case other:
            raise ValueError(f"no reading of sample speaks: {other}")
    if not stream.gaps:
        return Segments(stream.rows, starts, ends)
    found = [*zip(starts, ends, stream.rows, strict=True)]
    if starts is stream.slots:
        found += [(a, b, stream.stand_in) for a, b in stream.gaps]
    else:
        found = [*_beside_gaps(found, stream, samples, world), *_in_gaps(stream, samples, world)]
    found.sort()
    return Segments([r for _, _, r in found], [a for a, _, _ in found], [b for _, b, _ in found])


def _as_made(stream: Stream, made: int, samples: Samples, world: World) -> Iterator[tuple[int, int, int]]:
    """The segments of a worked example whose rows are made at a time of their own."""
    match world.reading("sample speaks", samples.record.name):
        case "clock minute":
            yield from stream.told
        case "until next":
            yield from ((a + made, b + made, row) for a, b, row in stream.told)
        case "since preceding":
            yield from ((a + made - samples.step, b + made, row) for a, b, row in stream.told)
        case other:
            raise ValueError(f"no reading of sample speaks: {other}")


def _beside_gaps(
    found: Sequence[tuple[int, int, int]], stream: Stream, samples: Samples, world: World
) -> Iterator[tuple[int, int, int]]:
    """The rows of the file: one speaks until the next is due, and since the preceding one was due, be they there or not."""
    since = world.reading("sample speaks", samples.record.name) == "since preceding"
    gap_starts, gap_ends = [a for a, _ in stream.gaps], [b for _, b in stream.gaps]
    for (start, end, row), time in zip(found, stream.times, strict=True):
        after = bisect_left(gap_starts, time)
        if after < len(gap_starts):
            end = min(end, gap_starts[after])
        before = bisect_right(gap_ends, time)
        if since and before and gap_ends[before - 1] > start:
            start = _last_due(gap_ends[before - 1], samples, world)
        yield start, end, row


def _in_gaps(stream: Stream, samples: Samples, world: World) -> Iterator[tuple[int, int, int]]:
    """The missing rows, each made when it was due: from the first until the row after the gap; since the preceding ones, too, so that, as
    in a file without gaps, two of them speak at a time."""
    since = world.reading("sample speaks", samples.record.name) == "since preceding"
    for start, end in stream.gaps:
        before, after = bisect_left(stream.times, start) - 1, bisect_left(stream.times, end)
        until = stream.times[after] if after < len(stream.times) else end
        yield start, until, stream.stand_in
        last = _last_due(end, samples, world)
        first = stream.times[before] if before >= 0 else start
        if since and first < last:
            yield first, last, stream.stand_in


def _last_due(end: int, samples: Samples, world: World) -> int:
    """When the last row of a gap that ends here was due."""
    return slots_of([end - 1], samples.step // 1_000_000, world)[0]
