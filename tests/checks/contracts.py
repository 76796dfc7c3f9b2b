"""A small contract for the tests of settling: entries of a value a day, incidents that last, and what one adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Credit, DutyResult, Statement, WindowStatement
from sladsl.findings import Place
from sladsl.model.agreement import Service
from sladsl.model.algebra import (
    Aggregate,
    Condition,
    FromTo,
    Measure,
    MeasureIs,
    NamedMeasure,
    OfField,
    Selection,
)
from sladsl.model.consequences import (
    Amount,
    Consequence,
    Effect,
    Fee,
    FixedAmount,
    OnMiss,
    Pay,
    ShareOf,
    Trigger,
)
from sladsl.model.duties import Duty, DutyKind, Level
from sladsl.model.moments import FieldPoint, Supplied, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparator, Dimension, Quantity, Unit
from sladsl.model.readings import Readings
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import Records, Table, Value
from tests.checks import plans

EUR = Unit(Dimension.MONEY, "EUR")
MONTH = WindowSpec(WindowUnit.MONTH)

ENTRY = plans.record("Entry", Field("Day", FieldKind.DATE), Field("Value", FieldKind.NUMBER))
INCIDENT = plans.record(
    "Incident",
    plans.time_field("Opened"),
    plans.time_field("Closed", True),
    plans.choice("Kind", "a", "b"),
    Field("Price", FieldKind.MONEY, True, EUR),
)
VALUE: Measure = NamedMeasure("Value")
_INSIDE = Selection("Entry", window=Supplied())
DEFINITIONS: Mapping[str, object] = {
    "Value": OfField(Aggregate.TOTAL, ("Value",), _INSIDE),
    "Mean": OfField(Aggregate.AVERAGE, ("Value",), _INSIDE),
    "Outage": FromTo(Selection("Incident"), FieldPoint("Incident", "Opened"), FieldPoint("Incident", "Closed")),
}
SERVICES = (Service("Hosting", "Provider", "Customer", Quantity(Fraction(1000), EUR), WindowUnit.MONTH),)
READINGS: Mapping[str, str | None] = {
    "amount rounding": "half up:1/100",
    "several amounts": "one by one",
    "claim": "automatic",
    "stacking": "add up",
    "open period/Outage": "window end",
    "overlap/Outage": "once",
    "piece belongs/Outage": "start",
}


def place(line: int) -> Place:
    return Place("test.sla", line, 1, line, 1)


def duty(clause: str, kind: DutyKind, *, who: str = "Provider", line: int = 1, **more: object) -> Duty:
    return Duty(f"{clause} 1", clause, who, "", kind, "", place(line), **more)  # type: ignore[arg-type]


def level(clause: str = "Level", comparator: Comparator = Comparator.AT_LEAST, limit: int = 10, **more: object) -> Duty:
    return duty(clause, Level(VALUE, plans.compares(comparator, limit), MONTH), **more)  # type: ignore[arg-type]


def mean(clause: str = "Mean", limit: int = 10) -> Duty:
    return duty(clause, Level(NamedMeasure("Mean"), plans.compares(Comparator.AT_LEAST, limit), MONTH))


def consequence(
    clause: str, trigger: Trigger, effect: Effect, *, line: int = 2, name: str = "", **more: object
) -> Consequence:
    return Consequence(name or f"{clause} c{line}", clause, trigger, effect, "", place(line), **more)  # type: ignore[arg-type]


def credit(amount: Amount | int, payer: str = "Provider", payee: str = "Customer", verb: str = "credit") -> Pay:
    return Pay(verb, payer, payee, money(amount) if isinstance(amount, int) else amount)


def on_miss(clause: str = "Level") -> OnMiss:
    return OnMiss(f"{clause} 1")


def money(amount: int | str) -> FixedAmount:
    return FixedAmount(Quantity(Fraction(amount), EUR))


def share(percent: int) -> ShareOf:
    return ShareOf(Fraction(percent, 100), Fee("Hosting"))


def below(limit: int, measure: Measure = VALUE) -> Condition:
    return MeasureIs(measure, plans.compares(Comparator.LESS_THAN, limit))


def plan(**parts: object) -> Plan:
    more = {"records": (ENTRY, INCIDENT), "definitions": DEFINITIONS, "services": SERVICES, **parts}
    more["readings"] = {**READINGS, **more.get("readings", {})}  # type: ignore[dict-item]
    return plans.plan(**more)  # type: ignore[arg-type]


def entries(*values: tuple[int, int, int | str | Fraction]) -> Table:
    """(month, day, value) of 2026; months above 12 are those of 2027."""
    rows: list[Sequence[Value]] = []
    for month, day, value in values:
        rows.append((date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, day), Fraction(value)))
    return plans.table(ENTRY, *rows)


def monthly(*values: int | str | Fraction) -> Table:
    """One entry in each month from January 2026 on."""
    return entries(*((number, 15, value) for number, value in enumerate(values, 1)))


def incidents(*rows: Sequence[Value]) -> Table:
    return plans.table(INCIDENT, *rows)


def settle(
    of: Plan,
    *tables: Table,
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Statement:
    """With empty tables for records that are not given."""
    held = {each.record.name: each for each in tables}
    for each in of.records:
        held.setdefault(each.name, plans.table(each))
    return evaluate(of, Records(held), Readings(of.readings, given or {}), first=first, last=last, as_of=as_of)


def month_of(statement: Statement, number: int, year: int = 2026) -> WindowStatement:
    return next(window for window in statement.windows if window.first.startswith(f"{year}-{number:02}"))


def amounts(statement: Statement) -> dict[str, list[Fraction]]:
    """Month ("2026-01") → the amounts due for it, in the order of the statement."""
    return {window.first[:7]: [one.amount for one in window.credits] for window in statement.windows}


def states(statement: Statement, clause: str = "") -> dict[str, list[str]]:
    return {
        window.first[:7]: [one.state.value for one in window.duties if clause in ("", one.clause)]
        for window in statement.windows
    }


def only_credit(window: WindowStatement) -> Credit:
    (found,) = window.credits
    return found


def only_duty(window: WindowStatement) -> DutyResult:
    (found,) = window.duties
    return found
