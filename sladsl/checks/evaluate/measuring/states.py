"""States of samples and measures: stretches in which samples show something, clock intervals in which a condition holds, hysteresis."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, conditions, measures, rows, series, showing, spans
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.scope import Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.model.algebra import MeasureState, Quorum, SamplesShow, State
from sladsl.model.moments import Length, LengthBasis
from sladsl.time.dates import ONE_DAY
from sladsl.time.stretches import MINUTE, Stretch, Stretches, clip, merge, union
from sladsl.time.zones import date_of, start_of_day


def runs(state: State, shortest: Length | None, scope: Scope, reach: Stretch) -> Found:
    """Each longest stretch in which the state holds, if it is long enough as a whole."""
    pending: Stretches = ()
    match state:
        case SamplesShow():
            held, absent = showing.moments(state, scope, reach)
        case MeasureState():
            unit = _unit_of(shortest)
            units = _Units(state, unit, scope)
            held, pending, absent = units.around(reach)
        case _:
            assert_never(state)
    world = scope.world
    if shortest is not None:
        held = tuple((a, b) for a, b in held if b >= spans.later(a, shortest, world))
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
        every = list(spans.intervals(self._unit, *reach, world.zone))
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
            unit = next(iter(spans.intervals(self._unit, at, at + 1, world.zone)))
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


def _values_hold(values: list[Fraction | None], state: MeasureState, scope: Scope) -> list[Truth | None]:
    """Each value is compared once: thousands of units share a few."""
    known: dict[tuple[int, int] | None, Truth | None] = {}
    out: list[Truth | None] = []
    for value in values:
        # A pair is found faster than a fraction, which is hashed by a modular inverse.
        key = None if value is None else (value.numerator, value.denominator)
        if key not in known:
            known[key] = _value_holds(Measured(value), state, scope)
        out.append(known[key])
    return out


def _value_holds(of: Measured, state: MeasureState, scope: Scope) -> Truth | None:
    if of.determined and of.value is None and not of.pending:
        said = measures.idle_value(state.measure, scope.world)
        if isinstance(said, measures.NothingSaid):
            return Truth.FALSE
        if said is None:
            return None
        of = Measured(said)
    return conditions.compares(of, state.comparison, scope)


def intervals(length: Length, state: State, scope: Scope, reach: Stretch) -> Found:
    """Each clock interval in which the state holds; neighbours stay apart."""
    step, zone = interval_of(length), scope.world.zone
    if isinstance(state, SamplesShow):
        if _nothing_noted(state, scope):
            return Found((), (), (), ())
        shown = showing.shown(state, scope, reach)
        days = (reach,) if shown is None else _days_spoken_of(shown, reach, zone)
        units = [unit for start, end in days for unit in spans.intervals(step, start, end, zone)]
        held, absent = _samples_in(units, state, scope, shown)
    else:
        units = list(spans.intervals(step, *reach, zone))
        held, absent = holding(units, state, scope)
    pieces = tuple(Piece(a, b) for (a, b), truth in zip(units, held, strict=True) if truth is Truth.TRUE)
    pending = tuple(Piece(a, b) for (a, b), truth in zip(units, held, strict=True) if truth is Truth.PENDING)
    return Found(pieces, pending, absent, ())


def _nothing_noted(state: SamplesShow, scope: Scope) -> bool:
    """No row speaks at any time, and none is missing: a month of minutes need not be looked at one by one."""
    record = rows.record_of(state.selection, scope.world)
    table = scope.world.table(record.name)
    return table is not None and len(table) == 0 and not scope.world.is_sampled(record)


def interval_of(length: Length) -> int:
    """Microseconds on the clock: a day is one of the clock, be it of 23 or 25 hours."""
    return spans.microseconds(length.amount * (86_400 if length.basis is LengthBasis.DAYS else 1))


def holding(units: list[Stretch], state: State, scope: Scope) -> tuple[list[Truth | None], tuple[str, ...]]:
    """For each unit whether the state holds in it; None: it is left out."""
    if not units:
        return [], ()
    match state:
        case MeasureState():
            at_once = series.values(state.measure, units, scope)
            if at_once is not None:
                out = _values_hold(at_once, state, scope)
            else:
                out = [unit_holds(state, unit, scope) for unit in units]
            unknown = Truth.UNDETERMINED in out
            return out, tuple(sorted(needs(state, scope.world).records)) if unknown else ()
        case SamplesShow():
            return _samples_in(units, state, scope, showing.shown(state, scope, (units[0][0], units[-1][1])))
        case _:
            assert_never(state)


def _days_spoken_of(shown: showing.Shown, reach: Stretch, zone: str) -> Stretches:
    """The days within reach in which a row speaks at all: in the minutes of the others no state of samples holds."""
    spoken = clip(union(*(shown.spoken(lane) for lane in shown.lanes)), *reach)
    days = merge(
        (start_of_day(date_of(start, zone), zone), start_of_day(date_of(end - 1, zone) + ONE_DAY, zone))
        for start, end in spoken
    )
    return clip(days, *reach)


def _samples_in(
    units: list[Stretch], node: SamplesShow, scope: Scope, shown: showing.Shown | None
) -> tuple[list[Truth | None], tuple[str, ...]]:
    """The rows that speak in the unit, wherever in it: every one shows it, some do, or those of so many values."""
    if not units:
        return [], ()
    if shown is None:
        return [Truth.UNDETERMINED] * len(units), (rows.record_of(node.selection, scope.world).name,)
    out: list[Truth | None] = [Truth.FALSE] * len(units)
    first, last = units[0][0], units[-1][1]
    if node.quorum in (Quorum.EVERY, Quorum.SOME):
        shows = union(*(shown.good(lane) for lane in shown.lanes))
        for n in _touched(units, clip(shows, first, last)):
            start, end = units[n]
            if node.quorum is Quorum.SOME or not any(shown.bad(lane, start, end) for lane in shown.lanes):
                out[n] = Truth.TRUE
        return out, ()
    assert node.bound is not None
    holds = conditions.bound_test(node.bound, scope)
    if node.across:
        n_good, n_spoken = [0] * len(units), [0] * len(units)
        for counts, sets in zip((n_good, n_spoken), shown.good_and_spoken(), strict=True):
            for each in sets:
                for unit in _touched(units, clip(each, first, last)):
                    counts[unit] += 1
    else:
        n_good, n_spoken = shown.rows_in(units)
    share = node.quorum is Quorum.SHARE
    for n, (good, spoken) in enumerate(zip(n_good, n_spoken, strict=True)):
        if spoken and holds(good, spoken if share else 1):
            out[n] = Truth.TRUE
    return out, ()


def _touched(units: list[Stretch], stretches: Stretches) -> Iterable[int]:
    """The numbers of the units that share a moment with the stretches, each once, in order."""
    done = -1
    for start, end in stretches:
        for n in showing.touched(units, start, end):
            if n > done:
                done = n
                yield n
