"""Conditions: what a consequence, a duty or a rule asks of a window."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sladsl.model.moments import Supplied, WindowRef
from sladsl.model.node import node
from sladsl.model.quantities import Bound, Comparison

if TYPE_CHECKING:
    from sladsl.model.algebra.measures import Measure
    from sladsl.model.algebra.selections import Predicate, Selection


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
