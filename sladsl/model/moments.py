"""Lengths, windows and points: when something is, is due, or is counted.

Nothing here chooses between two ways of counting; that is what readings are for. The evaluator looks up the reading when it meets
one of these nodes.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.model.node import node


class LengthBasis(StrEnum):
    ELAPSED = "elapsed"  # 15 minutes, 4 hours, 30 seconds
    DAYS = "days"  # 5 days, 5 calendar days, 2 weeks: whole days of the calendar (reading "day count")
    BUSINESS_DAYS = "business days"
    MONTHS = "months"  # months, quarters and years, counted as months
    CALENDAR = "calendar"  # 8 hours of Business Hours: elapsed time inside a named period


@node
class Length:
    """`amount` is in seconds (elapsed, calendar), days or months. `unit` is the unit as written, for words; `period` the calendar's name."""

    amount: Fraction
    basis: LengthBasis
    unit: str
    period: str = ""


# --- windows ---------------------------------------------------------------------------------------------------------------------


class WindowUnit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class WindowKind(StrEnum):
    PLAIN = "plain"  # "a month": the reading "month" says which kind it is
    CALENDAR = "calendar"
    BILLING = "billing"
    CONTRACT = "contract"  # from anniversary to anniversary of the day on which the agreement takes effect
    FISCAL = "fiscal"


@node
class WindowSpec:
    """A kind of window. `count` units together; `sliding`: "any 30 consecutive days", one window for each start of a unit.

    A block of several units that does not slide ("each 30-day period") starts at the start of the term.
    """

    unit: WindowUnit
    kind: WindowKind = WindowKind.PLAIN
    count: int = 1
    sliding: bool = False

    @property
    def from_effect(self) -> bool:
        """Whether its windows are counted from the day on which the agreement takes effect."""
        in_blocks = self.count > 1 and not self.sliding and self.unit not in (WindowUnit.MINUTE, WindowUnit.HOUR)
        return in_blocks or self.kind is WindowKind.CONTRACT


@node
class Supplied:
    """The window that the user of the phrase supplies: "a month" in a definition, "that month" in a clause."""


@node
class Neighbour:
    """`count` windows before (`offset` < 0) or after the supplied one: "the preceding month", "the following 3 months", taken as one window."""

    offset: int
    count: int
    unit: WindowUnit


@node
class MonthOf:
    """A month named in the text: "June 2026"."""

    year: int
    month: int


@node
class TermWindow:
    """The whole term, or its first `count` units where `unit` is given."""

    count: int = 0
    unit: WindowUnit | None = None


@node
class Before:
    """ "the 30 days before it starts": the stretch of `length` that ends at the point."""

    length: Length
    point: Point


@node
class Around:
    """The window of this unit in which the point lies: "the hour in which it is Opened", "the fees for that year" from a month."""

    unit: WindowUnit
    point: Point | None = None  # without a point: the one that holds the supplied window's start


WindowRef = Supplied | Neighbour | MonthOf | TermWindow | Before | Around


# --- points ----------------------------------------------------------------------------------------------------------------------


@node
class FieldPoint:
    """The time in a field of the bound item: "it is Opened", "its Start". `record` is the record's name."""

    record: str
    field: str


@node
class ItemEdge:
    """Start or end of the bound piece of a period: "it starts", "the end of that Outage"."""

    name: str
    end: bool


@node
class WindowEdge:
    """Start or end of a window: "the end of each month", "the end of that month"."""

    window: WindowRef
    end: bool


@node
class DuePoint:
    """The time at which the bound item is due by the duty on it: "2 business days after it is due". `clause`: the one whose duty is meant;
    `field`: the act, where there is a time for several."""

    record: str
    clause: str = ""
    field: str = ""


@node
class ExtremePoint:
    """ "the later of Reported and Numbered": a point without a value is passed over."""

    later: bool
    points: tuple[Point, ...]


@node
class NthEvent:
    """The nth, or with 0 the last, of the windows or items that fulfilled the condition: "the end of the third of those 3 months".

    Its end if `end`, otherwise its start.
    """

    nth: int
    end: bool


@node
class RecordPoint:
    """The time in `field` of the nth row of a record after a point: "the 2nd Release after it is Opened"; or, with `after` None, of the one that is meant by the scopes.

    `among`: of these claims the first after the point; if none comes after it, the last before.
    """

    record: str
    field: str
    nth: int = 1
    after: Point | None = None
    among: object | None = None  # a Selection; typed in algebra, which imports this module


@node
class FixedPoint:
    """A date (`minute` None: the whole day) or a local time in the agreement's zone."""

    year: int
    month: int
    day: int
    minute: int | None = None


@node
class RequestPoint:
    """ "a request": a time that no record shows; duties that hang on it are undetermined."""


Point = (
    FieldPoint | ItemEdge | WindowEdge | DuePoint | ExtremePoint | NthEvent | RecordPoint | FixedPoint | RequestPoint
)


# --- time limits -----------------------------------------------------------------------------------------------------------------


class LimitKind(StrEnum):
    WITHIN = "within"  # within `length` after `anchor`
    AT_LEAST_BEFORE = "at least before"  # at least `length` before `anchor`
    AT_MOST_BEFORE = "at most before"
    AT_LEAST_AFTER = "at least after"
    BY = "by"  # at or before `anchor`


@node
class Limit:
    """When an act is in time. `pauses` is a period whose time does not count. `length` is None for `by`.

    `lengths` gives the length by what the row is instead: "within the following times" with a table. The first condition that the row
    fulfils sets it; a row that fulfils none has no time limit. `agreed`: the order-form value that gives the length; the plan has the
    length, too, once the value is given. `clock`: the minute of its last day at which a limit that ends with a day ends: "by 17:00 on the 5th business day …".
    """

    kind: LimitKind
    anchor: Point
    length: Length | None = None
    pauses: object | None = None  # a Period; typed in periods.py, which imports this module
    lengths: tuple[tuple[object, Length], ...] = ()  # each for the rows that fulfil a Predicate
    agreed: str = ""
    clock: int | None = None
