"""Rules over all consequences: caps, claims, the least credit, clauses that do not apply; and ledgers, which carry a window's rest on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sladsl.findings import Place
from sladsl.model.algebra import Condition, Period
from sladsl.model.moments import Limit, WindowRef, WindowSpec, WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import Quantity

if TYPE_CHECKING:
    from sladsl.model.consequences.amounts import Amount


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
    what is open when the term ends lapses. `most`: no more is carried over, of each window or, with `most_in_all`, of all of them together; a
    percentage is that of the allowance. What is neither carried, used nor set off lapses at the end of its last window.
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
    most: Quantity | None = None
    most_in_all: bool = False
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
    """Credits in the scope, in each window of `spec` (sliding, too; None: the term), shall not exceed the limit; later credits are cut first.
    `verb`: refunds or payments instead, these by the `payer` alone."""

    name: str
    scope: CapScope
    subject: str  # clause title, service or item name
    spec: WindowSpec | None
    limit: Amount
    text: str
    place: Place
    verb: str = "credit"
    payer: str = ""


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
    period: Period | None
    during_extension: bool
    place: Place


Rule = Cap | ClaimRule | LeastCredit | BesidesOthers | NotApplying
