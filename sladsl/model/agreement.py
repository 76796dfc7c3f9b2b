"""The model of one contract: what its sentences mean. Against the syntax it has lost strings: a name is the thing that it names,
quantities carry their unit, and what the text leaves open is an open reading.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sladsl.findings import Place
from sladsl.model.algebra import Measure, Period, Selection
from sladsl.model.consequences import Amount, Consequence, Ledger, Rule
from sladsl.model.duties import Deemed, Due, Duty, Quota
from sladsl.model.moments import Length, WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import Quantity, Rounding, Unit
from sladsl.model.schema import Record
from sladsl.model.worked import Example


class NameKind(StrEnum):
    PARTY = "party"
    ROLE = "person"
    SERVICE = "service"
    RECORD = "record"
    SELECTION = "filtered record"
    PERIOD = "period"
    MEASURE = "measure"
    AMOUNT = "amount"
    FORM_VALUE = "order-form value"
    UNIT = "unit"


@node
class Name:
    """A name that the contract (or one above it: `origin`) introduces. `plural` as the text writes it."""

    text: str
    plural: str
    kind: NameKind
    place: Place
    origin: str = ""


@node
class Party:
    """`full`: who it is ("Northwind Hosting Ltd"); `of`: the address, or the organisation a department or person belongs to."""

    name: str
    full: str
    of: str
    place: Place
    is_role: bool = False


@node
class Service:
    """`price` for each `unit` window, for each row of `each` where it is priced so (a record's name). A price without a unit is due once:
    for each row in the window to which it belongs or, without rows, at the start of the term. None: no price stated."""

    name: str
    supplier: str
    customer: str
    price: Quantity | None
    unit: WindowUnit | None
    each: str = ""


@node
class ServiceLife:
    """The fields between which a row is in service ("Start", "End"): it counts, and its fee is due, from its start date to its end
    date, both included. Empty names: it is always in service."""

    record: str
    start: str
    end: str


@node
class Definition:
    """A name and what it means. `unit` is the unit of a measure's values, for words and checks."""

    name: str
    body: Selection | Period | Measure | Amount
    unit: Unit | None
    place: Place
    text: str = ""


@node
class FormValue:
    """An order-form value: given, or still to be agreed (`value` None)."""

    name: str
    unit: Unit
    value: Quantity | None
    place: Place


@node
class Term:
    """`start`: the day on which the agreement takes effect; `length` None: until it is terminated. The days are local. `notice`: it renews
    unless a party gives notice at least so long before the period ends."""

    start: date | None
    length: Length | None
    renews_by: Length | None = None
    notice: Length | None = None


@node
class Calendar:
    """`business_days` 0 = Monday. `holidays`: the names of the calendars as the text has them ("England")."""

    business_days: tuple[int, ...]
    business_days_except_holidays: bool
    holidays: tuple[str, ...]
    observed: bool


@node
class Chosen:
    """A reading that a sentence fixes: the slot's name with its subject ("missing record/Probe"), the value, and the sentence."""

    slot: str
    value: str
    sentence: str
    origin: str
    place: Place
    reason: str = ""
    """Why the parties read it so, where the sentence says it."""


@node
class ReadAs:
    """Loose words for which the parties have agreed on precise ones, in one clause or ("") wherever they stand."""

    words: str
    clause: str
    meaning: str
    reason: str
    place: Place


@node
class LeftOpen:
    """A question that the parties leave open on purpose: `what` quotes the question or the loose words. `mark` is the fingerprint of the
    clause for which they did so; after `until`, a local day, it is open without their consent."""

    what: str
    clause: str
    parties: tuple[str, ...]
    mark: str
    until: date
    reason: str
    place: Place


@node
class Wording:
    """Words that honest readers read in several ways: the `code` of the catalogue, where they stand, what they leave open, and the precise
    words that may take their place, each a phrase of the language. `said`: as the text has them."""

    code: str
    place: Place
    said: str
    question: str
    answers: tuple[str, ...]
    clause: str = ""
    ordinal: int = 1
    around: tuple[str, str] = ("", "")
    """What stands before and after the words in their sentence."""

    @property
    def name(self) -> str:
        """The name of the question, as that of a slot: the kind, the code and the clause ("wording/A001/Availability")."""
        more = f"/{self.ordinal}" if self.ordinal > 1 else ""
        return f"wording/{self.code}/{self.clause}{more}"

    def sentence(self, answer: str) -> str:
        """The whole sentence with this answer in it, on one line."""
        before, after = self.around
        return " ".join(f"{before}{answer}{after}".split())


@node
class Agreement:
    """Everything that one text says, with that of the agreements above it and of the interpretation rules that it follows."""

    title: str
    version: str
    dated: str
    zone: str
    currency: str
    rounding: Rounding | None
    parties: tuple[Party, ...]
    names: tuple[Name, ...]
    term: Term
    calendar: Calendar | None
    services: tuple[Service, ...]
    lives: tuple[ServiceLife, ...]
    records: tuple[Record, ...]
    definitions: tuple[Definition, ...]
    form_values: tuple[FormValue, ...]
    declared_units: tuple[str, ...]
    dues: tuple[Due, ...]
    deemed: tuple[Deemed, ...]
    duties: tuple[Duty, ...]
    quotas: tuple[Quota, ...]
    consequences: tuple[Consequence, ...]
    ledgers: tuple[Ledger, ...]
    rules: tuple[Rule, ...]
    chosen: tuple[Chosen, ...]
    examples: tuple[Example, ...]
    upper: tuple[str, ...] = ()
    interpretation_rules: str = ""
    read_as: tuple[ReadAs, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()
    by_minutes: Place | None = None
    """Where the text counts time in minutes that may be down in part: the general rule on such minutes is then no answer."""
    wordings: tuple[Wording, ...] = ()
    """What the text says loosely. The agreement is then the one that it would be with the first answer to each."""
