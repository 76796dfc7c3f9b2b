"""Amounts: what is paid, from bases (fees, prices, defined amounts) to credit tables."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.findings import Place
from sladsl.model.algebra import Measure, Period
from sladsl.model.moments import Length, Supplied, WindowRef, WindowSpec
from sladsl.model.node import node
from sladsl.model.quantities import Comparison, Quantity

if TYPE_CHECKING:
    from sladsl.model.consequences.triggers import UnitTrigger


@node
class Fee:
    """The fee of a service for a window (of the bound group, where the service is priced "for each Circuit"), in proportion to days
    where the window is partly within the term or the service life of the group (reading "partial window")."""

    service: str
    window: WindowRef = Supplied()
    of_group: str = ""


@node
class AllFees:
    """The fees of all services for the window, of all groups."""

    window: WindowRef = Supplied()


@node
class FeeForTime:
    """The fee for the time of the bound piece: the month's fee times its length over the month's length."""

    service: str
    piece: str


@node
class FeeForPeriod:
    """The fee for the time of a period in a window: of each month that it touches, the fee times its length in it over the month's length."""

    service: str
    period: Period
    window: WindowRef = Supplied()
    of_group: str = ""


@node
class ItemAmount:
    """A money field of the bound row: "its Price"."""

    record: str
    field: str


@node
class NamedAmount:
    """A defined amount or order-form value: "At-Risk Amount"."""

    name: str
    window: WindowRef = Supplied()


@node
class ThatAmount:
    """ "that fee", "those fees", "that credit": the base of the same sentence."""


@node
class Less:
    """ ", not counting Upfront Fees": the base without the part that a service or named amount makes."""

    base: Amount
    name: str


@node
class FixedAmount:
    quantity: Quantity


@node
class ShareOf:
    """A ratio of a base: 10% of the fee; 10 times the fee is 10."""

    ratio: Fraction
    base: Amount


@node
class FromTable:
    """ "a share of the Web Hosting fee", with the table that gives the share; without a base the cells are amounts."""

    table: Bands
    base: Amount | None


@node
class DeclaredUnits:
    """ "2 Points": an amount in a unit that the contract declares."""

    count: Fraction
    unit: str


@node
class FeeDays:
    """ "7 days of the Query fee": that many thirtieths or calendar days (reading "day of fee") of the month's fee."""

    length: Length
    base: Amount


@node
class MeasuredAmount:
    """The base multiplied by a measure: "the fee multiplied by Affected Share of that Outage"."""

    base: Amount
    measure: Measure


@node
class ExtremeAmount:
    greater: bool
    left: Amount
    right: Amount


@node
class SumAmount:
    """ "a, plus b for each full percentage point by which …"."""

    left: Amount
    right: Amount
    unit: UnitTrigger | None


@node
class UpToAmount:
    """At most `limit` from this consequence, in each window of `spec` (None: each time it falls due, or the supplied window for units)."""

    amount: Amount
    limit: Amount
    spec: WindowSpec | None = None


@node
class AtLeastAmount:
    """At least `limit` each time that something falls due; of units that are counted item by item, for each item or for all items of a month
    together (reading "item limit"). What comes to nothing stays nothing."""

    amount: Amount
    limit: Amount


@node
class UpToCount:
    """At most so many credits of this consequence in a window: "up to 1 credit in a month"."""

    amount: Amount
    count: int
    spec: WindowSpec


Amount = (
    Fee
    | AllFees
    | FeeForTime
    | FeeForPeriod
    | ItemAmount
    | NamedAmount
    | ThatAmount
    | Less
    | FixedAmount
    | ShareOf
    | FromTable
    | DeclaredUnits
    | FeeDays
    | MeasuredAmount
    | ExtremeAmount
    | SumAmount
    | UpToAmount
    | AtLeastAmount
    | UpToCount
)
Limited = UpToAmount | AtLeastAmount | UpToCount
"""What stands around an amount, and says how much or how little of it is due."""


@node
class BandRow:
    """One row: a comparison of the table's measure, or a choice or clause title; a cell for each column. A cell None pays nothing.

    `applicable` False for "not applicable": no duty there.
    """

    comparison: Comparison | None
    choice: str
    cells: tuple[Amount | None, ...]
    applicable: tuple[bool, ...]
    place: Place


@node
class Bands:
    """A credit table. Rows are compared with `measure`, or matched with the choice of `field` of the bound item, or with missed clauses.

    `column_field`: the field whose choice selects the column ("gold", "silver" in `columns`); empty: one column.
    A value that several rows hold, or none between two rows: readings "several rows", "between rows".
    """

    measure: Measure | None
    field: str
    rows: tuple[BandRow, ...]
    column_field: str = ""
    columns: tuple[str, ...] = ()
