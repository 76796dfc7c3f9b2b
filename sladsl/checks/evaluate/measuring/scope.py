"""Scopes: the window that is supplied, and the rows, pieces and choices that are bound while an expression is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from sladsl.node import node
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.world import World


@node
class Item:
    """A row of a record."""

    record: str
    row: int


@node
class Piece:
    """A piece of the period `name` ("" for one without a name), in instants, with the row from which it comes, if it comes from one.

    A row gives one piece, even where an exception has cut holes into it: `parts` are then what is left, by time, and empty otherwise.
    `open`: it has not ended.
    """

    start: int
    end: int
    item: Item | None = None
    name: str = ""
    parts: tuple[tuple[int, int], ...] = ()
    open: bool = False

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        return self.parts or ((self.start, self.end),)

    @property
    def length(self) -> int:
        """Microseconds, without the holes."""
        return sum(end - start for start, end in self.parts) if self.parts else self.end - self.start


Bound: TypeAlias = Item | Piece | str
"""What a name can be bound to; a string is a choice of the field of that name."""

Happening: TypeAlias = Item | Piece | Window

_NOTHING: Mapping[str, Bound] = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """`bound` restricts every record that refers to what is bound. `focus`: names of groups; a group restricts its own record, too
    (the Tickets of a Ticket are that Ticket), which an item that is merely bound does not.

    `events`: the windows or items that fulfilled the condition (see `conditions.happenings`), for "the end of the third of those months".
    """

    world: World
    window: Window
    bound: Mapping[str, Bound] = field(default_factory=lambda: _NOTHING)
    focus: frozenset[str] = frozenset()
    events: tuple[Happening, ...] = ()
    it: Bound | None = None
    """What was bound last: a predicate that names no record speaks of it."""

    def bind(self, name: str, value: Bound) -> Scope:
        """With `name` bound; a row is also bound to its record's name, and a piece binds its row."""
        more: dict[str, Bound] = {**self.bound, name: value}
        if isinstance(value, Piece):
            if value.name:
                more[value.name] = value
            if value.item is not None:
                more[value.item.record] = value.item
        elif isinstance(value, Item):
            more[value.record] = value
        return Scope(self.world, self.window, more, self.focus, self.events, value)

    def group(self, name: str, value: Bound) -> Scope:
        """Bound as the group for which something is measured: "of each Circuit"."""
        inner = self.bind(name, value)
        names = {name}
        if isinstance(value, Item):
            names.add(value.record)
        elif isinstance(value, Piece) and value.item is not None:
            names.add(value.item.record)
        return replace(inner, focus=self.focus | names)

    def without(self, name: str) -> Scope:
        """With nothing bound to the name: all its rows are meant again."""
        return replace(
            self, bound={key: value for key, value in self.bound.items() if key != name}, focus=self.focus - {name}
        )

    def over(self, window: Window) -> Scope:
        if window is self.window:
            return self
        return Scope(self.world, window, self.bound, self.focus, self.events, self.it)

    def after(self, events: tuple[Happening, ...]) -> Scope:
        return replace(self, events=events)

    def item(self, name: str) -> Item | None:
        """The row bound to a record or a named selection; the row of the piece bound to a named period."""
        value = self.bound.get(name)
        return value.item if isinstance(value, Piece) else value if isinstance(value, Item) else None

    def piece(self, name: str) -> Piece | None:
        value = self.bound.get(name)
        return value if isinstance(value, Piece) else None
