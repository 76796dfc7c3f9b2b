"""Triggers: when, and for each of what, a consequence follows."""

from __future__ import annotations

from enum import StrEnum

from sladsl.model.algebra import Condition, Measure, Selection
from sladsl.model.moments import WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Quantity


@node
class OnMiss:
    """ "If Provider does not": the duty just before, in each window, group or record in which it is missed."""

    duty: str


@node
class OnCondition:
    """Tested in each window of `spec` (the reading "month" where the sentence names no window), for each of `group`: "If Uptime of a Rack …"."""

    condition: Condition
    spec: WindowSpec
    group: Selection | None = None


class Steps(StrEnum):
    FULL = "full"
    STARTED = "started"
    PRO_RATA = "pro rata"
    OPEN = "open"  # bare "for each hour": reading "unit step"


@node
class Exceeds:
    """By which a measure exceeds (or, with `short`, falls short of) a limit, in each window of `spec`, for each of `group`."""

    measure: Measure
    limit: Quantity | str
    short: bool
    spec: WindowSpec
    group: Selection | None = None


@node
class OfItem:
    """The length of each piece (or duration period) selected: "for each started 30 minutes of an Outage"."""

    selection: Selection


@node
class ByLateness:
    """The time by which each row is late by its `Due`, or by the duty of the clause, where it names one; with `early`, by which it is done
    before that time is over."""

    selection: Selection
    clause: str = ""
    early: bool = False


@node
class OfLedger:
    """A part of a ledger that has lapsed or is not set off: "for each hour of a shortfall that lapses"; what was used beyond an allowance
    and what of it was carried over: "for each hour of Support used beyond the allowance"."""

    ledger: str
    state: str  # "lapses", "not set off", "overused"


@node
class UnitTrigger:
    """For each step of a quantity: `step` in the base of the quantity's dimension (1 hour is 3600), or calendar days for lateness in days, or
    a number of `months`; only those `after` the first so many, and of these only the `first` so many (0: all)."""

    step: Quantity
    steps: Steps
    quantity: Exceeds | OfItem | ByLateness | OfLedger
    calendar_days: bool = False
    business_days: bool = False
    months: bool = False
    after: int = 0
    first: int = 0


@node
class ForEachItem:
    """For each row or piece selected, in the window to which it belongs; with `every`, for each so many of them in `spec`, each counted
    once; with `after`, for each beyond the first so many in each window of `spec`, by time, for each of `group`."""

    selection: Selection
    every: int = 1
    spec: WindowSpec | None = None
    after: int = 0
    group: Selection | None = None


@node
class ForEachMissedClause:
    party: str
    spec: WindowSpec


@node
class ForEachWindow:
    """ "For each hour in which …": each window of `spec` in which the condition (None: always) holds, for each of `group`."""

    spec: WindowSpec
    condition: Condition | None = None
    group: Selection | None = None


@node
class ForEachUnit:
    """ "For each Point in a month": each declared unit that the party has incurred in the window, those `after` the first so many."""

    unit: str
    spec: WindowSpec
    after: int = 0


Trigger = OnMiss | OnCondition | UnitTrigger | ForEachItem | ForEachMissedClause | ForEachWindow | ForEachUnit
