"""What queries that stand alone are made of: the reader's own tables, and what is worked out here and stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.columns import Column, Stored
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STORED = {
    FieldKind.TIME: Stored.INSTANT,
    FieldKind.CHOICE: Stored.TEXT,
    FieldKind.TEXT: Stored.TEXT,
    FieldKind.REFERENCE: Stored.TEXT,
    FieldKind.YES_NO: Stored.FLAG,
    FieldKind.NUMBER: Stored.NUMBER,
    FieldKind.PHYSICAL: Stored.NUMBER,
    FieldKind.MONEY: Stored.NUMBER,
    FieldKind.DURATION: Stored.NUMBER,
    FieldKind.PERCENT: Stored.NUMBER,
}


def relation_of(record: Record) -> Relation:
    """The record as the reader's own table: times with their zone, numbers in the unit of the field."""
    columns = {field.name: _column(field) for field in record.fields}
    return Relation(record, table_of(record), columns, 0, "")


def _column(field: Field) -> Column:
    factor = Fraction(1)
    if field.kind is FieldKind.PERCENT:
        factor = Fraction(1, 100)
    elif field.kind is FieldKind.DURATION:
        factor = SECONDS_IN[field.unit.name if field.unit else "second"]
    # A limit is brought to ten decimals of the cell, and any column of numbers can be compared with it.
    decimals = 10 if field.kind in _STORED and _STORED[field.kind] is Stored.NUMBER else 0
    return Column(field, field.name, _STORED.get(field.kind, Stored.UNUSED), factor, decimals)


def table_of(record: Record) -> str:
    """The name of the reader's table: the plural, in small letters."""
    return record.plural.casefold().replace(" ", "_").replace("-", "_")


def of_row(condition: exp.Expr) -> exp.Expr:
    """With the columns of the record's own table."""
    found = condition.copy()
    for column in list(found.find_all(exp.Column)):
        if not column.table:
            column.set("table", exp.to_identifier("r"))
    return found


def instant(at: int) -> exp.Expr:
    shown = (_EPOCH + timedelta(microseconds=at)).isoformat(" ", "microseconds")
    return exp.cast(exp.Literal.string(shown), "TIMESTAMPTZ")


def all_of(parts: Sequence[exp.Query]) -> exp.Query:
    """The rows of each."""
    whole = parts[0]
    for part in parts[1:]:
        whole = exp.union(whole, part, distinct=False)
    return whole


def decimal(value: Fraction) -> exp.Expr:
    """A decimal with two places, or with as many as it needs."""
    places = next((n for n in range(2, 13) if (value * 10**n).denominator == 1), None)
    if places is None:
        raise Refused("", "its amount is no finite decimal")
    shown = Decimal(int(value * 10**places)).scaleb(-places)
    return exp.cast(exp.Literal.string(f"{shown:f}"), f"DECIMAL(28, {places})")
