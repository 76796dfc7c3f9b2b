"""Records made at random for any plan: times at the edges of months, days and openings, clock changes, empty cells, late acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sladsl.checks.plan import Plan
from sladsl.model.algebra import OverWindows, Runs, ShareOfUnits
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.schema import Cadence, Field, FieldKind, Record
from sladsl.records.table import Records, Table
from tests.checks import plans

SECOND = 1_000_000
AFTER = (0, 60, 899, 900, 901, 3600, 4 * 3600, 4 * 3600 + 1, 8 * 3600, 30 * 3600, 5 * 86_400, 10 * 86_400)
"""Seconds from one time of a row to the next: at and beside the limits that the examples set."""


_HOUR = Length(Fraction(3600), LengthBasis.ELAPSED, "hour")


def coarse(plan: Plan) -> Plan:
    """The same agreement with hourly samples and intervals and runs of three hours: months of them are cheap, and no rule is another."""

    def changed(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(changed(one) for one in node)
        if isinstance(node, Runs) and node.shortest is not None:
            return Runs(node.state, Length(Fraction(3 * 3600), LengthBasis.ELAPSED, "hour"))
        if not is_dataclass(node) or isinstance(node, type):
            return node
        if isinstance(node, ShareOfUnits) and node.unit.basis is LengthBasis.ELAPSED:
            return replace(node, unit=_HOUR)
        if isinstance(node, OverWindows) and node.interval:
            return replace(node, interval=3600)
        new = {field.name: changed(getattr(node, field.name)) for field in fields(node)}
        return replace(node, **{name: one for name, one in new.items() if one != getattr(node, name)})

    records = tuple(
        replace(one, cadence=Cadence(3600, one.cadence.each)) if one.cadence else one for one in plan.records
    )
    return replace(plan, records=records, definitions=tuple(changed(one) for one in plan.definitions))


def readings(random: Random, plan: Plan) -> dict[str, str]:
    """Every open slot gets a value, and some of the others one that the contract does not choose."""
    given = {}
    for one in plan.readings:
        values = [admissible.value for admissible in one.slot.admissible]
        kind = one.slot.name.partition("/")[0]
        if kind in ("month", "quarter", "year", "holidays"):
            continue
        if values and (one.value is None or random.random() < 0.25):
            given[one.slot.name] = random.choice(values)
    return given


def records(random: Random, plan: Plan, start: date, end: date, most: int) -> Records:
    """Rows of [start, end); now and then a record is absent."""
    made: dict[str, Table] = {}
    for record in sorted(plan.records, key=lambda one: sum(1 for field in one.fields if field.record)):
        if random.random() < 0.02:
            continue
        if record.cadence is not None:
            rows = _samples(random, plan, record, start, end, made)
        else:
            rows = [_row(random, plan, record, start, end, made, n) for n in range(random.randrange(most))]
        made[record.name] = plans.table(record, *rows)
    return Records(made)


def _samples(
    random: Random, plan: Plan, record: Record, start: date, end: date, made: Mapping[str, Table]
) -> list[list[Any]]:
    assert record.cadence is not None
    streams = [
        dict(zip(record.cadence.each, one, strict=True))
        for one in product(*(_values(record, name, made) for name in record.cadence.each))
    ]
    step, rows, bad = record.cadence.seconds * SECOND, [], False
    for at in range(_instant(plan, start), _instant(plan, end), step):
        bad = bad != (random.random() < 0.06)
        for stream in streams:
            if random.random() < 0.04:
                continue
            row: list[Any] = []
            for field in record.fields:
                if field.name == record.belongs:
                    row.append(at + random.choice([0, 0, 0, 5 * SECOND, step - 1]))
                elif field.name in stream:
                    row.append(stream[field.name])
                elif field.kind is FieldKind.CHOICE:
                    row.append(field.choices[-1] if bad and random.random() < 0.95 else field.choices[0])
                else:
                    row.append(_value(random, plan, field, start, end, made))
            rows.append(row)
    return rows


def _values(record: Record, name: str, made: Mapping[str, Table]) -> list[str]:
    field = record.field(name)
    assert field is not None
    if field.choices:
        return list(field.choices)
    table = made.get(field.record)
    return [str(key) for key in table.columns[table.record.key]] if table is not None else []


def _row(
    random: Random, plan: Plan, record: Record, start: date, end: date, made: Mapping[str, Table], number: int
) -> list[Any]:
    row: dict[str, Any] = {}
    for field in record.fields:
        value = _value(random, plan, field, start, end, made)
        before = next((one for one in reversed(row.values()) if type(one) is type(value)), None)
        if field.kind is FieldKind.TIME and isinstance(before, int) and random.random() < 0.95:
            value = before + random.choice([*AFTER, random.randrange(20 * 86_400)]) * SECOND
        if field.kind is FieldKind.DATE and before is not None:
            value = before + timedelta(days=random.randrange(40))
        if field.optional and random.random() < (0.15 if field.kind is FieldKind.TIME else 0.6):
            value = None
        row[field.name] = f"K{number + 1}" if field.name == record.key else value
    for life in plan.lives:
        if life.record == record.name:
            # Rows are in service throughout: the evaluator settles groups outside their service life, the emitted module does not.
            of_day = record.field(life.start)
            timed = of_day is not None and of_day.kind is FieldKind.TIME
            row[life.start], row[life.end] = _instant(plan, start) if timed else start, None
    return list(row.values())


def _value(random: Random, plan: Plan, field: Field, start: date, end: date, made: Mapping[str, Table]) -> Any:
    day = start + timedelta(days=random.randrange((end - start).days))
    match field.kind:
        case FieldKind.TIME:
            return _time(random, plan, day)
        case FieldKind.DATE:
            return day
        case FieldKind.MONTH:
            return (day.year, day.month)
        case FieldKind.TEXT:
            return random.choice(["a", "b", "c"])
        case FieldKind.CHOICE:
            return random.choice(field.choices)
        case FieldKind.YES_NO:
            return random.random() < 0.5
        case FieldKind.PERCENT:
            return Fraction(random.randrange(30), 1000)
        case FieldKind.DURATION:
            unit = {"hour": Fraction(3600), "minute": Fraction(60), "millisecond": Fraction(1, 1000)}
            amount = random.choice([1, 5, 8, 16, 30, 35, 45, 60, 300, 301])
            return amount * unit.get(field.unit.name if field.unit else "", Fraction(1))
        case FieldKind.REFERENCE:
            table = made.get(field.record)
            keys = table.columns[table.record.key] if table is not None and len(table) else ["K1"]
            return random.choice(list(keys))
        case FieldKind.PERIODS:
            starts = sorted(_time(random, plan, day) for _ in range(random.choice([0, 0, 1, 2])))
            found: list[tuple[int, int]] = []
            for at in starts:
                if not found or found[-1][1] < at:
                    found.append((at, at + random.randrange(1, 20 * 3600) * SECOND))
            return tuple(found)
        case _:
            return Fraction(random.choice([0, 1, 2, 3, 4, 5, 10, 50, 84, 85, 86, 97, 100, random.randrange(300)]))


def _time(random: Random, plan: Plan, day: date) -> int:
    chance = random.random()
    if chance < 0.35:
        return _instant(plan, day.replace(day=1)) + random.choice([-1, 0, 0, 0, 1, -60, 60]) * SECOND
    if chance < 0.55:
        hour, minute = random.choice([0, 8, 9, 10, 17, 18]), random.choice([0, 0, 15, 59])
        return _instant(plan, day, hour, minute) + random.choice([0, 0, 1, -1]) * SECOND
    return _instant(plan, day, random.randrange(24), random.randrange(60)) + random.randrange(60) * SECOND


def _instant(plan: Plan, day: date, hour: int = 0, minute: int = 0) -> int:
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(plan.zone))
    return (local.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
