"""The statement: the settlement of windows. Values and amounts are exact fractions; only the writer of text or JSON gives them digits."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.model.node import node
from sladsl.model.quantities import Unit


class State(StrEnum):
    MET = "met"
    MISSED = "missed"
    EXCUSED = "excused"
    PENDING = "pending"
    UNDETERMINED = "undetermined"


@node
class Evidence:
    """The rows that made a value: how many, and the first 20 as "file:line" in the order of time."""

    record: str
    count: int
    first: tuple[str, ...]


@node
class DutyResult:
    """One duty in one window, for one group or row (`group`, e.g. "C1" or "Ticket 4 (tickets.csv:5)"; "" where there is none).

    `value` None: the measure has no value, or the duty has none. `target` as written ("at or above 99.9%"). `first` and `last`: the local
    days (ISO) of the duty's own window, which is shorter or longer than the month in which it is told where the duty is on days or quarters.
    """

    duty: str
    clause: str
    who: str
    measure: str
    group: str
    value: Fraction | None
    unit: Unit | None
    target: str
    state: State
    because: str
    evidence: tuple[Evidence, ...] = ()
    line: int = 0
    first: str = ""
    last: str = ""


@node
class Credit:
    """An amount of money that is due, after rounding and caps. `because` explains it in the contract's own words: the clause and its line,
    the measure and its value, the row of the table, the cap, the records. `consequence` names the node of the plan."""

    consequence: str
    clause: str
    verb: str
    payer: str
    payee: str
    amount: Fraction
    currency: str
    because: tuple[str, ...]
    group: str = ""
    evidence: tuple[Evidence, ...] = ()
    line: int = 0


@node
class Points:
    clause: str
    party: str
    unit: str
    count: Fraction
    because: tuple[str, ...]


@node
class Extension:
    """The term ("") or a service is extended by so many days (or months, hours: `unit`)."""

    clause: str
    subject: str
    amount: Fraction
    unit: str
    because: tuple[str, ...]


@node
class WindowStatement:
    """`first` and `last` are local days (ISO), both within the window. `total`: credits, refunds and payments due, summed by payer to payee."""

    first: str
    last: str
    label: str
    duties: tuple[DutyResult, ...]
    credits: tuple[Credit, ...]
    points: tuple[Points, ...]
    extensions: tuple[Extension, ...]
    totals: tuple[tuple[str, str, Fraction], ...]
    notes: tuple[str, ...] = ()


@node
class Right:
    """A right that has arisen: since when (local time, ISO), until when it may be exercised ("" where it does not lapse), and its notice."""

    clause: str
    party: str
    what: str
    group: str
    arisen: str
    lapses: str
    state: str  # "open" or "lapsed" at the as-of time
    notice: str
    because: tuple[str, ...]
    line: int = 0


@node
class CarriedOver:
    """What a ledger holds at the end of the last settled window: an entry for each window from which it stems."""

    ledger: str
    origin: str
    amount: Fraction
    unit: Unit
    usable_until: str


@node
class OpenPoint:
    """A question that the parties leave open: by whom, until which day (ISO) and why, and the sentences that would answer it."""

    question: str
    clause: str
    parties: tuple[str, ...]
    until: str
    reason: str
    readings: tuple[str, ...]


@node
class OpenAmount:
    """An amount of a month that hangs on points left open: the least and the most that it can be, with the sentences under which it is.
    `clause` "": all that the payer owes the payee in the month; `month` "" as well: in all months."""

    month: str
    clause: str
    line: int
    payer: str
    payee: str
    group: str
    lowest: Fraction
    lowest_under: tuple[str, ...]
    highest: Fraction
    highest_under: tuple[str, ...]


class FlawKind(StrEnum):
    """What can be unusual in a record, as the statement says it."""

    TWICE = "rows that stand twice"
    SEVERAL = "further rows where one is due"
    MISSING = "rows that are due and missing"
    OVERLAP = "rows that begin before an earlier one has ended"
    BACK = "rows whose time goes back"
    OUTSIDE = "rows outside the term"


@node
class FlawChange:
    """What is due in a month, and what would be if it were otherwise."""

    month: str
    payer: str
    payee: str
    amount: Fraction
    otherwise: Fraction


@node
class Flaw:
    """Something unusual in a record: how many rows, the first of them as "file:line" (of missing ones: for which time they are due), and
    how the amounts would change if it were as `assumed` says ("" where nothing hangs on it)."""

    record: str
    kind: FlawKind
    count: int
    first: tuple[str, ...]
    assumed: str = ""
    changes: tuple[FlawChange, ...] = ()


@node
class Statement:
    """`set_aside`: rows that were left out, as "file:line: reason". `missing`: records that are absent, in words. Where `open_amounts`
    hang on `open_points`, windows tell the answers under which the least is due."""

    agreement: str
    currency: str
    as_of: str
    windows: tuple[WindowStatement, ...]
    rights: tuple[Right, ...]
    carried_over: tuple[CarriedOver, ...]
    set_aside: tuple[str, ...]
    missing: tuple[str, ...]
    readings_asked: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    """The sentences in force of the readings that were asked."""
    open_points: tuple[OpenPoint, ...] = ()
    open_amounts: tuple[OpenAmount, ...] = ()
    open_whole: bool = True
    """Whether all combinations of answers were tried that can interact."""
    flaws: tuple[Flaw, ...] = ()
    """What is unusual in the records. It is no part of what is due; who settles adds it."""
