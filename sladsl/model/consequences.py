"""Consequences: what follows when. A trigger, an effect, and the rules over all effects (caps, claims, ledgers, payout)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.findings import Place
from sladsl.model.algebra import Condition, Measure, Selection
from sladsl.model.moments import Length, Limit, Point, Supplied, WindowRef, WindowSpec, WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import Comparison, Quantity

# --- bases and amounts -----------------------------------------------------------------------------------------------------------


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
class UpToCount:
    """At most so many credits of this consequence in a window: "up to 1 credit in a month"."""

    amount: Amount
    count: int
    spec: WindowSpec


Amount = (
    Fee
    | AllFees
    | FeeForTime
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
    | UpToCount
)


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


# --- triggers --------------------------------------------------------------------------------------------------------------------


@node
class OnMiss:
    """ "If Provider does not": the duty just before, in each window, group or record in which it is missed."""

    duty: str


@node
class OnCondition:
    """Tested in each window of `spec` (the reading "month" where the sentence names no window)."""

    condition: Condition
    spec: WindowSpec


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
    """The time by which each row is late by its `Due`, or by the duty of the clause, where it names one."""

    selection: Selection
    clause: str = ""


@node
class OfLedger:
    """A part of a ledger that has lapsed or is not set off: "for each hour of a shortfall that lapses"; what was used beyond an allowance
    and what of it was carried over: "for each hour of Support used beyond the allowance"."""

    ledger: str
    state: str  # "lapses", "not set off", "overused"


@node
class UnitTrigger:
    """For each step of a quantity: `step` in the base of the quantity's dimension (1 hour is 3600), or calendar days for lateness in days."""

    step: Quantity
    steps: Steps
    quantity: Exceeds | OfItem | ByLateness | OfLedger
    calendar_days: bool = False
    business_days: bool = False


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
    """ "For each hour in which …": each window of `spec` in which the condition (None: always) holds."""

    spec: WindowSpec
    condition: Condition | None = None


@node
class ForEachUnit:
    """ "For each Point in a month": each declared unit that the party has incurred in the window."""

    unit: str
    spec: WindowSpec


Trigger = OnMiss | OnCondition | UnitTrigger | ForEachItem | ForEachMissedClause | ForEachWindow | ForEachUnit


# --- effects ---------------------------------------------------------------------------------------------------------------------


@node
class Pay:
    """`verb`: credit, refund or pay. The amount falls due for the window of the trigger."""

    verb: str
    payer: str
    payee: str
    amount: Amount


@node
class Incur:
    """Points: "Provider incurs the following Points"; `twice`: what the same clause gave in the window, doubled instead."""

    party: str
    amount: Amount
    unit: str
    twice: bool = False


@node
class Extend:
    """The term or a service is extended by `length` for each step, up to `limit` in each window of `spec`."""

    party: str
    subject: str  # "" for the term
    length: Length
    limit: Length | None = None
    spec: WindowSpec | None = None


@node
class Excuse:
    party: str
    clause: str


@node
class CountsAsMissed:
    clause: str


@node
class Terminate:
    """A right arises: to terminate `subject` ("" the agreement, else a service or clause), for the bound group if `of_group`.

    `notice`: its least length; `to_end_of`: it ends with such a window; `exercise`: the right lapses unless notice is given in that time.
    """

    party: str
    subject: str
    subject_is_clause: bool
    of_group: str
    notice: Length | None
    to_end_of: WindowUnit | None
    exercise: Limit | None


@node
class RefundPrepaid:
    """Refund the fees paid for the time after a point (the end of the agreement)."""

    payer: str
    payee: str
    after: Point


@node
class CreditLapses:
    """The credit of the window lapses (earn-back)."""


@node
class OnlyGreatest:
    """Of the credits to which one item leads only the greatest, or the one that `chooser` chooses, is due."""

    chooser: str = ""


@node
class Withhold:
    party: str
    amount: Amount
    until: Point | None


@node
class Release:
    party: str


@node
class Forfeit:
    """The amounts withheld, a right, or a clause lapse: `what` says which ("withheld", "right", or a clause title)."""

    what: str


@node
class NoCredit:
    """ "No credit is due for this clause": says on purpose that nothing follows."""


Effect = (
    Pay
    | Incur
    | Extend
    | Excuse
    | CountsAsMissed
    | Terminate
    | RefundPrepaid
    | CreditLapses
    | OnlyGreatest
    | Withhold
    | Release
    | Forfeit
    | NoCredit
)


@node
class Consequence:
    """`guard`: a second lead that must hold as well ("In …", "During …", "if …"). `instead`: replaces what the clause gives for the same window.
    `item`: of conditions of which one is enough, the one that gives this right, in the words of the text; each gives one of its own.
    """

    name: str
    clause: str
    trigger: Trigger
    effect: Effect
    text: str
    place: Place
    guard: Condition | None = None
    instead: bool = False
    item: str = ""


# --- ledgers ---------------------------------------------------------------------------------------------------------------------


class LedgerKind(StrEnum):
    SHORTFALL = "shortfall"
    EXCESS = "excess"
    UNUSED = "unused part"
    ABOVE_CAP = "credit above the cap"


@node
class Ledger:
    """What a window leaves over: `of` names the Level duty (shortfall, excess), the Quota, or nothing (credits above the cap).

    `carried_to`: it may be used in so many following windows of the unit; `carried_for`: for a length after a point;
    `carried_until_used`: until it is used or the term ends. None of them: it is not
    carried over. `set_off`: names of ledgers against which it is set off when it arises, the oldest first or the newest; `lapses_at_end`:
    what is open when the term ends lapses. What is neither carried, used nor set off lapses at the end of its last window.
    """

    name: str  # "shortfall in Hours Worked"
    kind: LedgerKind
    of: str
    carried_windows: int = 0
    carried_unit: WindowUnit | None = None
    carried_for: Limit | None = None
    carried_until_used: bool = False
    oldest_first: bool | None = None
    set_off_against: tuple[str, ...] = ()
    lapses_if: Condition | None = None
    lapses_at_end: bool | None = None
    text: str = ""
    place: Place | None = None


# --- rules over all consequences -------------------------------------------------------------------------------------------------


class CapScope(StrEnum):
    ALL = "all credits"
    CLAUSE = "clause"
    SERVICE = "service"
    ITEM = "item"  # "Credits for one Outage"
    INVOICE = "invoice"  # "Credits set off against an invoice"


@node
class Cap:
    """Credits in the scope, in each window of `spec` (sliding, too; None: the term), shall not exceed the limit; later credits are cut first."""

    name: str
    scope: CapScope
    subject: str  # clause title, service or item name
    spec: WindowSpec | None
    limit: Amount
    text: str
    place: Place


@node
class ClaimRule:
    """A credit is due only if each condition holds, with the credit's window supplied and its items bound. `item`: only credits for such an item;
    `clause`: only those of the clause, which are due without a claim where there is no condition; `others`: not those of a clause with a rule of its own."""

    clause: str
    item: str
    per_window: bool
    conditions: tuple[Condition, ...]
    text: str
    place: Place
    others: bool = False


@node
class LeastCredit:
    """ "A credit below USD 1.00 is not due"; `included`: one of just so much is not due, either."""

    limit: Quantity
    text: str
    place: Place
    included: bool = False


@node
class BesidesOthers:
    """ "Credits under clause "Core" are due besides other credits": they are apart where only the greatest of several is due."""

    clause: str
    place: Place


@node
class NotApplying:
    """A clause does not apply while (condition in the window) or during a period, or in the first windows of the term."""

    clause: str
    condition: Condition | None
    window: WindowRef | None
    period: object | None  # a Period
    during_extension: bool
    place: Place


Rule = Cap | ClaimRule | LeastCredit | BesidesOthers | NotApplying
