"""Which records a statement was made from: fingerprints for the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sladsl.model.schema import Record
from sladsl.node import node
from sladsl.records.exports_file import FILE
from sladsl.records.folder import look_into


@node
class Fingerprint:
    """`sha256` is of the file's bytes as they are, in hexadecimal, as `sha256sum` prints it; `size` is in bytes."""

    record: str
    file: str
    sha256: str
    size: int


def fingerprints(folder: Path, schema: Sequence[Record]) -> tuple[Fingerprint, ...]:
    """One for each file of a record, and for `exports.toml` (its record is ""), in the order of the file names, wherever the folder stands.
    A table on a server has none.

    Raises `OSError` for a file that cannot be read.
    """
    found, _ = look_into(folder, schema)
    of = [(record, path) for record, paths in found.files.items() for path in paths]
    if found.exports:
        of.append(("", folder / FILE))
    return tuple(
        sorted((fingerprint(record, found.name(path), path) for record, path in of), key=lambda print_: print_.file)
    )


def fingerprint(record: str, name: str, path: Path) -> Fingerprint:
    with path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return Fingerprint(record, name, digest, path.stat().st_size)
