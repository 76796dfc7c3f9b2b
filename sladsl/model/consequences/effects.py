"""Effects: what follows for whom; a consequence is a trigger with its effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sladsl.findings import Place
from sladsl.model.algebra import Condition
from sladsl.model.moments import Length, Limit, Point, WindowSpec, WindowUnit
from sladsl.model.node import node

if TYPE_CHECKING:
    from sladsl.model.consequences.amounts import Amount
    from sladsl.model.consequences.triggers import Trigger


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
    """Of the credits to which one row or piece of the name `item` leads, only the greatest, or the one that `chooser` chooses, is due.

    `daily`: of those of each day; what is due for a longer window stands apart.
    """

    item: str
    chooser: str = ""
    daily: bool = False


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
