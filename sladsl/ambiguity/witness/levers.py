"""Levers: what can happen to the records of a cone, and moves its measures, its duties and its credits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sladsl.ambiguity.witness.lengths import SECOND
from sladsl.ambiguity.witness.rows import Fields, Rows
from sladsl.model.algebra import (
    Predicate,
)
from sladsl.model.moments import FieldPoint, Length, Limit
from sladsl.model.schema import FieldKind, Record
from sladsl.model.worked import Event, SampleEvent

Stretch = tuple[int, int]
_MOST_ROWS = 240
"""Of one stretch: more is no case that anybody reads, or settles quickly."""


@dataclass(frozen=True)
class Samples:
    """Every row of a sampled record shows `bad` in a stretch, and `good` otherwise."""

    record: Record
    field: str
    bad: object
    good: object
    bound: tuple[tuple[str, str], ...]
    step: int
    """Microseconds from one row to the next."""

    def over(self, *stretches: Stretch, missing: bool = False, made: int | None = None) -> tuple[Event, ...]:
        value = "" if missing else self.bad
        return (SampleEvent(self.record.name, self.field, value, stretches, self.good, self.bound, made),)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Changes:
    """A sampled record without a cadence: a row when something changes. `interval`: what is looked at are clock intervals of so many
    microseconds, so that a row stands for no more than one; a stretch of not too many is then told by a row in each."""

    rows: Rows
    record: Record
    field: str
    bad: object
    good: object
    interval: int = 0

    step = SECOND

    def over(self, *stretches: Stretch, more: Fields | None = None) -> tuple[Event, ...]:
        return tuple(
            event
            for stretch in stretches
            for at, value in self._told(stretch)
            for event in self.rows.row(
                self.record, (), at, {self.record.belongs: at, self.field: value, **(more or {})}
            )
        )

    def _told(self, stretch: Stretch) -> tuple[tuple[int, object], ...]:
        start, end = stretch
        if self.interval and (end - start) // self.interval <= _MOST_ROWS:
            return tuple((at, self.bad) for at in range(start, end, self.interval))
        return (start, self.bad), (end, self.good)


@dataclass(frozen=True)
class Pieces:
    """A row with two times between which a period lies."""

    rows: Rows
    record: Record
    wheres: tuple[Predicate, ...]
    start: str
    end: str
    may_be_open: bool
    name: str

    step = SECOND

    def over(self, *stretches: Stretch, still_open: bool = False, more: Fields | None = None) -> tuple[Event, ...]:
        found: list[Event] = []
        for a, b in stretches:
            fields: Fields = {
                self.start: self._at(self.start, a),
                self.end: None if still_open else self._at(self.end, b),
            }
            found += self.rows.row(self.record, self.wheres, a, fields | (more or {}))
        return tuple(found)

    def _at(self, name: str, at: int) -> object:
        field = self.record.field(name)
        return self.rows.moment(field, at) if field is not None else at


@dataclass(frozen=True)
class Acts:
    """An act on a row that has a time limit. `each` False: a document that is sent for a window, or a claim for it."""

    rows: Rows
    record: Record
    wheres: tuple[Predicate, ...]
    field: str
    limit: Limit
    which: Predicate | None = None

    def at(self, start: int, act: int | None) -> tuple[Event, ...]:
        """The row of a moment, with the act at a moment or not done."""
        fields: Fields = {}
        anchor = self.limit.anchor
        wheres = (*self.wheres, self.which) if self.which is not None else self.wheres
        if isinstance(anchor, FieldPoint) and anchor.record == self.record.name:
            own = self.record.field(anchor.field)
            if own is not None:
                fields[anchor.field] = self.rows.moment(own, start)
        month = next((f for f in self.record.fields if f.kind is FieldKind.MONTH), None)
        if month is not None:
            fields[month.name] = self.rows.moment(month, start)
        own = self.record.field(self.field)
        fields[self.field] = None if act is None or own is None else self.rows.moment(own, act)
        return self.rows.row(self.record, wheres, start, fields)


@dataclass(frozen=True)
class Series:
    """What is sent again and again for a row, from one of its times until another. `reference`: the field by which it says for which row."""

    rows: Rows
    record: Record
    field: str
    reference: str
    of: Record
    wheres: tuple[Predicate, ...]
    start: str
    until: str
    interval: Length

    def at(self, start: int, sent: tuple[int, ...], until: int) -> tuple[Event, ...]:
        """The row, and one that was sent at each of the moments."""
        key = f"{self.of.name} 1"
        found: list[Event] = []
        found += self.rows.row(self.of, self.wheres, start, {self.of.key: key, self.start: start, self.until: until})
        for moment in sent:
            found += self.rows.row(self.record, (), moment, {self.reference: key, self.field: moment})
        return tuple(found)


@dataclass(frozen=True)
class Figures:
    """A row with a figure in a field, of which an aggregate is taken."""

    rows: Rows
    record: Record
    wheres: tuple[Predicate, ...]
    field: str
    others: tuple[str, ...]
    time: bool
    """Whether the figure is a length of time, in seconds."""

    def of(self, at: int, value: Fraction, more: Fields | None = None) -> tuple[Event, ...]:
        return self.rows.row(self.record, self.wheres, at, {self.field: value, **(more or {})})


@dataclass(frozen=True)
class Counted:
    """Rows that are counted, or of which a share fulfils something."""

    rows: Rows
    record: Record
    wheres: tuple[Predicate, ...]
    that: Predicate | None

    def of(self, at: int, good: bool) -> tuple[Event, ...]:
        more: Fields = {}
        if self.that is not None:
            more = (self.rows.fulfilled if good else self.rows.negated)(self.record, self.that, at)
        elif not good:
            return ()
        return self.rows.row(self.record, self.wheres, at, more)


Lever = Samples | Changes | Pieces | Acts | Series | Figures | Counted
