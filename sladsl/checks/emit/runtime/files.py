"""Records from a folder: one file for each, CSV or JSON Lines, found by its name; and what is wrong with them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sladsl.checks.emit.runtime.clock import Clock
from sladsl.checks.emit.runtime.contract import Contract, FieldSpec, RecordSpec
from sladsl.checks.emit.runtime.numbers import SECONDS_IN
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.stretches import merged

MOST_PROBLEMS = 20


class BadRecords(Exception):
    """The records can't be settled as they are: `problems` as "file:line: column: value: what was expected"."""

    def __init__(self, problems: list[str]) -> None:
        shown = problems[:MOST_PROBLEMS]
        if len(problems) > MOST_PROBLEMS:
            shown.append(f"... and {len(problems) - MOST_PROBLEMS} more")
        super().__init__("\n".join(shown))
        self.problems = problems


def plain(name: str) -> str:
    """Names match without regard to case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).casefold()


PLAIN = "this program reads one .csv or .jsonl file for each record; `sladsl records --plain` writes them"


def find_file(folder: Path, record: RecordSpec, known: set[str]) -> Path | None:
    """`known`: the plain names of all records."""
    names = {plain(record.name), plain(record.plural)}
    for path in sorted(folder.iterdir()):
        stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
        part = re.split(r"[ _.-]+(?=[^ _.-]*[0-9])", stem, maxsplit=1)[0]
        whole, of_part = plain(stem) in names, plain(part) in names and plain(stem) not in known
        if path.name == "exports.toml" or of_part or (whole and (path.is_dir() or not _format(path))):
            raise BadRecords([f"{path.name}: {PLAIN}"])
    found = sorted(path for path in folder.iterdir() if path.is_file() and plain(path.stem) in names and _format(path))
    if len(found) > 1:
        raise BadRecords([f"{found[0].name} and {found[1].name}: two files for {record.name}"])
    return found[0] if found else None


def _format(path: Path) -> str:
    return {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}.get(path.suffix.lower(), "")


def read_folder(contract: Contract, folder: Path) -> tuple[dict[str, list[Row] | None], list[str]]:
    """The rows of each record, None where it has no file; and the rows that were set aside, as "file:line: reason"."""
    clock, problems = Clock(contract.zone), list[str]()
    rows: dict[str, list[Row] | None] = {}
    known = {plain(name) for record in contract.records for name in (record.name, record.plural)}
    for record in contract.records:
        path = find_file(folder, record, known)
        rows[record.name] = None if path is None else _read(contract, clock, record, path, problems)
    for record in contract.records:
        for field in record.fields:
            known = {row.key for row in rows.get(field.record) or ()}
            if field.record and rows.get(field.record) is not None:
                for row in list(rows[record.name] or ()):
                    value = row.values.get(field.name)
                    if value is not None and value not in known:
                        problems.append(
                            f"{row.where}: {field.name}: {value!r}: expected a {field.record} that is there"
                        )
                        (rows[record.name] or []).remove(row)
    return rows, problems


def _read(contract: Contract, clock: Clock, record: RecordSpec, path: Path, problems: list[str]) -> list[Row]:
    by_name_of_row = _format(path) == "jsonl"
    if _format(path) == "parquet":
        raise BadRecords([f"{path.name}: {PLAIN}"])
    lines = _csv_rows(path) if _format(path) == "csv" else _json_rows(path)
    readers = {field.name: reader_of(contract, clock, field) for field in record.fields}
    rows: list[Row] = []
    columns: dict[str, str] | None = None
    for line, cells in lines:
        if columns is None or by_name_of_row:
            by_name = {plain(name): name for name in cells}
            columns = {
                field.name: by_name[plain(field.name)] for field in record.fields if plain(field.name) in by_name
            }
            lacking = [one.name for one in record.fields if one.name not in columns and not one.optional]
            if lacking and not by_name_of_row:
                raise BadRecords([f"{path.name}: there is no column {lacking[0]!r}"])
        values, where = dict[str, Any](), f"{path.name}:{line}"
        wrong = False
        for field in record.fields:
            text = cells.get(columns.get(field.name, ""), "")
            if text == "":
                if not field.optional and field.kind != "periods":
                    problems.append(f"{where}: {field.name}: is empty")
                    wrong = True
                continue
            try:
                values[field.name] = readers[field.name](text)
            except (ValueError, ZeroDivisionError) as error:
                problems.append(f"{where}: {field.name}: {text!r}: expected {error}")
                wrong = True
        if not wrong:
            rows.append(make_row(clock, record, values, where))
    return rows


def make_row(clock: Clock, record: RecordSpec, values: dict[str, Any], where: str) -> Row:
    """A row is known by its first text field or, without one, by its line."""
    at = belonging(clock, values.get(record.belongs))
    return Row(record.name, values, str(values.get(record.key, "")) if record.key else "", where, at)


def belonging(clock: Clock, value: Any) -> int | None:
    """The instant by which a row belongs to a window: of a day its start, of a month that of its first day."""
    if isinstance(value, tuple):
        return clock.start_of(date(value[0], value[1], 1))
    return value if isinstance(value, int) or value is None else clock.start_of(value)


def _csv_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    text = path.read_bytes().decode("utf-8-sig")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    found = []
    last = 0
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise BadRecords([f"{path.name}:{line}: {len(cells)} cells, expected {len(header)}"])
        else:
            found.append((line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    return found


def _json_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    found = []
    for line, text in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if text.strip():
            try:
                row = json.loads(text, parse_float=str, parse_int=str)
            except ValueError:
                raise BadRecords([f"{path.name}:{line}: expected a JSON object"]) from None
            found.append((line, {name: _cell(value) for name, value in row.items()}))
    return found


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(
            "/".join(_cell(edge) for edge in part) if isinstance(part, list) else _cell(part) for part in value
        )
    return str(value).strip()


# --- cells -----------------------------------------------------------------------------------------------------------------------


def reader_of(contract: Contract, clock: Clock, field: FieldSpec) -> Callable[[str], Any]:
    """From the text of a cell to its value; raises ValueError with what was expected."""
    kind = field.kind
    if kind == "time":
        return lambda text: read_time(clock, text)
    if kind == "date":
        return read_date
    if kind == "month":
        return read_month
    if kind == "periods":
        return lambda text: read_periods(clock, text)
    if kind == "yes or no":
        return read_yes_no
    if kind == "choice":
        exact_ = {choice: choice for choice in field.choices}
        loose = {choice.casefold(): choice for choice in field.choices}
        return lambda text: _choice(exact_, loose, text)
    if kind in ("text", "reference"):
        return str
    if kind == "percent":
        return cache(lambda text: read_number(text.removesuffix("%").strip()) / 100)
    if kind == "duration":
        unit = SECONDS_IN.get(field.unit, Fraction(1))
        return cache(lambda text: read_number(text) * unit)
    if kind == "money":
        currency = field.unit or contract.currency
        return cache(lambda text: read_number(text.removeprefix(currency).removesuffix(currency).strip()))
    return cache(read_number)


def read_number(text: str) -> Fraction:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text, re.ASCII):
        raise ValueError("a number such as 1234.5")
    return Fraction(text)


def read_time(clock: Clock, text: str) -> int:
    """ISO 8601; without an offset in the agreement's zone. Decimals of a second past the sixth are cut."""
    if len(text) < 16 or text[10] not in "T ":
        raise ValueError("a time such as 2026-03-05T10:00:00Z")
    try:
        time = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text) if len(text) > 26 else text)
    except ValueError:
        raise ValueError("a time such as 2026-03-05T10:00:00Z") from None
    if time.tzinfo is None:
        wrong = clock.ambiguous(time)
        if wrong:
            raise ValueError(f"a time with its offset, as the clock {wrong} this one")
    return clock.of(time)


def read_date(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError("a date such as 2026-03-05")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a date of the calendar") from None


def read_month(text: str) -> tuple[int, int]:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise ValueError("a month such as 2026-03")
    return int(text[:4]), int(text[5:])


def read_yes_no(text: str) -> bool:
    known = {
        **dict.fromkeys(("yes", "true", "y", "t", "1"), True),
        **dict.fromkeys(("no", "false", "n", "f", "0"), False),
    }
    if text.casefold() not in known:
        raise ValueError("yes or no")
    return known[text.casefold()]


def read_periods(clock: Clock, text: str) -> tuple[tuple[int, int], ...]:
    """start/end;start/end. An empty end has not come yet."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        start, slash, end = part.partition("/")
        if not slash:
            raise ValueError("periods such as start/end;start/end")
        first = read_time(clock, start.strip())
        last = read_time(clock, end.strip()) if end.strip() else 10**18
        if last < first:
            raise ValueError("a period that ends after it starts")
        found.append((first, last))
    return tuple(merged(found))


def _choice(exact_: dict[str, str], loose: dict[str, str], text: str) -> str:
    choice = exact_.get(text) or loose.get(text.casefold())
    if choice is None:
        raise ValueError(f"one of {', '.join(exact_)}")
    return choice
