"""The world of a worked example: clean, but for its events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never, cast

from sladsl.checks.evaluate.world import World
from sladsl.checks.plan import Plan
from sladsl.model.readings import Readings
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.model.worked import Event, MeasureEvent, RowEvent, SampleEvent
from sladsl.records.table import Records, Table, Value
from sladsl.time.zones import start_of_day

_FILE = "the example"


def world_of(plan: Plan, events: tuple[Event, ...], readings: Readings, as_of: int) -> World:
    """Rows are made from `RowEvent`s, with the rows to which they refer; samples and measures are given as they stand; every other record is empty and in order.

    A field that the example does not give has no value if it is optional; otherwise the first choice, the day of effect, no or 0.
    """
    made = _Rows(plan)
    samples: list[SampleEvent] = []
    given: list[MeasureEvent] = []
    for event in events:
        match event:
            case RowEvent(record, fields):
                made.add(record, dict(fields))
            case SampleEvent(bound=bound):
                samples.append(event)
                made.refer(bound)
            case MeasureEvent(bound=bound):
                given.append(event)
                made.refer(bound)
            case _:
                assert_never(event)
    return World(
        plan,
        Records(made.tables()),
        readings,
        as_of,
        clean=True,
        samples=tuple(samples),
        given=tuple(given),
    )


class _Rows:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._records = {record.name: record for record in plan.records}
        self._rows: dict[str, list[dict[str, Value]]] = {}

    def refer(self, bound: tuple[tuple[str, str], ...]) -> None:
        """The rows that a group names."""
        for name, key in bound:
            if name in self._records:
                self._have(self._records[name], key)

    def add(self, name: str, fields: dict[str, object]) -> None:
        record = self._records[name]
        key = fields.get(record.key) if record.key else None
        rows = self._rows.setdefault(name, [])
        known = next((row for row in rows if key is not None and row[record.key] == key), None)
        if known is not None:
            known |= cast("dict[str, Value]", fields)
            return
        row = {field.name: cast(Value, fields.get(field.name)) for field in record.fields}
        rows.append(row)
        for field in record.fields:
            if row[field.name] is None and not field.optional:
                row[field.name] = self._usual(record, field, len(rows))
        for field in record.fields:
            value = row[field.name]
            if field.kind is FieldKind.REFERENCE and isinstance(value, str):
                self._have(self._records[field.record], value)

    def _have(self, record: Record, key: str) -> None:
        if record.key and all(row[record.key] != key for row in self._rows.get(record.name, [])):
            self.add(record.name, {record.key: key})

    def _usual(self, record: Record, field: Field, number: int) -> Value:
        """What a clean row has in a field of which the example says nothing."""
        first = self._plan.term.start or date(2000, 1, 1)
        match field.kind:
            case FieldKind.TIME:
                return start_of_day(first, self._plan.zone)
            case FieldKind.DATE:
                return first
            case FieldKind.MONTH:
                return first.year, first.month
            case FieldKind.TEXT:
                return f"{record.name} {number}"
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

    def tables(self) -> dict[str, Table]:
        """In the order of time, as files would have them."""
        out: dict[str, Table] = {}
        for name, rows in self._rows.items():
            record = self._records[name]
            columns = {field.name: [row[field.name] for row in rows] for field in record.fields}
            out[name] = Table(record, columns, range(1, len(rows) + 1), _FILE)
        return out
