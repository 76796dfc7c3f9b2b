"""How the exports of a system differ from what the contract says of its records.

`exports.toml` stands beside the exports and has a table for each record that needs one. A ready-made mapping of a system has the same shape,
but knows no fields: it says of each column for which fields contracts usually want it, and of each choice which words contracts use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind
from sladsl.node import node
from sladsl.records.names import plain
from sladsl.records.patterns import pattern_reader
from sladsl.records.problem import Problem
from sladsl.records.times import TimeReader
from sladsl.records.values import ReadValue, read_number, reader_for

RATIO = "ratio"
"""A percentage that the export writes as a ratio: 0.999 for 99.9%."""
HUNDREDTH = "hundredth"
"""An amount that the export writes in cents or pence."""


@node
class End:
    """A time that the export does not hold: the column `start`, and after it the column `length`, in `unit`s. `of`: the fields that
    may want it, as plain names."""

    of: frozenset[str]
    start: str
    length: str
    unit: str


@node
class Export:
    """What differs in the export of one record. `times`, `units` and `choices` go by the plain name of the field or, in a ready-made
    mapping, by the column.

    `files`: patterns of their paths, from the folder; none for the usual names. `zone` (IANA) is for times without an offset. `rows`: the
    way to the rows of a JSON document. `table` of `database`. `columns`: those that may hold a field, by its plain name, the first that is
    there. `only`: of a column, the words of the rows that count. `ready`: the ready-made mapping, for what is not said here.
    """

    files: tuple[str, ...] = ()
    zone: str = ""
    rows: str = ""
    database: str = ""
    table: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: tuple[End, ...] = ()
    ready: Export | None = None

    def columns_for(self, of: Field) -> tuple[str, ...]:
        own = self.columns.get(plain(of.name))
        if own is not None:
            return own
        return (*(self.ready.columns.get(plain(of.name), ()) if self.ready else ()), of.name)

    def reader(self, of: Field, column: str, times: TimeReader, currency: str) -> ReadValue:
        """How to read the cells of the field in the column."""
        name, ready = plain(of.name), self.ready or Export()
        pattern = self.times.get(name) or ready.times.get(column)
        unit = self.units.get(name) or ready.units.get(column)
        words = self.choices.get(name) or ready.choices.get(column)
        match of.kind:
            case FieldKind.TIME | FieldKind.DATE if pattern:
                said = pattern_reader(pattern, day=of.kind is FieldKind.DATE)
                assert said is not None, pattern
                return _after(said, reader_for(of, times, currency))
            case FieldKind.DURATION if unit:
                return reader_for(replace(of, unit=Unit(Dimension.TIME, unit)), times, currency)
            case FieldKind.PERCENT if unit == RATIO:
                return _scaled(Fraction(1))
            case FieldKind.MONEY if unit == HUNDREDTH:
                return _scaled(Fraction(1, 100))
            case FieldKind.CHOICE if words:
                meant = {said: word for said, some in words.items() for word in some[::-1] if word in of.choices}
                return _renamed(meant, reader_for(of, times, currency), of.name)
            case _:
                return reader_for(of, times, currency)


def _after(first: Any, then: ReadValue) -> ReadValue:
    def read(text: str) -> Any:
        said = first(text)
        return said if isinstance(said, Problem) else then(said)

    return read


def _renamed(meant: Mapping[str, str], read: ReadValue, name: str) -> ReadValue:
    def choice(text: str) -> Any:
        value = meant[text] if text in meant else read(text)
        if not isinstance(value, Problem):
            return value
        hint = f'Say in exports.toml which of them it is, under choices.{name}: "{text}" = "…". Or mend the row.'
        return replace(value, hint=hint)

    return choice


def _scaled(factor: Fraction) -> ReadValue:
    def read(text: str) -> Any:
        value = read_number(text)
        return value if isinstance(value, Problem) else Fraction(value) * factor

    return read


@cache
def systems() -> tuple[str, ...]:
    """The systems for which there is a ready-made mapping, by the names of their files."""
    entries = files("sladsl.records.systems").iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))


@cache
def system_data(name: str) -> Mapping[str, Any]:
    """The file of a ready-made mapping, with its `title` and what it `reads`."""
    return tomllib.loads(files("sladsl.records.systems").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def ready_made(name: str) -> Export:
    data = system_data(name)
    columns: dict[str, tuple[str, ...]] = {}
    for column, wanted in data["columns"].items():
        for one in wanted:
            columns[plain(one)] = (*columns.get(plain(one), ()), column)
    return Export(
        rows=data.get("rows", ""),
        columns=columns,
        times=data.get("times", {}),
        units=data.get("units", {}),
        choices={c: {w: tuple(s) for w, s in words.items()} for c, words in data.get("choices", {}).items()},
        only={column: tuple(words) for column, words in data.get("only", {}).items()},
        ends=tuple(
            End(frozenset(map(plain, end["of"])), end["start"], end["length"], end["unit"])
            for end in data.get("ends", ())
        ),
    )


def over(ready: Export, own: Export) -> Export:
    """What the author says goes before what is ready-made."""
    return replace(
        own, rows=own.rows or ready.rows, only=own.only or ready.only, ends=(*own.ends, *ready.ends), ready=ready
    )
