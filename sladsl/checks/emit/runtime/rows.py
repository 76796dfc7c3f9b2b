"""Rows, pieces of periods, and selections of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Undecided
from sladsl.checks.emit.runtime.stretches import Stretch


class Row:
    """A row of a record. Two rows are the same only if they are one. `where`: "probes.csv:17"."""

    __slots__ = ("at", "key", "record", "values", "where")

    def __init__(self, record: str, values: dict[str, Any], key: str, where: str, at: int | None) -> None:
        self.record = record
        self.values = values
        self.key = key
        self.where = where
        self.at = at


@dataclass(frozen=True)
class Piece:
    """A piece of the period `name` ("" for one without a name): its stretches, sorted and apart, and the row from which it comes. `open`: it
    has not ended."""

    stretches: tuple[Stretch, ...]
    row: Row | None = None
    open: bool = False
    name: str = ""

    @property
    def start(self) -> int:
        return self.stretches[0][0]

    @property
    def end(self) -> int:
        return self.stretches[-1][1]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.stretches)


Item = Row | Piece | str
"""What can be bound: a row, a piece of a period, or a choice."""


@dataclass
class Items:
    """What a selection gives: those that fulfil it, and those of which it is not yet decided, with their state."""

    certain: list[Any]
    undecided: list[tuple[Any, str]]
    assume: str = ""

    def settled(self) -> list[Any]:
        """All, once each is decided."""
        for state in (UNDETERMINED, PENDING):
            for item, one in self.undecided:
                if one == state and not (state == PENDING and self.assume):
                    raise Undecided(state, f"{label(item)} is {state}")
        if self.assume == "most":
            return [*self.certain, *(item for item, _ in self.undecided)]
        return self.certain


def label(item: Any) -> str:
    """How statements name an item: by its key, or by its record and line."""
    if isinstance(item, Row):
        return item.key or f"{item.record} of {place(item)}"
    if isinstance(item, Piece):
        return label(item.row) if item.row is not None else "a piece"
    return str(item)


def called(name: str, item: Any) -> str:
    """The same with its name before it: "Ticket T1"; a row without a key has it in its label."""
    said = label(item)
    return said if not name or said.startswith(f"{name} ") else f"{name} {said}"


def place(row: Row) -> str:
    """Where the row stands: "tickets.csv, line 5"."""
    file, _, line = row.where.rpartition(":")
    return f"{file}, line {line}" if file else row.where


def key_of(item: Item | None) -> str:
    if isinstance(item, Row):
        return item.key or item.where
    if isinstance(item, Piece):
        return key_of(item.row)
    return item or ""
