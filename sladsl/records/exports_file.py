"""Reads `exports.toml`, and says what in it no record of the contract has or no export can be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sladsl.findings import Finding, Place, error, in_order
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.exports import HUNDREDTH, RATIO, End, Export, over, ready_made, systems
from sladsl.records.names import plain
from sladsl.records.patterns import SPOKEN, pattern_reader
from sladsl.records.problem import listed, nearest
from sladsl.records.source import Unreadable, read_text
from sladsl.time.zones import is_zone

FILE = "exports.toml"
_KEYS = MappingProxyType(
    {
        "system": str,
        "files": list,
        "zone": str,
        "rows": str,
        "database": str,
        "table": str,
        "columns": dict,
        "times": dict,
        "units": dict,
        "choices": dict,
        "only": dict,
        "ends": dict,
    }
)
_SHAPES = MappingProxyType(
    {str: "a text in quotation marks", list: 'texts in brackets: ["incidents-*.csv"]', dict: "a table of its own"}
)
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")


def read_exports(folder: Path, schema: Sequence[Record]) -> tuple[Mapping[str, Export], tuple[Finding, ...]]:
    """By the names of the records; empty where the folder has no such file."""
    path = folder / FILE
    if not path.is_file():
        return {}, ()
    file = path.as_posix()
    text = read_text(path, file)
    if isinstance(text, Unreadable):
        return {}, (error("R024", text.message, text.place, hint=text.problem.hint),)
    try:
        loaded = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as reason:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(reason))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        said = str(reason).partition(" (at ")[0]
        place = Place(file, line, column, line, column + 1)
        return {}, (
            error(
                "R024",
                f"{FILE} is not TOML: {said[:1].lower()}{said[1:]}.",
                place,
                hint='A line looks like Opened = "opened_at".',
            ),
        )
    reading = _Reading(file, text, schema)
    found = {}
    for name, table in loaded.items():
        record = reading.record(name)
        if record is not None:
            found[record.name] = reading.export(record, name, table)
    return found, in_order(reading.findings)


class _Reading:
    def __init__(self, file: str, text: str, schema: Sequence[Record]) -> None:
        self.file, self.schema = file, schema
        self.findings: list[Finding] = []
        self._lines = _keys(text)

    def record(self, name: str) -> Record | None:
        known = {plain(n): record for record in self.schema for n in (record.name, record.plural)}
        if plain(name) not in known:
            self._wrong(
                (name,), f'no record of the contract is named "{name}"', _nearest(name, [r.name for r in self.schema])
            )
        return known.get(plain(name))

    def export(self, record: Record, name: str, table: object) -> Export:
        if not isinstance(table, dict):
            self._wrong(
                (name,), f"{name} needs a table of its own", f"Write [{name}] on a line, and below it what differs."
            )
            return Export()
        for key, value in list(table.items()):
            if key not in _KEYS:
                self._wrong((name, key), f'"{key}" says nothing about an export', _nearest(key, list(_KEYS)))
            elif not isinstance(value, _KEYS[key]):
                self._wrong((name, key), f'"{key}" is not {_SHAPES[_KEYS[key]]}', f"Write {_SHAPES[_KEYS[key]]}.")
            else:
                continue
            del table[key]
        fields = {plain(f.name): f for f in record.fields}
        inner = {key: self._of_fields((name, key), table.get(key, {}), fields, record) for key in _BY_FIELD}
        own = Export(
            files=self._files((name, "files"), table.get("files", [])),
            zone=self._zone((name, "zone"), table.get("zone", "")),
            rows=table.get("rows", ""),
            database=table.get("database", ""),
            table=table.get("table", ""),
            columns={f: (c,) for f, c in self._texts((name, "columns"), inner["columns"]).items()},
            times=self._times((name, "times"), inner["times"]),
            units=self._units((name, "units"), inner["units"], fields),
            choices=self._choices((name, "choices"), inner["choices"], fields),
            only=self._only((name, "only"), table.get("only", {})),
            ends=self._ends((name, "ends"), inner["ends"]),
        )
        if bool(own.database) != bool(own.table):
            there, lacks = ("database", "table") if own.database else ("table", "database")
            self._wrong((name, there), f"{there} needs {lacks} beside it", f'Add {lacks} = "…".')
        system = table.get("system", "")
        if system and plain(system) not in systems():
            near = (
                _nearest(system, list(systems()))
                or f"There are ready-made mappings for {listed(list(systems()), 'and')}."
            )
            self._wrong((name, "system"), f'there is no ready-made mapping for "{system}"', near)
        return over(ready_made(plain(system)), own) if plain(system) in systems() else own

    def _of_fields(
        self, at: tuple[str, ...], table: Mapping[str, Any], fields: Mapping[str, Field], record: Record
    ) -> dict[str, Any]:
        found = {}
        for name, value in table.items():
            field = fields.get(plain(name))
            kinds = _BY_FIELD[at[-1]]
            if field is None:
                near = _nearest(name, [f.name for f in record.fields])
                self._wrong((*at, name), f"{record.name} has no field {name}", near)
            elif kinds and field.kind not in kinds:
                self._wrong(
                    (*at, name),
                    f"the field {field.name} of {record.name} is not of a kind that has {at[-1]}",
                    "Leave the line out.",
                )
            else:
                found[plain(name)] = value
        return found

    def _texts(self, at: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, str]:
        for name, value in table.items():
            if not isinstance(value, str) or not value:
                self._wrong(
                    (*at, name),
                    "a column is named by a text in quotation marks",
                    'A line looks like Opened = "opened_at".',
                )
        return {name: value for name, value in table.items() if isinstance(value, str) and value}

    def _files(self, at: tuple[str, ...], given: list[Any]) -> tuple[str, ...]:
        if not all(isinstance(one, str) and one for one in given):
            self._wrong(at, '"files" holds texts', 'Write files = ["incidents-*.csv.gz"].')
        return tuple(one for one in given if isinstance(one, str) and one)

    def _zone(self, at: tuple[str, ...], zone: str) -> str:
        if zone and not is_zone(zone):
            self._wrong(at, f'there is no time zone "{zone}"', "Name it as in Europe/London, or UTC.")
            return ""
        return zone

    def _times(self, at: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        for name, pattern in table.items():
            if isinstance(pattern, str) and pattern_reader(pattern, day=False) is not None:
                found[name] = pattern
            else:
                self._wrong((*at, name), f'"{pattern}" does not say how a time is written', f"Write it as in {SPOKEN}.")
        return found

    def _units(self, at: tuple[str, ...], table: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, str]:
        found = {}
        for name, unit in table.items():
            known = _UNITS[fields[name].kind]
            said = unit.removesuffix("s") if isinstance(unit, str) and unit.removesuffix("s") in known else unit
            if said in known:
                found[name] = said
            else:
                self._wrong((*at, name), f'"{unit}" is no unit of {fields[name].name}', f"It can be {listed(known)}.")
        return found

    def _choices(
        self, at: tuple[str, ...], table: Mapping[str, Any], fields: Mapping[str, Field]
    ) -> dict[str, Mapping[str, tuple[str, ...]]]:
        found: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for name, words in table.items():
            field = fields[name]
            if not isinstance(words, dict):
                self._wrong(
                    (*at, name),
                    f"the choices of {field.name} are pairs of words",
                    '"1 - Critical" = "1" is such a pair.',
                )
                continue
            for said, meant in words.items():
                if meant not in field.choices:
                    near = _nearest(str(meant), list(field.choices)) or f"It has {listed(list(field.choices), 'and')}."
                    self._wrong((*at, field.name, said), f'{field.name} has no choice "{meant}" in the contract', near)
            found[name] = {said: (meant,) for said, meant in words.items() if meant in field.choices}
        return found

    def _only(self, at: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        found = {}
        for column, words in table.items():
            some = [words] if isinstance(words, str) else words
            if isinstance(some, list) and some and all(isinstance(word, str) for word in some):
                found[column] = tuple(some)
            else:
                self._wrong((*at, column), "rows are chosen by a word or by several", f'Write {column} = ["Down"].')
        return found

    def _ends(self, at: tuple[str, ...], table: Mapping[str, Any]) -> tuple[End, ...]:
        found = []
        for name, value in table.items():
            parts = value if isinstance(value, dict) else {}
            start, length, unit = (parts.get(key) for key in ("start", "length", "unit"))
            if isinstance(start, str) and isinstance(length, str) and unit in SECONDS_IN and len(parts) == 3:
                found.append(End(frozenset((name,)), start, length, unit))
            else:
                hint = 'Write End = {start = "began_at", length = "lasted", unit = "minute"}.'
                self._wrong((*at, name), "an end is the column of a start, that of a length, and its unit", hint)
        return tuple(found)

    def _wrong(self, key: tuple[str, ...], message: str, hint: str) -> None:
        names = tuple(map(plain, key))
        known = (self._lines[names[:n]] for n in range(len(names), 0, -1) if names[:n] in self._lines)
        line, start, end = next(known, (1, 1, 1))
        place = Place(self.file, line, start, line, end)
        self.findings.append(error("R025", f"In {FILE}, {message}.", place, hint=hint))


_BY_FIELD: Mapping[str, tuple[FieldKind, ...]] = MappingProxyType(
    {
        "columns": (),
        "times": (FieldKind.TIME, FieldKind.DATE),
        "units": (FieldKind.DURATION, FieldKind.PERCENT, FieldKind.MONEY),
        "choices": (FieldKind.CHOICE,),
        "ends": (FieldKind.TIME,),
    }
)
"""What is said field by field, and of which kinds of fields (none: of all)."""
_UNITS: Mapping[FieldKind, tuple[str, ...]] = MappingProxyType(
    {FieldKind.DURATION: tuple(SECONDS_IN), FieldKind.PERCENT: (RATIO,), FieldKind.MONEY: (HUNDREDTH,)}
)


def _nearest(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"Is {near} meant?" if near else ""


def _keys(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Of each key, with the tables around it, all as plain names, the line and the columns on which it starts and ends."""
    found: dict[tuple[str, ...], tuple[int, int, int]] = {}
    around: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        try:
            table = tomllib.loads(bare) if bare.startswith("[") else {}
        except tomllib.TOMLDecodeError:
            continue  # a list that goes on over several lines
        if table:
            around = ()
            while isinstance(table, dict) and table:
                ((name, table),) = table.items()
                around = (*around, plain(name))
            found[around] = (number, line.index("[") + 1, len(line.rstrip()) + 1)
        elif key := _KEY.match(line):
            found[(*around, *map(plain, tomllib.loads(f"{key[1]} = 0")))] = (number, key.start(1) + 1, key.end(1) + 1)
    return found
