"""Words for what the statement explains: measures, selections, lengths and targets, as the contract would say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.rows import key_of
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.figures import local_time, quantity
from sladsl.checks.reasons import Condition, Figure, Told, joined, of_quantity, told
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    ExtremeOf,
    ItemLength,
    ItemValue,
    LedgerBalance,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    OverThings,
    OverWindows,
    Period,
    Rounded,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    UnitsIncurred,
)
from sladsl.model.consequences import Consequence
from sladsl.model.duties import Duty
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.quantities import SECONDS_IN, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.records.table import is_by_lines

_MOST = 20
THE_EXAMPLE = "the example"
"""Where the rows of a worked example stand."""
_TARGET = re.compile(r"\b(within|by|at least|at most|not less than|during)\b.*", re.DOTALL)
_BINDS = re.compile(r"\b(shall|will|must)\b")
_KEPT = {
    Comparator.AT_LEAST: "at or above",
    Comparator.AT_MOST: "at or below",
    Comparator.MORE_THAN: "above",
    Comparator.LESS_THAN: "below",
    Comparator.EXACTLY: "exactly",
}


def measure_words(measure: Measure) -> str:
    match measure:
        case NamedMeasure(name=name) | LedgerBalance(ledger=name):
            return name
        case OfField(aggregate=Aggregate.PERCENTILE, fields=fields, percentile=rank) if rank is not None:
            return told("{rank}th percentile of {what}", rank=Figure(rank), what=_both(fields))
        case OfField(aggregate=aggregate, fields=fields, selection=selection):
            return told(f"{aggregate} {{what}} of {{things}}", what=_both(fields), things=selection_words(selection))
        case CountOf(selection=selection):
            return told("number of {things}", things=selection_words(selection))
        case UnitsIncurred(unit=unit, party=party):
            return (
                told("number of {things} of {party}", things=f"{unit}s", party=party)
                if party
                else told("number of {things}", things=f"{unit}s")
            )
        case OfPeriod(aggregate=Aggregate.PERCENTILE, period=period, percentile=rank) if rank is not None:
            return told("{rank}th percentile of {what}", rank=Figure(rank), what=period_words(period))
        case OfPeriod(aggregate=aggregate, period=period):
            return told(f"{aggregate} {{what}}", what=period_words(period))
        case OverThings(aggregate=aggregate, measure=inner, selection=selection):
            return told(
                f"{aggregate} {{what}} of the {{things}}", what=measure_words(inner), things=selection_words(selection)
            )
        case OverWindows(aggregate=aggregate, measure=inner):
            return told(f"{aggregate} {{what}}", what=measure_words(inner))
        case ShareOfRecords(selection=selection):
            return told("percentage of {things}", things=selection_words(selection))
        case ShareOfTime(period=period, outside=outside):
            return told(
                "percentage of the time that is not {what}" if outside else "percentage of the time that is {what}",
                what=period_words(period),
            )
        case ShareOfUnits(unit=unit):
            return told("percentage of the {things}", things=told(f"{unit.unit}s"))
        case Arithmetic(operator=operator, left=left, right=right):
            return told(f"{{one}} {operator} {{other}}", one=measure_words(left), other=measure_words(right))
        case Constant(quantity=given):
            return told("{amount}", amount=of_quantity(given))
        case Rounded(measure=inner):
            return measure_words(inner)
        case ExtremeOf(greater=greater, left=left, right=right):
            return told(
                "greater of {one} and {other}" if greater else "lesser of {one} and {other}",
                one=measure_words(left),
                other=measure_words(right),
            )
        case ItemValue(field=field):
            return field
        case ItemLength(name=name):
            return told("length of {name}", name=name)
        case _:
            assert_never(measure)


def selection_words(selection: Selection) -> str:
    """ "Samples": the plain plural; what restricts it stands in the contract."""
    name = selection.name
    return (
        name
        if name.endswith("s")
        else f"{name[:-1]}ies"
        if name.endswith("y") and name[-2:-1] not in "aeiou"
        else f"{name}s"
    )


def _both(fields: Sequence[str]) -> str:
    return joined(tuple(fields), "{one} and {other}")


def period_words(period: Period) -> str:
    return period.name if isinstance(period, NamedPeriod) else told("time")


def ledger_words(ledger: str) -> str:
    """ "shortfall in Hours Worked"."""
    for form in ("shortfall in {name}", "excess of {name}", "unused part of {name}"):
        before = form.partition("{")[0]
        if ledger.startswith(before):
            return told(form, name=ledger.removeprefix(before))
    return ledger


def length_unit(length: Length) -> tuple[str, Fraction]:
    """The unit as written, in the singular, and its size in the base of the length: ("week", 7 days), ("hour", 3600 seconds)."""
    unit = length.unit.removesuffix("s")
    match length.basis:
        case LengthBasis.ELAPSED | LengthBasis.CALENDAR:
            return unit, SECONDS_IN.get(unit, SECONDS_IN["second"])
        case LengthBasis.DAYS:
            return unit, {"week": Fraction(7), "hour": Fraction(1, 24)}.get(unit, Fraction(1))
        case LengthBasis.MONTHS:
            return unit, Fraction({"quarter": 3, "year": 12}.get(unit, 1))
        case LengthBasis.BUSINESS_DAYS:
            return "business day", Fraction(1)
        case _:
            assert_never(length.basis)


def length_words(length: Length) -> str:
    """ "5 business days", "3 months", "8 hours of Business Hours": in the unit as written."""
    unit, size = length_unit(length)
    amount = length.amount / size
    said = told("{amount}", amount=Figure(amount, Unit(Dimension.UNIT, unit)))
    return told("{length} of {name}", length=said, name=length.period) if length.period else said


def kept_at(comparison: Comparison, world: World) -> str:
    """The target as a duty says it: "at or above 99.9%", "at or above Uptime Target (99.5%)"."""
    parts = []
    for bound in comparison.bounds:
        limit = _named_limit(bound.limit, world) if isinstance(bound.limit, str) else quantity(bound.limit)
        parts.append(f"{_KEPT[bound.comparator]} {limit}")
    return " but ".join(parts)


def _named_limit(name: str, world: World) -> str:
    form = world.form_value(name)
    return f"{name} ({quantity(form.value)})" if form is not None and form.value is not None else name


def row_words(comparison: Comparison) -> str:
    """The row of a table as it is written: "at least 99.0% but below 99.9%"."""
    parts = []
    for bound in comparison.bounds:
        limit = bound.limit if isinstance(bound.limit, str) else of_quantity(bound.limit)
        word = "below" if bound.comparator is Comparator.LESS_THAN else bound.comparator
        parts.append(told(f"{word} {{limit}}", limit=limit))
    return joined(tuple(parts), "{one} but {other}")


def target_words(duty: Duty) -> str:
    """What a sentence asks of each record or document: "within 15 minutes after it is Opened"; the sentence, where it sets no time."""
    words = " ".join(duty.text.split()).partition(": |")[0]
    binds = _BINDS.search(words)
    found = _TARGET.search(words, binds.end() if binds else 0)
    return (found.group() if found else words).rstrip(". ")


def unit_of(comparison: Comparison | None, world: World) -> Unit | None:
    """The unit in which the contract, or the order form, states the limit."""
    for bound in comparison.bounds if comparison else ():
        if isinstance(bound.limit, Quantity):
            return bound.limit.unit
        form, measured = world.form_value(bound.limit), world.definition(bound.limit)
        if form is not None:
            return form.unit
        if measured is not None:
            return measured.unit
    return None


def bound_words(value: Item | Piece | str, scope: Scope) -> str:
    """How the statement names what is bound: "C1", "Outage of 2026-03-05 10:00 to 2026-03-05 11:30", "gold"."""
    match value:
        case str():
            return value
        case Item():
            record, table = scope.world.record(value.record), scope.world.table(value.record)
            if record is None or record.key or table is None or table.is_made(value.row):
                return key_of(value, scope.world)
            file, number = table.file_at(value.row), str(table.lines[value.row])
            form = "{record} of {file}, line {numbers}" if is_by_lines(file) else "{record} of {file}, row {numbers}"
            return told(form, record=record.name, file=_file_words(file), numbers=number)
        case Piece(start=start, end=end, name=name):
            zone = scope.world.zone
            ends = (local_time(start, zone), local_time(end, zone))
            said = told("{name} of {start} to {end}", name=name or told("stretch"), start=ends[0], end=ends[1])
            return (
                said if value.item is None else told("{what} ({item})", what=said, item=key_of(value.item, scope.world))
            )
        case _:
            assert_never(value)


def items_words(items: Sequence[Item | Piece | str | None], scope: Scope) -> str:
    """Many of them: rows known by their lines stand under their file, "Tickets of tickets.csv, lines 5, 7 and 12"; the first 20 are named."""
    lines: dict[tuple[str, str], list[str]] = {}
    named: list[str] = []
    for one in items[:_MOST]:
        record = scope.world.record(one.record) if isinstance(one, Item) else None
        table = scope.world.table(one.record) if isinstance(one, Item) else None
        if (
            isinstance(one, Item)
            and record is not None
            and not record.key
            and table is not None
            and one.row >= 0
            and not table.is_made(one.row)
        ):
            lines.setdefault((record.plural or record.name, table.file_at(one.row)), []).append(
                str(table.lines[one.row])
            )
        elif one is not None:
            named.append(bound_words(one, scope))
    for (plural, file), numbers in lines.items():
        form = "{record} of {file}, line {numbers}" if len(numbers) == 1 else "{record} of {file}, lines {numbers}"
        first = ", ".join(numbers[:-1]) or numbers[-1]
        said = first if len(numbers) == 1 else told("{one} and {other}", one=first, other=numbers[-1])
        named.append(told(form, record=plural, file=_file_words(file), numbers=said))
    said = joined(tuple(named), "{one}, {other}")
    if len(items) <= _MOST:
        return said
    return told("{items}; {count} more", items=said, count=len(items) - _MOST)


def _file_words(file: str) -> str:
    return told("the example") if file == THE_EXAMPLE else file


def lead_words(consequence: Consequence) -> Told:
    """What the sentence of a consequence asks before its comma: "Monthly Uptime is below 99.0% in 3 of any 6 consecutive months"."""
    if consequence.item:
        return told("{condition}", condition=Condition(consequence.item))
    text = " ".join(consequence.text.split())
    if not text.startswith("If "):
        return told("the condition holds")
    parties = (getattr(consequence.effect, name, "") for name in ("party", "payer"))
    ends = [at for party in parties if party and (at := text.find(f", {party} ")) > 0] or [text.find(",")]
    return told("{condition}", condition=Condition(text[3 : ends[0]])) if ends[0] > 0 else told("the condition holds")


def where(clause: str, line: int) -> str:
    """'clause "Availability", line 93'."""
    return (
        told('clause "{name}", line {line}', name=clause, line=line) if line else told('clause "{name}"', name=clause)
    )


def says(words: str, value: Fraction | None, unit: Unit | None) -> str:
    """ "Monthly Uptime is 99.8%"."""
    if value is None:
        return told("{what} has no value", what=words)
    return told("{what} is {value}", what=words, value=Figure(value, unit))
