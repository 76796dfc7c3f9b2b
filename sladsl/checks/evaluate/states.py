"""States of samples and measures: stretches in which samples show something, clock intervals in which a condition holds, hysteresis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from sladsl.checks.evaluate import clock, columns, conditions, measures, rows, samples, series
from sladsl.checks.evaluate.found import Found
from sladsl.checks.evaluate.measured import Measured
from sladsl.checks.evaluate.samples import Samples, Segments
from sladsl.checks.evaluate.scope import Item, Piece, Scope
from sladsl.checks.evaluate.truth import Truth
from sladsl.checks.evaluate.walk import needs
from sladsl.model.algebra import Hysteresis, MeasureState, Predicate, Quorum, SamplesShow, Selection, State
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.schema import Record
from sladsl.records.table import OPEN_END, Value
from sladsl.time.stretches import DAY, MINUTE, Stretch, Stretches, clip, merge, subtract, union


@dataclass(frozen=True, slots=True)
class _Lane:
    """The segments of one stream; `value` is its value of the field across which samples are counted, where the stream has one."""

    segments: Segments
    value: Value


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the samples show, and the rows that may speak (None: all)."""

    samples: Samples
    lanes: tuple[_Lane, ...]
    speaks: Sequence[bool] | None
    shows: Sequence[bool]
    across: str

    def good(self, lane: _Lane) -> Stretches:
        """Where a row of the stream speaks and shows it, merged."""
        return _runs(lane.segments, self._shows_in(lane))

    def _shows_in(self, lane: _Lane) -> Sequence[int]:
        held, speaks, of = self.shows, self.speaks, lane.segments.rows
        if isinstance(of, range) and of == range(len(held)) and speaks is None:
            return [i for i, value in enumerate(held) if value]
        if speaks is None:
            return [i for i, row in enumerate(of) if held[row]]
        return [i for i, row in enumerate(of) if held[row] and speaks[row]]

    def bad(self, lane: _Lane, start: int, end: int) -> list[Stretch]:
        """The rows of the stream that speak in [start, end) and do not show it."""
        held, speaks, of = self.shows, self.speaks, lane.segments
        return [
            (of.starts[i], of.ends[i])
            for i in of.overlapping(start, end)
            if not held[of.rows[i]] and (speaks is None or speaks[of.rows[i]])
        ]

    def spoken(self, lane: _Lane) -> Stretches:
        """Where a row of the stream speaks at all, merged."""
        of = lane.segments
        speaks = self.speaks
        return _runs(of, range(len(of.starts)) if speaks is None else [i for i, r in enumerate(of.rows) if speaks[r]])

    def by_value(self, stretches: Callable[[_Lane], Stretches]) -> list[Stretches]:
        """The stretches of each distinct value: of a field of the stream, or of the stream itself."""
        out: dict[Value | int, list[Stretches]] = {}
        for number, lane in enumerate(self.lanes):
            out.setdefault(lane.value if self.across else number, []).append(stretches(lane))
        return [union(*parts) if len(parts) > 1 else parts[0] for parts in out.values()]


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
    return tuple(out)


def _shown(node: SamplesShow, scope: Scope, reach: Stretch) -> _Shown | None:
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
    limits = dict(rows.restrictions(record, scope))
    across = record.reference_to(node.across) if node.across else None
    lanes: list[_Lane] = []
    split: list[_Lane] = []
    each = record.cadence.each if record.cadence else ()
    for stream in found.streams:
        segments = samples.segments(stream, found, world)
        if not segments.rows:
            continue
        first = segments.rows[0]
        if any(found.table.columns[field][first] not in keys for field, keys in limits.items() if field in each):
            continue
        if across is not None and across.name not in each:
            split += _split(segments, found.table.columns[across.name])
        lanes.append(_Lane(segments, found.table.columns[across.name][first] if across else None))
    speaks = _speaks(node.selection, record, found, {f: k for f, k in limits.items() if f not in each}, scope)
    shows = _mask(node.shows, record, found, scope)
    return _Shown(found, tuple(split or lanes), speaks, shows, node.across)


def _split(of: Segments, column: Sequence[Value]) -> list[_Lane]:
    """A lane for each value of a field that is no field of the stream."""
    parts: dict[Value, list[int]] = {}
    for i, row in enumerate(of.rows):
        parts.setdefault(column[row], []).append(i)
    return [
        _Lane(Segments([of.rows[i] for i in part], [of.starts[i] for i in part], [of.ends[i] for i in part]), value)
        for value, part in parts.items()
    ]


def _mask(where: Predicate, record: Record, found: Samples, scope: Scope) -> Sequence[bool]:
    if columns.is_plain(where, scope.world):
        return columns.mask(where, found.table, scope.world)
    # A row that is not settled yet does not show it yet.
    every = range(len(found.table))
    return [conditions.truth(where, scope.bind(record.name, Item(record.name, row))) is Truth.TRUE for row in every]


def _speaks(
    selection: Selection, record: Record, found: Samples, limits: dict[str, frozenset[str]], scope: Scope
) -> Sequence[bool] | None:
    masks = [_mask(link.where, record, found, scope) for link in rows.chain(selection, scope.world) if link.where]
    masks += [[value in keys for value in found.table.columns[field]] for field, keys in limits.items()]
    if len(masks) <= 1:
        return masks[0] if masks else None
    return [all(each) for each in zip(*masks, strict=True)]


# --- stretches -------------------------------------------------------------------------------------------------------------------


def moments(node: SamplesShow, scope: Scope, reach: Stretch) -> tuple[Stretches, tuple[str, ...]]:
    """The moments at which the samples show it, merged, and the record if it is absent."""
    shown = _shown(node, scope, reach)
    if shown is None:
        return (), (rows.record_of(node.selection, scope.world).name,)
    match node.quorum:
        case Quorum.EVERY:
            good = union(*(shown.good(lane) for lane in shown.lanes))
            bad = [s for a, b in good for lane in shown.lanes for s in shown.bad(lane, a, b)]
            return subtract(good, bad) if bad else good, ()
        case Quorum.SOME:
            return union(*(shown.good(lane) for lane in shown.lanes)), ()
        case Quorum.COUNT | Quorum.SHARE:
            assert node.bound is not None
            holds = conditions.bound_test(node.bound, scope)
            goods, spoken = shown.by_value(shown.good), shown.by_value(shown.spoken)
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


# --- runs ------------------------------------------------------------------------------------------------------------------------


def runs(state: State, shortest: Length | None, scope: Scope, reach: Stretch) -> Found:
    """Each longest stretch in which the state holds, if it is long enough as a whole."""
    pending: Stretches = ()
    match state:
        case SamplesShow():
            held, absent = moments(state, scope, reach)
        case MeasureState():
            unit = _unit_of(shortest)
            units = _Units(state, unit, scope)
            held, pending, absent = units.around(reach)
        case _:
            assert_never(state)
    world = scope.world
    if shortest is not None:
        held = tuple((a, b) for a, b in held if b >= clock.later(a, shortest, world))
    return Found(tuple(Piece(a, b) for a, b in held), tuple(Piece(a, b) for a, b in pending), absent, ())


def _unit_of(shortest: Length | None) -> int:
    """ "at least 3 consecutive 5-minute intervals" are told apart by the resolver; a bare state of a measure is looked at by the minute."""
    if shortest is None or shortest.basis is not LengthBasis.ELAPSED:
        return MINUTE
    return {"second": 1_000_000, "minute": MINUTE, "hour": 60 * MINUTE}.get(shortest.unit, MINUTE)


class _Units:
    """A measure looked at in clock intervals of a length."""

    def __init__(self, state: MeasureState, unit: int, scope: Scope) -> None:
        self._state, self._unit, self._scope = state, unit, scope
        self._absent: dict[str, None] = {}

    def around(self, reach: Stretch) -> tuple[Stretches, Stretches, tuple[str, ...]]:
        """Within reach, and on from its edges for as long as the state holds there."""
        world = self._scope.world
        every = list(clock.intervals(self._unit, *reach, world.zone))
        truths, absent = holding(every, self._state, self._scope)
        self._absent |= dict.fromkeys(absent)
        held = [(unit, truth or Truth.FALSE) for unit, truth in zip(every, truths, strict=True)]
        yes = [unit for unit, truth in held if truth is Truth.TRUE]
        if held and held[0][1] is Truth.TRUE:
            yes += self._on(held[0][0], -1)
        if held and held[-1][1] is Truth.TRUE:
            yes += self._on(held[-1][0], 1)
        pending = tuple(unit for unit, truth in held if truth is Truth.PENDING)
        return merge(yes), pending, tuple(self._absent)

    def _on(self, unit: Stretch, way: int) -> list[Stretch]:
        world = self._scope.world
        out: list[Stretch] = []
        while world.term.start <= unit[0] and unit[1] <= min(world.term.end, world.as_of):
            at = unit[1] if way > 0 else unit[0] - 1
            unit = next(iter(clock.intervals(self._unit, at, at + 1, world.zone)))
            if self._held(unit) is not Truth.TRUE:
                break
            out.append(unit)
        return out

    def _held(self, unit: Stretch) -> Truth:
        truth = unit_holds(self._state, unit, self._scope)
        if truth is Truth.UNDETERMINED:
            self._absent |= dict.fromkeys(needs(self._state, self._scope.world).records)
        return Truth.FALSE if truth is None else truth


def unit_holds(state: MeasureState, unit: Stretch, scope: Scope) -> Truth | None:
    """Whether the measure of the unit compares so; None: it has no value, and the unit is left out. Without a reading for units that have
    no value the state does not hold."""
    inner = scope.over(clock.of_stretch(unit, "", scope.world))
    return _value_holds(measures.measure(state.measure, inner), state, inner)


def _value_holds(of: Measured, state: MeasureState, scope: Scope) -> Truth | None:
    if of.determined and of.value is None and not of.pending:
        said = measures.idle_value(state.measure, scope.world)
        if isinstance(said, measures.NothingSaid):
            return Truth.FALSE
        if said is None:
            return None
        of = Measured(said)
    return conditions.compares(of, state.comparison, scope)


# --- clock intervals -------------------------------------------------------------------------------------------------------------


def intervals(length: Length, state: State, scope: Scope, reach: Stretch) -> Found:
    """Each clock interval in which the state holds; neighbours stay apart."""
    units = list(clock.intervals(interval_of(length), *reach, scope.world.zone))
    held, absent = holding(units, state, scope)
    pieces = tuple(Piece(a, b) for (a, b), truth in zip(units, held, strict=True) if truth is Truth.TRUE)
    pending = tuple(Piece(a, b) for (a, b), truth in zip(units, held, strict=True) if truth is Truth.PENDING)
    return Found(pieces, pending, absent, ())


def interval_of(length: Length) -> int:
    """Microseconds on the clock: a day is one of the clock, be it of 23 or 25 hours."""
    return clock.microseconds(length.amount * (86_400 if length.basis is LengthBasis.DAYS else 1))


def holding(units: list[Stretch], state: State, scope: Scope) -> tuple[list[Truth | None], tuple[str, ...]]:
    """For each unit whether the state holds in it; None: it is left out."""
    if not units:
        return [], ()
    match state:
        case MeasureState():
            at_once = series.values(state.measure, units, scope)
            if at_once is not None:
                out = [_value_holds(Measured(value), state, scope) for value in at_once]
            else:
                out = [unit_holds(state, unit, scope) for unit in units]
            unknown = Truth.UNDETERMINED in out
            return out, tuple(sorted(needs(state, scope.world).records)) if unknown else ()
        case SamplesShow():
            return _samples_in(units, state, scope)
        case _:
            assert_never(state)


def _samples_in(units: list[Stretch], node: SamplesShow, scope: Scope) -> tuple[list[Truth | None], tuple[str, ...]]:
    """The rows that speak in the unit, wherever in it: every one shows it, some do, or those of so many values."""
    shown = _shown(node, scope, (units[0][0], units[-1][1]))
    if shown is None:
        return [Truth.UNDETERMINED] * len(units), (rows.record_of(node.selection, scope.world).name,)
    out: list[Truth | None] = [Truth.FALSE] * len(units)
    goods = shown.by_value(shown.good)
    first, last = units[0][0], units[-1][1]
    if node.quorum in (Quorum.EVERY, Quorum.SOME):
        for n in _touched(units, clip(union(*goods), first, last)):
            start, end = units[n]
            if node.quorum is Quorum.SOME or not any(shown.bad(lane, start, end) for lane in shown.lanes):
                out[n] = Truth.TRUE
        return out, ()
    assert node.bound is not None
    holds = conditions.bound_test(node.bound, scope)
    n_good, n_spoken = [0] * len(units), [0] * len(units)
    for counts, sets in ((n_good, goods), (n_spoken, shown.by_value(shown.spoken))):
        for each in sets:
            for n in _touched(units, clip(each, first, last)):
                counts[n] += 1
    share = node.quorum is Quorum.SHARE
    for n, (good, spoken) in enumerate(zip(n_good, n_spoken, strict=True)):
        if spoken and holds(good, spoken if share else 1):
            out[n] = Truth.TRUE
    return out, ()


def _touched(units: list[Stretch], stretches: Stretches) -> Iterable[int]:
    """The numbers of the units that share a moment with the stretches, each once, in order."""
    done = -1
    for start, end in stretches:
        low = bisect_right(units, start, key=lambda unit: unit[1])
        for n in range(max(low, done + 1), bisect_left(units, end, key=lambda unit: unit[0])):
            done = n
            yield n


# --- hysteresis ------------------------------------------------------------------------------------------------------------------


def hysteresis(node: Hysteresis, scope: Scope, reach: Stretch) -> Found:
    """From the first of so many failing rows in a row to the first of so many passing ones; it has not ended where these never come."""
    world = scope.world
    record = world.record(node.record)
    if record is None:
        raise KeyError(node.record)
    whole_record = world.once_for(node, "rows", lambda: Selection(record.name))
    if record.cadence is None:
        return _hysteresis_of_rows(node, record, whole_record, scope)
    show = SamplesShow(whole_record, Quorum.SOME, node.failing)
    shown = _shown(show, scope, reach)
    if shown is None:
        return Found(absent=(record.name,))
    passing = _mask(node.passing, record, shown.samples, scope)
    by = record.reference_to(node.by) if node.by else None
    lanes = list(shown.lanes)
    if by is not None:
        lanes = [part for lane in lanes for part in _split(lane.segments, shown.samples.table.columns[by.name])]
    groups: dict[Value, list[tuple[int, int, int]]] = {}
    for lane in lanes:
        of = lane.segments
        lane_rows = [*zip(of.starts, of.ends, of.rows, strict=True)]
        if shown.speaks is not None:
            lane_rows = [each for each in lane_rows if shown.speaks[each[2]]]
        groups.setdefault(lane.value if by else None, []).extend(lane_rows)
    step, real = shown.samples.step, shown.samples.real
    out: list[Piece] = []
    for group in groups.values():
        group.sort()
        weighed = [(a, row, 1 if row < real else samples.count_of_slots(a, b, step)) for a, b, row in group]
        out += _latched(weighed, shown.shows, passing, node)
    return Found(tuple(sorted(out, key=lambda piece: piece.start)), (), (), (record.name,))


def _hysteresis_of_rows(node: Hysteresis, record: Record, selection: Selection, scope: Scope) -> Found:
    """Of rows that come when they come."""
    world = scope.world
    of = rows.rows_of(selection, scope)
    if of.table is None:
        return Found(absent=(record.name,))
    column = of.table.columns[record.belongs]
    shows = [False] * len(of.table)
    passes = [False] * len(of.table)
    for row in of.yes:
        inner = scope.bind(record.name, Item(record.name, row))
        shows[row] = conditions.truth(node.failing, inner) is Truth.TRUE
        passes[row] = conditions.truth(node.passing, inner) is Truth.TRUE
    groups: dict[Value, list[tuple[int, int, int]]] = {}
    by = record.reference_to(node.by) if node.by else None
    for row in of.yes:
        at = columns.instant_of_value(column[row], world.zone)
        if at is not None:
            groups.setdefault(of.table.columns[by.name][row] if by else None, []).append((at, row, 1))
    out = [piece for group in groups.values() for piece in _latched(sorted(group), shows, passes, node)]
    return Found(tuple(sorted(out, key=lambda piece: piece.start)), (), (), (record.name,))


def _latched(
    group: list[tuple[int, int, int]], failing: Sequence[bool], passing: Sequence[bool], node: Hysteresis
) -> list[Piece]:
    out: list[Piece] = []
    since: int | None = None
    first, run = 0, 0
    for at, row, weight in group:
        if (failing if since is None else passing)[row]:
            first = first if run else at
            run += weight
        else:
            run = 0
        if since is None and run >= node.fails:
            since, run = first, 0
        elif since is not None and run >= node.passes:
            out.append(Piece(since, first))
            since, run = None, 0
    if since is not None:
        out.append(Piece(since, OPEN_END, open=True))
    return out
