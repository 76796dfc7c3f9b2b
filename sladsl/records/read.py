"""Reads the folder of exported records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from sladsl.findings import Finding, Place, Severity, error, in_order, warning
from sladsl.model.schema import Field, Record
from sladsl.records.arranged import Ended, arrange, joined
from sladsl.records.csv_file import read_csv
from sladsl.records.database import read_database
from sladsl.records.exports import Export
from sladsl.records.exports_file import FILE
from sladsl.records.folder import Folder, look_into
from sladsl.records.json_file import read_json
from sladsl.records.jsonl_file import read_json_lines
from sladsl.records.names import match_columns, plain
from sladsl.records.parquet_file import read_parquet
from sladsl.records.problem import Problem
from sladsl.records.relations import Spans, key_faults, order_faults, reference_faults
from sladsl.records.set_aside import SetAside
from sladsl.records.sheet import Sheet
from sladsl.records.source import Source, Unreadable
from sladsl.records.table import Records, Table
from sladsl.records.times import TimeReader
from sladsl.records.values import ReadValue


def read_records(
    folder: Path,
    schema: Sequence[Record],
    zone: str,
    currency: str,
    *,
    most_findings: int = 50,
    set_aside: bool = False,
    spans: Spans | None = None,
    apart: Collection[str] = (),
) -> tuple[Records, tuple[Finding, ...]]:
    """The records of the folder, and what is wrong with them.

    `zone` (IANA) is for times without an offset, `currency` (ISO 4217) for amounts whose field names none. At most `most_findings` values
    are told of each file. Tables never hold a row with a fault: with errors among the findings they are not fit for a settlement. With
    `set_aside`, faults of rows are no errors: the rows are in `Records.rows_set_aside`, and a warning counts them. `spans` are pairs of
    fields of a record that the agreement takes for a start and an end. Files of the records in `apart` are not read.
    """
    found, told = look_into(folder, schema)
    findings = list(told)
    sheets: dict[str, Sheet] = {}
    for record in schema:
        if record.name not in found.files or record.name in apart:
            continue
        sheet, wrong = _read_sheet(found, record, zone, currency)
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
    first = min(rows, key=lambda row: (sheet.names.index(row.file), row.line))
    place = Place(sheet.source.files[sheet.names.index(first.file)], first.line, 1, first.line, 1)
    message = (
        f"{number} of {sheet.name} {'is' if len(rows) == 1 else 'are'} set aside; the settlement does not count them."
    )
    return warning("R020", message, place, label="the first", hint="Mend them and settle again.")


def _read_sheet(folder: Folder, record: Record, zone: str, currency: str) -> tuple[Sheet | None, tuple[Finding, ...]]:
    """All files of a record as one sheet."""
    export = folder.export(record.name)
    times = TimeReader(export.zone or zone)
    sources: list[Source] = []
    columns: list[dict[str, int]] = []
    findings: list[Finding] = []
    for source in _sources(folder, record, export):
        if isinstance(source, Unreadable):
            problem = source.problem
            label = f"expected {problem.expected}"
            findings.append(error(problem.code, source.message, source.place, label=label, hint=problem.hint))
            continue
        arranged = arrange(source, record, export, times)
        numbers, wrong = match_columns(
            record, arranged.header, arranged.file, rows=len(arranged.lines), columns_for=export.columns_for
        )
        findings.extend(wrong)
        sources.append(arranged)
        columns.append(numbers)
    if findings:
        return None, tuple(findings)
    names = [folder.name(path) for path in folder.files[record.name]] or [export.database]
    source, numbers = (sources[0], columns[0]) if len(sources) == 1 else joined(sources, columns)
    sheet = Sheet(names, record, source, numbers)
    for field in record.fields:
        times.cut = False
        # A ready-made mapping knows the words of each column: files may hold the field in columns of other names.
        reads = [
            _reader(one, known.get(field.name), field, export, times, currency)
            for one, known in zip(sources, columns, strict=True)
        ]
        named = {
            one.header[known[field.name]] for one, known in zip(sources, columns, strict=True) if field.name in known
        }
        alike = len(named) <= 1 and not any(isinstance(one, Ended) for one in sources)
        sheet.read_column(field, reads[:1] if alike and field.name in columns[0] else reads)
        if times.cut:
            message = (
                f"{names[0]} gives more than six decimals of a second for {field.name}; those after the sixth are cut."
            )
            findings.append(Finding("R022", Severity.INFO, message, Place(source.file, 1, 1, 1, 1)))
    return sheet, tuple(findings)


def _reader(
    source: Source, number: int | None, of: Field, export: Export, times: TimeReader, currency: str
) -> ReadValue:
    """How to read the cells of a field in one file."""
    read = export.reader(of, source.header[number] if number is not None else "", times, currency)
    return source.reader(number, read) if isinstance(source, Ended) and number is not None else read


def _sources(folder: Folder, record: Record, export: Export) -> Iterator[Source | Unreadable]:
    wanted = {plain(name) for field in record.fields for name in export.columns_for(field)}
    wanted |= {plain(name) for end in export.ends for name in (end.start, end.length)}
    wanted |= {plain(name) for name in export.only}
    if export.database:
        file = (folder.path / FILE).as_posix()
        yield read_database(export.database, export.table, folder.path, file, lambda name: plain(name) in wanted)
        return
    for path in folder.files[record.name]:
        yield _open(path, export, lambda name: plain(name) in wanted)


def _open(path: Path, export: Export, wanted: Callable[[str], bool]) -> Source | Unreadable:
    file = path.as_posix()
    try:
        match path.with_suffix("").suffix.casefold() if path.suffix.casefold() == ".gz" else path.suffix.casefold():
            case ".csv":
                return read_csv(path, file)
            case ".parquet":
                return read_parquet(path, file, wanted)
            case ".json":
                return read_json(path, file, export.rows)
            case _:
                return read_json_lines(path, file)
    except OSError as reason:
        problem = Problem("R002", "a file that can be read", "Look at its permissions.")
        return Unreadable(f"{path.name} cannot be read: {reason.strerror}.", problem, Place(file, 1, 1, 1, 1))
