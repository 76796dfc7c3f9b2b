"""Small plans, built by hand: records, definitions and readings, with nothing that measuring does not look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.findings import Place
from sladsl.model.agreement import Calendar, Definition, FormValue, ServiceLife, Term
from sladsl.model.moments import Length, LengthBasis, WindowUnit
from sladsl.model.quantities import NUMBER, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.readings import Reading, Readings, Slot
from sladsl.model.schema import Cadence, Field, FieldKind, Keeping, Record
from sladsl.records.table import Records, Table, Value
from sladsl.time.windows import Window
from sladsl.time.zones import instant_of

HERE = Place("test.sla", 1, 1, 1, 1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
TIME_UNIT = Unit(Dimension.TIME, "minute")

READINGS = {
    "month": "calendar",
    "quarter": "calendar",
    "year": "calendar",
    "partial window": "part",
    "day": "calendar",
    "day count": "start not counted",
    "limit end": "included",
    "window end": "last day",
    "months length": "same number",
    "last day": "that day",
    "days before": "full days",
    "term start": "counted",
    "stretch ends": "start only",
    "straddling": "part in each",
    "allowance order": "earliest",
    "comparison": "exact",
    "percentile": "nearest rank",
    "no value": "kept",
    "early claim": "allowed",
    "holidays": "observed",
}


def record(name: str, *fields: Field, cadence: Cadence | None = None, key: str = "") -> Record:
    timed = (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH)
    belongs = next((field.name for field in fields if field.kind in timed), "")
    keeping = Keeping.KEEPS if cadence is None else Keeping.COLLECTS
    return Record(name, f"{name}s", fields, "Provider", keeping, "a system", "", cadence, belongs, key)


def time_field(name: str, optional: bool = False) -> Field:
    return Field(name, FieldKind.TIME, optional)


def choice(name: str, *choices: str) -> Field:
    return Field(name, FieldKind.CHOICE, choices=choices)


def table(of: Record, *rows: Sequence[Value]) -> Table:
    """A row gives its fields in order; what is missing at its end is empty."""
    full = [[*row, *([None] * (len(of.fields) - len(row)))] for row in rows]
    columns = {field.name: [row[n] for row in full] for n, field in enumerate(of.fields)}
    return Table(of, columns, range(2, len(rows) + 2), f"{of.name.lower()}.csv")


def plan(
    *,
    zone: str = "UTC",
    records: Sequence[Record] = (),
    definitions: Mapping[str, object] | None = None,
    readings: Mapping[str, str | None] | None = None,
    form_values: Mapping[str, Quantity | None] | None = None,
    start: date | None = date(2026, 1, 1),
    length: Length | None = None,
    calendar: Calendar | None = None,
    lives: Sequence[ServiceLife] = (),
    **more: object,
) -> Plan:
    said: dict[str, str | None] = {**READINGS, **(readings or {})}
    parts: dict[str, object] = {
        "agreement": "Test",
        "version": "1",
        "zone": zone,
        "currency": "EUR",
        "rounding": None,
        "parties": ("Provider", "Customer"),
        "term": Term(start, length),
        "calendar": calendar,
        "services": (),
        "lives": tuple(lives),
        "records": tuple(records),
        "definitions": tuple(Definition(name, body, None, HERE) for name, body in (definitions or {}).items()),  # type: ignore[arg-type]
        "form_values": tuple(
            FormValue(name, value.unit if value else NUMBER, value, HERE) for name, value in (form_values or {}).items()
        ),
        "declared_units": (),
        "dues": (),
        "deemed": (),
        "duties": (),
        "quotas": (),
        "consequences": (),
        "ledgers": (),
        "rules": (),
        "readings": tuple(Reading(Slot(name, "?", ()), value) for name, value in said.items()),
        "examples": (),
        **more,
    }
    return Plan(**parts)  # type: ignore[arg-type]


def world(of: Plan, *tables: Table, as_of: int | None = None, given: Mapping[str, str] | None = None) -> World:
    """As of the start of 2030 unless said otherwise."""
    readings = Readings(of.readings, given or {})
    now = at(2030, 1, 1, zone=of.zone) if as_of is None else as_of
    return World(of, Records({each.record.name: each for each in tables}), readings, now)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, *, zone: str = "UTC") -> int:
    from datetime import datetime

    return instant_of(datetime(year, month, day, hour, minute, second), zone)


def month(of: World, year: int, number: int) -> Window:
    from sladsl.checks.evaluate.measuring import clock

    found = clock.starting(WindowUnit.MONTH, date(year, number, 1), of)
    assert found is not None
    return found


def scope(of: World, year: int = 2026, number: int = 3) -> Scope:
    return Scope(of, month(of, year, number))


def length(amount: int, unit: str = "minute") -> Length:
    seconds = {"second": 1, "minute": 60, "hour": 3600}
    if unit in seconds:
        return Length(Fraction(amount * seconds[unit]), LengthBasis.ELAPSED, unit)
    bases = {"day": LengthBasis.DAYS, "business day": LengthBasis.BUSINESS_DAYS, "month": LengthBasis.MONTHS}
    return Length(Fraction(amount), bases[unit], unit)


def compares(comparator: Comparator, value: int | Fraction, unit: Unit = NUMBER) -> Comparison:
    return Comparison((Bound(comparator, Quantity(Fraction(value), unit)),))
