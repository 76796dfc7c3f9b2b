"""The facts that a document tells of a plan. Quantities are exact, in the base of their unit; names are those of the contract."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from sladsl.model.node import node
from sladsl.model.quantities import Quantity, Unit
from sladsl.model.schema import Record

# --- worked examples -------------------------------------------------------------------------------------------------------------


@node
class Span:
    """The window of which an example speaks: its first day and its last, and how the statement calls it ("April 2026")."""

    first: date
    last: date
    label: str


@node
class Value:
    """A measure, in words, of a thing ("Site 1", "" where there is none) has this value in the window."""

    measure: str
    of: str
    value: Fraction
    unit: Unit | None
    span: Span


@node
class Rows:
    """So many rows of a record fall under the clause in the window."""

    count: int
    record: str
    plural: str
    clause: str
    span: Span


Given = Value | Rows


@node
class Paid:
    verb: str
    payer: str
    payee: str
    amount: Fraction
    currency: str


@node
class Gained:
    """Declared units: "2 Points"."""

    party: str
    count: Fraction
    unit: str


@node
class Extended:
    """The term ("") or a service."""

    subject: str
    count: Fraction
    unit: str


@node
class CarriedOver:
    ledger: str
    amount: Fraction
    unit: Unit


Follows = Paid | Gained | Extended | CarriedOver


@node
class Case:
    """What is given, and what follows in the window `span`; nothing follows where `follows` is empty. `arithmetic`: how it was calculated,
    in the evaluator's words. `whole`: what would be due without the caps of the agreement, where they cut it."""

    given: tuple[Given, ...]
    span: Span
    follows: tuple[Follows, ...]
    arithmetic: tuple[str, ...]
    whole: tuple[Paid, ...] = ()


class Kind(StrEnum):
    BOUNDARY = "boundary"
    CAP = "cap"
    CARRIED = "carry-over"


@node
class MadeExample:
    """Cases that belong together: those at the boundaries of one consequence, a month in which a cap cuts, months over which something is
    carried. `clause` and `line` say where. `choice`: of the column or level that is meant. `claimed`: with a claim in time for each credit.
    `assumed`: fees that the text does not state, with what is taken for them. `left_out`, `choices_left_out`: how many cases, and how many
    further choices of the same clause, are not printed, for length."""

    kind: Kind
    clause: str
    line: int
    cases: tuple[Case, ...]
    choice: str = ""
    claimed: bool = False
    assumed: tuple[tuple[str, Quantity], ...] = ()
    left_out: int = 0
    choices_left_out: int = 0


@node
class Unmade:
    """A clause for which no example is made, since what follows hangs on points left open (the names of their questions)."""

    clause: str
    line: int
    open: tuple[str, ...]


# --- credit tables ---------------------------------------------------------------------------------------------------------------


@node
class Steps:
    """A credit table (of several columns those of `choices`, which are alike) as a step function of its measure; `line` is that of the sentence with the table.

    `limits`: where the function may jump, from low to high; `at`: its value at each; `between`: its value below the first, between each two
    and beyond the last (None: the measure does not get there). `low`, `high`: the ends of what the measure can take. A value is a share as a
    ratio, or an amount in `money`, or a number of units `counted`; 0 where nothing is due.
    """

    line: int
    clause: str
    measure: str
    unit: Unit
    choices: tuple[str, ...]
    limits: tuple[Fraction, ...]
    at: tuple[Fraction | None, ...]
    between: tuple[Fraction | None, ...]
    low: Fraction | None
    high: Fraction | None
    money: str = ""
    counted: str = ""


@node
class Minutes:
    """How long the period of a share of time lasts in months of 28 to 31 days: `outside` as in "that is not Downtime". `limits`: each limit
    of the table or duty with the seconds at which it is reached in each of the four months. `line`: that of the sentence."""

    line: int
    clause: str
    measure: str
    period: str
    outside: bool
    less: bool
    """Whether some time is left out of the month, so that the whole of it is the most that it can be."""
    limits: tuple[tuple[Fraction, tuple[Fraction, ...]], ...]


# --- calendars and records -------------------------------------------------------------------------------------------------------


@node
class Holidays:
    """Of one place that the agreement names, within [first, last]; `cut`: the term goes on after `last`. `version`: of the `holidays`
    library, from which they are."""

    place: str
    first: date
    last: date
    cut: bool
    observed: bool
    days: tuple[tuple[date, str], ...]
    version: str


@node
class Kept:
    """What the agreement says about a record ("" for all of them): how it comes about, and the lines of the sentences on how long it is
    kept, and on who may see and check it."""

    record: Record | None
    retained: tuple[Sentence, ...]
    access: tuple[Sentence, ...]


@node
class Sentence:
    text: str
    line: int


__all__ = [
    "CarriedOver",
    "Case",
    "Extended",
    "Follows",
    "Gained",
    "Given",
    "Holidays",
    "Kept",
    "Kind",
    "MadeExample",
    "Minutes",
    "Paid",
    "Rows",
    "Sentence",
    "Span",
    "Steps",
    "Unmade",
    "Value",
]
