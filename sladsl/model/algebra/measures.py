"""Measures: one exact number for a window, a group or an item, or no value."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.model.moments import Length, Supplied, WindowRef, WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Quantity, Rounding

if TYPE_CHECKING:
    from sladsl.model.algebra.periods import Period, State
    from sladsl.model.algebra.selections import Predicate, Scope, Selection


class Aggregate(StrEnum):
    TOTAL = "total"
    AVERAGE = "average"
    MEDIAN = "median"
    HIGHEST = "highest"
    LOWEST = "lowest"
    LONGEST = "longest"
    NUMBER = "number"
    PERCENTILE = "percentile"


@node
class OfField:
    """Aggregate of one or more fields (summed: "the total Passed and Failed") of the selected rows. Empty optional fields are passed over.

    No rows: a total and a number are 0, everything else has no value (reading "no value"). `percentile` is the n of nth, in (0, 100].
    """

    aggregate: Aggregate
    fields: tuple[str, ...]
    selection: Selection
    percentile: Fraction | None = None


@node
class CountOf:
    """The number of rows or pieces."""

    selection: Selection


@node
class OfPeriod:
    """Total, longest, average length, a percentile of the lengths, or number of the pieces of a period in a window; seconds, or a count."""

    aggregate: Aggregate
    period: Period
    window: WindowRef = Supplied()
    percentile: Fraction | None = None


@node
class OverWindows:
    """Aggregate of a measure over the windows of `spec` inside the supplied window ("the 5-minute intervals in a month"), or over `windows`.

    `interval` is the length in seconds of clock-aligned intervals, instead of a spec. Windows without a value are passed over unless a
    reading (`slot` "idle interval/NAME") says what they count as.
    """

    aggregate: Aggregate
    measure: Measure
    spec: WindowSpec | None = None
    interval: int = 0
    windows: tuple[WindowRef, ...] = ()
    percentile: Fraction | None = None


@node
class OverThings:
    """Aggregate of a measure over the rows for which it is taken, each in the part of the window in which it is in service: "the average
    Uptime of the Racks in a month". Rows for which it has no value are passed over."""

    aggregate: Aggregate
    measure: Measure
    selection: Selection
    window: WindowRef = Supplied()
    percentile: Fraction | None = None


@node
class ShareOfRecords:
    """Rows of the selection that fulfil `that`, divided by all of them. No rows: no value."""

    selection: Selection
    that: Predicate


@node
class ShareOfTime:
    """Time of the window, without `left_out`, that is (or with `outside`: is not) in `period`, divided by that time. Nothing left: no value."""

    period: Period
    outside: bool
    left_out: tuple[Period, ...] = ()
    window: WindowRef = Supplied()


@node
class ShareOfUnits:
    """Clock units of the window ("the minutes in a month") in which the state holds, divided by all of them outside `left_out`."""

    unit: Length
    state: State
    left_out: tuple[Period, ...] = ()
    window: WindowRef = Supplied()


class Operator(StrEnum):
    PLUS = "plus"
    MINUS = "minus"
    TIMES = "multiplied by"
    OVER = "divided by"  # by zero: no value


@node
class Arithmetic:
    operator: Operator
    left: Measure
    right: Measure


@node
class Constant:
    quantity: Quantity


@node
class NamedMeasure:
    """A measure, or an order-form value, by its name; in another window if `window` says so."""

    name: str
    scopes: tuple[Scope, ...] = ()
    window: WindowRef = Supplied()


@node
class Rounded:
    measure: Measure
    rounding: Rounding


@node
class ExtremeOf:
    greater: bool
    left: Measure
    right: Measure


@node
class ItemValue:
    """A field of the bound row: "its Price", "Data Loss of each Disaster"."""

    record: str
    field: str


@node
class ItemLength:
    """Length of the bound piece, in seconds (a row of a record with a duration period has its piece bound as well)."""

    name: str


@node
class UnitsIncurred:
    """Declared units that have been incurred in the window, by the party ("" for any): "the number of Points in a month"."""

    unit: str
    party: str = ""
    window: WindowRef = Supplied()


@node
class LedgerBalance:
    """What stands in a ledger at the end of the supplied window: "the shortfall that is carried over"."""

    ledger: str  # see consequences.Ledger.name


Measure = (
    OfField
    | CountOf
    | OfPeriod
    | OverWindows
    | OverThings
    | ShareOfRecords
    | ShareOfTime
    | ShareOfUnits
    | Arithmetic
    | Constant
    | NamedMeasure
    | Rounded
    | ExtremeOf
    | ItemValue
    | ItemLength
    | UnitsIncurred
    | LedgerBalance
)
