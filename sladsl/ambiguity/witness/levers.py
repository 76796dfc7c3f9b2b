"""Levers: what can happen to the records of a cone, and moves its measures, its duties and its credits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.lengths import SECOND
from sladsl.ambiguity.witness.rows import Fields, Rows
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    CountOf,
    Done,
    FieldCompares,
    FieldIs,
    FromTo,
    Hysteresis,
    InBoundWindow,
    NotSo,
    OfField,
    Predicate,
    Records,
    SamplesShow,
    Selection,
    ShareOfRecords,
)
from sladsl.model.consequences import ForEachItem
from sladsl.model.duties import Act, Document, Due, EachRecord, Level
from sladsl.model.moments import FieldPoint, Limit
from sladsl.model.schema import FieldKind, Record
from sladsl.model.worked import Event, SampleEvent

Stretch = tuple[int, int]


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
    """A sampled record without a cadence: a row when something changes."""

    rows: Rows
    record: Record
    field: str
    bad: object
    good: object

    step = SECOND

    def over(self, *stretches: Stretch) -> tuple[Event, ...]:
        return tuple(
            event
            for start, end in stretches
            for at, value in ((start, self.bad), (end, self.good))
            for event in self.rows.row(self.record, (), at, {self.record.belongs: at, self.field: value})
        )


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


Lever = Samples | Changes | Pieces | Acts | Figures | Counted


def levers_of(cone: Cone) -> tuple[Lever, ...]:
    """In the order of the text, each once."""
    rows = Rows(cone)
    found: dict[tuple[object, ...], Lever] = {}
    for lever in _levers(cone, rows):
        found.setdefault(_key(lever), lever)
    return tuple(found.values())


def _key(lever: Lever) -> tuple[object, ...]:
    match lever:
        case Samples() | Changes():
            return "samples", lever.record.name, lever.field, lever.bad
        case Pieces():
            return "pieces", lever.record.name, lever.start, lever.end, lever.wheres
        case Acts():
            return "acts", lever.record.name, lever.field, lever.limit, lever.which, lever.wheres
        case Figures():
            return "figures", lever.record.name, lever.field, lever.wheres
        case Counted():
            return "counted", lever.record.name, lever.wheres, lever.that


def _levers(cone: Cone, rows: Rows) -> Iterator[Lever]:
    for node in cone.nodes:
        match node:
            case SamplesShow(selection=selection, shows=shows):
                yield from _samples(selection, shows, cone, rows)
            case Hysteresis(record=name, failing=failing):
                yield from _samples(Selection(name), failing, cone, rows)
            case FromTo():
                yield from _pieces(node, rows)
            case EachRecord(selection=selection, that=that):
                source = rows.source(selection)
                if source is not None:
                    for done in _acts(that):
                        yield from _act(rows, source[0], source[1], done.field, done.limit)
                    yield Counted(rows, source[0], source[1], that)
            case Records(selection=selection, that=that) if that is not None:
                source = rows.source(selection)
                if source is not None:
                    for done in _acts(that):
                        yield from _act(rows, source[0], source[1], done.field, done.limit)
            case Due(selection=selection, field=field, limit=limit):
                source = rows.source(selection)
                if source is not None:
                    yield from _act(rows, source[0], source[1], field, limit)
            case Document(record=name, field=field, limit=limit):
                source = rows.source(Selection(name))
                if source is not None:
                    yield from _act(rows, source[0], (), field, limit)
            case Act(each=Selection() as each, record=name, field=field, limit=Limit() as limit) if field:
                source = rows.source(each)
                if source is not None and source[0].name == name:
                    yield from _act(rows, source[0], source[1], field, limit)
            case Selection(where=where) if where is not None:
                source = rows.source(node)
                if source is not None:
                    for done in _acts(where):
                        if done.record == source[0].name:
                            yield from _act(rows, source[0], source[1], done.field, done.limit)
            case OfField(fields=fields, selection=selection):
                source = rows.source(selection)
                if source is not None:
                    for name in fields:
                        own = source[0].field(name)
                        if own is not None:
                            others = tuple(one for one in fields if one != name)
                            yield Figures(rows, *source, name, others, own.kind is FieldKind.DURATION)
            case CountOf(selection=selection) | ForEachItem(selection=selection):
                source = rows.source(selection)
                if source is not None:
                    yield Counted(rows, *source, None)
            case ShareOfRecords(selection=selection, that=that):
                source = rows.source(selection)
                if source is not None:
                    yield from _shown(source[0], that, cone, rows)
                    yield Counted(rows, *source, that)
            case _:
                pass


def _samples(selection: Selection, shows: Predicate, cone: Cone, rows: Rows) -> Iterator[Lever]:
    source = rows.source(selection)
    if source is not None:
        yield from _shown(source[0], shows, cone, rows)


def _shown(record: Record, shows: Predicate, cone: Cone, rows: Rows) -> Iterator[Lever]:
    """Of the first choice or figure that the predicate looks at."""
    bad = rows.fulfilled(record, shows, 0)
    good = rows.negated(record, shows, 0)
    name = next((name for name in bad if name in good and bad[name] != good[name]), None)
    if name is None or not record.belongs:
        return
    if record.cadence is None:
        yield Changes(rows, record, name, bad[name], good[name])
        return
    bound: list[tuple[str, str]] = []
    for each in record.cadence.each:
        field = record.field(each)
        if field is not None and field.kind is FieldKind.REFERENCE:
            bound.append((field.record, f"{field.record} 1"))
    for level in (one for one in cone.nodes if isinstance(one, Level) and one.group is not None):
        group = level.group.name if level.group is not None else ""
        if record.reference_to(group) is not None and group not in (name for name, _ in bound):
            field = record.reference_to(group)
            if field is not None and field.kind is FieldKind.REFERENCE:
                bound.append((group, f"{group} 1"))
    yield Samples(record, name, bad[name], good[name], tuple(bound), record.cadence.seconds * SECOND)


def _pieces(node: FromTo, rows: Rows) -> Iterator[Lever]:
    source = rows.source(node.selection)
    if source is None or not isinstance(node.start, FieldPoint) or not isinstance(node.end, FieldPoint):
        return
    record, wheres = source
    if node.start.record != record.name or node.end.record != record.name:
        return
    end = record.field(node.end.field)
    yield Pieces(rows, record, wheres, node.start.field, node.end.field, end is not None and end.optional, record.name)


def _acts(that: Predicate) -> Iterator[Done]:
    match that:
        case Done(limit=Limit()):
            yield that
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            for part in parts:
                yield from _acts(part)
        case NotSo(part=part):
            yield from _acts(part)
        case FieldIs() | FieldCompares() | InBoundWindow():
            return
        case _:
            return


def _act(rows: Rows, record: Record, wheres: tuple[Predicate, ...], field: str, limit: Limit | None) -> Iterator[Acts]:
    if limit is None or not field:
        return
    if limit.length is not None or not limit.lengths:
        yield Acts(rows, record, wheres, field, limit)
    for which, _ in limit.lengths:
        yield Acts(rows, record, wheres, field, limit, which)  # type: ignore[arg-type]
