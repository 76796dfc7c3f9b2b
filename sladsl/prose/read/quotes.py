"""The block quotes of a contract that is written in the language: its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sladsl.prose.read.outline import Block, document, joined
from sladsl.prose.text import Document, Kind

_HEADING = re.compile(r"(#{1,3})\s+(.+?)\s*$")


def read_quotes(file: str, text: str) -> Document:
    """Lines that begin with `>`, under the headings of the contract."""
    return document(file, _blocks(text.split("\n")), text)


def _blocks(lines: list[str]) -> Iterator[Block]:
    pending: list[tuple[str, int, int]] = []
    for number, line in enumerate([*lines, ""], 1):
        said = line[1:].strip() if line.startswith(">") else ""
        if said:
            pending.append((said, number, line.index(said, 1) + 1))
            continue
        if pending:
            quoted, runs = joined(pending)
            yield Block(quoted, Kind.TEXT, runs=runs)
            pending = []
        heading = _HEADING.match(line)
        if heading and len(heading[1]) > 1:
            yield Block(heading[2], Kind.HEADING, len(heading[1]))
