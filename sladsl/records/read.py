"""Reads the folder of exported records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sladsl.findings import Finding, Place, Severity, error, in_order, warning
from sladsl.model.schema import Record
from sladsl.records.csv_file import read_csv
from sladsl.records.jsonl_file import read_json_lines
from sladsl.records.names import find_files, match_columns, plain
from sladsl.records.parquet_file import read_parquet
from sladsl.records.problem import Problem
from sladsl.records.relations import Spans, key_faults, order_faults, reference_faults
from sladsl.records.set_aside import SetAside
from sladsl.records.sheet import Sheet
from sladsl.records.source import Source, Unreadable
from sladsl.records.table import Records, Table
from sladsl.records.times import TimeReader
from sladsl.records.values import reader_for


def read_records(
    folder: Path,
    schema: Sequence[Record],
    zone: str,
    currency: str,
    *,
    most_findings: int = 50,
    set_aside: bool = False,
    spans: Spans | None = None,
) -> tuple[Records, tuple[Finding, ...]]:
    """The records of the folder, one file each, and what is wrong with them.

    `zone` (IANA) is for times without an offset, `currency` (ISO 4217) for amounts whose field names none. At most `most_findings` values
    are told of each file. Tables never hold a row with a fault: with errors among the findings they are not fit for a settlement. With
    `set_aside`, faults of rows are no errors: the rows are in `Records.rows_set_aside`, and a warning counts them. `spans` are pairs of
    fields of a record that the agreement takes for a start and an end.
    """
    files, found = find_files(folder, schema)
    findings = list(found)
    times = TimeReader(zone)
    sheets: dict[str, Sheet] = {}
    for record in schema:
        path = files.get(record.name)
        if path is None:
            continue
        sheet, wrong = _read_sheet(path, record, times, currency)
        findings.extend(wrong)
        if sheet is not None:
            sheet.faults.extend(order_faults(sheet, spans or {}))
            sheets[record.name] = sheet
    for sheet, fault in key_faults(sheets, schema):
        sheet.faults.append(fault)
    # A row that is set aside takes those with it that refer to it, and so on; there are no more rounds than rows.
    while missing := reference_faults(sheets, leaving_out=set_aside):
        for sheet, fault in missing:
            sheet.faults.append(fault)
        if not set_aside:
            break
    tables: dict[str, Table] = {}
    left_out: list[SetAside] = []
    for name, sheet in sheets.items():
        tables[name] = sheet.table()
        if not set_aside:
            findings.extend(sheet.findings(most_findings))
        elif rows := sheet.rows_set_aside():
            left_out.extend(rows)
            findings.append(_told(sheet, rows))
    return Records(tables, tuple(left_out)), in_order(findings)


def _told(sheet: Sheet, rows: Sequence[SetAside]) -> Finding:
    number = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    first = min(rows, key=lambda row: row.line)
    place = Place(sheet.source.file, first.line, 1, first.line, 1)
    message = (
        f"{number} of {sheet.name} {'is' if len(rows) == 1 else 'are'} set aside; the settlement does not count them."
    )
    return warning("R020", message, place, label="the first", hint="Mend them and settle again.")


def _read_sheet(
    path: Path, record: Record, times: TimeReader, currency: str
) -> tuple[Sheet | None, tuple[Finding, ...]]:
    source = _open(path, record)
    if isinstance(source, Unreadable):
        problem = source.problem
        label = f"expected {problem.expected}"
        return None, (error(problem.code, source.message, source.place, label=label, hint=problem.hint),)
    numbers, findings = match_columns(record, source.header, source.file, rows=len(source.lines))
    if findings:
        return None, findings
    sheet = Sheet(path.name, record, source, numbers)
    for field in record.fields:
        times.cut = False
        sheet.read_column(field, reader_for(field, times, currency))
        if times.cut:
            message = (
                f"{path.name} gives more than six decimals of a second for {field.name}; those after the sixth are cut."
            )
            place = Place(source.file, 1, 1, 1, 1)
            findings += (Finding("R022", Severity.INFO, message, place),)
    return sheet, findings


def _open(path: Path, record: Record) -> Source | Unreadable:
    file = path.as_posix()
    wanted = {plain(field.name) for field in record.fields}
    try:
        match path.suffix.casefold():
            case ".csv":
                return read_csv(path, file)
            case ".parquet":
                return read_parquet(path, file, lambda name: plain(name) in wanted)
            case _:
                return read_json_lines(path, file)
    except OSError as reason:
        problem = Problem("R002", "a file that can be read", "Look at its permissions.")
        return Unreadable(f"{path.name} cannot be read: {reason.strerror}.", problem, Place(file, 1, 1, 1, 1))
