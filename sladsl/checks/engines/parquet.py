"""Parquet files that stay where they are: what their columns are, and whether every cell is what the contract says.

A file with anything else in it is refused, so that it is read row by row and its faults are told as those of any file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from sladsl.checks.engines.columns import Column, Stored
from sladsl.checks.engines.duck import Duck
from sladsl.checks.engines.relation import ROW, DatabaseError, Relation
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.names import match_columns
from sladsl.records.problem import Problem
from sladsl.records.relations import named_pairs
from sladsl.records.table import Table
from sladsl.records.times import TimeReader
from sladsl.records.values import reader_for

_INSTANT = "TIMESTAMP WITH TIME ZONE"
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_MOST_TEXTS = 100_000


def rows_in(files: Mapping[Path, str], database: Duck) -> int:
    """0 where one cannot be read as Parquet, which the reader of files will tell."""
    try:
        return sum(_rows(path, database) for path in files)
    except DatabaseError:
        return 0


def _rows(path: Path, database: Duck) -> int:
    return int(database.query(f"SELECT count(*) FROM {_source(path)}")[0][0])


def _source(path: Path) -> str:
    # DuckDB takes the path for a pattern.
    pattern = "".join(f"[{c}]" if c in "*?[" else c for c in str(path)).replace("'", "''")
    return f"read_parquet('{pattern}', file_row_number = true, binary_as_string = true)"


def relation_of(
    files: Mapping[Path, str],
    record: Record,
    name: str,
    zone: str,
    currency: str,
    others: Mapping[str, Table],
    database: Duck,
) -> tuple[Relation, tuple[Mapping[str, str], ...]]:
    """The relation of the files of a record, as a view of them, with the column of each file for each field. `others` are the records that
    were read."""
    stands: list[Mapping[str, str]] = []
    parts: list[str] = []
    starts: list[tuple[int, str]] = []
    rows = 0
    chosen: dict[str, tuple[Field, str]] = {}
    for path, file in files.items():
        described = database.query(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {_source(path)}")
        header, kinds = [str(row[0]) for row in described], [str(row[1]) for row in described]
        numbers, findings = match_columns(record, header, path.as_posix(), rows=1)
        if findings:
            raise Refused(record.name, f"the columns of {file} do not fit")
        here = {field.name: (field, kinds[numbers[field.name]]) for field in record.fields if field.name in numbers}
        if parts and here != chosen:
            raise Refused(record.name, f"{file} has other columns than the files before it")
        chosen = here
        stands.append({of: header[numbers[of]] for of in here})
        listed = "".join(f", {_named(column)} AS {_named(of)}" for of, column in stands[-1].items())
        parts.append(f"SELECT file_row_number + {rows} AS {_named(ROW)}{listed} FROM {_source(path)}")
        starts.append((rows, file))
        rows += _rows(path, database)
    database.run(f"CREATE VIEW {_named(name)} AS {' UNION ALL '.join(parts)}")
    look = _Look(record, name, TimeReader(zone), currency, database)
    columns = {of: look.column(field, kind, rows) for of, (field, kind) in chosen.items()}
    look.ends_after_starts()
    for of, (field, _) in chosen.items():
        if field.kind is FieldKind.REFERENCE and field.record in others:
            look.refers(columns[of], others[field.record])
    return Relation(record, name, columns, rows, starts[0][1], None, tuple(starts[1:])), tuple(stands)


class _Look:
    def __init__(self, record: Record, name: str, times: TimeReader, currency: str, database: Duck) -> None:
        self._record, self._name = record, name
        self._times, self._currency, self._database = times, currency, database

    def _ask(self, what: str, where: str = "") -> tuple[object, ...]:
        return self._database.query(f"SELECT {what} FROM {_named(self._name)}{where}")[0]

    def _refuse(self, field: Field, reason: str) -> Refused:
        return Refused(self._record.name, f"its {field.name} {reason}")

    def column(self, field: Field, kind: str, rows: int) -> Column:
        cell = _named(field.name)
        start = Column(field, field.name, Stored.UNUSED, nulls=field.optional)
        match field.kind:
            case FieldKind.TIME if kind == _INSTANT:
                n, first, last, endless = self._ask(
                    f"count({cell}), epoch_us(min({cell})), epoch_us(max({cell})), count(*) FILTER (isinf({cell}))"
                )
                self._filled(field, n, rows)
                if endless or any(
                    isinstance(self._times.of_instant(at), Problem) for at in (first, last) if isinstance(at, int)
                ):
                    raise self._refuse(field, "has a time that stands for none")
                return replace(start, stored=Stored.INSTANT)
            case FieldKind.DATE if kind == "DATE":
                n, first, last = self._ask(f"count({cell}), year(min({cell})), year(max({cell}))")
                self._filled(field, n, rows)
                if any(not 1900 <= year < 2200 for year in (first, last) if isinstance(year, int)):
                    raise self._refuse(field, "has a day that stands for none")
                return replace(start, stored=Stored.DAY)
            case FieldKind.CHOICE | FieldKind.YES_NO | FieldKind.REFERENCE if kind in ("VARCHAR", "BOOLEAN"):
                return self._texts(field, kind, start, rows)
            case FieldKind.TEXT if kind == "VARCHAR":
                (bad,) = self._ask(f"count(*) FILTER ({cell} IS NULL OR regexp_matches({cell}, '^\\s|\\s$|^$|[^ -~]'))")
                if bad:
                    raise self._refuse(field, "has cells that are empty, or with blanks or letters beyond ASCII")
                return replace(start, stored=Stored.TEXT)
            case FieldKind.NUMBER | FieldKind.PHYSICAL | FieldKind.PERCENT | FieldKind.DURATION | FieldKind.MONEY:
                return self._number(field, kind, start, rows)
            case _:
                raise self._refuse(field, f"stands in the file as {kind}")

    def _filled(self, field: Field, n: object, rows: int) -> None:
        if n != rows and not field.optional:
            raise self._refuse(field, "has empty cells")

    def _number(self, field: Field, kind: str, start: Column, rows: int) -> Column:
        cell = _named(field.name)
        decimals = int(kind.rpartition(",")[2].rstrip(")")) if kind.startswith("DECIMAL") else 0
        if kind not in _WHOLE and not kind.startswith("DECIMAL"):
            raise self._refuse(field, f"stands in the file as {kind}")
        n, least = self._ask(f"count({cell}), min({cell})")
        self._filled(field, n, rows)
        if field.kind is FieldKind.DURATION and least is not None and least < 0:  # type: ignore[operator]
            raise self._refuse(field, "has a length below zero")
        factor = Fraction(1)
        if field.kind is FieldKind.PERCENT:
            factor = Fraction(1, 100)
        elif field.kind is FieldKind.DURATION:
            factor = SECONDS_IN[field.unit.name if field.unit else "second"]
        return replace(start, stored=Stored.NUMBER, factor=factor, decimals=decimals)

    def _texts(self, field: Field, kind: str, start: Column, rows: int) -> Column:
        """Every different text is read once, as the reader of files reads it."""
        cell = _named(field.name)
        found = self._database.query(
            f"SELECT DISTINCT {cell}::VARCHAR FROM {_named(self._name)} LIMIT {_MOST_TEXTS + 1}"
        )
        if len(found) > _MOST_TEXTS:
            raise self._refuse(field, f"has more than {_MOST_TEXTS} different texts")
        read = reader_for(field, self._times, self._currency)
        texts: dict[str, list[str]] = {}
        for (text,) in found:
            if text is None or not text.strip():
                if not field.optional or text is not None:
                    raise self._refuse(field, "has empty cells")
                continue
            value = read(text.strip())
            if isinstance(value, Problem):
                raise self._refuse(field, f'has "{text}"')
            texts.setdefault(str(value), []).append(text)
        if kind == "BOOLEAN":
            return replace(start, stored=Stored.FLAG)
        if field.kind is FieldKind.YES_NO:
            raise self._refuse(field, "stands in the file as text")
        same = all(texts_ == [value] for value, texts_ in texts.items())
        kept = None if same else {value: tuple(sorted(texts_)) for value, texts_ in texts.items()}
        return replace(start, stored=Stored.TEXT, texts=kept, values=tuple(sorted(texts)))

    def ends_after_starts(self) -> None:
        for first, then in named_pairs(self._record):
            (bad,) = self._ask(f"count(*) FILTER ({_named(then)} < {_named(first)})")
            if bad:
                raise Refused(self._record.name, f"it has rows whose {then} is before their {first}")

    def refers(self, column: Column, other: Table) -> None:
        if other.record.key and not set(column.values) <= set(other.rows_by_key):
            raise self._refuse(column.field, f"names a {other.record.name} that is not there")


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
