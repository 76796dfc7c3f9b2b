"""The world of a worked example: clean, but for its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, assert_never, cast

from sladsl.checks.evaluate.measuring.explain import THE_EXAMPLE
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done
from sladsl.model.duties import EachRecord
from sladsl.model.moments import FieldPoint
from sladsl.model.node import nodes
from sladsl.model.quantities import Quantity
from sladsl.model.readings import Readings
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.model.worked import (
    AmountEvent,
    Event,
    FormEvent,
    MeasureEvent,
    RowEvent,
    SampleEvent,
    StateEvent,
    StretchEvent,
)
from sladsl.records.table import Records, Table, Value
from sladsl.time.zones import start_of_day


class Assumed(NamedTuple):
    """A choice that no event gives: a field of the row of that number (from 0) of a record."""

    record: str
    row: int
    field: str


def assumed_in(plan: Plan, events: tuple[Event, ...]) -> dict[Assumed, tuple[str, ...]]:
    """The choices that the events leave open, with those that could stand instead of the first."""
    made = _Rows(plan, {})
    for event in events:
        match event:
            case RowEvent(record, fields):
                made.add(record, dict(fields))
            case SampleEvent(bound=bound) | MeasureEvent(bound=bound) | StretchEvent(bound=bound):
                made.refer(bound)
            case AmountEvent() | StateEvent() | FormEvent():
                pass
            case _:
                assert_never(event)
    return made.assumed


def world_of(
    plan: Plan,
    events: tuple[Event, ...],
    readings: Readings,
    as_of: int,
    chosen: Mapping[Assumed, str] | None = None,
) -> World:
    """Rows are made from `RowEvent`s, with the rows to which they refer; samples and measures are given as they stand; every other record is empty and in order.

    A field that the example does not give has no value if it is optional; otherwise the one in `chosen` or
    the first choice, the day of effect, no or 0.
    """
    made = _Rows(plan, chosen or {})
    samples: list[SampleEvent] = []
    given: list[MeasureEvent | StretchEvent] = []
    amounts: list[AmountEvent] = []
    states: list[StateEvent] = []
    agreed: dict[str, Quantity] = {}
    for event in events:
        match event:
            case RowEvent(record, fields):
                made.add(record, dict(fields))
            case SampleEvent(bound=bound):
                samples.append(event)
                made.refer(bound)
            case MeasureEvent(bound=bound) | StretchEvent(bound=bound):
                given.append(event)
                made.refer(bound)
            case AmountEvent():
                amounts.append(event)
            case StateEvent():
                states.append(event)
            case FormEvent(name, value):
                agreed[name] = value
            case _:
                assert_never(event)
    if agreed:
        forms = tuple(replace(form, value=agreed.get(form.name, form.value)) for form in plan.form_values)
        plan = replace(plan, form_values=forms)
    return World(
        plan,
        Records(made.tables()),
        readings,
        as_of,
        clean=True,
        samples=tuple(samples),
        given=tuple(given),
        told_amounts=tuple(amounts),
        told_states=tuple(states),
    )


class _Rows:
    def __init__(self, plan: Plan, chosen: Mapping[Assumed, str]) -> None:
        self._plan = plan
        self._chosen = chosen
        self.assumed: dict[Assumed, tuple[str, ...]] = {}
        self._records = {record.name: record for record in plan.records}
        self._rows: dict[str, list[dict[str, Value]]] = {}
        self._given: dict[str, list[set[str]]] = {}

    def refer(self, bound: tuple[tuple[str, str], ...]) -> None:
        """The rows that a group names."""
        for name, key in bound:
            if name in self._records and key:
                self._have(self._records[name], key)

    def add(self, name: str, fields: dict[str, object]) -> None:
        record = self._records[name]
        key = fields.get(record.key) if record.key else None
        rows = self._rows.setdefault(name, [])
        known = next((row for row in rows if key is not None and row[record.key] == key), None)
        if known is not None:
            known |= cast("dict[str, Value]", fields)
            self._given[name][rows.index(known)].update(fields)
            for field_name in fields:
                self.assumed.pop(Assumed(name, rows.index(known), field_name), None)
            return
        row = {field.name: cast(Value, fields.get(field.name)) for field in record.fields}
        rows.append(row)
        self._given.setdefault(name, []).append(set(fields))
        for field in record.fields:
            if row[field.name] is None and not field.optional:
                row[field.name] = self._usual(record, field, len(rows) - 1)
        for field in record.fields:
            value = row[field.name]
            if field.kind is FieldKind.REFERENCE and isinstance(value, str):
                self._have(self._records[field.record], value)

    def _have(self, record: Record, key: str) -> None:
        if record.key and all(row[record.key] != key for row in self._rows.get(record.name, [])):
            self.add(record.name, {record.key: key})

    def _usual(self, record: Record, field: Field, row: int) -> Value:
        if field.kind is FieldKind.CHOICE:
            assumed = Assumed(record.name, row, field.name)
            if len(field.choices) > 1:
                self.assumed[assumed] = field.choices[1:]
            if assumed in self._chosen:
                return self._chosen[assumed]
        return usual_value(record, field, self._plan, row)

    def tables(self) -> dict[str, Table]:
        """In the order of time, as files would have them."""
        out: dict[str, Table] = {}
        for name, rows in self._rows.items():
            record = self._records[name]
            for number, row in enumerate(rows):
                for act in _acts_in_order(record, self._given[name][number], self._plan):
                    row[act.name] = usual_value(record, act, self._plan, number)
            columns = {field.name: [row[field.name] for row in rows] for field in record.fields}
            out[name] = Table(record, columns, range(1, len(rows) + 1), THE_EXAMPLE)
        return out


def _acts_in_order(record: Record, given: set[str], plan: Plan) -> Iterator[Field]:
    """Acts that are owed by a time of the row where the example speaks of neither: "a Fault of a Port" does not say that the Port is late."""
    for duty in plan.duties:
        if not isinstance(duty.kind, EachRecord) or duty.kind.selection.name != record.name:
            continue
        for done in nodes(duty.kind.that):
            if not isinstance(done, Done) or done.limit is None:
                continue
            field = record.field(done.field)
            if field is None or field.name in given or not field.optional:
                continue
            by = {one.field for one in nodes(done.limit) if isinstance(one, FieldPoint) and one.record == record.name}
            if by and not by & given:
                yield field


def usual_value(record: Record, field: Field, plan: Plan, row: int = 0) -> Value:
    """What a clean row, the one of that number (from 0), has in a field of which nothing is said."""
    first = plan.term.start or date(2000, 1, 1)
    match field.kind:
        case FieldKind.TIME:
            return start_of_day(first, plan.zone)
        case FieldKind.DATE:
            return first
        case FieldKind.MONTH:
            return first.year, first.month
        case FieldKind.TEXT:
            return f"{record.name} {row + 1}"
        case FieldKind.REFERENCE:
            return f"{field.record} 1"
        case FieldKind.CHOICE:
            return field.choices[0]
        case FieldKind.YES_NO:
            return False
        case FieldKind.PERIODS:
            return ()
        case FieldKind.NUMBER | FieldKind.PERCENT | FieldKind.DURATION | FieldKind.PHYSICAL | FieldKind.MONEY:
            return Fraction(0)
        case _:
            assert_never(field.kind)
