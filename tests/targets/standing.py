"""The views of the target sql on records made at random, in DuckDB, beside what the evaluator finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

import sladsl
from sladsl.checks.engines.alone import relation_of, table_of
from sladsl.checks.engines.written import Written, written
from sladsl.checks.evaluate.measuring.scope import Item
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settle import as_of_instant, evaluate
from sladsl.checks.evaluate.settling.duties import MONTHLY, Verdict
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.algebra import Aggregate, NamedMeasure, OfPeriod, ShareOfRecords, ShareOfTime
from sladsl.model.consequences import Cap, Pay
from sladsl.model.duties import Document, Duty, Level
from sladsl.model.readings import OpenReading, Readings
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import Records, Value
from tests.checks import generated, said

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TYPES = {
    FieldKind.TIME: "TIMESTAMPTZ",
    FieldKind.DATE: "DATE",
    FieldKind.YES_NO: "BOOLEAN",
    FieldKind.NUMBER: "DECIMAL(28, 6)",
    FieldKind.PERCENT: "DECIMAL(28, 6)",
    FieldKind.DURATION: "DECIMAL(28, 6)",
    FieldKind.PHYSICAL: "DECIMAL(28, 6)",
    FieldKind.MONEY: "DECIMAL(28, 6)",
}


def micros(text: str) -> int:
    """Since the epoch, of "2026-01-02T09:00:00+00:00"."""
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


def plan_of(body: str, months: int) -> Plan:
    """Of a contract from its Services on, with a term of so many months."""
    text = said.text_of(body).replace("continues for 24 months", f"continues for {months} months")
    checked = sladsl.check(text, file="trial.sla")
    assert checked.plan is not None, [one.message for one in checked.findings]
    return checked.plan


def cell(value: Value, field: Field, factor: Fraction) -> Any:
    """As the head of the target's file wants it."""
    match field.kind:
        case FieldKind.TIME if isinstance(value, int):
            return _EPOCH + timedelta(microseconds=value)
        case FieldKind.MONTH if isinstance(value, tuple):
            return f"{value[0]:04}-{value[1]:02}"
        case FieldKind.PERIODS:
            return None
        case _ if field.kind in _TYPES and isinstance(value, int | Fraction) and not isinstance(value, bool):
            shown = Fraction(value) / factor
            return Decimal(shown.numerator) / Decimal(shown.denominator)
        case _:
            return value


def loaded(plan: Plan, records: Records) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    for record in plan.records:
        columns = relation_of(record).columns
        kinds = ", ".join(f'"{one.name}" {_TYPES.get(one.kind, "VARCHAR")}' for one in record.fields)
        database.execute(f"CREATE TABLE {table_of(record)} ({kinds})")
        held = records[record.name]
        rows = [
            [cell(held.value(one.name, row), one, columns[one.name].factor) for one in record.fields]
            for row in range(len(held))
        ]
        if rows:
            marks = ", ".join("?" for _ in record.fields)
            database.executemany(f"INSERT INTO {table_of(record)} VALUES ({marks})", rows)
    return database


def views_in(database: duckdb.DuckDBPyConnection, views: Written, plan: Plan, now: date) -> None:
    database.execute(views.text)
    at = datetime(now.year, now.month, now.day, tzinfo=ZoneInfo(plan.zone)) + timedelta(days=1)
    database.execute(f"CREATE OR REPLACE VIEW \"as of\" AS SELECT TIMESTAMPTZ '{at.isoformat()}' AS moment")


def differences(plan: Plan, seed: int) -> tuple[int, list[str]] | None:
    """How many figures were compared, and which differ; None where a reading is open or a record absent."""
    random = Random(seed)
    given = generated.readings(random, plan)
    plan = replace(
        plan, readings=tuple(replace(one, value=given.get(one.slot.name, one.value)) for one in plan.readings)
    )
    start = plan.term.start
    if start is None:
        return None
    months = 2 if any(record.cadence for record in plan.records) else 5
    end = date(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1)
    records = generated.records(random, plan, start, end, random.choice([3, 10, 60]))
    if any(record.name not in records for record in plan.records):
        return None
    last, now = end - timedelta(days=1), end + timedelta(days=random.choice([-1, 0, 5, 40]))
    views = written(plan, "duckdb")
    if not views.text:
        return 0, []
    try:
        statement = evaluate(plan, records, Readings(plan.readings, {}), first=start, last=last, as_of=now)
    except OpenReading:
        return None
    world = World(
        plan, records, Readings(plan.readings, {}), as_of_instant(plan, records, Readings(plan.readings, {}), last, now)
    )
    with loaded(plan, records) as database:
        views_in(database, views, plan, now)
        return compared(database, views, statement, Settlement(world))


def compared(
    database: duckdb.DuckDBPyConnection, views: Written, statement: Statement, settlement: Settlement
) -> tuple[int, list[str]]:
    """Of each duty, the states of all windows, things and rows, and the values of shares."""
    plan, found, count = settlement.world.plan, list[str](), 0
    ends = [date.fromisoformat(window.last) for window in statement.windows]
    # What else views leave out lies years away from these records.
    without = {name for name, how in views.apart.items() if "missing" in how}
    months = settlement.world.windows(MONTHLY, settlement.world.term.start, settlement.world.as_of)
    months = tuple(month for month in months if month.last in ends)
    for duty in plan.duties:
        if duty.name in views.refused or duty.name in without:
            continue
        verdicts = [one for month in months for _, some in settlement.verdicts_in(duty, month) for one in some]
        want = Counter(
            (one.window.first.isoformat(), one.group if _named(one) else "", one.state.value) for one in verdicts
        )
        names = [
            row[0] for row in database.execute(f'DESCRIBE "{duty.name}"').fetchall() if row[0] not in ("at", "act")
        ]
        told = ", ".join(f'"{name}"' for name in names)
        query = database.execute(f'SELECT {told} FROM "{duty.name}"')
        rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
        rows = [
            row
            for row in rows
            if any(month.first <= date.fromisoformat(row["last_day"]) <= month.last for month in months)
        ]
        have = Counter((row["first_day"], row.get("thing", ""), row["state"]) for row in rows)
        count += len(rows)
        if have != want:
            found.append(f"{duty.name}: {dict(want - have)} wanted, {dict(have - want)} found")
        measure = innermost_measure(duty, plan)
        if isinstance(measure, ShareOfRecords | ShareOfTime | OfPeriod):
            values = {(one.window.first.isoformat(), one.group): one.value for one in verdicts}
            for row in rows:
                value = value_of(measure, row)
                if row["state"] != "pending" and values[row["first_day"], row.get("thing", "")] != value:
                    found.append(f"{duty.name}: {value} is not {values[row['first_day'], row.get('thing', '')]}")
    return count + credits(database, views, plan, statement, found), found


def innermost_measure(duty: Duty, plan: Plan) -> object:
    """What a level measures, through definitions."""
    measure: object = duty.kind.measure if isinstance(duty.kind, Level) else None
    while isinstance(measure, NamedMeasure):
        name = measure.name
        measure = next((one.body for one in plan.definitions if one.name == name), None)
    return measure


def value_of(measure: object, row: dict[str, Any]) -> Fraction | None:
    """From the figures of a view. Time is in microseconds."""
    below = row.get("rows_counted", row.get("time_counted"))
    if isinstance(measure, OfPeriod):
        if row["figure"] is None:
            return None
        over = below if measure.aggregate is Aggregate.AVERAGE else 1
        return Fraction(row["figure"]) / over / (1 if measure.aggregate is Aggregate.NUMBER else 1_000_000)
    return Fraction(row["figure"]) / Fraction(below) if below else None


def _named(one: Verdict) -> bool:
    """Whether the view names what the verdict is of: a thing, or a row with a key; a document is that of its window."""
    if isinstance(one.duty.kind, Document):
        return False
    if not isinstance(one.item, Item):
        return True
    record = one.scope.world.record(one.item.record)
    return record is not None and bool(record.key)


def credits(
    database: duckdb.DuckDBPyConnection, views: Written, plan: Plan, statement: Statement, found: list[str]
) -> int:
    """Each credit by itself where nothing caps it, and the sums of months where all credits have a view."""
    count = 0
    pays = [one for one in plan.consequences if isinstance(one.effect, Pay)]
    firsts = {window.first for window in statement.windows}
    told = ("missing", "before its caps")
    apart = {name for name, how in views.apart.items() if any(one in how for one in told)}
    seen = [one for one in pays if one.name not in views.refused and one.name not in apart]
    caps = [rule for rule in plan.rules if isinstance(rule, Cap)]
    for one in seen if not caps else ():
        want = {
            window.first: sum(mine)
            for window in statement.windows
            if (
                mine := [credit.amount for credit in window.credits if credit.consequence == one.name and credit.amount]
            )
        }
        rows = database.execute(f'SELECT first_day, sum(amount) FROM "{one.name}" GROUP BY first_day').fetchall()
        have = {first: Fraction(amount) for first, amount in rows if first in firsts and amount}
        count += len(rows)
        if have != want:
            found.append(f"{one.name}: {want} wanted, {have} found")
    credited = [one for one in pays if isinstance(one.effect, Pay) and one.effect.verb == "credit"]
    if credited and all(one in seen for one in credited) and not [cap for cap in caps if cap.name in views.refused]:
        want = Counter[tuple[str, str]]()
        for window in statement.windows:
            for credit in window.credits:
                if credit.verb == "credit":
                    want[window.first, credit.payer] += credit.amount  # type: ignore[assignment]
        rows = database.execute('SELECT first_day, payer, amount FROM "credits due"').fetchall()
        have_ = {(first, payer): Fraction(amount) for first, payer, amount in rows if first in firsts and amount}
        count += len(have_)
        if have_ != {key: value for key, value in want.items() if value}:
            found.append(f"credits due: {want} wanted, {have_} found")
    return count
