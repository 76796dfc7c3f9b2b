"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.problem import Problem
from sladsl.records.source import Rejected, Source, Unreadable, read_text


class _RepeatedName(ValueError):
    pass


class JsonLinesSource(Source):
    """Its columns are the names of all rows, in the order in which they first appear."""

    def __init__(
        self,
        file: str,
        objects: Sequence[dict[str, object]],
        lines: Sequence[int],
        rejected: Sequence[Rejected],
        text: list[str],
    ) -> None:
        super().__init__(file, tuple({name: None for row in objects for name in row}), lines, rejected)
        self._objects = objects
        self._text = text

    def column(self, number: int) -> Sequence[str]:
        name = self.header[number]
        return [cell_of(row.get(name)) for row in self._objects]

    def raw(self, row: int) -> str:
        return self._text[self.lines[row] - 1].strip()

    def place(self, row: int, column: int | None) -> Place:
        line = self.lines[row]
        text = self._text[line - 1].rstrip()
        start, end = 0, len(text)
        name = json.dumps(self.header[column], ensure_ascii=False) if column is not None else None
        if name is not None and text.count(name) == 1:
            start = text.index(name) + len(name)
            start += len(text[start:]) - len(text[start:].lstrip(" \t:"))
            try:
                _, end = json.JSONDecoder().raw_decode(text, start)
            except ValueError:
                start = 0
        return Place(self.file, line, start + 1, line, end + 1)


def cell_of(value: object) -> str:
    """Numbers keep their digits, lists of periods become one text, and what no field can hold stays as it is written."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case list() if all(isinstance(part, str) or _is_period(part) for part in value):
            return ";".join(cell_of(part) for part in value)
        case dict() if _is_period(value):
            return f"{value['start']}/{value.get('end') or ''}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _is_period(value: object) -> bool:
    return isinstance(value, dict) and "start" in value and set(value) <= {"start", "end"}


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedName(next(name for name in names if names.count(name) > 1))
    return row


def read_json_lines(path: Path, file: str) -> JsonLinesSource | Unreadable:
    """A file without lines has no rows: in this format there is no header that could be missing."""
    text = read_text(path, file)
    if isinstance(text, Unreadable):
        return text
    lines = text.split("\n")
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_distinct)
    objects: list[dict[str, object]] = []
    numbers: list[int] = []
    rejected: list[Rejected] = []
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped:
            continue
        try:
            row = decoder.decode(stripped)
        except _RepeatedName as reason:
            rejected.append(_rejected(f'The row has two values named "{reason}".', file, number, line))
        except (ValueError, RecursionError) as reason:
            said = reason.msg if isinstance(reason, json.JSONDecodeError) else "it is nested too deep"
            rejected.append(_rejected(f"The line is not JSON: {said}.", file, number, line))
        else:
            if isinstance(row, dict):
                objects.append(row)
                numbers.append(number)
            else:
                rejected.append(_rejected("The line is not an object with named values.", file, number, line))
    return JsonLinesSource(file, objects, numbers, rejected, lines)


def _rejected(message: str, file: str, number: int, line: str) -> Rejected:
    problem = Problem("R019", 'an object such as {"Time": "2026-03-05T10:00:00Z"}', "Export one JSON object a line.")
    return Rejected(message, problem, Place(file, number, 1, number, len(line.rstrip()) + 1), line.strip())
