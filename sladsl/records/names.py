"""Which file holds which record, and which column which field."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sladsl.findings import Finding, Place, error, warning
from sladsl.model.schema import Record
from sladsl.records.problem import listed, nearest

READ = (".csv", ".jsonl", ".ndjson", ".parquet")
_NOT_READ = (
    ".xlsx",
    ".xls",
    ".ods",
    ".tsv",
    ".txt",
    ".json",
    ".csv.gz",
    ".csv.zip",
    ".jsonl.gz",
    ".feather",
    ".orc",
    ".xml",
)
_IGNORED = str.maketrans("", "", " -_\u00a0\u2010\u2011\ufeff")


def plain(name: str) -> str:
    """The name without what people and systems write differently: case, spaces, hyphens, underscores."""
    return name.translate(_IGNORED).casefold()


def find_files(folder: Path, schema: Sequence[Record]) -> tuple[dict[str, Path], tuple[Finding, ...]]:
    """The file of each record that has one, by the record's name.

    Errors: no such folder, two files for one record. Warnings: files that look like records and are not taken for any.
    """
    if not folder.is_dir():
        message = f"There is no folder {folder.as_posix()}."
        return {}, (error("R001", message, None, hint="Give the folder that holds a file for each record."),)
    names = {plain(name): record for record in schema for name in (record.name, record.plural)}
    found: dict[str, list[Path]] = {}
    findings: list[Finding] = []
    for path in sorted(folder.iterdir()):
        stem, suffix = _split(path.name)
        if path.name.startswith((".", "~")) or not suffix:
            continue
        record = names.get(plain(stem))
        if record is not None and suffix in READ and path.is_file():
            found.setdefault(record.name, []).append(path)
        elif record is not None or suffix in READ:
            findings.append(_not_taken(path, suffix, stem, record, schema))
    for name, paths in found.items():
        if len(paths) > 1:
            files = listed([path.name for path in paths], "and")
            message = (
                f"{files} are all named for the record {name}."
                if len(paths) > 2
                else f"{files} are both named for the record {name}."
            )
            hint = "Keep one of them in the folder; put rows that belong together into one file."
            findings.append(error("R001", message, _top(paths[1]), hint=hint))
    return {name: paths[0] for name, paths in found.items() if len(paths) == 1}, tuple(findings)


def _split(file: str) -> tuple[str, str]:
    lower = file.casefold()
    for suffix in (*READ, *_NOT_READ):
        if lower.endswith(suffix) and len(file) > len(suffix):
            return file[: -len(suffix)], suffix
    return file, ""


def _not_taken(path: Path, suffix: str, stem: str, record: Record | None, schema: Sequence[Record]) -> Finding:
    if record is not None:
        message = f"{path.name} is not read: records are read from CSV, JSON Lines and Parquet files."
        hint = f"Export the {record.plural} as {stem}.csv."
    else:
        message = f"{path.name} is not read: no record of the contract has that name."
        near = nearest(stem, [record.name for record in schema] + [record.plural for record in schema])
        hint = f"Is {near} meant? Then rename the file." if near else ""
    return warning("R023", message, _top(path), hint=hint)


def _top(path: Path) -> Place:
    return Place(path.as_posix(), 1, 1, 1, 1)


def match_columns(
    record: Record, header: Sequence[str], file: str, *, rows: int
) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """The number of the column, from 0, of each field that has one.

    Errors: no column for a field that is not optional (unless the file has neither columns nor rows), two columns for one field.
    """
    by_name: dict[str, list[int]] = {}
    for number, name in enumerate(header):
        by_name.setdefault(plain(name), []).append(number)
    top = Place(file, 1, 1, 1, 1)
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    spare = [name for name in header if name and not any(plain(name) == plain(field.name) for field in record.fields)]
    for field in record.fields:
        numbers = by_name.get(plain(field.name), [])
        if len(numbers) == 1:
            columns[field.name] = numbers[0]
        elif numbers:
            which = listed([f'"{header[number]}" (column {number + 1})' for number in numbers], "and")
            message = f"{which} are both columns for the field {field.name} of {record.name}."
            findings.append(error("R005", message, top, hint="Rename or remove the one that does not count."))
        elif not field.optional and (header or rows):
            message = f"The field {field.name} of {record.name} has no column in the file."
            near = nearest(field.name, spare)
            hint = (
                f'Is the column "{near}" meant? Then rename it to {field.name}.'
                if near
                else f"The file has: {', '.join(header)}."
            )
            findings.append(error("R004", message, top, label=f"no column for {field.name}", hint=hint))
    return columns, tuple(findings)
