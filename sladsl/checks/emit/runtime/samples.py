"""What samples show: for which time a row speaks, and when a state holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import PENDING, Answer, Undecided
from sladsl.checks.emit.runtime.clock import SECOND, Window
from sladsl.checks.emit.runtime.contract import RecordSpec
from sladsl.checks.emit.runtime.limits import Length, in_microseconds
from sladsl.checks.emit.runtime.numbers import quantity_of
from sladsl.checks.emit.runtime.periods import quorum_holds
from sladsl.checks.emit.runtime.rows import Items, Piece, Row
from sladsl.checks.emit.runtime.stretches import Stretch, common, merged
from sladsl.checks.emit.runtime.world import Scope, reading

# --- states ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Samples:
    """The rows that speak for a moment, or that lie in an interval, fulfil `shows`: every one, some, so many, such a share."""

    record: str
    rows: Callable[[Scope], Items]
    quorum: str
    shows: Callable[[Scope], Answer]
    across: str = ""
    bound: Callable[[Fraction], bool] | None = None


@dataclass(frozen=True)
class Measured:
    """The condition holds with an interval as the supplied window. `name`, `value` and `test`: of the named measure that it compares, which
    may have no value in an interval (reading "idle interval")."""

    holds: Callable[[Scope], Answer]
    name: str = ""
    value: Callable[[Scope], Fraction | None] | None = None
    test: Callable[[Scope], Callable[[Fraction], bool]] | None = None


State = Samples | Measured


def _true(s: Scope, answer: Answer) -> bool:
    if isinstance(answer, str) and answer == PENDING:
        if not s.world.assume:
            raise Undecided(PENDING, "a sample is pending")
        return s.world.assume == "most"
    return answer is True


def when(s: Scope, state: Samples) -> list[Stretch]:
    """The moments at which the state holds, as longest stretches."""
    edges: list[tuple[int, int, bool, str]] = []
    seen: dict[int, bool] = {}
    for row, (start, end) in speaking(s, state.rows(s).settled()):
        shows = seen.get(id(row))
        if shows is None:
            shows = seen[id(row)] = _true(s, state.shows(s.bind(state.record, row)))
        who = row.values.get(state.across) or "" if state.across else ""
        edges += [(start, 1, shows, who), (end, -1, shows, who)]
    edges.sort(key=lambda edge: edge[0])
    found: list[Stretch] = []
    since: int | None = None
    true, all_ = Counter[str](), Counter[str]()
    fulfil = everyone = position = 0
    while position < len(edges):
        now = edges[position][0]
        while position < len(edges) and edges[position][0] == now:
            _, step, shows, who = edges[position]
            everyone += step
            fulfil += step if shows else 0
            if state.across:
                all_[who] += step
                true[who] += step if shows else 0
            position += 1
        if state.across:
            holds = quorum_holds(state.quorum, len(+true), len(+all_), state.bound)
        else:
            holds = quorum_holds(state.quorum, fulfil, everyone, state.bound)
        if holds and since is None:
            since = now
        elif not holds and since is not None:
            found.append((since, now))
            since = None
    return found


def speaking(s: Scope, rows: list[Row]) -> list[tuple[Row, Stretch]]:
    """For which time each of these rows stands, if it stands for any."""
    spec = s.world.contract.record(rows[0].record) if rows else None
    if spec is None:
        return []
    chosen = {id(row) for row in rows}
    everyone = s.world.remembered(("speaking", spec.name), lambda: _speaking(s, spec))
    return [(row, stretch) for row, stretch in everyone if id(row) in chosen and stretch[0] < stretch[1]]


def _speaking(s: Scope, spec: RecordSpec) -> list[tuple[Row, Stretch]]:
    """Of every row (reading "sample speaks"): its clock minute, the time until the next of its stream, or that from the one before until
    the next. A stream without a cadence is told apart by the rows to which its rows refer, and nobody knows how long its last row would
    stand: it stands for no time."""
    timed = [(row, row.at) for row in s.world.all_rows(spec.name) if row.at is not None]
    width = spec.every * SECOND or 60 * SECOND
    said = reading(s, f"sample speaks/{spec.name}", otherwise="clock minute")
    if said == "clock minute":
        return [(row, s.world.memory.get(("slot", row)) or _slot(s, row, at, width)) for row, at in timed]
    each = spec.each if spec.every else tuple(one.name for one in spec.fields if one.kind == "reference")
    streams: dict[tuple[str, ...], list[tuple[Row, int]]] = {}
    for row, at in timed:
        streams.setdefault(tuple(str(row.values.get(name)) for name in each), []).append((row, at))
    found = []
    for stream in streams.values():
        times = [at for _, at in stream]
        following = [*times[1:], times[-1] + spec.every * SECOND]
        since = [times[0], *times[:-1]] if said == "since preceding" else times
        found += [(row, (start, until)) for (row, _), start, until in zip(stream, since, following, strict=True)]
    return found


def _slot(s: Scope, row: Row, at: int, width: int) -> Stretch:
    slot = s.world.memory[("slot", row)] = s.world.clock.slot(at, width)
    return slot


def intervals_in_which(s: Scope, slots: list[Stretch], state: State) -> list[Stretch]:
    """Of these intervals, which follow each other, those in which the state holds with the interval as the supplied window, or of the rows
    that speak anywhere in it."""
    if isinstance(state, Measured):
        return [slot for slot in slots if _holds_in(s, state, slot)]
    found = []
    speak: dict[Stretch, dict[int, Row]] = {}
    for row, (start, end) in speaking(s, state.rows(s).settled()):
        first = bisect_right(slots, start, key=lambda slot: slot[1])
        for slot in slots[first : bisect_left(slots, end, key=lambda slot: slot[0])]:
            speak.setdefault(slot, {})[id(row)] = row
    for slot in slots:
        rows = list(speak.get(slot, {}).values())
        fulfil = [row for row in rows if _true(s, state.shows(s.bind(state.record, row)))]
        if state.across:
            some, everyone = ({row.values.get(state.across) for row in part} for part in (fulfil, rows))
            holds = quorum_holds(state.quorum, len(some), len(everyone), state.bound)
        else:
            holds = quorum_holds(state.quorum, len(fulfil), len(rows), state.bound)
        if holds:
            found.append(slot)
    return found


def _holds_in(s: Scope, state: Measured, slot: Stretch) -> bool:
    inner = s.within(Window(*slot))
    said = _counts_as(inner, state)
    if said in ("", "left out") or state.test is None:
        return not said and _true(s, state.holds(inner))
    return state.test(inner)(quantity_of(said))


def _counts_as(s: Scope, state: Measured) -> str:
    """What the interval counts as in which the measure has no value: "left out", a quantity; "" where it has one, or nothing is said."""
    if state.value is None:
        return ""
    said = reading(s, f"idle interval/{state.name}", otherwise="")
    if not said:
        return ""
    try:
        return said if state.value(s) is None else ""
    except Undecided:
        return ""


def without_idle(s: Scope, slots: list[Stretch], state: State) -> list[Stretch]:
    """The intervals without those that a reading leaves out, as the measure has no value there."""
    if not isinstance(state, Measured):
        return slots
    return [slot for slot in slots if _counts_as(s.within(Window(*slot)), state) != "left out"]


# --- periods ---------------------------------------------------------------------------------------------------------------------


def runs(s: Scope, state: State, shortest: Length | None = None, unit: Fraction = Fraction(60)) -> list[Piece]:
    """Each longest stretch in which the state holds, if it is at least so long (as a whole, not cut at the window)."""
    if isinstance(state, Samples):
        found = when(s, state)
    else:
        slots = s.world.clock.slots(s.world.begin, s.world.now, in_microseconds(unit))
        found = merged(intervals_in_which(s, slots, state))
    least = 0 if shortest is None else in_microseconds(shortest.amount * (86_400 if shortest.basis == "days" else 1))
    return [Piece((one,)) for one in found if one[1] - one[0] >= least]


def intervals(s: Scope, length: Fraction, state: State) -> list[Piece]:
    """Each clock-aligned interval in which the state holds."""
    width, clock = in_microseconds(length), s.world.clock
    if isinstance(state, Samples):
        spoken = merged(stretch for _, stretch in speaking(s, state.rows(s).settled()))
        slots = sorted({slot for a, b in spoken for slot in (clock.slot(a, width), *clock.slots(a, b, width))})
    else:
        slots = clock.slots(s.world.begin, s.world.now, width)
    return [Piece((slot,)) for slot in intervals_in_which(s, slots, state)]


def hysteresis(
    s: Scope,
    rows: Items,
    record: str,
    fails: int,
    failing: Callable[[Scope], Answer],
    passes: int,
    passing: Callable[[Scope], Answer],
    by: str = "",
    period: str = "",
) -> list[Piece]:
    """From the first of `fails` consecutive rows that fail to the first of `passes` consecutive ones that pass."""
    streams: dict[str, list[Row]] = {}
    for row in rows.settled():
        if row.at is not None:
            streams.setdefault(str(row.values.get(by)) if by else "", []).append(row)
    found = []
    for stream in streams.values():
        start: int | None = None
        run: list[int] = []
        first: Row | None = None
        for row in stream:
            wanted = failing if start is None else passing
            if _true(s, wanted(s.bind(record, row))):
                run.append(row.at or 0)
                first = first or row
            else:
                run = []
            if len(run) == (fails if start is None else passes):
                if start is not None:
                    found.append(Piece(((start, run[0]),)))
                    start = None
                else:
                    start = run[0]
                run = []
        if (
            start is not None
            and reading(s, f"open period/{period}", "open period", otherwise="window end") == "window end"
            and start < s.window.end
        ):
            found.append(Piece(((start, s.window.end),), open=True))
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def units_of(s: Scope, unit: Fraction, window: Window, left_out: list[Stretch]) -> list[Stretch]:
    """The clock units of the window that lie outside what is left out."""
    slots = [
        slot for slot in s.world.clock.slots(window.start, window.end, in_microseconds(unit)) if slot[1] <= window.end
    ]
    return [slot for slot in slots if not common([slot], left_out)] if left_out else slots
