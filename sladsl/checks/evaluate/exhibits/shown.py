"""The exhibits of a statement. Instants are microseconds since the epoch; values are exact, in the base of their unit."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.checks.statement import WindowStatement
from sladsl.model.node import node
from sladsl.model.quantities import Unit


class Kind(StrEnum):
    COUNTED = "counted"  # time that counts against the duty
    KEPT = "kept"  # time that counts for it
    LEFT_OUT = "left out"


@node
class Stretched:
    """A period in a window: its name ("" for one without) and its moments, merged."""

    name: str
    kind: Kind
    stretches: tuple[tuple[int, int], ...]


@node
class Timed:
    """The time behind the measure of one duty, in one window and for one group."""

    duty: str
    group: str
    first: str
    last: str
    start: int
    end: int
    lanes: tuple[Stretched, ...]


@node
class Page:
    """A ledger in one window: what was open before, what arose, what became of it (its fate, from which window, how much), and what is open."""

    ledger: str
    unit: Unit
    window: str
    before: Fraction
    arisen: Fraction
    turns: tuple[tuple[str, str, Fraction], ...]
    parts: tuple[tuple[str, Fraction], ...]

    @property
    def after(self) -> Fraction:
        return sum((amount for _, amount in self.parts), Fraction(0))


@node
class Ahead:
    """A time limit that ends after the as-of time: the local day or time (ISO), the clause, who has to act, and on what."""

    until: str
    clause: str
    who: str
    what: str


@node
class Exhibits:
    """`comparison`: the reading by which values are compared. `earlier`: the months of the last year up to the last that is asked for, as far
    as the records reach."""

    zone: str
    comparison: str
    timed: tuple[Timed, ...] = ()
    pages: tuple[Page, ...] = ()
    earlier: tuple[WindowStatement, ...] = ()
    ahead: tuple[Ahead, ...] = ()
