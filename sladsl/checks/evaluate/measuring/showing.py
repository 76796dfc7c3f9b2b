"""What samples show at a moment: every one of them, some, so many or so large a share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import le
from typing import assert_never

from sladsl.checks.evaluate.measuring import conditions, masks, restricting, rows, samples
from sladsl.checks.evaluate.measuring.evidence import Source
from sladsl.checks.evaluate.measuring.samples import Samples
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.segments import Segments, segments_of
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.model.algebra import Predicate, Quorum, SamplesShow, Selection
from sladsl.model.node import node
from sladsl.model.schema import Record
from sladsl.records.table import Value
from sladsl.time.stretches import DAY, Stretch, Stretches, clip, subtract, union


@node
class Lane:
    """The segments of one stream; `value` is its value of the field across which samples are counted, where the stream has one."""

    segments: Segments
    value: Value


@node
class Shown:
    """What the samples show, and the rows that may speak (None: all)."""

    samples: Samples
    lanes: tuple[Lane, ...]
    speaks: Sequence[int] | None
    shows: Sequence[int]
    across: str

    def good(self, lane: Lane) -> Stretches:
        """Where a row of the stream speaks and shows it, merged."""
        return _runs(lane.segments, self._shows_in(lane))

    def _shows_in(self, lane: Lane) -> Sequence[int]:
        held, speaks, of = self.shows, self.speaks, lane.segments.rows
        if isinstance(of, range) and of == range(len(held)) and speaks is None:
            return [i for i, value in enumerate(held) if value]
        if speaks is None:
            return [i for i, row in enumerate(of) if held[row]]
        return [i for i, row in enumerate(of) if held[row] and speaks[row]]

    def bad(self, lane: Lane, start: int, end: int) -> list[Stretch]:
        """The rows of the stream that speak in [start, end) and do not show it."""
        held, speaks, of = self.shows, self.speaks, lane.segments
        return [
            (of.starts[i], of.ends[i])
            for i in of.overlapping(start, end)
            if not held[of.rows[i]] and (speaks is None or speaks[of.rows[i]]) and of.starts[i] < of.ends[i]
        ]

    def spoken(self, lane: Lane) -> Stretches:
        """Where a row of the stream speaks at all, merged."""
        of = lane.segments
        speaks = self.speaks
        return _runs(of, range(len(of.starts)) if speaks is None else [i for i, r in enumerate(of.rows) if speaks[r]])

    def good_and_spoken(self) -> tuple[list[Stretches], list[Stretches]]:
        """Of what is counted, where it shows it and where it speaks at all: each value of the field across which is counted, or each row. Rows
        of a stream that follow each other are not told apart."""
        if not self.across:
            alone = [_one_by_one(lane.segments) for lane in self.lanes]
            pairs = zip(self.lanes, alone, strict=True)
            both = [(self.good(one), self.spoken(one)) if apart else self._rows_of(one) for one, apart in pairs]
            return [good for good, _ in both], [spoken for _, spoken in both]
        return self._by_value(self.good), self._by_value(self.spoken)

    def _by_value(self, stretches: Callable[[Lane], Stretches]) -> list[Stretches]:
        out: dict[Value, list[Stretches]] = {}
        for lane in self.lanes:
            out.setdefault(lane.value, []).append(stretches(lane))
        return [union(*parts) if len(parts) > 1 else parts[0] for parts in out.values()]

    def _rows_of(self, lane: Lane) -> tuple[Stretches, Stretches]:
        """For each row of the stream that shows it, and that speaks, when; these overlap."""
        of, speaks = lane.segments, self.speaks
        spoken = [i for i, row in enumerate(of.rows) if speaks is None or speaks[row]]
        good = [i for i in spoken if self.shows[of.rows[i]]]
        shown, said = (tuple((of.starts[i], of.ends[i]) for i in which) for which in (good, spoken))
        return shown, said

    def rows_in(self, units: Sequence[Stretch]) -> tuple[list[int], list[int]]:
        """Of each unit how many rows show it, and how many speak, wherever in it. A row that stands for missing ones counts as those that
        are due in the unit."""
        good, spoken = [0] * len(units), [0] * len(units)
        for lane in self.lanes:
            of = lane.segments
            for i in of.overlapping(units[0][0], units[-1][1]):
                start, end, row = of.starts[i], of.ends[i], of.rows[i]
                if start >= end or (self.speaks is not None and not self.speaks[row]):
                    continue
                for n in touched(units, start, end):
                    times = 1
                    if row >= self.samples.real and self.samples.step:
                        within = max(start, units[n][0]), min(end, units[n][1])
                        times = max(1, samples.count_of_slots(*within, self.samples.step))
                    spoken[n] += times
                    good[n] += times if self.shows[row] else 0
        return good, spoken


def touched(units: Sequence[Stretch], start: int, end: int) -> range:
    """The numbers of the units, which are apart and by time, that share a moment with the stretch."""
    return range(
        bisect_right(units, start, key=lambda unit: unit[1]), bisect_left(units, end, key=lambda unit: unit[0])
    )


def _one_by_one(of: Segments) -> bool:
    """Whether no two rows speak at a time."""
    return all(map(le, of.ends, islice(of.starts, 1, None)))


def _runs(of: Segments, which: Sequence[int]) -> Stretches:
    """The segments of these numbers, merged; they come by start."""
    out: list[Stretch] = []
    starts, ends = of.starts, of.ends
    first = last = None
    for i in which:
        if last is not None and starts[i] <= last:
            if ends[i] > last:
                last = ends[i]
            continue
        if first is not None and last is not None:
            out.append((first, last))
        first, last = starts[i], ends[i]
    if first is not None and last is not None:
        out.append((first, last))
    return tuple(span for span in out if span[0] < span[1])


def shown(node: SamplesShow, scope: Scope, reach: Stretch) -> Shown | None:
    """None: the record is absent."""
    world = scope.world
    for link in rows.chain(node.selection, world):
        scope = rows.scoped(link.scopes, scope)
    record = rows.record_of(node.selection, world)
    found = samples.samples_of(record, world)
    if found is None:
        return None
    if any(clip(stream.gaps, reach[0] - DAY, reach[1] + DAY) for stream in found.streams):
        found = samples.with_missing(found, world)
    limits = dict(restricting.restrictions(record, scope))
    across = record.reference_to(node.across) if node.across else None
    lanes: list[Lane] = []
    parted: list[Lane] = []
    each = samples.each_of(record)
    for stream in found.streams:
        segments = segments_of(stream, found, world)
        if not segments.rows:
            continue
        first = segments.rows[0]
        if any(found.table.columns[field][first] not in keys for field, keys in limits.items() if field in each):
            continue
        if across is not None and across.name not in each:
            parted += split(segments, found.table.columns[across.name])
        lanes.append(Lane(segments, found.table.columns[across.name][first] if across else None))
    speaks = _speaks(node.selection, record, found, {f: k for f, k in limits.items() if f not in each}, scope)
    shows = mask(node.shows, record, found, scope)
    return Shown(found, tuple(parted or lanes), speaks, shows, node.across)


def split(of: Segments, column: Sequence[Value]) -> list[Lane]:
    """A lane for each value of a field that is no field of the stream."""
    parts: dict[Value, list[int]] = {}
    for i, row in enumerate(of.rows):
        parts.setdefault(column[row], []).append(i)
    return [
        Lane(Segments([of.rows[i] for i in part], [of.starts[i] for i in part], [of.ends[i] for i in part]), value)
        for value, part in parts.items()
    ]


def mask(where: Predicate, record: Record, found: Samples, scope: Scope) -> Sequence[int]:
    if masks.is_plain(where, scope.world):
        return masks.mask(where, found.table, scope.world)
    # A row that is not settled yet does not show it yet.
    every = range(len(found.table))
    return [conditions.truth(where, scope.bind(record.name, Item(record.name, row))) is Truth.TRUE for row in every]


def _speaks(
    selection: Selection, record: Record, found: Samples, limits: dict[str, frozenset[str]], scope: Scope
) -> Sequence[int] | None:
    parts = [mask(link.where, record, found, scope) for link in rows.chain(selection, scope.world) if link.where]
    parts += [[value in keys for value in found.table.columns[field]] for field, keys in limits.items()]
    if len(parts) <= 1:
        return parts[0] if parts else None
    return [all(each) for each in zip(*parts, strict=True)]


def rows_that_show(node: SamplesShow, scope: Scope, within: Stretches) -> Source | None:
    """The rows that show the state in the stretches, found when they are asked for."""
    if not within:
        return None
    found = shown(node, scope, (within[0][0], within[-1][1]))
    return None if found is None else Source(found.samples.table, lambda: _rows_in(found, within))


def _rows_in(found: Shown, within: Stretches) -> Sequence[int]:
    out: dict[int, int] = {}
    for lane in found.lanes:
        of = lane.segments
        for start, end in within:
            for i in of.overlapping(start, end):
                row = of.rows[i]
                if found.shows[row] and (found.speaks is None or found.speaks[row]):
                    out.setdefault(row, of.starts[i])
    return sorted(out, key=lambda row: (out[row], row))


def moments(node: SamplesShow, scope: Scope, reach: Stretch) -> tuple[Stretches, tuple[str, ...]]:
    """The moments at which the samples show it, merged, and the record if it is absent."""
    found = shown(node, scope, reach)
    if found is None:
        return (), (rows.record_of(node.selection, scope.world).name,)
    match node.quorum:
        case Quorum.EVERY:
            good = union(*(found.good(lane) for lane in found.lanes))
            bad = [s for a, b in good for lane in found.lanes for s in found.bad(lane, a, b)]
            return subtract(good, bad) if bad else good, ()
        case Quorum.SOME:
            return union(*(found.good(lane) for lane in found.lanes)), ()
        case Quorum.COUNT | Quorum.SHARE:
            assert node.bound is not None
            holds = conditions.bound_test(node.bound, scope)
            goods, spoken = found.good_and_spoken()
            share = node.quorum is Quorum.SHARE
            return where_counts(goods, spoken, lambda n, of: of > 0 and holds(n, of if share else 1)), ()
        case _:
            assert_never(node.quorum)


def where_counts(
    first: Iterable[Stretches], second: Iterable[Stretches], test: Callable[[int, int], bool]
) -> Stretches:
    """The moments, merged, at which so many of the first and so many of the second sets hold them as the test wants."""
    steps: dict[int, list[int]] = {}
    for which, sets in enumerate((first, second)):
        for each in sets:
            for start, end in each:
                steps.setdefault(start, [0, 0])[which] += 1
                steps.setdefault(end, [0, 0])[which] -= 1
    out: list[Stretch] = []
    n = of = 0
    since: int | None = None
    for at in sorted(steps):
        n, of = n + steps[at][0], of + steps[at][1]
        holds = test(n, of)
        if holds and since is None:
            since = at
        elif not holds and since is not None:
            out.append((since, at))
            since = None
    return tuple(out)


def where_count(sets: Iterable[Stretches], test: Callable[[int], bool], within: Stretch | None = None) -> Stretches:
    """The same for one family of sets; with `within`, also at moments in it that none of them holds."""
    inner = [clip(each, *within) for each in sets] if within else sets
    return where_counts(inner, [(within,)] if within else (), lambda n, of: (of > 0 or not within) and test(n))
