"""How the fields of a record stand in a relation, and what to write in a query for an instant, a limit or a choice.

Cells are compared as they are stored: a limit is brought to the scale of the column and never the column to the limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.quantities import Comparator
from sladsl.model.schema import Field
from sladsl.node import node
from sladsl.time.dates import ONE_DAY, month_number
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, start_of_day

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stored(StrEnum):
    """How a cell stands in the relation."""

    MICROS = "microseconds since the epoch"
    INSTANT = "timestamp with time zone"
    ORDINAL = "number of a day"
    DAY = "date"
    MONTH = "number of a month"
    NUMBER = "whole number or decimal"
    TEXT = "text"
    FLAG = "yes or no"
    UNUSED = "not kept"


@node
class Column:
    """`factor`: a number is the cell times this. `decimals`: of the cell. `texts`: the texts in which each value stands, where they are
    not the values themselves. `nulls`: whether cells can be empty. `values`: the texts that there are, where they are few."""

    field: Field
    name: str
    stored: Stored
    factor: Fraction = Fraction(1)
    decimals: int = 0
    texts: Mapping[str, tuple[str, ...]] | None = None
    nulls: bool = True
    values: tuple[str, ...] = ()

    @property
    def cell(self) -> exp.Expr:
        return exp.column(self.name, quoted=True)


def timed(column: Column, record: str) -> Column:
    if column.stored not in (Stored.MICROS, Stored.INSTANT, Stored.ORDINAL, Stored.DAY, Stored.MONTH):
        raise Refused(record, f"its {column.field.name} is no time")
    return column


def place_of(column: Column, instant: int, zone: str) -> int:
    """The first place of the column that is not before the instant: in microseconds, or the number of a day or month."""
    match column.stored:
        case Stored.MICROS | Stored.INSTANT:
            return instant
        case Stored.ORDINAL | Stored.DAY:
            day = date_of(instant, zone)
            return day.toordinal() + (start_of_day(day, zone) < instant)
        case _:
            day = date_of(instant, zone)
            first = day.replace(day=1)
            return month_number(first) + (start_of_day(first, zone) < instant)


def instant_at(column: Column, at: int, zone: str) -> int:
    """The instant of a place: the start of the day or month."""
    match column.stored:
        case Stored.MICROS | Stored.INSTANT:
            return at
        case Stored.ORDINAL | Stored.DAY:
            return start_of_day(date.fromordinal(at), zone)
        case _:
            return start_of_day(date(at // 12, at % 12 + 1, 1), zone)


def places_in(column: Column, window: Window, zone: str) -> tuple[int, int]:
    """From which place on, and before which, rows belong to a window; see `restricting.lies_in` for months."""
    if column.stored is Stored.MONTH:
        first, after = month_number(window.first), month_number(window.last + ONE_DAY)
        return first, max(after, first + 1)
    return place_of(column, window.start, zone), place_of(column, window.end, zone)


def place(column: Column, at: int) -> exp.Expr:
    """A place as it stands in the column."""
    match column.stored:
        case Stored.INSTANT:
            shown = (_EPOCH + timedelta(microseconds=at)).isoformat(" ", "microseconds")
            return exp.cast(exp.Literal.string(shown), "TIMESTAMPTZ")
        case Stored.DAY:
            return exp.cast(exp.Literal.string(date.fromordinal(at).isoformat()), "DATE")
        case _:
            return number(at)


def number(value: int) -> exp.Expr:
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def decimal(value: int, decimals: int) -> exp.Expr:
    """`value` divided by ten to the power of `decimals`, as a decimal literal."""
    if not decimals:
        return number(value)
    digits = str(abs(value)).rjust(decimals + 1, "0")
    literal = exp.Literal(this=f"{digits[:-decimals]}.{digits[-decimals:]}", is_string=False)
    return literal if value >= 0 else exp.Neg(this=literal)


def against(column: Column, comparator: Comparator, limit: Fraction) -> exp.Expr:
    """The comparison of a number with a limit; a cell is at least x just where it is at least the next cell above x."""
    edge = limit / column.factor * 10**column.decimals
    floor = edge.numerator // edge.denominator
    ceiling = -(-edge.numerator // edge.denominator)
    cell = column.cell
    match comparator:
        case Comparator.AT_LEAST:
            return exp.GTE(this=cell, expression=decimal(ceiling, column.decimals))
        case Comparator.AT_MOST:
            return exp.LTE(this=cell, expression=decimal(floor, column.decimals))
        case Comparator.MORE_THAN:
            return exp.GT(this=cell, expression=decimal(floor, column.decimals))
        case Comparator.LESS_THAN:
            return exp.LT(this=cell, expression=decimal(ceiling, column.decimals))
        case Comparator.EXACTLY:
            if floor != ceiling:
                return exp.false()
            return exp.EQ(this=cell, expression=decimal(floor, column.decimals))


def one_of(column: Column, values: frozenset[str]) -> exp.Expr:
    """Whether a text is one of the values."""
    meant = sorted(values)
    if column.texts is not None:
        meant = sorted(text for value in values for text in column.texts.get(value, ()))
    if not meant:
        return exp.false()
    literals: list[exp.Expr] = [exp.Literal.string(text) for text in meant]
    if len(literals) == 1:
        return exp.EQ(this=column.cell, expression=literals[0])
    return exp.In(this=column.cell, expressions=literals)


def value_of(column: Column) -> exp.Expr:
    """The text of a cell as the contract knows it."""
    if column.texts is None or all(texts == (value,) for value, texts in column.texts.items()):
        return column.cell
    case = exp.Case()
    for value, texts in sorted(column.texts.items()):
        literals = [exp.Literal.string(text) for text in texts]
        case = case.when(exp.In(this=column.cell, expressions=literals), exp.Literal.string(value))
    return case


def known(column: Column, held: exp.Expr) -> exp.Expr:
    """False instead of nothing where the cell is empty."""
    if not column.nulls or isinstance(held, exp.Boolean):
        return held
    return exp.and_(exp.Is(this=column.cell, expression=exp.Null()).not_(), held)
