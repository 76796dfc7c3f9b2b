"""A JSON document whose rows stand in a list somewhere within it, as web interfaces answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sladsl.findings import Place
from sladsl.records.jsonl_file import cell_of
from sladsl.records.problem import Problem
from sladsl.records.source import Rejected, Source, Unreadable, read_text

Row = Mapping[str, str]
_BLANK = " \t\r\n"


class JsonSource(Source):
    """Its columns are the names of all rows; those of an object within a row, or around it, have a dot: "fields.created". Where several rows
    stand on one line, as most programs write them, `lines` are the numbers of the rows."""

    def __init__(
        self, file: str, text: str, rows: Sequence[tuple[int, int, Row]], rejected: Sequence[Rejected]
    ) -> None:
        lines: Sequence[int] = _lines(text, [start for start, _, _ in rows])
        if len({*lines}) < len(lines):
            lines = range(1, len(rows) + 1)
        super().__init__(file, tuple({name: None for _, _, row in rows for name in row}), lines, rejected)
        self._text = text
        self._rows = rows

    def column(self, number: int) -> Sequence[str]:
        name = self.header[number]
        return [row.get(name, "") for _, _, row in self._rows]

    def raw(self, row: int) -> str:
        start, end, _ = self._rows[row]
        return " ".join(self._text[start:end].split())

    def place(self, row: int, column: int | None) -> Place:
        start, end, _ = self._rows[row]
        return _place(self.file, self._text, start, end)

    def told(self, row: int, column: int) -> str:
        return f'"{self.header[column]}"'


def read_json(path: Path, file: str, rows: str) -> JsonSource | Unreadable:
    """`rows` is the way to the rows: "result[]", "data.result[].values[]", "[]" for a list on its own; "" for the first list there is."""
    text = read_text(path, file)
    if isinstance(text, Unreadable):
        return text
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    try:
        whole, end = decoder.raw_decode(text, _skip(text, 0))
    except (ValueError, RecursionError) as reason:
        at = reason.pos if isinstance(reason, json.JSONDecodeError) else 0
        said = reason.msg if isinstance(reason, json.JSONDecodeError) else "it is nested too deep"
        problem = Problem("R019", "a JSON document", "Export it again: it may have broken off.")
        return Unreadable(f"{path.name} is not JSON: {said}.", problem, _place(file, text, at, at + 1))
    if (rest := _skip(text, end)) < len(text):
        problem = Problem("R019", "one JSON document", "A file with one object a line ends in .jsonl.")
        return Unreadable(f"{path.name} goes on after its JSON document.", problem, _place(file, text, rest, rest + 1))
    steps = _steps(rows or _first_list(whole))
    found = _Walk(text, decoder, file).rows(steps)
    if isinstance(found, str):
        problem = Problem(
            "R019", f"rows at {rows or 'a list'}", 'Say where the rows stand in exports.toml: rows = "result[]".'
        )
        return Unreadable(
            f"{path.name} has no rows where they are looked for: {found}.", problem, _place(file, text, 0, 1)
        )
    return JsonSource(file, text, *found)


def _first_list(whole: object) -> str:
    if isinstance(whole, dict):
        return next((f"{name}[]" for name, value in whole.items() if isinstance(value, list)), "[]")
    return "[]"


def _steps(path: str) -> list[str]:
    """ "data.result[].values[]" as its names and lists: data, result, [], values, []."""
    return [step for part in path.replace("[]", ".[]").split(".") if (step := part.strip())]


class _Walk:
    """Decodes the document along a way, and knows where each row stands."""

    def __init__(self, text: str, decoder: json.JSONDecoder, file: str) -> None:
        self.text, self.decoder, self.file = text, decoder, file
        self.found: list[tuple[int, int, Row]] = []
        self.rejected: list[Rejected] = []
        self.lists = 0  # around the place

    def rows(self, steps: Sequence[str]) -> tuple[list[tuple[int, int, Row]], list[Rejected]] | str:
        wrong = self._walk(_skip(self.text, 0), steps, {})
        return wrong or (self.found, self.rejected)

    def _walk(self, at: int, steps: Sequence[str], around: Row) -> str:
        """What is wrong, "" for nothing. `around`: the cells of the objects through which the way leads."""
        if not steps:
            self._row(at, around)
            return ""
        step, rest = steps[0], steps[1:]
        if step == "[]":
            if self.text[at] != "[":
                return "there is no list"
            self.lists += 1
            wrong = [self._walk(start, rest, around) for start in self._elements(at)]
            self.lists -= 1
            return next(filter(None, wrong), "")
        members = dict(self._members(at)) if self.text[at] == "{" else {}
        if step not in members:
            return f'there is no "{step}"'
        beside = self._beside(at, step) if self.lists and "[]" in rest else {}
        return self._walk(members[step], rest, {**around, **beside})

    def _row(self, at: int, around: Row) -> None:
        value, end = self.decoder.raw_decode(self.text, at)
        if isinstance(value, list):
            value = {str(number): cell for number, cell in enumerate(value)}
        if not isinstance(value, dict):
            problem = Problem("R019", "an object with named values", "Look at the way to the rows in exports.toml.")
            place = _place(self.file, self.text, at, end)
            self.rejected.append(
                Rejected("The row is not an object with named values.", problem, place, self.text[at:end])
            )
            return
        self.found.append((at, end, {**around, **dict(_cells(value, ""))}))

    def _beside(self, at: int, step: str) -> Row:
        """The cells of an object that is around rows, and not around all of them."""
        value, _ = self.decoder.raw_decode(self.text, at)
        return dict(_cells({name: part for name, part in value.items() if name != step}, ""))

    def _elements(self, at: int) -> Iterator[int]:
        at = _skip(self.text, at + 1)
        while self.text[at] != "]":
            yield at
            _, end = self.decoder.raw_decode(self.text, at)
            at = _skip(self.text, end)
            at = _skip(self.text, at + 1) if self.text[at] == "," else at

    def _members(self, at: int) -> Iterator[tuple[str, int]]:
        at = _skip(self.text, at + 1)
        while self.text[at] != "}":
            name, end = self.decoder.raw_decode(self.text, at)
            value = _skip(self.text, _skip(self.text, end) + 1)
            yield name, value
            _, end = self.decoder.raw_decode(self.text, value)
            at = _skip(self.text, end)
            at = _skip(self.text, at + 1) if self.text[at] == "," else at


def _cells(value: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    for name, part in value.items():
        if isinstance(part, dict) and "start" not in part:
            yield from _cells(part, f"{before}{name}.")
        elif isinstance(part, list) and part and all(isinstance(one, dict) and "name" in one for one in part):
            yield f"{before}{name}.name", "; ".join(cell_of(one["name"]) for one in part)
        else:
            yield f"{before}{name}", cell_of(part)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _lines(text: str, starts: Sequence[int]) -> list[int]:
    lines, line, last = [], 1, 0
    for start in starts:
        line += text.count("\n", last, start)
        lines.append(line)
        last = start
    return lines


def _place(file: str, text: str, start: int, end: int) -> Place:
    line, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    return Place(file, line, start - text.rfind("\n", 0, start), last, end - text.rfind("\n", 0, end))
