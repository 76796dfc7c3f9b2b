"""Selections: which rows of a record, or pieces of a period."""

from __future__ import annotations

from dataclasses import dataclass

from sladsl.checks.evaluate.scope import Bound, Item, Piece, Scope
from sladsl.model.algebra import Selection


@dataclass(frozen=True, slots=True)
class Selected:
    """`items` fulfil the selection; `pending` may still, `open` would have to be known from a record that is absent.

    `known` False: the record itself is absent, and there may be others. `absent`: the names of the records that are absent.
    """

    items: tuple[Item | Piece, ...]
    pending: tuple[Item | Piece, ...] = ()
    open: tuple[Item | Piece, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return not self.absent and not self.open


def select(selection: Selection, scope: Scope) -> Selected:
    """In the order of time (rows without a time last). For samples by the thousand use measures instead: this makes an object a row."""
    raise NotImplementedError


def key_of(value: Bound, scope: Scope) -> str:
    """The key by which records refer to a row; the text of a choice. Also how statements name a group: "C1", "Ticket 4 (tickets.csv:5)"."""
    raise NotImplementedError
