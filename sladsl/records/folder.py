"""Which files of the folder hold which record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from sladsl.findings import Finding, Place, error, warning
from sladsl.model.schema import Record
from sladsl.node import node
from sladsl.records.database import is_server
from sladsl.records.exports import Export
from sladsl.records.exports_file import read_exports
from sladsl.records.names import plain
from sladsl.records.problem import listed, nearest

_TEXTS = (".csv", ".jsonl", ".ndjson", ".json")
READ = (*_TEXTS, *(f"{suffix}.gz" for suffix in _TEXTS), ".parquet")
_NOT_READ = (".xlsx", ".xls", ".ods", ".tsv", ".txt", ".csv.zip", ".zip", ".feather", ".orc", ".xml")
_PART = re.compile(r"(.+?)[ _.-]+(?=[^ _.-]*[0-9])[0-9A-Za-z][0-9A-Za-z _.-]*")
"""A file that holds a part of the rows: "probes-2026-03", "tickets_part1"."""


@node
class Folder:
    """`files`: those of each record that has any, by its name, in the order of their paths. `exports`: what differs in them."""

    path: Path
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    exports: Mapping[str, Export] = field(default_factory=dict)

    def export(self, record: str) -> Export:
        return self.exports.get(record, Export())

    def name(self, path: Path) -> str:
        """The file as statements name it: by its path from the folder."""
        return path.relative_to(self.path).as_posix() if path.is_relative_to(self.path) else path.name


def look_into(folder: Path, schema: Sequence[Record]) -> tuple[Folder, tuple[Finding, ...]]:
    """Errors: no such folder, whole files of one record beside each other, `exports.toml` that cannot be followed, patterns without a
    file. Warnings: files that look like records and are not taken for any."""
    if not folder.is_dir():
        message = f"There is no folder {folder.as_posix()}."
        return Folder(folder), (
            error("R001", message, None, hint="Give the folder that holds a file for each record."),
        )
    exports, wrong = read_exports(folder, schema)
    if wrong:
        return Folder(folder), wrong
    findings: list[Finding] = []
    found, told = _by_name(
        folder, schema, {name for name, export in exports.items() if export.files or export.database}
    )
    findings.extend(told)
    for name, export in exports.items():
        if export.database:
            found[name] = () if is_server(export.database) else (folder / export.database,)
        elif export.files:
            paths = tuple(sorted({path for pattern in export.files for path in _matching(folder, pattern)}))
            if paths:
                found[name] = paths
            else:
                message = f"No file is named {listed(list(export.files))}, as exports.toml says of {name}."
                findings.append(
                    error("R001", message, None, hint="Export it, empty if there was nothing, or mend the pattern.")
                )
    return Folder(folder, found, exports), tuple(findings)


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    """Paths count from the folder; a pattern may lead out of it."""
    at, parts = folder, Path(pattern).parts
    while len(parts) > 1 and not re.search(r"[*?\[]", parts[0]):
        at, parts = at / parts[0], parts[1:]
    return (path for path in at.glob(str(Path(*parts))) if path.is_file()) if at.is_dir() else iter(())


def _by_name(
    folder: Path, schema: Sequence[Record], elsewhere: set[str]
) -> tuple[dict[str, tuple[Path, ...]], list[Finding]]:
    """`elsewhere`: the records for which `exports.toml` says where their rows are."""
    names = {plain(name): record for record in schema for name in (record.name, record.plural)}
    whole: dict[str, list[Path]] = {}
    parts: dict[str, list[Path]] = {}
    findings: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")):
            continue
        if path.is_dir():
            if record := names.get(plain(path.name)):
                inside = sorted(p for p in path.iterdir() if p.is_file() and _split(p.name)[1] in READ)
                parts.setdefault(record.name, []).extend(inside)
            continue
        stem, suffix = _split(path.name)
        if not suffix:
            continue
        record = names.get(plain(stem))
        part = _PART.fullmatch(stem) if record is None else None
        of_part = names.get(plain(part[1])) if part else None
        if record is not None and suffix in READ:
            whole.setdefault(record.name, []).append(path)
        elif of_part is not None and suffix in READ:
            parts.setdefault(of_part.name, []).append(path)
        elif record is not None or (suffix in READ and not elsewhere):
            findings.append(_not_taken(path, suffix, stem, record, schema))
    found = {}
    for name in dict.fromkeys((*whole, *parts)):
        paths = [*whole.get(name, ()), *parts.get(name, ())]
        if name in elsewhere:
            continue
        if len(paths) > 1 and name in whole:
            findings.append(_two(name, paths))
        else:
            found[name] = tuple(paths)
    return {name: paths for name, paths in found.items() if paths}, findings


def _two(name: str, paths: list[Path]) -> Finding:
    files = listed([path.name for path in paths], "and")
    message = f"{files} are {'all' if len(paths) > 2 else 'both'} named for the record {name}."
    hint = f"Keep one of them in the folder, or put files that belong together into a folder {name}."
    return error("R001", message, _top(paths[1]), hint=hint)


def _split(file: str) -> tuple[str, str]:
    lower = file.casefold()
    for suffix in (*READ, *_NOT_READ):
        if lower.endswith(suffix) and len(file) > len(suffix):
            return file[: -len(suffix)], suffix
    return file, ""


def _not_taken(path: Path, suffix: str, stem: str, record: Record | None, schema: Sequence[Record]) -> Finding:
    if record is not None:
        message = f"{path.name} is not read: records are read from CSV, JSON and Parquet files."
        hint = f"Export the {record.plural} as {stem}.csv."
    else:
        message = f"{path.name} is not read: no record of the contract has that name."
        near = nearest(stem, [record.name for record in schema] + [record.plural for record in schema])
        hint = f"Is {near} meant? Then rename the file." if near else ""
    return warning("R023", message, _top(path), hint=hint)


def _top(path: Path) -> Place:
    return Place(path.as_posix(), 1, 1, 1, 1)
