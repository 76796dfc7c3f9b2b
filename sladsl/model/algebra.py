"""Selections, periods, measures and conditions: what is counted. They refer to one another, so they stand in one module.

**Binding.** An expression is evaluated in a *scope*: the supplied window, and the items and groups bound so far, by name (the row
of a Ticket, the piece of an Outage, the Circuit whose month is measured). A bound row or group restricts every record that refers
to it: while Circuit "C1" is bound, "Trouble Tickets" means those of C1. Records that do not refer to it are not restricted.

**Three values.** A predicate or condition is true, false, *pending* (a time limit still runs at the as-of time) or *undetermined*
(a record that it needs is absent).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.model.moments import Length, Limit, Point, Supplied, WindowRef, WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Bound, Comparison, Quantity, Rounding

# --- selections ------------------------------------------------------------------------------------------------------------------


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
    supplied one); None: all, whenever they are.
    """

    name: str
    where: Predicate | None = None
    window: WindowRef | None = None
    scopes: tuple[Scope, ...] = ()


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


# --- periods ---------------------------------------------------------------------------------------------------------------------


@node
class FromTo:
    """One piece for each row: from point to point. It remembers its row. No start: no piece; no end: reading "open period".

    An end before its start is a finding of the records.
    """

    selection: Selection
    start: Point
    end: Point


class Quorum(StrEnum):
    EVERY = "every"  # "every Probe"
    SOME = "some"  # "a Probe"
    COUNT = "count"  # "at least 2 Locations"
    SHARE = "share"  # "at least 50% of the Users"


@node
class SamplesShow:
    """At a moment, the rows that speak for it fulfil `shows`: every one, some, or at least `amount` (of the distinct `across`: Locations).

    For how long a row speaks: reading "sample speaks"; a row that is due by the cadence and absent: reading "missing record".
    """

    selection: Selection
    quorum: Quorum
    shows: Predicate
    across: str = ""
    bound: Bound | None = None


@node
class Runs:
    """Each longest stretch in which the state holds; at least `shortest` long (tested before an exception; on the whole stretch, not cut at the window)."""

    state: State
    shortest: Length | None = None


@node
class Intervals:
    """Each clock-aligned interval of `length` (from midnight, local) in which the condition holds with the interval as the supplied window."""

    length: Length
    state: State


@node
class Hysteresis:
    """From the first of `fails` consecutive rows that fulfil `failing` to the first of `passes` consecutive ones that fulfil `passing`.

    `by`: rows are consecutive within one value of this field ("of the same Location"); else over all.
    """

    record: str
    fails: int
    failing: Predicate
    passes: int
    passing: Predicate
    by: str = ""


@node
class WeeklyHours:
    """`days` 0 = Monday; minutes of the local day, `until` up to 1440. Entries are united; `except_holidays`: not on public holidays."""

    entries: tuple[tuple[tuple[int, ...], int, int], ...]
    except_holidays: bool


@node
class YearlySeason:
    """From the start of the first day to the end of the last, each year: ((11, 15), (12, 31))."""

    first: tuple[int, int]
    last: tuple[int, int]


@node
class NamedPeriod:
    name: str
    scopes: tuple[Scope, ...] = ()


@node
class FieldPeriods:
    """The periods in a field of the bound row: "its Waiting"."""

    record: str
    field: str


@node
class WindowPeriod:
    """The whole of the supplied window, or of another: "the term", "the time before a Cluster is Created" is Minus of this."""

    window: WindowRef = Supplied()


@node
class UnionOf:
    parts: tuple[Period, ...]


@node
class Within:
    """Intersection: the parts of `base` inside `inside`."""

    base: Period
    inside: Period


@node
class Except:
    """`base` without `removed`: ", except Scheduled Maintenance", ", outside Interruption"."""

    base: Period
    removed: tuple[Period, ...]


@node
class OnlyPieces:
    """The pieces of `base` that fulfil the predicate (with the piece bound to `name`)."""

    base: Period
    name: str
    where: Predicate


@node
class UpTo:
    """At most `length` of it in each window of `spec`; which hours fill the limit: reading "allowance order"."""

    base: Period
    length: Length
    spec: WindowSpec


@node
class CountedBeyond:
    """Each piece without its first `length`."""

    base: Period
    length: Length


@node
class AcrossGroup:
    """At a moment, `period` holds for every (some, at least N of) `group` bound in turn: "every Port of a Site has Downtime"."""

    group: Selection
    quorum: Quorum
    period: Period
    bound: Bound | None = None


Period = (
    FromTo
    | Runs
    | Intervals
    | Hysteresis
    | WeeklyHours
    | YearlySeason
    | NamedPeriod
    | FieldPeriods
    | WindowPeriod
    | UnionOf
    | Within
    | Except
    | OnlyPieces
    | UpTo
    | CountedBeyond
    | AcrossGroup
)


@node
class MeasureState:
    """In Intervals or sub-windows: the measure of the interval compares so."""

    measure: Measure
    comparison: Comparison


State = SamplesShow | MeasureState


# --- measures --------------------------------------------------------------------------------------------------------------------


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
    """Total, longest, average length or number of the pieces of a period in a window; seconds, or a count."""

    aggregate: Aggregate
    period: Period
    window: WindowRef = Supplied()


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
class LedgerBalance:
    """What stands in a ledger at the end of the supplied window: "the shortfall that is carried over"."""

    ledger: str  # see consequences.Ledger.name


Measure = (
    OfField
    | CountOf
    | OfPeriod
    | OverWindows
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
    | LedgerBalance
)


# --- conditions ------------------------------------------------------------------------------------------------------------------


@node
class MeasureIs:
    measure: Measure
    comparison: Comparison
    window: WindowRef = Supplied()


class Quantifier(StrEnum):
    EACH = "each"
    SOME = "a"
    NO = "no"
    COUNT = "count"
    SHARE = "share"


@node
class Records:
    """ "no Meeting is Attended in a month", "a Friction Report is late": so many of the selection fulfil the predicate (None: exist)."""

    quantifier: Quantifier
    selection: Selection
    that: Predicate | None = None
    bound: Bound | None = None


@node
class Misses:
    """The clause is missed in that window (any party if `party` is empty), for the bound group where the clause is measured by group."""

    clause: str
    party: str = ""
    window: WindowRef = Supplied()


@node
class IsAgreed:
    """An order-form value has a value."""

    name: str


@node
class InWindows:
    """The condition holds in `least` of the `of` consecutive windows that end with the settled one ("3 of any 6 consecutive months").

    `least` = `of`: "in 3 consecutive months". Whether windows that have given a right count again: reading "restart".
    """

    condition: Condition
    least: int
    of: int
    unit: WindowUnitName


WindowUnitName = str


@node
class Ever:
    """The condition has held in some window of the unit, from the first of the term to the settled one: "has missed … in 2 consecutive months"."""

    condition: Condition
    unit: WindowUnitName


@node
class CreditsReachCap:
    window: WindowRef = Supplied()


@node
class AllOf:
    parts: tuple[Condition, ...]


@node
class AnyOf:
    parts: tuple[Condition, ...]


@node
class Not:
    part: Condition


Condition = MeasureIs | Records | Misses | IsAgreed | InWindows | Ever | CreditsReachCap | AllOf | AnyOf | Not
