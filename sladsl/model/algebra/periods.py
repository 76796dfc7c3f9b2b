"""Periods: sets of moments that remember the rows from which they come, and the states that hold at a moment."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sladsl.model.moments import Length, Point, Supplied, WindowRef, WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Bound, Comparison

if TYPE_CHECKING:
    from sladsl.model.algebra.measures import Measure
    from sladsl.model.algebra.selections import Predicate, Scope, Selection


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
class DayHours:
    """On each of these days of the week (0 = Monday), from one minute of the local day to another, up to 1440.

    `numbers`: only on the first (1), second, ... or last (-1) such day of a calendar month. `day_after`: on the day after those days.
    """

    days: tuple[int, ...]
    start: int
    until: int
    numbers: tuple[int, ...] = ()
    day_after: bool = False


@node
class WeeklyHours:
    """Entries are united; `except_holidays`: not on public holidays."""

    entries: tuple[DayHours, ...]
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
    """At a moment, `period` holds for every (some, at least N of) `group` bound in turn: "every Port of a Site has Downtime".

    `of_all`: of all rows of the group, also where something is told of one of them ("more than 5% of the Requests of at least 1 Feature").
    """

    group: Selection
    quorum: Quorum
    period: Period
    bound: Bound | None = None
    of_all: bool = False


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


def innermost(body: object) -> object:
    """The period that modifiers cut."""
    while isinstance(body, Except | Within | CountedBeyond | UpTo | OnlyPieces):
        body = body.base
    return body


@node
class MeasureState:
    """In Intervals or sub-windows: the measure of the interval compares so."""

    measure: Measure
    comparison: Comparison


State = SamplesShow | MeasureState
