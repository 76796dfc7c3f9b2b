"""The world of one settlement: rows, what is bound while something is measured, and what has been worked out before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.almanac import Almanac
from sladsl.checks.emit.runtime.answers import UNDETERMINED, Undecided
from sladsl.checks.emit.runtime.clock import Moment, Window
from sladsl.checks.emit.runtime.contract import Contract, Readings, RecordSpec
from sladsl.checks.emit.runtime.rows import Item, Piece, Row, key_of
from sladsl.checks.emit.runtime.stretches import Stretch, covers, near


class World:
    def __init__(self, contract: Contract, readings: Readings, rows: Mapping[str, list[Row] | None], now: int) -> None:
        self.contract = contract
        self.readings = readings
        self.almanac = Almanac(contract, readings)
        self.clock = self.almanac.clock
        self.now = now
        self.agreed: dict[str, Fraction | None] = dict(contract.agreed)
        self.given: dict[tuple[str, int, int], list[tuple[dict[str, str], Fraction]]] = {}
        self.rows: dict[str, list[Row] | None] = {}
        self.times: dict[str, list[int]] = {}
        self.memory: dict[Any, Any] = {}
        self.settled: Any = None
        self.happened: list[Any] = []
        self.spent: dict[Any, set[Any]] = {}
        self.trail: list[str] = []
        self.assume = ""
        self.waiting: list[tuple[Scope, str]] = []
        first = [row.at for one in rows.values() for row in one or () if row.at is not None]
        begin = self.almanac.term_start
        self.begin = min(first, default=now) if begin < -(10**17) else begin
        self.horizon = max([now, *first]) + 800 * 86_400_000_000
        for record in contract.records:
            given = rows.get(record.name)
            self.rows[record.name] = None if given is None else sorted(given, key=_time_of)
        self.by_key = {
            record: {row.key or row.where: row for row in reversed(given or ())} for record, given in self.rows.items()
        }
        self.reach: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.due: dict[tuple[str, Row], Any] = {}  # the limits of what is sent again and again, by duty and row

    def finish(self) -> None:
        """To be called when the rows are complete (missing ones made)."""
        for record, given in self.rows.items():
            self.times[record] = [_time_of(row) for row in given or ()]

    def records_between(self, record: str, window: Window) -> list[Row]:
        rows = self.rows[record]
        if rows is None:
            raise Undecided(UNDETERMINED, f"there is no file of {record}")
        times = self.times[record]
        return rows[bisect_left(times, window.start) : bisect_left(times, window.end)]

    def all_rows(self, record: str) -> list[Row]:
        rows = self.rows[record]
        if rows is None:
            raise Undecided(UNDETERMINED, f"there is no file of {record}")
        return rows

    def refers(self, uses: tuple[str, ...], name: str) -> bool:
        """Whether one of these records refers to that record, or has a choice of that name."""
        return any(
            field.record == name or field.name == name
            for record in self.contract.records
            if record.name in uses
            for field in record.fields
        )

    def row(self, record: str, key: str) -> Row | None:
        return self.by_key.get(record, {}).get(key)

    def remembered(self, key: Any, work: Callable[[], Any]) -> Any:
        """What was worked out once, or the reason why it could not be."""
        if key not in self.memory:
            try:
                self.memory[key] = work()
            except Undecided as undecided:
                self.memory[key] = undecided
        known = self.memory[key]
        if isinstance(known, Undecided):
            raise known
        return known


def _time_of(row: Row) -> int:
    return 2**62 if row.at is None else row.at


@dataclass(frozen=True)
class Scope:
    """Where something is evaluated: in which window, and with which items bound by name.

    A bound row or group restricts every record that refers to it: while Circuit C1 is bound, "Trouble Tickets" are those of C1.
    `outside`: time that is left out. `count`: how many units a consequence counts. `events`: what fulfilled a condition, by time.
    """

    world: World
    window: Window
    bound: Mapping[str, Item]
    groups: frozenset[str] = frozenset()
    it: Item | None = None
    outside: tuple[Stretch, ...] = ()
    claim: bool = False
    count: Fraction = Fraction(1)
    events: tuple[Any, ...] = ()
    clause: str = ""
    because: tuple[str, ...] = ()
    whole: Window | None = None
    undecided: str = ""
    arisen: int = 0

    def within(self, window: Window) -> Scope:
        return replace(self, window=window, whole=None)

    def bind(self, name: str, item: Item, group: bool = False) -> Scope:
        """A row is bound under its record's name as well, and a piece brings its row."""
        bound = {**self.bound, name: item}
        row = item.row if isinstance(item, Piece) else item
        if isinstance(row, Row):
            bound[row.record] = row
        groups = self.groups | {name} if group else self.groups
        # Written out, as `replace` takes ten times as long and samples are bound by the hundred thousand.
        other = object.__new__(Scope)
        other.__dict__.update(self.__dict__, bound=bound, groups=groups, it=item)
        return other

    def without(self, name: str) -> Scope:
        """With nothing bound to the name: all its rows are meant again."""
        bound = {key: item for key, item in self.bound.items() if key != name}
        return replace(self, bound=bound, groups=self.groups - {name})

    def of_all(self) -> Scope:
        """Without the stretch of time for which something is due: "the total Downtime in a month" is that of all of them."""
        return replace(self, bound={name: item for name, item in self.bound.items() if not isinstance(item, Piece)})

    def leaving_out(self, stretches: Iterable[Stretch]) -> Scope:
        return replace(self, outside=tuple(stretches))

    def item(self, name: str) -> Item | None:
        """What is bound to the name, or the row of that record to which a bound row refers."""
        if name in self.bound:
            return self.bound[name]
        for one in list(self.bound.values()):
            row = one.row if isinstance(one, Piece) else one
            if isinstance(row, Row) and (spec := self.world.contract.record(row.record)):
                for field in spec.fields:
                    if field.record == name and row.values.get(field.name) is not None:
                        return self.world.row(name, row.values[field.name])
        return None

    def counts_at(self) -> int | None:
        """When the row or piece counts that is settled; None: a whole window is, or the row has no time."""
        item = None if any(self.bound.get(name) is self.it for name in self.groups) else self.it
        if isinstance(item, Piece):
            at: int = self.world.settled.counts_at(item)
            return at
        return item.at if isinstance(item, Row) else None

    def row(self, name: str = "") -> Row | None:
        """The row bound to the name; without one, the row bound last."""
        item = self.item(name) if name else self.it
        if isinstance(item, Piece):
            return item.row
        return item if isinstance(item, Row) else None

    def admitted(self, record: RecordSpec, rows: list[Row]) -> list[Row]:
        """The rows that belong to all that is bound."""
        for name, item in self.bound.items():
            if isinstance(item, str):
                if record.field(name) is not None:
                    rows = [row for row in rows if row.values.get(name) == item]
                continue
            one = item.row if isinstance(item, Piece) else item
            if one is None:
                continue
            if one.record == record.name:
                if name in self.groups or isinstance(item, Piece):
                    rows = [row for row in rows if row is one]
                continue
            field = next((field.name for field in record.fields if field.record == one.record), "")
            if field:
                key = key_of(one)
                rows = [row for row in rows if row.values.get(field) == key]
        return rows

    def group_key(self) -> str:
        """The keys of the groups that are bound, as text."""
        return ", ".join(key_of(self.bound[name]) for name in sorted(self.groups))

    def key(self, uses: tuple[str, ...]) -> Any:
        """What of this scope's bindings can matter to something that speaks of these records and names."""
        found = []
        for name, item in self.bound.items():
            row = item.row if isinstance(item, Piece) else item
            if isinstance(row, Row):
                refers = row.record in uses or name in uses or self.world.refers(uses, row.record)
            else:
                refers = name in uses or self.world.refers(uses, name)
            if refers:
                found.append((name, hash(item), name in self.groups))
        return tuple(sorted(found)), self.outside


def reading(s: Scope, *names: str, otherwise: str) -> str:
    return s.world.readings.either(*names, otherwise=otherwise)


def lies_within(s: Scope, stretches: Sequence[Stretch], at: int) -> bool:
    """Whether the moment lies in the stretches; at the very end of one, only if they include their end (reading "stretch ends")."""
    if covers(stretches, at):
        return True
    return (
        any(end == at for _, end in near(stretches, at - 1, at))
        and reading(s, "stretch ends", otherwise="start only") == "both"
    )


def samples_left(s: Scope, at: int | None) -> bool:
    """Whether a row of this time is outside the time that is left out."""
    return at is None or not s.outside or not lies_within(s, s.outside, at)


def day_moment(s: Scope, day: date) -> Moment:
    return Moment(s.world.clock.start_of(day), day, True)
