"""Rows that a settlement leaves out because they cannot be read, as they stood, for someone to mend."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sladsl.node import node


@node
class SetAside:
    """A row left out. `raw` is the row as it stands in the file; `reasons` are what its findings say."""

    file: str
    line: int
    record: str
    raw: str
    reasons: tuple[str, ...]


def render_set_aside(rows: Iterable[SetAside]) -> str:
    """CSV text with a header, a line a row, in the order of file and line; a space parts several reasons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("Record", "File", "Line", "Reasons", "Row"))
    for row in sorted(rows, key=lambda r: (r.file, r.line)):
        writer.writerow((row.record, row.file, row.line, " ".join(row.reasons), row.raw))
    return out.getvalue()
