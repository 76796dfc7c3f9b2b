"""What queries that stand alone are made of: the reader's own tables, and what is worked out here and stands in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import lcm

from sqlglot import exp

from sladsl.checks.engines.columns import Column, Stored, places_in
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.time.windows import Window

AS_OF_VIEW = "as of"
AS_OF = exp.column("moment", "n")
"""The time of settlement, of which there is one row, `n`."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STORED = {
    FieldKind.TIME: Stored.INSTANT,
    FieldKind.DATE: Stored.DAY,
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
    stored = _STORED.get(field.kind, Stored.UNUSED)
    decimals = 10 if stored is Stored.NUMBER else 0
    return Column(field, field.name, stored, factor, decimals)


def table_of(record: Record) -> str:
    """The name of the reader's table: the plural, in small letters."""
    return record.plural.casefold().replace(" ", "_").replace("-", "_")


def table_as(record: Record, alias: str) -> exp.Expr:
    """The reader's table under another name."""
    return exp.alias_(exp.to_table(table_of(record), dialect=""), alias, table=True)


def of_row(condition: exp.Expr, alias: str = "r") -> exp.Expr:
    """With the columns of the record's own table."""
    found = condition.copy()
    for column in list(found.find_all(exp.Column)):
        if not column.table:
            column.set("table", exp.to_identifier(alias))
    return found


def named(name: str, alias: str) -> exp.Expr:
    """A view or a table of ours."""
    return exp.alias_(exp.to_table(exp.to_identifier(name, quoted=True).sql()), alias, table=True)


def as_of() -> exp.Expr:
    return named(AS_OF_VIEW, "n")


def windows_of(
    told: Sequence[Window], column: Column | None = None, zone: str = "", counted: Sequence[int] | None = None
) -> exp.Select:
    """Each window with its number and days; `starts` and `ends` as instants and, where rows belong by a day, `from_day` and `to_day`. With
    how long each counts as, all in microseconds: `opens`, `closes` and `counted`."""
    kinds = [("number", "INT"), ("first_day", "VARCHAR"), ("last_day", "VARCHAR")]
    kinds += [("starts", "TIMESTAMPTZ"), ("ends", "TIMESTAMPTZ")]
    by_day = column is not None and column.stored is Stored.DAY
    kinds += [("from_day", "DATE"), ("to_day", "DATE")] if by_day else []
    kinds += [(name, "BIGINT") for name in ("opens", "closes", "counted")] if counted is not None else []
    rows: list[list[int | str | None]] = []
    for number, window in enumerate(told, 1):
        row: list[int | str | None] = [number, window.first.isoformat(), window.last.isoformat()]
        row += [shown(window.start), shown(window.end)]
        if column is not None and by_day:
            row += [date.fromordinal(at).isoformat() for at in places_in(column, window, zone)]
        row += [window.start, window.end, counted[number - 1]] if counted is not None else []
        rows.append(row)
    return listed(kinds, rows)


def inside(column: Column) -> exp.Expr:
    """Whether the row belongs to the window."""
    first, after = ("from_day", "to_day") if column.stored is Stored.DAY else ("starts", "ends")
    at = of_row(column.cell)
    return exp.and_(
        exp.GTE(this=at, expression=exp.column(first, "w")), exp.LT(this=at.copy(), expression=exp.column(after, "w"))
    )


def shown(at: int) -> str:
    """An instant as databases read it."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(" ")


def listed(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[int | str | None]]) -> exp.Select:
    """Rows that stand in the text, of columns with a name and a type."""
    names = [name for name, _ in columns]
    typed = (exp.cast(exp.column(name, "v"), kind).as_(name) for name, kind in columns)
    return exp.select(*typed).from_(exp.values([tuple(row) for row in rows], alias="v", columns=names))


def all_of(parts: Sequence[exp.Query]) -> exp.Query:
    """The rows of each."""
    whole = parts[0]
    for part in parts[1:]:
        whole = exp.union(whole, part, distinct=False)
    return whole


def _places_of(values: Iterable[Fraction]) -> int:
    """With how many decimals they all can be written, of an amount of money at least two."""
    whole = lcm(*(value.denominator for value in values))
    places = next((n for n in range(2, 13) if 10**n % whole == 0), None)
    if places is None:
        raise Refused("", "its amount is no finite decimal")
    return places


def _decimal(value: Fraction, places: int) -> str:
    return f"{Decimal(int(value * 10**places)).scaleb(-places):f}"


def by_window(told: Sequence[Window], amounts: Sequence[Sequence[Fraction]], name: str) -> exp.Select:
    """For each window its amounts, one by one, with as many decimals as they need."""
    decimals = [_places_of(column) for column in zip(*amounts, strict=True)]
    kinds = [("first_day", "VARCHAR"), ("ends", "TIMESTAMPTZ")]
    kinds += [(f"{name}_{n}", f"DECIMAL(28, {places})") for n, places in enumerate(decimals, 1)]
    rows = [
        [
            window.first.isoformat(),
            shown(window.end),
            *(_decimal(one, n) for one, n in zip(line, decimals, strict=True)),
        ]
        for window, line in zip(told, amounts, strict=True)
    ]
    return listed(kinds, rows)
