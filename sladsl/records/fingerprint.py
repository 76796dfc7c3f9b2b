"""Which records a statement was made from: fingerprints for the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sladsl.model.schema import Record
from sladsl.records.names import find_files


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`sha256` is of the file's bytes as they are, in hexadecimal, as `sha256sum` prints it; `size` is in bytes."""

    record: str
    file: str
    sha256: str
    size: int


def fingerprints(folder: Path, schema: Sequence[Record]) -> tuple[Fingerprint, ...]:
    """One for each record that has a file, in the order of the file names, wherever the folder stands.

    Raises `OSError` for a file that cannot be read.
    """
    files, _ = find_files(folder, schema)
    return tuple(sorted((fingerprint(record, path) for record, path in files.items()), key=lambda print_: print_.file))


def fingerprint(record: str, path: Path) -> Fingerprint:
    with path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return Fingerprint(record, path.name, digest, path.stat().st_size)
