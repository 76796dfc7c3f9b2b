"""Tables as the files from which they are read: CSV, with a column a field, exact values, and times in UTC."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any, assert_never

from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.table import OPEN_END, Table

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def file_of(record: Record) -> str:
    """ "service-reports.csv"."""
    return f"{'-'.join(record.plural.casefold().split())}.csv"


def csv_of(table: Table) -> str:
    """The text of the file. ValueError: a value has no finite decimal, so no file can hold it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    fields = table.record.fields
    writer.writerow([field.name for field in fields])
    columns = [map(_writer(field), table.columns[field.name]) for field in fields]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def cell(field: Field, value: Any) -> str:
    """One value as its cell; None is an empty one. ValueError: it has no finite decimal."""
    return _writer(field)(value)


def _writer(field: Field) -> Callable[[Any], str]:
    """How to write the values of a field. None is an empty cell."""
    write = _of_kind(field)
    return lambda value: "" if value is None else write(value)


def _of_kind(field: Field) -> Callable[[Any], str]:
    match field.kind:
        case FieldKind.TIME:
            return time_text
        case FieldKind.DATE:
            return date.isoformat
        case FieldKind.MONTH:
            return lambda month: f"{month[0]}-{month[1]:02d}"
        case FieldKind.YES_NO:
            return lambda value: "yes" if value else "no"
        case FieldKind.PERIODS:
            return lambda periods: ";".join(
                f"{time_text(a)}/{time_text(b) if b < OPEN_END else ''}" for a, b in periods
            )
        case FieldKind.PERCENT:
            return lambda ratio: _decimal(Fraction(ratio) * 100)
        case FieldKind.DURATION:
            unit = SECONDS_IN[field.unit.name if field.unit else "second"]
            return lambda seconds: _decimal(Fraction(seconds) / unit)
        case FieldKind.NUMBER | FieldKind.PHYSICAL | FieldKind.MONEY:
            return lambda value: _decimal(Fraction(value))
        case FieldKind.TEXT | FieldKind.CHOICE | FieldKind.REFERENCE:
            return str
        case _:
            assert_never(field.kind)


@lru_cache(maxsize=1 << 16)
def time_text(instant: int) -> str:
    moment = _EPOCH + timedelta(microseconds=instant)
    return moment.strftime("%Y-%m-%dT%H:%M:%S" + (".%f" if moment.microsecond else "")) + "Z"


def _decimal(value: Fraction) -> str:
    digits = next((n for n in range(40) if 10**n % value.denominator == 0), None)
    if digits is None:
        raise ValueError(f"{value} has no finite decimal")
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole, rest = divmod(scaled, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"
