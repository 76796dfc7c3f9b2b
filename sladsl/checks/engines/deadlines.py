"""Until when an act is in time, as a table: by the moment from which a limit runs, worked out by the evaluator for every moment of the term.

Between two edges of a calendar a limit either ends at one moment, whenever it starts, or a fixed time after its start. So hours of a
calendar, business days, public holidays and the change of the clocks stand in such a table as moments, and no query counts any of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise

from sqlglot import exp

from sladsl.checks.engines.alone import listed, shown
from sladsl.checks.evaluate.measuring import composing, limits, periods
from sladsl.checks.evaluate.measuring.explain import length_words
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.spans import microseconds
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.moments import LengthBasis, Limit, LimitKind
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind, Record
from sladsl.node import node
from sladsl.records.table import OPEN_END, Records, Table
from sladsl.time.dates import ONE_DAY
from sladsl.time.deadlines import Deadline
from sladsl.time.stretches import DAY
from sladsl.time.zones import date_of, start_of_day

DAYS = "days"
"""The table of days."""
_MOST = 20_000
"""Cases of a limit that a query may hold: hours of a calendar over five years have some 5,000, and databases read that many values well."""
_AHEAD = 400 * DAY
"""How far beyond its windows edges are looked for: limits that start in the last window may end more than a year later."""


@node
class Piece:
    """Of what starts at `start` or later and before `end`: until `until` or, where that is None, until `shift` microseconds after it."""

    start: int
    end: int
    until: int | None
    shift: int


@node
class Law:
    """`inclusive`: whether the last moment is in time. `name`: of the table; "" where a limit always ends the same time after its start.
    `shifts`: how long after it, in microseconds; rows of a table say which of them."""

    inclusive: bool
    name: str
    shifts: tuple[int, ...]


class Deadlines:
    """The tables that views share; `queries` by name, each with what it is of."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._laws: dict[object, Law] = {}
        self._known = (OPEN_END, 0)
        self.queries: dict[str, tuple[str, exp.Query]] = {}

    def law(self, limit: Limit, record: Record, field: str, reach: tuple[int, int]) -> Law:
        """Of a limit with one length, or none, that runs from a time or a date in a field of the row."""
        of = record.field(field)
        assert of is not None
        key = (limit.kind, limit.length, limit.clock, of.kind, reach)
        if key not in self._laws:
            self._laws[key] = self._made(limit, record, field, reach)
        return self._laws[key]

    def days(self, reach: tuple[int, int]) -> None:
        """A table of the days of the agreement's zone, each from its start to its end, that has at least those of `reach`."""
        zone, known = self._plan.zone, self._known
        first, end = min(reach[0], known[0]), max(reach[1], known[1])
        if (first, end) == known:
            return
        self._known = first, end
        days = [date.fromordinal(day) for day in _days((first, end), zone)]
        rows = [
            (day.isoformat(), shown(start_of_day(day, zone)), shown(start_of_day(day + ONE_DAY, zone))) for day in days
        ]
        columns = [("day", "DATE"), ("starts", "TIMESTAMPTZ"), ("ends", "TIMESTAMPTZ")]
        self.queries[DAYS] = (f"each day in {zone}", listed(columns, rows))

    def _made(self, limit: Limit, record: Record, field: str, reach: tuple[int, int]) -> Law:
        of = record.field(field)
        by_day = of is not None and of.kind is FieldKind.DATE
        find = _Finder(limit, record, field, self._plan)
        if not by_day and limit.clock is None and _is_elapsed(limit, find.world):
            (one,) = find([reach[0]])
            return Law(one.inclusive, "", (one.instant - reach[0],))
        edges = _days(reach, find.world.zone) if by_day else sorted(_edges(limit, reach, find.world))
        pieces, inclusive = _pieces(edges, find, by_day)
        if len(pieces) > _MOST:
            raise Refused("", f"its limit has {len(pieces):,} cases in these windows, more than a query should hold")
        name = f"deadlines {len(self.queries) + 1}"
        shifts = tuple(sorted({one.shift for one in pieces if one.until is None}))
        self.queries[name] = (_said(limit), _listed(pieces, shifts, by_day))
        return Law(inclusive, name, shifts)


def _said(limit: Limit) -> str:
    length = "" if limit.length is None else f" {length_words(limit.length)}"
    return f"{limit.kind.value}{length}"


def _listed(pieces: Sequence[Piece], shifts: Sequence[int], by_day: bool) -> exp.Query:
    def moment(at: int) -> str:
        return date.fromordinal(at).isoformat() if by_day else shown(at)

    kind = "DATE" if by_day else "TIMESTAMPTZ"
    columns = [("starts", kind), ("ends", kind), ("until", "TIMESTAMPTZ"), ("shifted", "INT")]
    rows = [
        (moment(one.start), moment(one.end), None, shifts.index(one.shift))
        if one.until is None
        else (moment(one.start), moment(one.end), shown(one.until), None)
        for one in pieces
    ]
    return listed(columns, rows)


class _Finder:
    """The evaluator's own deadlines for rows that say nothing but when the limit starts."""

    def __init__(self, limit: Limit, record: Record, field: str, plan: Plan) -> None:
        self._limit, self._record, self._field, self._plan = limit, record, field, plan
        self.world = World(plan, Records(), Readings(plan.readings, {}), OPEN_END)

    def __call__(self, starts: Sequence[int | date]) -> list[Deadline]:
        columns: dict[str, Sequence[object]] = {one.name: (None,) * len(starts) for one in self._record.fields}
        columns[self._field] = starts
        table = Table(self._record, columns, range(len(starts)))  # type: ignore[arg-type]
        world = World(self._plan, Records({self._record.name: table}), Readings(self._plan.readings, {}), OPEN_END)
        scope = Scope(world, world.term)
        found = []
        for row in range(len(starts)):
            one = limits.limit_of(self._limit, scope.bind(self._record.name, Item(self._record.name, row)))
            if one is None or one.until is None or not one.determined or one.not_before is not None:
                raise Refused("", "its limit is none until a moment, or hangs on what no record shows")
            found.append(one.until)
        return found


def _is_elapsed(limit: Limit, world: World) -> bool:
    """Whether it runs on at all hours."""
    length = limit.length
    if length is None or (length.amount == 0 and limit.kind is LimitKind.AT_LEAST_BEFORE):
        return True
    if length.basis is LengthBasis.DAYS and length.unit != "calendar day":
        return world.reading("day" if limit.kind is LimitKind.WITHIN else "days before") == "24 hours"
    return length.basis is LengthBasis.ELAPSED


def _days(reach: tuple[int, int], zone: str) -> list[int]:
    first, last = date_of(reach[0], zone).toordinal(), date_of(reach[1] - 1, zone).toordinal()
    return list(range(first, last + 2))


def _edges(limit: Limit, reach: tuple[int, int], world: World) -> set[int]:
    """Where the limit may begin to end otherwise: at midnights, where its calendar opens or closes, and so long before these that it ends
    there. One moment on each side is looked at by itself."""
    first, end = reach
    zone = world.zone
    midnights = [start_of_day(date.fromordinal(day), zone) for day in _days((first - DAY, end + DAY), zone)]
    edges = set(midnights)
    length = limit.length
    if length is not None and length.basis is LengthBasis.CALENDAR:
        named = composing.named(length.period, world)
        if needs(named, world).records:
            raise Refused("", f"its {length.period} hang on records")
        open_ = periods.moments_in(named, (first - _AHEAD, end + _AHEAD), Scope(world, world.term))
        if not open_:
            raise Refused("", f"there are no {length.period} in its windows")
        ends = [edge for stretch in open_ for edge in stretch]
        far = [start_of_day(date.fromordinal(day), zone) for day in _days((first, end + _AHEAD), zone)]
        amount = microseconds(length.amount)
        edges |= {*ends, *_before([*ends, *far], amount if limit.kind is LimitKind.WITHIN else -amount, open_)}
    return {first, end, *(near for edge in edges for near in (edge, edge + 1) if first < near < end)}


def _before(moments: Sequence[int], amount: int, open_: Sequence[tuple[int, int]]) -> Iterator[int]:
    """When so much of the open time is still to come until each moment."""
    passed = [0, *accumulate(b - a for a, b in open_)]
    for moment in moments:
        at = bisect_right(open_, moment, key=lambda one: one[0]) - 1
        until = 0 if at < 0 else passed[at] + min(moment - open_[at][0], open_[at][1] - open_[at][0])
        left = until - amount
        here = bisect_right(passed, left) - 1
        if 0 <= here < len(open_):
            yield open_[here][0] + left - passed[here]


def _pieces(edges: Sequence[int], find: _Finder, by_day: bool) -> tuple[list[Piece], bool]:
    """From edge to edge, those that follow the same law joined; and whether the last moment is in time."""
    asked = [(a, b - 1) if by_day else (a, (a + b) // 2, b - 1) for a, b in pairwise(edges)]
    starts = sorted({at for one in asked for at in one})
    found = dict(zip(starts, find([date.fromordinal(at) for at in starts] if by_day else starts), strict=True))
    laws = [
        ({found[at].instant for at in one}, set() if by_day else {found[at].instant - at for at in one})
        for one in asked
    ]
    out: list[Piece] = []
    for number, ((a, b), (untils, shifts)) in enumerate(zip(pairwise(edges), laws, strict=True)):
        last = out[-1] if out else None
        follows = last is not None and (untils == {last.until} if last.until is not None else shifts == {last.shift})
        # One moment by itself follows two laws at once; it stands with the hours that it opens.
        then = laws[number + 1] if b - a == 1 and not by_day and number + 1 < len(laws) else None
        opens = then is not None and then[1] == shifts and then[0] != untils
        if follows and last is not None and not opens:
            out[-1] = replace(last, end=b)
        elif opens:
            out.append(Piece(a, b, None, shifts.pop()))
        elif len(untils) == 1:
            out.append(Piece(a, b, untils.pop(), 0))
        elif len(shifts) == 1:
            out.append(Piece(a, b, None, shifts.pop()))
        else:
            raise Refused("", "its limit has no form in a table")
    ways = {one.inclusive for one in found.values()}
    if len(ways) > 1:
        raise Refused("", "its limit ends in one way for some and in another for others")
    return out, ways.pop()
