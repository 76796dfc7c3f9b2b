"""Selections: the rows of a record or the pieces of a period that are meant, and the predicates that single them out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.model.moments import Limit, Point, Supplied, WindowRef, WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Comparator, Comparison

if TYPE_CHECKING:
    from sladsl.model.algebra.periods import Period


@node
class Scope:
    """Binds `name` (a record, or a field with choices) while the rest is evaluated.

    `via` = ("Port", "Backup Port") takes the row to which that field of the bound row refers; empty: the name is already bound
    ("of that Circuit") and the scope only says so.
    """

    name: str
    via: tuple[str, str] | None = None


@node
class Selection:
    """Rows of a record, or pieces of a named period (`name`), that fulfil `where`.

    `window`: those that belong to that window (a row by its `belongs` field, a piece by the reading "straddling"; Supplied = the
    supplied one); None: all, whenever they are. `timed`: rows belong by that field even where they have a service life (see `once_each`).
    """

    name: str
    where: Predicate | None = None
    window: WindowRef | None = None
    scopes: tuple[Scope, ...] = ()
    timed: bool = False


@node
class FieldIs:
    """A choice, yes-or-no, text or reference equals one of `values`; with `bound`, the key of the item bound to that name instead."""

    field: str
    values: tuple[str, ...] = ()
    bound: str = ""


@node
class InBoundWindow:
    """A month, date or time field lies in the supplied window: "a Claim for that month"."""

    field: str
    window: WindowRef = Supplied()


@node
class FieldCompares:
    field: str
    comparison: Comparison


@node
class FieldsCompare:
    """A figure of the row against a share of another figure of the same row: "Delivered of at least 98% of its Ordered". Where one of the
    two is missing, it does not hold."""

    field: str
    comparator: Comparator
    other: str
    share: Fraction = Fraction(1)


@node
class Referred:
    """The row of `record` to which the field of the bound row refers fulfils `that`: the Class of a Ticket's Circuit. A reference that
    leads nowhere fulfils nothing."""

    field: str
    record: str
    that: Predicate


@node
class Done:
    """The act is done: the field of its participle has a time, and that time is within the limit where there is one.

    True as soon as done in time; false when done too late or when the limit has passed; pending while it runs. Without a limit it is
    true if the field has a value, else false. `statuses` are states into which silence turns the row ("counts as Approved"), see `Deemed`.
    """

    record: str
    field: str
    limit: Limit | None = None


@node
class InTime:
    """Done within the time of the duty (`Due`) on that row and field; a row without such a duty is neither in time nor late (undefined: false)."""

    record: str
    field: str = ""  # empty: any act that is due
    clause: str = ""  # the one whose duty is meant; empty: any


@node
class Late:
    """The due time of the row (or of the document for the supplied window) passed before the act; still open counts as late once it has passed.

    `by`: late by a length that compares so. `clause`: the one whose duty is meant; empty: any.
    """

    record: str
    field: str = ""
    by: Comparison | None = None
    clause: str = ""


@node
class Lasts:
    """Length of the bound piece (as a whole: reading "straddling")."""

    name: str
    comparison: Comparison


@node
class HasCount:
    """The bound item has so many of the selection: "a Circuit has at least 4 Interruptions in any 30 consecutive days"."""

    selection: Selection
    comparison: Comparison
    spec: WindowSpec | None = None


@node
class InPeriod:
    """The point of the bound item (its belonging time without one) lies in the period: "each Alarm during Night Hours"."""

    period: Period
    point: Point | None = None


@node
class AllHold:
    parts: tuple[Predicate, ...]


@node
class AnyHolds:
    parts: tuple[Predicate, ...]


@node
class NotSo:
    part: Predicate


Predicate = (
    FieldIs
    | InBoundWindow
    | FieldCompares
    | FieldsCompare
    | Referred
    | Done
    | InTime
    | Late
    | Lasts
    | HasCount
    | InPeriod
    | AllHold
    | AnyHolds
    | NotSo
)
